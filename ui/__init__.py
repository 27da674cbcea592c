"""Show: the page, mounted in the server."""
