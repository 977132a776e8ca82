"""广东省、深圳市: the platform of government disclosure (gkmlpt), search, columns of departments, documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bs4 import BeautifulSoup, Tag

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.errors import PageChanged
from crawlers.moments import in_address, printed
from crawlers.official import OfficialLayout
from crawlers.reading import read_any
from crawlers.rows import (
    AnswerRefused,
    Endpoint,
    ListChanged,
    Listing,
    Row,
    address,
    by_day,
    further,
    listed,
    moment,
    number,
    objection,
    stem,
    text,
    value,
    within,
)

HOME = "https://www.sz.gov.cn/"
SIZE = 100
"""Documents in an answer of the platform."""
FINDS = 20
"""And in one of the search."""


def disclosures(answer: Any) -> Listing:
    """A page of a column of the platform, of 100 documents; the publisher may count more than it lists."""
    rows = within(answer, "articles")
    about = answer.get("classify")
    total = number(value(about, "post_count")) if isinstance(about, dict) else None
    found = listed(rows, _document, total=total)
    return replace(found, next=True) if SIZE <= found.count < (total or SIZE + 1) else found


def _document(row: Mapping[str, Any]) -> Row | None:
    url = text(row, "url", "post_url", "jump_url")
    if not url:
        return None
    url = address(url, HOME)
    key = text(row, "id") or stem(url)
    when = moment(value(row, "first_publish_time")) or moment(value(row, "date", "created_at", "pub_time"))
    more = {
        "issuer": text(row, "publisher", "fbjg"),
        "number": text(row, "document_number", "wh"),
        "index": text(row, "identifier"),
    }
    return Row(key, text(row, "title"), url, when, text=text(row, "content", "abstract"), more=more)


def search(answer: Any) -> Listing:
    """The search of all sites, whose finds come by their kind, those of documents alone without."""
    data = within(answer, "data")
    wrong = objection(answer)
    if wrong:
        raise AnswerRefused("publisher error", wrong)
    if data == []:
        return Listing((), 0)
    if not isinstance(data, dict):
        raise ListChanged("data is no object")
    part = data.get("news", data)
    if part is None or part == []:
        return Listing((), 0)
    if not isinstance(part, dict) or "list" not in part:
        raise ListChanged("the answer has no data.news.list")
    total = number(value(part, "total"))
    found = listed(part["list"] or [], _document, total=total)
    return replace(found, next=True) if FINDS <= found.count < (total or 0) else found


def columns(soup: BeautifulSoup) -> Listing:
    """The columns of a department on the platform: `id` is what its lists are asked by, `count` its documents."""
    script = next((tag.string for tag in soup.select("script") if tag.string and "_CONFIG" in tag.string), "")
    start = re.search(r"['\"]?\bTREE['\"]?\s*[:=]\s*(?=[\[{])", script or "")
    if not start or not script:
        raise ListChanged("no TREE in window._CONFIG")
    try:
        tree, _ = json.JSONDecoder().raw_decode(script, start.end())
    except (ValueError, RecursionError):
        raise ListChanged("TREE of window._CONFIG is no JSON") from None
    site = re.search(r"['\"]?\b(?:SITE_ID|SID)['\"]?\s*[:=]\s*['\"]?(\d+)", script)
    root = re.search(r"['\"]?\bAPP_URL['\"]?\s*[:=]\s*['\"]([^'\"]+)", script)
    base = (root[1].replace("\\/", "/") if root else "").rstrip("/")
    found = []
    for node in _nodes(tree):
        key = text(node, "id")
        more = {"count": text(node, "post_count"), "site": site[1] if site else ""}
        url = address(f"{base}/gkmlpt/api/all/{key}?page=1&sid={site[1] if site else ''}", HOME)
        found.append(Row(key, text(node, "name"), url, more={name: said for name, said in more.items() if said}))
    return Listing(tuple(found))


def _nodes(tree: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(tree, list):
        for node in tree:
            yield from _nodes(node)
    elif isinstance(tree, dict):
        if text(tree, "id") and text(tree, "name"):
            yield tree
        for inner in tree.values():
            if isinstance(inner, list | dict):
                yield from _nodes(inner)


def notices(soup: BeautifulSoup) -> Listing:
    """A column of a department's own site, newest first."""
    links = soup.select("span.lb_title a[href], li a[href*='/content/post_']")
    if not links:
        raise ListChanged("no span.lb_title a, nor links to posts")
    found: dict[str, Row] = {}
    for link in links:
        url = address(str(link["href"]), HOME)
        row = link.find_parent("li")
        shown = row.select_one("span.lb_date") or row if isinstance(row, Tag) else None
        when = printed(shown.get_text(" ")) if shown else None
        title = squeeze(str(link.get("title") or "")) or squeeze(link.get_text())
        found.setdefault(url, Row(stem(url), title, url, by_day(when) if when else in_address(url)))
    return Listing(tuple(found.values()), None, further(soup))


ENDPOINTS = (
    Endpoint("disclosures", disclosures, "json", ('"articles"', '"classify"')),
    Endpoint("search", search, "json", ('"errcode"', '"pub_time"')),
    Endpoint("columns", columns, "html", ("TREE:", '"TREE"', "TREE :", "_CONFIG.TREE")),
    Endpoint("notices", notices, "html", ("lb_title", "lb_date")),
)
PAGE_MARKS = ('"ArticleTitle"', "'ArticleTitle'", "name=ArticleTitle")


class GuangdongLayout(OfficialLayout):
    publisher = "广东省及深圳市人民政府"
    title_at = ".article-title, h1.title, .con h1, h1"
    time_at = ".article-date, .date, .publish-time, .fbsj"
    source_at = ".article-source, .ly"
    bodies = (
        ".article-content",
        "div.news_cont_d_wrap",
        ".acontent",
        ".pagecontent",
        ".articbox",
        "#UCAP-CONTENT",
    )
    body_at = ", ".join(bodies)
    noise = ("script", "style", ".share", ".qrcode")


def read(capture: Capture) -> Article:
    """The document of a page; departments have layouts of their own, and what is in no known one is read by structure.

    Raises Unreadable.
    """
    try:
        layout = GuangdongLayout(capture)
        article = layout.read()
    except PageChanged:
        return read_any(capture)
    return replace(article, publisher=layout.meta("SiteName") or article.publisher)
