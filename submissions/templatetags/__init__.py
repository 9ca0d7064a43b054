"""What templates of this room load."""
