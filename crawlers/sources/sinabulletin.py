"""新浪财经: the filings of companies as plain text, for when the exchanges and cninfo do not answer."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.sinabulletin import ENDPOINTS, HOME
from crawlers.rows import pick

HEADERS = {"Referer": "https://finance.sina.com.cn/"}
BULLETINS = pick(ENDPOINTS, "bulletins")


class SinabulletinSpider(PagedSpider):
    name = "sinabulletin"
    allowed_domains = ("sina.com.cn",)

    def first(self) -> Iterator[Request]:
        for company in self.plan.companies:
            ask = lambda page, code=company.code: self._page(code, page)  # noqa: E731
            yield self.walk(Walk(BULLETINS, ask, self.every, subject=company.code, newest_first=True))

    def _page(self, code: str, page: int) -> Ask:
        asked = urlencode({"stockid": code, "Page": page})
        return Ask(f"{HOME}corp/view/vCB_AllBulletin.php?{asked}", headers=HEADERS)
