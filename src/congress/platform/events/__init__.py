"""Facts delivered after commit: the outbox and its worker."""
