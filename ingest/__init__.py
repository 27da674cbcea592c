"""Fill the index: file, pages, repaired text, sections, sentences, passages."""
