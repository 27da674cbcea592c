"""What is measured: pure functions of a few lines; None where a question can't be scored."""
