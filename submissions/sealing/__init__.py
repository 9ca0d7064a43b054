"""Encryption at rest of personal ids and sensitive answers."""
