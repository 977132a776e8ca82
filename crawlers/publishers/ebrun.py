"""亿邦动力 EBRUN: its lists of today and of 2018, and articles in the layouts of today and of 2016."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.links import linked
from crawlers.moments import Moment, in_address, machine, printed
from crawlers.reading import read_named
from crawlers.rows import Endpoint, ListChanged, Listing, Row, address

HOME = "https://www.ebrun.com/"
PUBLISHER = "亿邦动力"
ARTICLE = r"ebrun\.com/(?:\d{8}/)?(?:\w+/)?\d+\.s?html"


def information(soup: BeautifulSoup) -> Listing:
    """The newest articles."""
    return _titled(soup, ".news-item .title a[href]")


def newest(soup: BeautifulSoup) -> Listing:
    """The quick news."""
    return _titled(soup, "#quick-list .quick-list__item-title a[href]")


def _titled(soup: BeautifulSoup, selector: str) -> Listing:
    if not soup.select(selector):
        raise ListChanged(f"no {selector}")
    found = linked(soup, HOME, ARTICLE, at=selector, identity=article_id)
    return Listing(tuple(_known(row) for row in found.rows), skipped=found.skipped)


def top(soup: BeautifulSoup) -> Listing:
    """The quick news of 2018, which give the second."""
    times = soup.select("span.side1-kx-time[data-time]")
    if not times:
        raise ListChanged("no span.side1-kx-time[data-time]")
    found: dict[str, Row] = {}
    for tag in times:
        row = tag.find_parent("li") or tag.parent
        link = row.select_one("a[href]") if row else None
        url = address(str(link["href"]), HOME) if link else ""
        if link is None or not re.search(ARTICLE, url):
            continue
        title = squeeze(link.get_text()) or squeeze(str(link.get("title") or ""))
        when = machine(str(tag["data-time"])) or in_address(url)
        found[url] = _known(Row(article_id(url), title, url, when))
    return Listing(tuple(found.values()), skipped=len(times) - len(found))


def links(soup: BeautifulSoup) -> Listing:
    """The search and the sections, whose layout is not known: their links to articles."""
    found = linked(soup, HOME, ARTICLE, identity=article_id)
    return Listing(tuple(_known(row) for row in found.rows), skipped=found.skipped)


def _known(row: Row) -> Row:
    """With the address under which an article is known: one scheme, one host."""
    return replace(row, url=re.sub(r"^https?://(?:www\.)?ebrun\.com/", HOME, row.url))


def article_id(url: str) -> str:
    """The number of an article, the same on all hosts."""
    return re.sub(r"\.s?html.*$", "", url.rsplit("/", 1)[-1])


INFORMATION = Endpoint("information", information, "html", ("news-item",))
NEWEST = Endpoint("newest", newest, "html", ("quick-list__item-title",))
TOP = Endpoint("top", top, "html", ("side1-kx-time",))
LINKS = Endpoint("links", links, "html")
ENDPOINTS = (INFORMATION, NEWEST, TOP, LINKS)
PAGE_MARKS = ("post-text-title", "newsview")
PLACES = ((r"ebrun\.com/search\.php", "links"), (r"/\d{8}/\d+\.s?html", "page"))


class EbrunLayout(Layout):
    """Today's pages."""

    publisher = PUBLISHER
    title_at = ".post-text-title"
    time_at = ".post-header .date-time"
    body_at = ".post-text"
    people_at: tuple[str, ...] = (".post-header .source .info span",)
    noise = ("script", "style", "button", ".ad-content", ".article-label", ".post-text-title")

    def published(self) -> Moment | None:
        """The printed time, else the day in the address."""
        return printed(self.any(self.time_at) or "") or in_address(self.capture.url) or super().published()

    def original_publisher(self) -> str | None:
        said = re.search(r"来源[:：]\s*([^\s|]+)", self.any(".post-header, .newsview") or "")
        return said[1] if said and not said[1].startswith(("亿邦", "ebrun")) else None


class EbrunOldLayout(EbrunLayout):
    """Pages of 2016 to 2018."""

    title_at = "div.newsview h2, div.newsview h1"
    time_at = ".public.f_hong, .f_hong"
    body_at = ".newsview .nr, .nr:not(.newsview .nr)"
    people_at = (".public.f_hong", ".f_hong")


def read(capture: Capture) -> Article:
    """The article of a page; one of neither layout is read by structure. Raises Unreadable."""
    for kind in (EbrunLayout, EbrunOldLayout):
        layout = kind(capture)
        if layout.soup.select_one(layout.title_at) and layout.soup.select_one(layout.body_at):
            return layout.read()
    return read_named(capture, PUBLISHER)
