"""证券时报 STCN: search by word, and columns as they load their rows. 2021's pages are found through the web archives.

Both go on by what an answer names; where a column does not load, its page is read, which shows the newest.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

from scrapy import Request

from crawlers.backward import Back, BackwardSpider
from crawlers.paging import Ask
from crawlers.plan import Trouble
from crawlers.publishers.stcn import ENDPOINTS
from crawlers.rows import pick

HOME = "https://www.stcn.com/article"
COLUMNS = ("yw", "company", "cj")
"""要闻, 公司, 产经."""
HITS, QUICK, COLUMN = (pick(ENDPOINTS, name) for name in ("search", "quick", "column"))


class StcnSpider(BackwardSpider):
    name = "stcn"
    allowed_domains = ("stcn.com",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield from self.back(Back(HITS, partial(_search, word), subject=word, said=word, whole=True))
        for column in COLUMNS:
            yield from self.back(Back(QUICK, partial(_column, column), subject=column))

    def instead(self, request: Request, trouble: Trouble) -> Iterator[Request]:
        back = request.cb_kwargs.get("context", {}).get("back")
        if back and back.endpoint is QUICK and not back.walked and trouble.reason == "wrong content":
            yield self.newest(COLUMN, f"{HOME}/list/{back.subject}.html")


def _search(word: str, cursor: int | str) -> Ask:
    asked = {"keyword": word, "search_type": "all", "sorter": "time", "uncertainty": 1}
    return _ask("search_data.html", asked, cursor, f"{HOME}/search.html")


def _column(column: str, cursor: int | str) -> Ask:
    return _ask("list.html", {"type": column}, cursor, f"{HOME}/list/{column}.html")


def _ask(path: str, asked: dict[str, object], cursor: int | str, referer: str) -> Ask:
    further = f"page_time={cursor}" if isinstance(cursor, int) else cursor
    headers = {"X-Requested-With": "XMLHttpRequest", "Referer": referer}
    return Ask(f"{HOME}/{path}?{urlencode(asked)}&{further}", headers=headers)
