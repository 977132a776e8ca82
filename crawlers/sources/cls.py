"""财联社 CLS: search by word and days in the telegraph and the longer articles; the telegraph, and columns of articles.

The telegraph and the columns go back by time; how far nobody knows before asking.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from scrapy import Request

from crawlers.backward import Back, BackwardSpider
from crawlers.paging import Ask, Walk
from crawlers.publishers.cls import ENDPOINTS, signed
from crawlers.rows import pick
from crawlers.slices import Days

HOME = "https://www.cls.cn"
CLIENT = {"app": "CailianpressWeb", "os": "web", "sv": "7.7.5"}
PAGE_SIZE = 50
"""More is answered with nothing."""
COLUMN_SIZE = 20
COLUMNS = ("1000", "1003", "1005")
"""头条, 股市, 公司."""
SEARCHES = {"telegram": pick(ENDPOINTS, "search"), "depth": pick(ENDPOINTS, "articles")}
TELEGRAPH = pick(ENDPOINTS, "telegraph")


class ClsSpider(BackwardSpider):
    name = "cls"
    allowed_domains = ("cls.cn",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            for kind, endpoint in SEARCHES.items():
                cut, days = partial(partial, _search, kind, word), self.span()
                yield self.walk(Walk(endpoint, cut(days), word, page=0, days=days, cut=cut))
        yield from self.back(Back(TELEGRAPH, _telegraph, at=_at))
        for column in COLUMNS:
            yield from self.back(Back(TELEGRAPH, partial(_column, column), at=_at, subject=column))


def _at(moment: Any) -> int:
    return int(moment.timestamp())


def _search(kind: str, word: str, days: Days, page: int) -> Ask:
    asked = {"type": kind, "keyword": word, "page": page, "rn": PAGE_SIZE, **CLIENT}
    asked |= {"startDate": str(days.since), "endDate": str(days.until)}
    return Ask(f"{HOME}/api/sw?{signed(CLIENT)}", asked, {"Referer": f"{HOME}/searchPage"})


def _telegraph(before: int) -> Ask:
    asked = {**CLIENT, "category": "", "last_time": _last(before), "refresh_type": 1, "rn": PAGE_SIZE}
    return Ask(f"{HOME}/v1/roll/get_roll_list?{signed(asked)}", headers={"Referer": f"{HOME}/telegraph"})


def _column(column: str, before: int) -> Ask:
    asked = {**CLIENT, "id": column, "last_time": _last(before), "rn": COLUMN_SIZE}
    return Ask(f"{HOME}/v3/depth/list/{column}?{signed(asked)}", headers={"Referer": f"{HOME}/depth?id={column}"})


def _last(before: int) -> int:
    """A second more, so that of several items in one second none is passed over."""
    return before + 1
