"""Form definitions, their frozen versions and the one validator."""
