"""Which words the index knows, how rare they are, and which follow one another."""
