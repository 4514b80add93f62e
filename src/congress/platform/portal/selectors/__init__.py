"""Reads for the front door's pages."""
