"""广东省、深圳市: the platform of government disclosure by column, departments' columns, search by word."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.guangdong import ENDPOINTS
from crawlers.rows import pick

DISCLOSURES, SEARCH, NOTICES = (pick(ENDPOINTS, name) for name in ("disclosures", "search", "notices"))
LISTS = (
    "http://jr.sz.gov.cn/gkmlpt/api/all/2811?sid=755031",
    "https://commerce.sz.gov.cn/xxgk/zcfgjzcjd/zcfg/",
    "https://commerce.sz.gov.cn/xxgk/tzgg/",
)
"""Shenzhen's office of finance, then its bureau of commerce: policies, notices."""
SITE = "2"
"""Of the province's own site, from which all are searched."""


class GuangdongSpider(PagedSpider):
    """`addresses` of the configuration may name other lists: …/gkmlpt/api/all/ID?sid=SITE, and pages of columns."""

    name = "guangdong"
    allowed_domains = ("sz.gov.cn", "gd.gov.cn")

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self.walk(Walk(SEARCH, lambda page, word=word: self._search(word, page), word))  # type: ignore[misc]
        for url in self.plan.addresses.get(self.name) or LISTS:
            if "/gkmlpt/api/" in urlsplit(url).path:
                ask = lambda page, url=url: Ask(f"{url}{'&' if '?' in url else '?'}page={page}")  # noqa: E731
                yield self.walk(Walk(DISCLOSURES, ask, subject=url, newest_first=True))
            else:
                yield self.follow(NOTICES, url)

    def _search(self, word: str, page: int) -> Ask:
        asked = {"keywords": word, "site_id": SITE, "range": "province", "position": "all", "page": page}
        asked |= {"sort": "time", "service_area": 1, "gdbsDivision": "440000", "recommand": 1}
        return Ask("https://search.gd.gov.cn/api/search/all", asked)
