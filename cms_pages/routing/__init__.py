"""From an address to a page or a mounted view."""
