"""How each publisher's lists and pages are read. Nothing here asks for anything: the spiders are in crawlers.sources.

A module gives `ENDPOINTS`, its kinds of lists, and `read`, which makes an article of a page.
"""
