"""维科网 OFweek: category lists and articles in GBK, and 维科号 (mp.ofweek.com)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from scrapy import Request

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.moments import in_address, printed
from crawlers.plan import Trouble
from crawlers.reading import read_any
from crawlers.spider import ListChanged, SourceSpider

LISTS = ("https://www.ofweek.com/CATList-8100-CHANGYIEXINWE.html",)
LAST_PAGE = 50
_ARTICLE = re.compile(r"^https?://mp\.ofweek\.com/\w+/a\d+|^https?://(?:[\w-]+\.)*ofweek\.com/.*ART-[\w-]+\.html")


class OfweekSpider(SourceSpider):
    name = "ofweek"
    allowed_domains = ("ofweek.com",)

    def first(self) -> Iterator[Request]:
        for url in LISTS:
            yield self.ask_list(url, self.read_list, url=url, page=1)

    def read_list(self, soup: BeautifulSoup, url: str, page: int) -> Iterator[Request | Trouble]:
        rows = soup.select("div.list-left div.con-details")
        if not rows:
            raise ListChanged("no div.con-details in div.list-left")
        oldest = None
        for row in rows:
            link = row.select_one("h3 > a[href]")
            if link is None:
                continue  # an advertisement
            address = urljoin(url, str(link["href"]))
            if not _ARTICLE.match(address):
                continue
            title = squeeze(link.get_text())
            when = printed(squeeze(row.get_text(" "))) or in_address(address)
            day = when.time.date() if when else None
            oldest = min(filter(None, (oldest, day)), default=None)
            if self.wanted(day, squeeze(row.get_text(" "))):
                yield from self.ask_page(address, {"title": title, "published": when.raw if when else None})
        further = soup.select_one("a.next[href], .page a:-soup-contains('下一页')[href]")
        if further is not None and page < LAST_PAGE and not (oldest and self.plan.since and oldest < self.plan.since):
            after = urljoin(url, str(further["href"]))
            yield self.ask_list(after, self.read_list, url=after, page=page + 1)


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
