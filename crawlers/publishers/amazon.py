"""Amazon's notices to sellers: 亚马逊全球开店 (gs.amazon.cn), its announcements in English, and the company's feed."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.links import linked
from crawlers.moments import Moment, machine
from crawlers.publishers.feed import entries
from crawlers.reading import read_named
from crawlers.rows import Endpoint, Listing, Row

HOME = "https://gs.amazon.cn/"
_ABROAD = re.compile(r"amazon\.com/|aboutamazon\.com/")
_IN_SLUG = re.compile(r"/news/news-(?:[a-z]+-)*(20)?(\d{2})([01]\d)([0-3]\d)(?=$|[^\d])", re.I)


def notices(soup: BeautifulSoup) -> Listing:
    """The notices among the page's links, most of which are its menus; the day is in the address."""
    found = linked(soup, HOME, r"gs\.amazon\.(?:com\.)?cn/news/news-[\w-]+", when=day)
    return replace(found, rows=tuple(_clean(row) for row in found.rows))


def announcements(soup: BeautifulSoup) -> Listing:
    """The announcements of sell.amazon.com, which give no day."""
    return linked(soup, "https://sell.amazon.com/", r"sell\.amazon\.com/blog/announcements/[\w-]+")


def _clean(row: Row) -> Row:
    """Without the bullet before a title and the marks of one cut short after it."""
    title = re.sub(r"^[●•·◆■\s]+|(?:…+|\.{3,})?\s*[\[【]\s*详细\s*[\]】]\s*$|…+\s*$", "", row.title).strip()
    return replace(row, title=title or row.title)


def day(url: str) -> Moment | None:
    """The day that the address of a notice ends in: 210806 or 20210806."""
    found = _IN_SLUG.search(url)
    return machine(f"20{found[2]}-{found[3]}-{found[4]}") if found else None


NOTICES = Endpoint("notices", notices, "html", ("[详细]",))
ANNOUNCEMENTS = Endpoint("announcements", announcements, "html")
FEED = Endpoint("feed", entries, "text", ("<rss", "<feed"))
ENDPOINTS = (NOTICES, ANNOUNCEMENTS, FEED)
PLACES = (
    (r"/news/news-|/blog/announcements/\w", "page"),
    (r"gs\.amazon\.(?:com\.)?cn/news(?:/summary)?/?$", "notices"),
    (r"/blog/announcements/?$", "announcements"),
)


def read(capture: Capture) -> Article:
    """The notice of a page, by structure; the day in its address comes before days that its text names."""
    article = read_named(capture, "亚马逊全球开店", dated=False)
    if _ABROAD.search(article.url):
        return replace(article, publisher="Amazon")
    when = day(capture.url) or day(article.url)
    if when is None or (article.published and article.published.date() == when.time.date()):
        return article
    problems = tuple(said for said in article.problems if "published" not in said)
    return replace(article, published=when.time, precision=when.precision, published_raw=when.raw, problems=problems)
