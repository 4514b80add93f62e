"""Command-line words of the ground."""
