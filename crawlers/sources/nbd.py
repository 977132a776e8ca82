"""每日经济新闻 NBD: columns by the page, search by word, articles.

Columns are newest first and are walked back to the first day asked for; the search answers with JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from scrapy import Request

from crawlers.article import Article
from crawlers.assembly import Line, squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.moments import in_address, printed
from crawlers.plan import Trouble
from crawlers.spider import ListChanged, SourceSpider

HOME = "https://www.nbd.com.cn"
COLUMNS = (2, 3, 332)
"""头条, 要闻, 重磅原创."""
LAST_PAGE = 500
"""Of a column, should the first day asked for never come."""
SEARCH_SIZE = 16
_ARTICLE = re.compile(r"/articles/(\d{4}-\d{2}-\d{2})/(\d+)\.html")


class NbdSpider(SourceSpider):
    name = "nbd"
    allowed_domains = ("nbd.com.cn",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self._search(word, 0)
        for column in COLUMNS:
            yield self._column(column, 1)

    def _column(self, column: int, page: int, before: frozenset[str] = frozenset()) -> Request:
        url = f"{HOME}/columns/{column}/" + (f"page/{page}" if page > 1 else "")
        return self.ask_list(url, self.read_column, column=column, page=page, before=before)

    def read_column(
        self, soup: BeautifulSoup, column: int, page: int, before: frozenset[str]
    ) -> Iterator[Request | Trouble]:
        links = soup.select("ul.u-news-list li.u-news-title a[href], ul.m-columnnews-list > li a.f-title[href]")
        found = {url: link for link in links for url in [article_url(str(link["href"]))] if url}
        if not found:
            if not soup.select("ul.u-news-list, ul.m-columnnews-list"):
                raise ListChanged("neither ul.u-news-list nor ul.m-columnnews-list")
            return  # past the last page, or a column without articles
        days = [day for url in found if (day := _day(url))]
        for url, link in found.items():
            title = squeeze(link.get_text())
            if self.wanted(_day(url), title):
                yield from self.ask_page(url, {"title": title, "published": _printed_time(link)})
        if found.keys() <= before:
            yield Trouble("page repeated", f"{HOME}/columns/{column}/page/{page}")
        elif page >= LAST_PAGE:
            yield Trouble("total differs", f"{HOME}/columns/{column}/", f"more than {LAST_PAGE} pages; narrow the days")
        elif self.plan.since and days and max(days) >= self.plan.since:
            yield self._column(column, page + 1, frozenset(found))

    def _search(self, word: str, start: int) -> Request:
        asked = {"keyword": word, "from": start, "size": SEARCH_SIZE, "includeAd": True, "platform": [0, 1]}
        return self.ask_list(
            f"{HOME}/news-search/queryByMatch", self.read_search, shape="json", data=asked, word=word, start=start
        )

    def read_search(self, answer: Any, word: str, start: int) -> Iterator[Request | Trouble]:
        data = answer.get("data") if isinstance(answer, dict) else None
        rows = data.get("searchResults") if isinstance(data, dict) else None
        if not isinstance(data, dict) or not isinstance(rows, list | None):
            raise ListChanged("the search answers without data.searchResults")
        for row in rows or []:
            url = article_url(str(row.get("url") or "")) if isinstance(row, dict) else None
            if url is None:
                continue  # advertisements and other kinds of content
            title = squeeze(re.sub(r"<[^>]+>", "", str(row.get("title") or "")))
            when = printed(str(row.get("publishTime") or ""))
            day = when.time.date() if when else _day(url)
            if self.wanted(day, word):  # the publisher found the word, if not in the title
                yield from self.ask_page(url, {"title": title, "published": row.get("publishTime")})
        total = int(data.get("totalHits") or 0)
        if rows and start + len(rows) < total:
            yield self._search(word, start + len(rows))
        elif start < total and not rows:
            yield Trouble("total differs", f"{HOME}/news-search/queryByMatch", f"{word}: {start} rows read of {total}")


class NbdLayout(Layout):
    publisher = "每日经济新闻"
    title_at = "div.g-article-top > h1"
    time_at = "p.u-time span.time"
    source_at = "p.u-time span.source"
    body_at = "div.g-articl-text"  # the site's own spelling
    summary_at = ".g-article-abstract p"
    # Notices under the article (copyright, contact) are grey paragraphs.
    people_at = ('div.g-articl-text > p[style*="6d6d6d"]',)
    noise = ('p[style*="6d6d6d"]', ".m-article-like", ".u-editor")

    def is_noise(self, line: Line) -> bool:
        return bool(
            super().is_noise(line) or (re.match(r"每经记者|封面图片来源|每经编辑", line.text) and len(line.text) < 80)
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


def _day(url: str) -> Any:
    moment = in_address(url)
    return moment.time.date() if moment else None


def _printed_time(link: Tag) -> str | None:
    """The time printed in the row of a link: a clock time alone belongs to the day in the address."""
    row = link.find_parent("li")
    text = squeeze(row.get_text(" ")) if row else ""
    moment = printed(text)
    return moment.raw if moment else None
