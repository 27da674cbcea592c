"""Serve: the HTTP face of an assistant."""
