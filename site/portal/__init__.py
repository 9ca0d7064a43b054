"""The project: settings, addresses, health. No room imports it."""
