"""国务院政策文件库 gov.cn: the policy library and its documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.moments import Moment, machine
from crawlers.reading import read_named
from crawlers.rows import (
    AnswerRefused,
    Endpoint,
    ListChanged,
    Listing,
    Row,
    address,
    listed,
    moment,
    number,
    objection,
    stem,
    text,
    value,
)


def library(answer: Any) -> Listing:
    """The search, whose rows come in one list or by category. That nothing was found is code 1001 with null."""
    if not isinstance(answer, dict) or "searchVO" not in answer:
        said = objection(answer)
        raise AnswerRefused("publisher error", said) if said else ListChanged("the answer has no searchVO")
    found = answer["searchVO"]
    if found is None:
        if number(answer.get("code")) == 1001:
            return Listing((), 0)
        raise AnswerRefused("publisher error", objection(answer) or "searchVO is null")
    categories = found.get("catMap") if isinstance(found, dict) else None
    if not isinstance(found, dict) or (found.get("listVO") is None and not categories):
        raise AnswerRefused("publisher error", "neither rows nor categories: a parameter is missing")
    if categories and not isinstance(categories, dict):
        raise ListChanged("catMap is no object")
    parts = [part for part in (categories or {}).values() if isinstance(part, dict)]
    if found.get("listVO") is None and not any("listVO" in part for part in parts):
        raise ListChanged("no category has a listVO")
    lists = [part.get("listVO") or [] for part in (found, *parts)]
    if not all(isinstance(part, list) for part in lists):
        raise ListChanged("listVO is no list")
    rows = [row for part in lists for row in part]
    counts = [number(value(part, "totalCount")) or 0 for part in parts]
    return listed(rows, _document, total=number(value(found, "totalCount")) or sum(counts) or None)


def _document(row: Mapping[str, Any]) -> Row | None:
    url = text(row, "url")
    if not url:
        return None
    when = moment(value(row, "pubtimeStr", "DOCRELPUBTIME")) or moment(value(row, "pubtime", "ptime"))
    more = {"number": text(row, "pcode"), "issuer": text(row, "puborg")}
    url = address(url, "https://www.gov.cn/")
    return Row(stem(url), text(row, "title"), url, when, text=text(row, "summary"), more=more)


def newest(answer: Any) -> Listing:
    """The list of the newest policies, whole in one answer."""
    if not isinstance(answer, list):
        said = objection(answer)
        raise AnswerRefused("publisher error", said) if said else ListChanged("the newest policies are no list")
    return listed(answer, _document, total=len(answer))


ENDPOINTS = (
    Endpoint("library", library, marks=('"searchVO"',)),
    Endpoint("newest", newest, marks=('"DOCRELPUBTIME"',), begins=r"\["),
)


class GovcnLayout(Layout):
    publisher = "中国政府网"
    title_at = "div.article h1, #ti, td.wrapper_title h1, .pages-title"
    time_at = ".pages-date, .article .date"
    source_at = ".pages-date .font, .article .source"
    body_at = "#UCAP-CONTENT"

    def title(self) -> str:
        """The headline; many documents have it in their head only."""
        tag = self.soup.select_one(self.title_at)
        given = self.soup.select_one('meta[name="ArticleTitle"], meta[name="title"]')
        shown = squeeze(tag.get_text()) if tag else squeeze(str(given["content"])) if given else ""
        whole = self.soup.select_one("title")
        return shown or (squeeze(whole.get_text()).split("_")[0] if whole else "") or self._missing(self.title_at)

    def published(self) -> Moment | None:
        """Stated as YYYY-MM-DD-HH:MM:SS."""
        tag = self.soup.select_one('meta[name="firstpublishedtime" i]')
        said = str(tag["content"]) if tag else ""
        return (machine(said[:10] + " " + said[11:]) if len(said) > 10 else machine(said)) or super().published()


_ATTACHED = re.compile(r"\.(?:pdf|docx?)$", re.I)


def attachments(soup: BeautifulSoup, url: str, meta: Mapping[str, str]) -> Iterator[Row]:
    """The files that a document's text links to: of many notices they are the text. `meta` is what its list said."""
    when = moment(meta.get("published"))
    for link in soup.select(f"{GovcnLayout.body_at} a[href]"):
        at = urljoin(url, str(link["href"]).strip())
        if _ATTACHED.search(urlsplit(at).path):
            title = squeeze(link.get_text()) or meta.get("title", "")
            yield Row(stem(at), title, at, when, more={"attached_to": url})


def read(capture: Capture) -> Article:
    """The document of a page, or of a file attached to one. Raises PageChanged and Unreadable."""
    if "attached_to" in capture.meta:
        return read_named(capture, GovcnLayout.publisher, dated=False)
    return GovcnLayout(capture).read()
