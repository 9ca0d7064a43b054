"""Which agency offers which procedure, at what level, through which channel."""
