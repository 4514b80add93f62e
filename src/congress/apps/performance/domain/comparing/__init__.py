"""Comparing: tables side by side, matched by meaning, with what is worth a look."""
