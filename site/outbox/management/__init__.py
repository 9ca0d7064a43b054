"""Verbs of the queue."""
