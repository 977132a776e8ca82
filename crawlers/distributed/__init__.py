"""One crawl on several machines: frontier and ledger of what is done in Redis, an archive of its own for each worker.

Needs the extra `distributed`. See docs/scaling.md.
"""
