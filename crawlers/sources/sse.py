"""上交所 SSE: the filings of a company, and the exchange's letters to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from scrapy import Request

from crawlers.capture import Capture
from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.plan import Trouble
from crawlers.publishers.sse import ENDPOINTS
from crawlers.rows import pick
from crawlers.slices import Days

LETTERS, BULLETINS = pick(ENDPOINTS, "letters"), pick(ENDPOINTS, "bulletins")
QUERY = "https://query.sse.com.cn"
HEADERS = {"Referer": "https://www.sse.com.cn/regulation/supervision/inquiries/"}
"""Without one the publisher answers 403."""
CHANNELS = {"": "10743,10744,10012", "measures": "10007,10008,10009,10010"}
"""Inquiries, then measures and sanctions; with what their slices are known by besides the company."""
LETTERS_OF_ALL_KINDS = {"extWTFL": "", "extGGDL": "", "order": "createTime|desc,stockcode|asc"}
"""Of one kind, 问询函, alone would be a third of them."""
NEW = " new"
"""Names the newer form of a list beside the older."""


class SseSpider(PagedSpider):
    name = "sse"
    allowed_domains = ("sse.com.cn",)

    def __init__(self, *values: Any, **arguments: Any) -> None:
        super().__init__(*values, **arguments)
        self._again: dict[tuple[str, str], Trouble | None] = {}
        """Lists that are asked for in their newer form, with what was wrong with the older."""

    def first(self) -> Iterator[Request]:
        for company in self.plan.companies:
            code, days = company.code, self.span()
            if code[0] == "6":
                cut = partial(partial, _bulletins, code)
                yield self.walk(Walk(BULLETINS, cut(days), self.every, subject=code, days=days, cut=cut))
                for kind in CHANNELS:
                    subject = f"{code} {kind}".strip()
                    yield self.walk(Walk(LETTERS, partial(_letters, kind, code), self.every, subject=subject))

    def read_walked(self, content: Any, walk: Walk) -> Iterator[Request | Trouble | Capture]:
        """As of any list; where the older form of one knows nothing of a company, the newer is asked."""
        yield from super().read_walked(content, walk)
        if not walk.pages and not walk.again and not walk.endpoint.read(content).count:
            yield from self._newer(walk)

    def instead(self, request: Request, trouble: Trouble) -> Iterator[Request]:
        walk = request.cb_kwargs.get("context", {}).get("walk")
        if isinstance(walk, Walk) and not walk.pages and trouble.reason in ("gone", "list changed", "publisher error"):
            yield from self._newer(walk, trouble)

    def list_lost(self, context: Mapping[str, Any], trouble: Trouble) -> Iterator[Any]:
        yield from super().list_lost(context, trouble)
        walk = context.get("walk")
        older = isinstance(walk, Walk) and self._again.get((walk.endpoint.name, walk.subject.removesuffix(NEW)))
        if older:  # neither form of it answers
            self.trouble(older)

    def _newer(self, walk: Walk, trouble: Trouble | None = None) -> Iterator[Request]:
        code, _, kind = walk.subject.partition(" ")
        known = (walk.endpoint.name, walk.subject)
        if walk.subject.endswith(NEW) or known in self._again:
            return
        self._again[known] = trouble
        form = partial(_new_letters, kind) if walk.endpoint is LETTERS else _new_bulletins
        cut, days = partial(partial, form, code), self.span()
        yield self.walk(Walk(walk.endpoint, cut(days), self.every, subject=walk.subject + NEW, days=days, cut=cut))


def _bulletins(code: str, days: Days, page: int) -> Ask:
    asked = {"productId": code, "keyWord": "", "securityType": "0101,120100,020100,020200,120200"}
    asked |= {"reportType": "ALL", "reportType2": "", "beginDate": str(days.since), "endDate": str(days.until)}
    return _ask("/security/stock/queryCompanyBulletin.do", asked, page)


def _letters(kind: str, code: str, page: int) -> Ask:
    asked = {"sqlId": "BS_KCB_GGLL", "siteId": "28", "channelId": CHANNELS[kind], "type": "", "stockcode": code}
    return _ask("/commonSoaQuery.do", asked | LETTERS_OF_ALL_KINDS, page)


def _new_bulletins(code: str, days: Days, page: int) -> Ask:
    asked = {"SECURITY_CODE": code, "START_DATE": str(days.since), "END_DATE": str(days.until), "TITLE": ""}
    asked |= {"BULLETIN_TYPE": "", "stockType": "8" if code.startswith("68") else "1"}
    return _ask("/security/stock/queryCompanyBulletinNew.do", asked, page)


def _new_letters(kind: str, code: str, days: Days, page: int) -> Ask:
    asked = {"sqlId": "BS_KCB_GGLL_NEW", "siteId": "28", "channelId": CHANNELS[kind], "type": "", "stockcode": code}
    asked |= {"createTime": f"{days.since} 00:00:00", "createTimeEnd": f"{days.until} 23:59:59"}
    return _ask("/commonSoaQuery.do", asked | LETTERS_OF_ALL_KINDS, page)


def _ask(path: str, asked: dict[str, str], page: int) -> Ask:
    paging = {"pageSize": 25, "pageNo": page, "beginPage": page, "endPage": page, "cacheSize": 1, "pageCount": 50}
    query = {"isPagination": "true", **asked, **{f"pageHelp.{name}": value for name, value in paging.items()}}
    return Ask(f"{QUERY}{path}?{urlencode(query)}", headers=HEADERS)
