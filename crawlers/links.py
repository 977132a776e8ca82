"""Lists of which no more is known than what an article's address looks like."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import BeautifulSoup, Tag

from crawlers.assembly import squeeze
from crawlers.moments import Moment, in_address
from crawlers.rows import ListChanged, Listing, Row, address, stem


def linked(
    soup: BeautifulSoup | Tag,
    base: str,
    pattern: str,
    *,
    at: str = "a[href]",
    identity: Callable[[str], str] = stem,
    when: Callable[[str], Moment | None] = in_address,
) -> Listing:
    """The links whose addresses hold a pattern, each once and with the longest of its texts (a picture has none).

    `identity` and `when` make id and time of an address. Raises ListChanged when there is no such link: a list is
    never empty where its publisher links to anything.
    """
    titles: dict[str, str] = {}
    for link in soup.select(at):
        url = address(str(link["href"]), base)
        if re.search(pattern, url):
            url = re.sub(r"[#].*$", "", url)
            said = squeeze(link.get_text()) or squeeze(str(link.get("title") or ""))
            titles[url] = max(titles.get(url, ""), said, key=len)
    if not titles:
        raise ListChanged(f"no link to {pattern}")
    found = [Row(identity(url), title, url, when(url)) for url, title in titles.items() if title]
    return Listing(tuple(found), skipped=len(titles) - len(found))
