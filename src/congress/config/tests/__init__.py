"""Tests of the wiring: command line, supervisor, preparation."""
