"""国务院政策文件库 gov.cn: search by word in the policy library."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.govcn import ENDPOINTS

SEARCH = "https://sousuo.www.gov.cn/search-gov/data"
PAGE_SIZE = 50


class GovcnSpider(PagedSpider):
    name = "govcn"
    allowed_domains = ("gov.cn",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self.walk(Walk(ENDPOINTS[0], lambda page, word=word: self._page(word, page), word))  # type: ignore[misc]

    def _page(self, word: str, page: int) -> Ask:
        days = {"mintime": self.plan.since, "maxtime": self.plan.until}
        asked = {"t": "zhengcelibrary", "q": word, "sort": "pubtime", "sortType": 1, "searchfield": "title:content"}
        asked |= {"p": page, "n": PAGE_SIZE, "timetype": "timezd" if any(days.values()) else "timeqb"}
        return Ask(f"{SEARCH}?{urlencode(asked | {name: day.isoformat() for name, day in days.items() if day})}")
