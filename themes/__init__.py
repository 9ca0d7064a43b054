"""Skins, tokens, base templates and components; it knows no domain."""
