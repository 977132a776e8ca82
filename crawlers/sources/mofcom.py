"""商务部 MOFCOM: columns by the page. What it published before its site was rebuilt is found in the web archives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from crawlers.paging import PagedSpider
from crawlers.publishers.mofcom import ENDPOINTS, HOME, onward
from crawlers.rows import pick

UNIT, COLUMN = pick(ENDPOINTS, "unit"), pick(ENDPOINTS, "column")
COLUMNS = ("article/xwfb/", "article/zhengcejd/")
"""新闻发布, 政策解读."""


class MofcomSpider(PagedSpider):
    """`addresses` of the configuration may name other columns, such as article/tongjiziliao/."""

    name = "mofcom"
    allowed_domains = ("mofcom.gov.cn",)

    def first(self) -> Iterator[Request]:
        for column in self.plan.addresses.get(self.name) or COLUMNS:
            url = urljoin(HOME, column)
            yield self.follow(UNIT if "/build/unit" in url else COLUMN, url)

    def _page_answered(self, response: Response) -> Iterator[Any]:
        """Some pages hold a script alone that leads to the article, on a host of the publisher's."""
        other = onward(response.body, response.url)
        if other and other not in self._once:
            self.count.listed -= 1  # one document, though under another address
            if self.shared:
                self.shared.stored(response.meta["kept"])
            self.sightings.elsewhere(response.meta["kept"])
            yield from self.ask_page(other, response.meta["listed"])
            return
        yield from super()._page_answered(response)
