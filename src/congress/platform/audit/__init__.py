"""The append-only trail and its verifier."""
