"""Pages of identity: signing in and out, one's own account, the accounts of the place."""
