"""界面新闻 Jiemian: its search and articles."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.links import linked
from crawlers.moments import Moment, epoch, printed
from crawlers.rows import Endpoint, Listing, Row, address, says_none

_ARTICLE = re.compile(r"jiemian\.com/article/(\d+)\.html")


def search(soup: BeautifulSoup) -> Listing:
    """A page of the search by word; one without hits is the end, or says that there are none."""
    found, boxes = [], soup.select(".news-view")
    for box in boxes:
        link = box.select_one(".news-header h3 a[href]")
        url = address(str(link["href"]), "https://www.jiemian.com/") if link else ""
        key = _ARTICLE.search(url)
        if link is None or key is None:
            continue
        day, said = box.select_one(".date"), box.select_one(".news-main p")
        when = printed(squeeze(day.get_text())) if day else None
        title = squeeze(str(link.get("title") or "")) or squeeze(link.get_text())
        found.append(Row(key[1], title, url, when, text=squeeze(said.get_text()) if said else ""))
    total = 0 if not boxes and says_none(soup) else None
    return Listing(tuple(found), total, True if found else None, len(boxes) - len(found))


def column(soup: BeautifulSoup) -> Listing:
    """A column or the home page: its links to articles, which name no day."""
    return linked(soup, "https://www.jiemian.com/", _ARTICLE.pattern)


ENDPOINTS = (Endpoint("search", search, "html", ("news-view",), worded=True), Endpoint("column", column, "html"))
PAGE_MARKS = ("data-article-publish-time",)
PLACES = ((r"jiemian\.com/lists/", "column"), (_ARTICLE.pattern, "page"))


class JiemianLayout(Layout):
    publisher = "界面新闻"
    title_at = "div.article-header h1"
    time_at = "div.article-info span[data-article-publish-time]"
    body_at = "div.article-content"
    summary_at = ".article-header p"
    people_at = ("div.article-info",)
    noise = (".article-source", ".ad", "script", "style")

    def published(self) -> Moment | None:
        """The second that the page gives to its script; what readers see is the minute."""
        tag = self.soup.select_one("[data-article-publish-time]")
        return (epoch(str(tag["data-article-publish-time"])) if tag else None) or super().published()

    def read(self) -> Article:
        article = super().read()
        names = tuple(squeeze(tag.get_text()) for tag in self.soup.select("div.article-info span.author a"))
        return article if article.authors else replace(article, authors=tuple(filter(None, dict.fromkeys(names))))


def read(capture: Capture) -> Article:
    """The article of a page. Raises PageChanged."""
    return JiemianLayout(capture).read()
