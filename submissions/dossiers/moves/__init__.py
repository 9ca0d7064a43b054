"""A service per action of the transition table, grouped by what they do."""
