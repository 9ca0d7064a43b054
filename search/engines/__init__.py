"""The engines behind one port, and which of them answers."""
