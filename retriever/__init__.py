"""Find and answer: from a question to passages, and from passages to a cited answer."""
