"""Drafts: what a citizen has typed so far."""
