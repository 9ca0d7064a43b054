"""Portals: the home of one unit or agency, its hosts, and their snapshot."""
