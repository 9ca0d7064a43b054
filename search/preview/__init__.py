"""What a draft would do to the results, seen before it is published."""
