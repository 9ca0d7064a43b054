"""Portals, pages, blocks, provisioning and editors' rights."""
