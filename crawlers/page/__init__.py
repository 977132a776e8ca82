"""A web page of any publisher, read by its structure and wording: what is article, and what surrounds it."""
