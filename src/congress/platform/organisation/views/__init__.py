"""Pages of organisation: read the request, make one call, choose one template."""
