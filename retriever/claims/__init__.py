"""What a claim says beside its quotes: words, figures, names, degree, denial and roles."""
