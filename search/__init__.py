"""The public index: registry, documents, queries and engines."""
