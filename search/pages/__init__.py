"""What the search page shows, ready for the template."""
