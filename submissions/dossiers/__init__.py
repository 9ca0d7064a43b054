"""Dossiers: lifecycle, codes, events and the services that move them."""
