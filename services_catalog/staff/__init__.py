"""Who works where, in which role, from when to when."""
