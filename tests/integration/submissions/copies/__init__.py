"""Records and copies of what was submitted."""
