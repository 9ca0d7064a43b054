"""Verbs of `manage.py` for the catalogue."""
