"""Blocks of the pages' bodies, one concept a file."""
