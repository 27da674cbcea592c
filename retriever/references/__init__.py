"""References: from what is quoted to a reference list, a file for a reference manager, or Word."""
