"""Health and self-check of a place."""
