"""Agencies: organisations that receive and decide."""
