"""One module a format: each gives the lines or blocks of a file with their place."""
