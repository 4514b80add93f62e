"""Faults played for real: killed workers, a killed web server, two writers at once."""
