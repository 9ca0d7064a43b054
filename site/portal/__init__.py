"""The project: settings, addresses, health. It imports every room; no room imports it."""
