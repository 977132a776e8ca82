"""每日经济新闻 NBD: its columns, its search, and articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from crawlers.article import Article
from crawlers.assembly import Line, squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.moments import Moment, in_address, machine, printed
from crawlers.rows import AnswerRefused, Endpoint, ListChanged, Listing, Row, listed, moment, number, text, value

HOME = "https://www.nbd.com.cn"
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2}:\d{2}(?::\d{2})?)(?![\d:])")
_MADE = re.compile(r'"pubDate"\s*:\s*"([^"]+)"')
_ARTICLE = re.compile(r"/articles/(\d{4}-\d{2}-\d{2})/(\d+)\.html")


def column(soup: BeautifulSoup) -> Listing:
    """A page of a column, in its older and its newer layout."""
    links = soup.select("ul.u-news-list li.u-news-title a[href], ul.m-columnnews-list > li a.f-title[href]")
    if not links and not soup.select("ul.u-news-list, ul.m-columnnews-list"):
        raise ListChanged("neither ul.u-news-list nor ul.m-columnnews-list")
    return _linked(links)


def found(soup: BeautifulSoup) -> Listing:
    """The search by word as a page; a page without hits is the end."""
    links = soup.select(".search-list li a[href]")
    if not links and not soup.select(".search-list"):
        raise ListChanged("no .search-list")
    return _linked(links)


def _linked(links: Iterable[Tag]) -> Listing:
    rows: dict[str, Row] = {}
    skipped = 0
    for link in links:
        url = article_url(str(link["href"]))
        title = squeeze(str(link.get("title") or "")) or squeeze(link.get_text())
        skipped += url is None
        if url and title and url not in rows:
            rows[url] = Row(article_id(url), title, url, _printed_time(link, url))
    return Listing(tuple(rows.values()), skipped=skipped)


def search(answer: Any) -> Listing:
    """The search by word; advertisements and other kinds of content are skipped."""
    data = answer.get("data") if isinstance(answer, dict) else None
    if isinstance(answer, dict) and not data and number(answer.get("code")) not in (None, 200):
        raise AnswerRefused("publisher error", f"code {answer.get('code')}: {text(answer, 'msg', 'message')}")
    rows = data.get("searchResults") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(rows, list | None):
        raise ListChanged("the search answers without data.searchResults")
    total = number(value(data, "totalHits")) or 0
    return listed(rows, _hit, total=total, next=(bool(rows) and len(rows or ()) < total) or None)


def _hit(row: Mapping[str, Any]) -> Row | None:
    url = article_url(text(row, "url"))
    if url is None:
        return None
    when = moment(value(row, "publishTime")) or in_address(url)
    return Row(article_id(url), text(row, "title"), url, when, text=text(row, "digest"))


ENDPOINTS = (
    Endpoint("column", column, "html", ("u-news-list", "m-columnnews-list")),
    Endpoint("search", search, marks=('"searchResults"', '"totalHits"')),
    Endpoint("found", found, "html", ("search-list",)),
)


class NbdLayout(Layout):
    publisher = "每日经济新闻"
    title_at = "div.g-article-top > h1"
    time_at = "p.u-time span.time"
    source_at = "p.u-time span.source"
    body_at = "div.g-articl-text"  # the site's own spelling
    summary_at = ".g-article-abstract p"
    # The line of reporter and editor; notices under the article (copyright, contact) are grey paragraphs as well.
    people_at = (
        'div.g-articl-text p:-soup-contains("每经记者")',
        'div.g-articl-text p:-soup-contains("每经编辑")',
        'div.g-articl-text > p[style*="6d6d6d" i]',
    )
    noise = ('p[style*="6d6d6d" i]', ".m-article-like", ".u-editor")

    def is_noise(self, line: Line) -> bool:
        return bool(
            super().is_noise(line) or (re.match(r"每经记者|封面图片来源|每经编辑", line.text) and len(line.text) < 80)
        )

    def url(self) -> str:
        return article_url(self.capture.url) or super().url()

    def published(self) -> Moment | None:
        """The printed time, else the one for search engines, else the day in the address."""
        made = _MADE.search(" ".join(tag.get_text() for tag in self.soup.select('script[type="application/ld+json"]')))
        return (
            printed(self.any(self.time_at) or "")
            or (machine(made[1]) if made else None)
            or in_address(self.capture.url)
            or super().published()
        )

    def original_publisher(self) -> str | None:
        name = super().original_publisher()
        return None if name in ("每经网", "每经", "NBD") else name


def read(capture: Capture) -> Article:
    """The article of a page. Raises PageChanged."""
    return NbdLayout(capture).read()


def article_url(href: str) -> str | None:
    """The address under which an article is known, from a link to it on any of the publisher's hosts."""
    url = urljoin(HOME, href.strip())
    found = _ARTICLE.search(url)
    ours = re.match(r"https?://(?:[\w-]+\.)?nbd\.com\.cn/", url)
    return f"{HOME}/articles/{found[1]}/{found[2]}.html" if found and ours else None


def article_id(url: str) -> str:
    """The number of an article."""
    found = _ARTICLE.search(url)
    return found[2] if found else url


def _printed_time(link: Tag, url: str) -> Moment | None:
    """The time printed in the row of a link. A clock time alone belongs to the day over the row, else in the address.

    The day in an address is the one on which the article was made, and may be the one before.
    """
    row = link.find_parent("li")
    said = squeeze(row.get_text(" ")).replace(squeeze(link.get_text(" ")), " ") if row else ""
    whole, clock = printed(said), _CLOCK.search(said)
    if whole:
        return whole
    heading = link.find_previous("p", class_="u-channeltime")
    day = (printed(squeeze(heading.get_text())) if heading else None) or in_address(url)
    return printed(f"{day.time:%Y-%m-%d} {clock[1]}") if day and clock else day
