"""Renda (数字人大): standards, platform and applications for local people's congresses."""
