"""Shows a result: in the terminal, as JUnit, and as one HTML file with pictures."""
