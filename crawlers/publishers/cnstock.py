"""上海证券报 CNSTOCK: search, channels and quick news of today's interface; lists and articles of 2021's pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.assembly import Line, squeeze
from crawlers.capture import Capture
from crawlers.generic import fragment_lines
from crawlers.layout import Layout
from crawlers.moments import Moment, printed
from crawlers.reading import read_named
from crawlers.rows import (
    Endpoint,
    ListChanged,
    Listing,
    Row,
    address,
    by_day,
    inner,
    listed,
    moment,
    number,
    stem,
    text,
    value,
    within,
)

HOME = "https://www.cnstock.com/"
PUBLISHER = "上海证券报"
_OLD_ARTICLE = re.compile(r"cnstock\.com/.*/(20\d{2})(\d{2})/(\d+)\.html?$")
_CLOCK = re.compile(r"(?<![\d-])(\d{1,2})[-/月](\d{1,2})日?(?:\s+(\d{1,2}:\d{2}))?")
_OWN_NAMES = ("上海证券报", "中国证券网", "上证报")


def search(answer: Any) -> Listing:
    """The search by word."""
    data = within(answer, "data")
    rows = within(answer, "data", "list")
    return listed(rows, _hit, total=number(value(data, "total")), next=_further(data))


def channel(answer: Any) -> Listing:
    """A channel: rows, and rows that stand together under one."""
    page = within(answer, "data", "pageInfo")
    rows = within(answer, "data", "pageInfo", "list")
    if rows is not None and not isinstance(rows, list):
        raise ListChanged("data.pageInfo.list is no list")
    return listed([_children(row) for row in rows or []], _hit, next=_further(page))


def flash(answer: Any) -> Listing:
    """Quick news by the day; the clock times of a day stand under its date."""
    page = within(answer, "data", "pageInfo")
    days = within(answer, "data", "pageInfo", "list")
    if days is not None and not isinstance(days, list):
        raise ListChanged("data.pageInfo.list is no list")
    rows = [item for day in days or [] if isinstance(day, dict) for item in _timed(day)]
    return listed(rows, _hit, next=_further(page))


def archive(soup: BeautifulSoup) -> Listing:
    """A column of 2021's site. Times lack the year at times: it is the one in the article's address."""
    links = soup.select("#j_waterfall_list > li h2 a[href], ul.new-list > li > a[href]")
    if not links and not soup.select("#j_waterfall_list, ul.new-list"):
        raise ListChanged("neither #j_waterfall_list nor ul.new-list")
    found: dict[str, Row] = {}
    for link in links:
        url = address(str(link["href"]), "https://company.cnstock.com/")
        if _OLD_ARTICLE.search(url) and url not in found:
            row = link.find_parent("li")
            said = squeeze(row.get_text(" ")) if row else ""
            title = squeeze(str(link.get("title") or "")) or squeeze(link.get_text())
            found[url] = Row(stem(url), title, url, printed(said) or _in_month(said, url), text=said)
    return Listing(tuple(found.values()), skipped=len(links) - len(found))


def _children(row: Any) -> Any:
    given = value(row, "childList") if isinstance(row, dict) else None
    return given if isinstance(given, list) and given else row


def _timed(day: Mapping[str, Any]) -> Iterator[Any]:
    items = value(day, "timeList")
    for item in items if isinstance(items, list) else [None]:
        date = {name: value(day, name) for name in ("year", "month", "day")}
        yield {**item, "flashDate": date} if isinstance(item, dict) else item


def _hit(row: Mapping[str, Any]) -> Row | None:
    share = inner(row, "shareInfo")
    key, link = text(row, "contId"), text(row, "link")
    if link and not re.match(r"(?:https?:)?//(?:[\w-]+\.)*cnstock\.com/", link):
        return None  # the row leads to another site
    url = link or (f"{HOME}commonDetail/{key}" if key else text(share, "shareUrl"))
    if not url:
        return None
    url = address(url, HOME).replace("://m.cnstock.com/", "://www.cnstock.com/")
    about = text(row, "summary", "text")
    author = text(row, "author")
    return Row(
        key or stem(url), text(row, "name", "title") or about, url, _when(row, share), text=about, more={"by": author}
    )


def _when(row: Mapping[str, Any], share: Mapping[str, Any]) -> Moment | None:
    """The date that a row gives for sharing, in parts; what it shows to readers is relative ("3小时前")."""
    parts = value(share, "dateInfo") or value(row, "dateInfo", "flashDate")
    if not isinstance(parts, dict):
        return moment(value(row, "pubTimeLong", "publishTime")) or moment(value(row, "pubTime"))
    year, month, day = (number(value(parts, name)) for name in ("year", "month", "day"))
    hour, minute = (number(value(parts, name)) for name in ("hour", "minute"))
    clock = f"{hour:02}:{minute:02}" if hour is not None and minute is not None else text(row, "time")
    when = printed(f"{year}-{month}-{day} {clock}") if year and month and day else None
    return by_day(when) if when else None


def _in_month(said: str, url: str) -> Moment | None:
    month, printed_day = _OLD_ARTICLE.search(url), _CLOCK.search(said)
    if not month or not printed_day or int(printed_day[1]) != int(month[2]):
        return None
    return printed(f"{month[1]}-{printed_day[1]}-{printed_day[2]} {printed_day[3] or ''}")


def _further(page: Any) -> int | bool | None:
    if not isinstance(page, dict) or not value(page, "hasNext"):
        return None
    at = number(value(page, "pageNum"))
    return at + 1 if at else True


# Rows of search and channel are alike, and differ in what they stand in.
FLASH = Endpoint("flash", flash, marks=('"timelist"',))
CHANNEL = Endpoint("channel", channel, marks=('"pageinfo"',))
SEARCH = Endpoint("search", search, marks=('"dateinfo"', '"nodeinfo"'))
ARCHIVE = Endpoint("archive", archive, "html", ("j_waterfall_list", "new-list"))
ENDPOINTS = (FLASH, CHANNEL, SEARCH, ARCHIVE)
PAGE_MARKS = ("qmt_content_div", "__next_data__")


class CnstockLayout(Layout):
    """Pages of 2021."""

    publisher = PUBLISHER
    title_at = "h1.title, #pager-content > h1"
    time_at = ".timer"
    source_at = ".source"
    body_at = "#qmt_content_div"
    people_at = (".author",)
    noise = ("#fujian", ".bullet", ".related", "script", "style")

    def original_publisher(self) -> str | None:
        name = super().original_publisher()
        return None if name is None or any(own in name for own in _OWN_NAMES) else name


class CnstockStateLayout(CnstockLayout):
    """Today's pages, whose script carries the article."""

    def __init__(self, capture: Capture, state: Mapping[str, Any]) -> None:
        super().__init__(capture)
        self.state = state

    def title(self) -> str:
        return text(self.state, "name", "title") or self._missing("__NEXT_DATA__ name")

    def published(self) -> Moment | None:
        share = self.state.get("shareInfo")
        return _when(self.state, share if isinstance(share, dict) else {}) or super().published()

    def original_publisher(self) -> str | None:
        name = text(self.state, "source")
        return name if name and not any(own in name for own in _OWN_NAMES) else None

    def summary(self) -> str | None:
        return text(self.state, "summary") or None

    def lines(self) -> list[Line]:
        return fragment_lines(str(self.state["content"])) or self._missing("__NEXT_DATA__ content")


def article_state(body: BeautifulSoup) -> Mapping[str, Any] | None:
    """The object of a page's __NEXT_DATA__ that is the article: it has a number and a content."""
    script = body.select_one("script#__NEXT_DATA__")
    try:
        return _with_content(json.loads(script.get_text())) if script else None
    except (ValueError, RecursionError):
        return None  # no JSON: the page is then read by what it shows


def _with_content(here: Any) -> Mapping[str, Any] | None:
    if isinstance(here, dict):
        if isinstance(here.get("content"), str) and here["content"].strip() and "contId" in here:
            return here
        here = list(here.values())
    found = (_with_content(one) for one in here) if isinstance(here, list) else iter(())
    return next(filter(None, found), None)


def read(capture: Capture) -> Article:
    """The article of a page. Raises Unreadable."""
    layout = CnstockLayout(capture)
    if layout.soup.select_one(layout.body_at):
        return layout.read()
    state = article_state(layout.soup)
    return CnstockStateLayout(capture, state).read() if state else read_named(capture, PUBLISHER)
