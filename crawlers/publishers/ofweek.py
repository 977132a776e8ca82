"""维科网 OFweek: category lists and articles in GBK, and 维科号 (mp.ofweek.com)."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.moments import in_address, printed
from crawlers.reading import read_any
from crawlers.rows import Endpoint, ListChanged, Listing, Row, further

HOME = "https://www.ofweek.com/"
_ARTICLE = re.compile(r"^https?://mp\.ofweek\.com/\w+/a\d+|^https?://(?:[\w-]+\.)*ofweek\.com/.*ART-[\w-]+\.html")


def category(soup: BeautifulSoup) -> Listing:
    """A page of a category; rows without a link to an article are advertisements."""
    rows = soup.select("div.list-left div.con-details")
    if not rows:
        raise ListChanged("no div.con-details in div.list-left")
    found, skipped = [], 0
    for row in rows:
        link = row.select_one("h3 > a[href]")
        url = urljoin(HOME, str(link["href"])) if link else ""
        if link is None or not _ARTICLE.match(url):
            skipped += 1
            continue
        said = squeeze(row.get_text(" "))
        when, number = printed(said) or in_address(url), re.sub(r"\.html$", "", url.rsplit("/", 1)[-1])
        found.append(Row(number, squeeze(link.get_text()), url, when, text=said))
    onward = soup.select_one("a.next[href]")
    return Listing(tuple(found), None, str(onward["href"]) if onward else further(soup), skipped)


ENDPOINTS = (Endpoint("category", category, "html", ("con-details",)),)


class OfweekLayout(Layout):
    publisher = "维科网"
    title_at = "div.artical h1, h1.title"
    time_at = ".time.fl, .artical .time"
    source_at = ".source-name"
    body_at = "#articleC"
    noise = ("#qrcode", ".qrcode", ".statement", ".label")


def read(capture: Capture) -> Article:
    """The article of a page. 维科号 pages have layouts of their members' making and are read by structure."""
    if urlsplit(capture.url).hostname == "mp.ofweek.com" and b"articleC" not in capture.body:
        return read_any(capture)
    return OfweekLayout(capture).read()
