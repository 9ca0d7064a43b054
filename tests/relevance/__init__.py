"""What citizens type, judged against the national records: a set, its measures, a
command. docs/relevance.md tells how the set was made and how to read the table."""
