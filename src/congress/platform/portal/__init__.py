"""One entrance: sign-in, home, menu, to-do, search, help."""
