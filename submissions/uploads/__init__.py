"""Files that arrive in parts over a bad connection, by the protocol tus 1.0."""
