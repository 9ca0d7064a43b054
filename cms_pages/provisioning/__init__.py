"""Making portals with their pages, groups, rights, collections and workflow."""
