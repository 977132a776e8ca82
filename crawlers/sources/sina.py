"""新浪财经 Sina: the roll by day, search by word, articles in their several layouts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from scrapy import Request

from crawlers.article import BEIJING
from crawlers.plan import Trouble
from crawlers.publishers import sina
from crawlers.spider import SourceSpider

ROLL = "https://feed.mix.sina.com.cn/api/roll/get"
LISTS = (("153", "2516"),)
"""pageid and lid of the lists to walk: 财经."""
PAGE_SIZE = 50
LAST_PAGE = 200
ROLL_DAYS = 45
"""The roll has each day's hundreds of items; longer spans are searched by word where there are words."""
SEARCH = "https://search.sina.com.cn/"


class SinaSpider(SourceSpider):
    name = "sina"
    allowed_domains = ("sina.com.cn",)

    def first(self) -> Iterator[Request]:
        until = self.plan.until or datetime.now(BEIJING).date()
        since = self.plan.since or until
        rolled = since
        if self.plan.words and (until - since).days >= ROLL_DAYS:
            rolled = until - timedelta(days=1)
            for word in self.plan.words:
                yield self._search(word, 1, frozenset())
        for day in (rolled + timedelta(days=number) for number in range((until - rolled).days + 1)):
            for pageid, lid in LISTS:
                yield self._roll(pageid, lid, day, 1, frozenset())

    def _roll(self, pageid: str, lid: str, day: date, page: int, before: frozenset[str]) -> Request:
        start = int(datetime.combine(day, time(), BEIJING).timestamp())
        end = start + 24 * 3600
        # The names are the publisher's: etime is where the span begins, stime where it ends.
        asked = {"pageid": pageid, "lid": lid, "k": "", "num": PAGE_SIZE, "page": page, "etime": start, "stime": end}
        asked |= {"ctime": end, "date": day.isoformat()}
        return self.ask_list(
            f"{ROLL}?{urlencode(asked)}",
            self.read_roll,
            shape="json",
            headers={"Referer": "https://finance.sina.com.cn/"},
            place=(pageid, lid),
            day=day,
            page=page,
            before=before,
        )

    def read_roll(
        self, answer: Any, place: tuple[str, str], day: date, page: int, before: frozenset[str]
    ) -> Iterator[Request | Trouble]:
        found = sina.roll(answer)
        ids, seen = frozenset(row.id for row in found.rows), len(found.rows) + found.skipped
        if ids and ids <= before:
            yield Trouble("page repeated", f"{ROLL} lid={place[1]} day={day} page={page}")
            return
        for row in found.rows:
            yield from self.ask_row(row)
        total = found.total or 0
        if page * PAGE_SIZE < total and seen and page < LAST_PAGE:
            yield self._roll(*place, day, page + 1, ids)
        elif (page - 1) * PAGE_SIZE + seen < total:
            seen += (page - 1) * PAGE_SIZE
            yield Trouble("total differs", f"{ROLL} lid={place[1]} day={day}", f"{seen} rows read of {total}")

    def _search(self, word: str, page: int, before: frozenset[str]) -> Request:
        days = {"stime": self.plan.since, "etime": self.plan.until}
        asked = {"q": word, "c": "news", "range": "all", "sort": "time", "page": page, "ie": "utf-8"}
        asked |= {name: day.isoformat() for name, day in days.items() if day}
        return self.ask_list(f"{SEARCH}?{urlencode(asked)}", self.read_search, word=word, page=page, before=before)

    def read_search(
        self, soup: BeautifulSoup, word: str, page: int, before: frozenset[str]
    ) -> Iterator[Request | Trouble]:
        found = {row.url: row for row in sina.search(soup).rows}
        if found.keys() <= before:
            return  # nothing, or the last page over again
        for row in found.values():
            yield from self.ask_row(row, word)  # found by the publisher, if not in the title
        if page >= LAST_PAGE:
            yield Trouble("total differs", f"{SEARCH}?q={word}", f"more than {LAST_PAGE} pages; narrow the days")
        else:
            yield self._search(word, page + 1, frozenset(found))
