"""新浪财经 Sina: the roll by day, search by word, articles in their several layouts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from scrapy import Request

from crawlers.article import BEIJING
from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.plan import Trouble
from crawlers.publishers import sina
from crawlers.publishers.sina import ENDPOINTS
from crawlers.rows import ListChanged, pick
from crawlers.slices import Days

ROLL = "https://feed.mix.sina.com.cn/api/roll/get"
LISTS = (("153", "2516"),)
"""pageid and lid of the lists to walk: 财经."""
PAGE_SIZE = 50
LAST_PAGE = 200
ROLL_DAYS = 45
"""The roll has each day's hundreds of items; longer spans are searched by word where there are words."""
ROLLED = pick(ENDPOINTS, "roll")
SEARCH = "https://search.sina.com.cn/"


class SinaSpider(PagedSpider):
    name = "sina"
    allowed_domains = ("sina.com.cn",)

    def first(self) -> Iterator[Request]:
        today = datetime.now(BEIJING).date()
        whole = self.span(self.plan.until or today)
        rolled = whole.since
        if self.plan.words and (whole.until - whole.since).days >= ROLL_DAYS:
            rolled = whole.until - timedelta(days=1)
            for word in self.plan.words:
                yield self._search(word, self._asked(), 1, frozenset())
        for day in (rolled + timedelta(days=number) for number in range((whole.until - rolled).days + 1)):
            for pageid, lid in LISTS:
                ask = partial(_roll, pageid, lid, day)
                yield self.walk(Walk(ROLLED, ask, subject=lid, days=Days(day, day)))

    def _asked(self) -> Days | None:
        """The days to search in; None where neither end is given."""
        return self.span() if self.plan.since or self.plan.until else None

    def _search(self, word: str, days: Days | None, page: int, before: frozenset[str]) -> Request:
        asked = {"q": word, "c": "news", "range": "all", "sort": "time", "page": page, "ie": "utf-8"}
        asked |= {"stime": days.since, "etime": days.until} if days else {}
        return self.ask_list(
            f"{SEARCH}?{urlencode(asked)}", self.read_search, word=word, days=days, page=page, before=before
        )

    def read_search(
        self, soup: BeautifulSoup, word: str, days: Days | None, page: int, before: frozenset[str]
    ) -> Iterator[Request | Trouble]:
        answer = sina.search(soup)
        if page == 1 and not answer.count and answer.total != 0:
            raise ListChanged("no rows on the first page, and no word that there are none")
        found = {row.url: row for row in answer.rows}
        if found.keys() <= before:
            return  # nothing, or the last page over again
        for row in found.values():
            yield from self.ask_row(row, word)  # found by the publisher, if not in the title
        if page < LAST_PAGE:
            yield self._search(word, days, page + 1, frozenset(found))
        elif halves := days.halves() if days else None:  # the publisher shows no more: by fewer days
            for half in halves:
                yield self._search(word, half, 1, frozenset())
        else:
            yield Trouble("total differs", f"{SEARCH}?q={word}", f"more than {LAST_PAGE} pages; narrow the days")


def _roll(pageid: str, lid: str, day: date, page: int) -> Ask:
    start = int(datetime.combine(day, time(), BEIJING).timestamp())
    end = start + 24 * 3600
    # The names are the publisher's: etime is where the span begins, stime where it ends.
    asked = {"pageid": pageid, "lid": lid, "k": "", "num": PAGE_SIZE, "page": page, "etime": start, "stime": end}
    asked |= {"ctime": end, "date": day.isoformat()}
    return Ask(f"{ROLL}?{urlencode(asked)}", headers={"Referer": "https://finance.sina.com.cn/"})
