"""Internet Archive's Wayback Machine: the captures of some addresses in some days, each page once."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from scrapy import Request

from crawlers.plan import Trouble
from crawlers.publishers.wayback import captures
from crawlers.spider import SourceSpider

INDEX = "https://web.archive.org/cdx/search/cdx"
PAGE_SIZE = 1000
PAUSE = 2.5
"""Seconds before each search in the index: the publisher takes 24 a minute. Pages may be asked for more often."""


class WaybackSpider(SourceSpider):
    """`addresses` of the configuration are prefixes, such as company.stcn.com/ or www.ebrun.com/202108."""

    name = "wayback"
    allowed_domains = ("web.archive.org",)

    def first(self) -> Iterator[Request]:
        for prefix in self.plan.addresses.get(self.name, ()):
            yield self._index(prefix, None)

    def _index(self, prefix: str, cursor: str | None, full: bool = False) -> Request:
        asked = {"url": prefix, "matchType": "prefix", "output": "json", "filter": "statuscode:200"}
        asked |= {"collapse": "urlkey", "limit": str(PAGE_SIZE), "showResumeKey": "true"}
        days = {"from": self.plan.since, "to": self.plan.until}
        asked |= {name: f"{day:%Y%m%d}" for name, day in days.items() if day}
        if cursor:
            asked["resumeKey"] = cursor  # opaque, and encoded again though it is encoded already
        url = f"{INDEX}?{urlencode(asked)}"
        # A key comes with the last page too; what it leads to has no byte. Where there is nothing at all it says "[]".
        read, blank = self.read_index, cursor is not None
        request = self.ask_list(url, read, shape="text", blank=blank, prefix=prefix, cursor=cursor, full=full)
        return request.replace(meta=request.meta | {"wait": PAUSE if self.plan.delay else 0.0})

    def read_index(self, said: str, prefix: str, cursor: str | None, full: bool) -> Iterator[Request | Trouble]:
        """`full`: the page before held as many captures as one can, so that its being the last is made sure of."""
        found = captures(said)
        for row in found.rows:
            yield from self.ask_page(row.url, row.meta())  # the index knows no titles to choose by
        if found.next and found.next == cursor:
            yield Trouble("page repeated", INDEX, prefix)
        elif found.next and found.count:
            yield self._index(prefix, str(found.next), found.count >= PAGE_SIZE)
        elif full and not said.strip():
            yield self._index(prefix, cursor)
