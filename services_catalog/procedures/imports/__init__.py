"""Lists of procedures from outside: read, cleaned, compared, entered, reported."""
