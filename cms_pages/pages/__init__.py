"""Page types below a portal, one family a file."""
