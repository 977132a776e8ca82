"""广东省、深圳市: the platform of government disclosure by column, departments' columns, search by word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
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
SITES = (("2", 1, "440000"), ("755038", 755, "440300"))
"""Which are searched, the province's and Shenzhen's: number, area and division, which must fit each other."""


class GuangdongSpider(PagedSpider):
    """`addresses` of the configuration may name other lists: …/gkmlpt/api/all/ID?sid=SITE, and pages of columns."""

    name = "guangdong"
    allowed_domains = ("sz.gov.cn", "gd.gov.cn")

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            for site in SITES:
                subject = f"{word} {site[0]}"
                yield self.walk(Walk(SEARCH, partial(_search, word, site), word, subject=subject, newest_first=True))
        for url in self.plan.addresses.get(self.name) or LISTS:
            if "/gkmlpt/api/" in urlsplit(url).path:
                ask = lambda page, url=url: Ask(f"{url}{'&' if '?' in url else '?'}page={page}")  # noqa: E731
                yield self.walk(Walk(DISCLOSURES, ask, subject=url, newest_first=True, everything=True))
            else:
                yield self.follow(NOTICES, url)


def _search(word: str, site: tuple[str, int, str], page: int) -> Ask:
    number, area, division = site
    asked = {"keywords": word, "site_id": number, "range": "site", "position": "all", "page": page, "sort": "time"}
    asked |= {"service_area": area, "gdbsDivision": division, "recommand": 1}
    return Ask("https://search.gd.gov.cn/api/search/all", asked)
