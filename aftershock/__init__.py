"""A knowledge base of an industry event: collected, read with evidence, searched, and browsed as a timeline."""

__version__ = "0.1.0"
