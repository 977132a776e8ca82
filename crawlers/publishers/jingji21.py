"""21世纪经济报道: channels as JSON, which ask for a token, and articles of the mobile site."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.links import linked
from crawlers.moments import Moment, in_address, printed
from crawlers.reading import read_named
from crawlers.rows import AnswerRefused, Endpoint, ListChanged, Listing, Row, address, listed, moment, stem, text, value

HOME = "https://m.21jingji.com/"
PUBLISHER = "21世纪经济报道"
ARTICLE = r"21jingji\.com/article/\d{8}/\w+/[0-9a-f]+\.html"


def channel(answer: Any) -> Listing:
    """A page of a channel; advertisements and collections are skipped. Nothing says how long the list is."""
    rows = _rows(answer)
    return listed(rows, _item, next=bool(rows) or None)


def _rows(answer: Any) -> Any:
    if isinstance(answer, str):  # JSON that was packed as JSON once more
        try:
            answer = json.loads(answer)
        except (ValueError, RecursionError):
            raise ListChanged("a text in place of rows") from None
    if isinstance(answer, dict):
        for name in ("list", "data"):
            if isinstance(answer.get(name), list):
                return answer[name]
        if text(answer, "status", "code") not in ("", "1", "200"):
            said = text(answer, "message", "msg")
            raise AnswerRefused("publisher error", f"status {text(answer, 'status', 'code')} {said}".strip())
    if not isinstance(answer, list):
        raise ListChanged(f"the answer is no list but {type(answer).__name__}")
    return answer


def _item(row: Mapping[str, Any]) -> Row | None:
    url = text(row, "url")
    if not url or text(row, "isAD") not in ("", "0", "false", "False") or "/article/" not in url:
        return None
    url = address(url, HOME)
    when = moment(value(row, "updatetime")) or moment(value(row, "inputtime")) or in_address(url)
    more = {"media": text(row, "source"), "by": text(row, "author")}
    said = " ".join((text(row, "description"), text(row, "keywords")))
    return Row(text(row, "id") or stem(url), text(row, "title"), url, when, text=said, more=more)


def token(answer: Any) -> str:
    """What a channel is asked with, for two minutes. Raises AnswerRefused or ListChanged."""
    given = text(answer, "token") if isinstance(answer, dict) else ""
    if not given:
        _rows(answer)  # says what came instead
        raise ListChanged("the answer holds no token")
    return given


def links(soup: BeautifulSoup) -> Listing:
    """A page of a channel on the large site: its links to articles, whose addresses hold their days."""
    return linked(soup, HOME, ARTICLE)


CHANNEL = Endpoint("channel", channel, marks=('"updatetime"', '"inputtime"'))
LINKS = Endpoint("links", links, "html")
ENDPOINTS = (CHANNEL, LINKS)
PLACES = ((ARTICLE, "page"), (r"21jingji\.com/channel/", "links"))


class Jingji21Layout(Layout):
    publisher = PUBLISHER
    title_at = "div.titleHead h1"
    time_at = "div.author-infos"
    body_at = "div.txtContent, div.main_content:not(:has(div.txtContent))"
    people_at = ("div.author-infos",)
    noise = (".author-infos", ".titleHead", "script", "style")

    def published(self) -> Moment | None:
        """The time printed beside the author, else the day in the address."""
        return printed(self.any(self.time_at) or "") or in_address(self.capture.url) or super().published()

    def original_publisher(self) -> str | None:
        tag = self.soup.select_one("div.author-infos .source")
        name = squeeze(tag.get_text()).removeprefix("来源：") if tag else ""
        return name if name and not name.startswith(("21世纪", "21财经", "21经济")) else None


def read(capture: Capture) -> Article:
    """The article of a page. Raises Unreadable."""
    layout = Jingji21Layout(capture)
    return layout.read() if layout.soup.select_one(layout.body_at) else read_named(capture, PUBLISHER)
