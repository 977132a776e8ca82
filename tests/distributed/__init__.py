"""Several workers, one frontier, with a real Redis."""
