"""Entries → hits: one contract, an embedded engine (tantivy) and Elasticsearch. Knows nothing of the program."""
