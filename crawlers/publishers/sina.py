"""新浪财经 Sina: its roll by day, its search, and articles in their several layouts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.moments import Moment, in_address, machine, printed
from crawlers.reading import read_named
from crawlers.rows import (
    AnswerRefused,
    Endpoint,
    ListChanged,
    Listing,
    Row,
    listed,
    moment,
    number,
    says_none,
    text,
    value,
)

_ARTICLE = re.compile(
    r"^https?://(?!video\.|slide\.|photo\.)(?:[\w-]+\.)+sina\.(?:com\.)?cn/"
    r"(?:(?:.*/)?(?:doc-|detail-|article_)(?P<doc>\w+)(?:\.d)?\.s?html"
    r"|.*/(?P<old>\d{6,})\.s?html"
    r"|articles?/view/\d+/(?P<view>\w+))"
)
"""Today's documents, those of its writers (k., cj.), its mobile site's, and the numbered ones of old."""
_BODIES = ("#artibody", "#article", "#articleContent", "section.art_content")
_TITLES = ("h1.main-title", "#artibodyTitle", "#main_title", ".page-header h1", "h1.art_tit_h1", "h1")


def roll(answer: Any) -> Listing:
    """The roll of a day; pictures, videos and other hosts are skipped."""
    result = answer.get("result") if isinstance(answer, dict) else None
    status = result.get("status") if isinstance(result, dict) else None
    code = status.get("code") if isinstance(status, dict) else None
    if isinstance(result, dict) and code is not None and str(code) != "0":
        said = text(status, "msg") if isinstance(status, dict) else ""
        raise AnswerRefused("publisher error", f"the roll answers with code {code}: {said}")
    if not isinstance(result, dict) or not isinstance(result.get("data"), list) or code is None:
        raise ListChanged("the roll answers without a status, or without result.data")
    total = number(result.get("total")) or 0
    return listed(result["data"], _rolled, total=total, next=0 < len(result["data"]) < total or None)


def _rolled(row: Mapping[str, Any]) -> Row | None:
    url = article_url(text(row, "url"))
    if url is None:
        return None
    when = moment(value(row, "ctime", "intime"))
    said = " ".join(text(row, name) for name in ("intro", "summary", "keywords"))
    return Row(article_id(url), text(row, "title"), url, when, text=said, more={"media": text(row, "media_name")})


def search(soup: BeautifulSoup) -> Listing:
    """A page of the search by word. Its total is 0 where the page says that nothing was found, else not known.

    Raises ListChanged for a page that is none of the search's.
    """
    found: dict[str, Row] = {}
    boxes = soup.select("div.box-result")
    none = not boxes and says_none(soup)
    if not boxes and not none and not soup.select("#wrap, #result, .result, .pagebox"):
        raise ListChanged("no div.box-result, and nothing else of the search's page")
    for box in boxes:
        link, by = box.select_one("h2 a[href]"), box.select_one("h2 span")
        url = article_url(str(link["href"])) if link else None
        if link is None or url is None:
            continue
        said = squeeze(by.get_text()) if by else ""
        when, more = printed(said) or in_address(url), {"media": said.split(" ")[0]}
        found[url] = Row(article_id(url), squeeze(link.get_text()), url, when, more=more)
    return Listing(tuple(found.values()), 0 if none else None, skipped=len(boxes) - len(found))


ENDPOINTS = (
    Endpoint("roll", roll, marks=('"result"',)),
    Endpoint("search", search, "html", ("box-result",), worded=True),
)


class SinaLayout(Layout):
    publisher = "新浪财经"
    title_at = "h1.main-title, #artibodyTitle"
    time_at = ".date-source .date, #pub_date, .article-a__time, .time-source, #navtimeSource, .titer, time.art_time"
    source_at = (
        ".date-source a.source, .date-source span.source, #media_name, .time-source a, #navtimeSource a, cite.art_cite"
    )
    body_at = "#artibody, #article"
    noise = (
        ".appendQr_wrap",
        "#left_hzh_ad",
        ".app-kaihu-qr",
        ".article-editor",
        ".show_author",
        "span.img_descr:empty",
        ".article-notice",
        ".recommend-wrap",
    )
    # An author stands in a line of the body of its own, at times with blanks between the signs of the label.
    people_at = (
        "p.article-editor",
        "p.show_author",
        *(f'{at} p:-soup-contains("{label}")' for at in ("#artibody", "#article") for label in ("作者：", "作 者：")),
    )

    def __init__(self, capture: Capture) -> None:
        super().__init__(capture)
        # The first of its layouts that a page has; one page may hold the marks of two.
        self.title_at = next((at for at in _TITLES if self.soup.select_one(at)), self.title_at)
        self.body_at = next((at for at in _BODIES if self.soup.select_one(at)), self.body_at)

    def url(self) -> str:
        return article_url(self.capture.url) or super().url()

    def published(self) -> Moment | None:
        """The visible time first; what the page says for machines may differ by minutes."""
        for said in (
            self.any(self.time_at),
            self._meta("weibo: article:create_at"),
            self._meta("article:published_time"),
        ):
            moment = machine(said) if said else None
            if moment:
                return moment
        return super().published()

    def original_publisher(self) -> str | None:
        return super().original_publisher() or self._meta("mediaid") or None

    def _meta(self, name: str) -> str | None:
        for attribute in ("property", "name"):
            tag = self.soup.find("meta", {attribute: name})
            content = tag.get("content") if isinstance(tag, Tag) else None
            if content:
                return str(content).strip()
        return None


def read(capture: Capture) -> Article:
    """The article of a page. Its writers' pages (k., cj.) are of many layouts and read by structure.

    Raises Unreadable, PageChanged for a document without what its layouts promise.
    """
    layout = SinaLayout(capture)
    if layout.body_at not in _BODIES and "/doc-" not in capture.url:
        return read_named(capture, layout.publisher)
    return layout.read()


def article_url(href: str) -> str | None:
    """The address under which an article is known; None for what is no article."""
    if not _ARTICLE.match(href):
        return None
    parts = urlsplit(href)
    return f"https://{parts.hostname}{parts.path}"


def article_id(url: str) -> str:
    """The publisher's id in an address."""
    found = _ARTICLE.match(url)
    return (found["doc"] or found["old"] or found["view"]) if found else url
