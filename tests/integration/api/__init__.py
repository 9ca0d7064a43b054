"""The REST API as a whole: its contract, its conformance, hostile callers."""
