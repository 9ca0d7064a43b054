"""Results that administrators place first for what they know people to look for."""
