"""What we know: the documents, their catalogue, the types, and the index that holds passages."""
