"""Elasticsearch: its own copy of the index, written behind the embedded one."""
