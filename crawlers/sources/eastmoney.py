"""东方财富 Eastmoney: the filings of companies as a second witness, with the time of their disclosure.

A filing without a PDF is asked for as text, which comes in parts: all of them are the document, fewer are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from scrapy import Request

from crawlers.capture import Capture
from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.plan import Trouble
from crawlers.publishers.eastmoney import ENDPOINTS, joined, part
from crawlers.rows import AnswerRefused, pick
from crawlers.slices import Days

LIST = "https://np-anotice-stock.eastmoney.com/api/security/ann"
TEXT = "https://np-cnotice-stock.eastmoney.com/api/content/ann"
HEADERS = {"Referer": "https://data.eastmoney.com/notices/"}
PAGE_SIZE = 100
ANNOUNCEMENTS = pick(ENDPOINTS, "announcements")
NO_PDF = {"gone", "wrong content", "empty", "cut short", "too large"}
"""Troubles with a PDF that another try would not mend."""


@dataclass(frozen=True)
class Text:
    """A filing on the way through the parts of its text."""

    url: str
    """Of its PDF."""
    listed: Mapping[str, str]
    why: Trouble
    """What was wrong with the PDF."""
    parts: tuple[Any, ...] = ()
    pages: int = 0


class EastmoneySpider(PagedSpider):
    name = "eastmoney"
    allowed_domains = ("eastmoney.com", "dfcfw.com")

    def first(self) -> Iterator[Request]:
        for company in self.plan.companies:
            cut, days = partial(partial, _ask, company.code), self.span()
            yield self.walk(Walk(ANNOUNCEMENTS, cut(days), self.every, subject=company.code, days=days, cut=cut))

    def instead(self, request: Request, trouble: Trouble) -> Iterator[Request]:
        if request.meta["kind"] == "page" and trouble.reason in NO_PDF:
            yield self._part(Text(request.meta["capture"], request.meta["listed"], trouble))

    def _part(self, text: Text) -> Request:
        asked = {"art_code": text.listed["id"], "client_source": "web", "page_index": len(text.parts) + 1}
        url = f"{TEXT}?{urlencode(asked)}"
        request = self.ask_list(url, self.read_part, shape="json", headers=HEADERS, text=text)
        page = {"kind": "page", "kept": text.url, "shape": "pdf", "listed": dict(text.listed)}
        return request.replace(meta=request.meta | {"sake": page})

    def read_part(self, answer: Any, text: Text) -> Iterator[Request | Capture]:
        """The next part, or the whole under the address of the PDF, since it is the same document."""
        found = part(answer)
        if found.key != text.listed["id"] or (text.parts and found.pages != text.pages):
            was = f"part {len(text.parts) + 1} of {text.pages or '?'} of {text.listed['id']}"
            raise AnswerRefused("wrong content", f"{found.key} in {found.pages} parts in place of {was}")
        if text.parts and found.text == part(text.parts[-1]).text:
            raise AnswerRefused("page repeated", f"part {len(text.parts) + 1} is the one before it again")
        text = replace(text, parts=(*text.parts, answer), pages=found.pages)
        if len(text.parts) < text.pages:
            yield self._part(text)
            return
        now, kind = datetime.now(UTC).replace(microsecond=0), (("Content-Type", "application/json"),)
        meta = {**text.listed, "text_of": f"{TEXT}?art_code={found.key}&client_source=web", "pdf": text.why.reason}
        yield Capture(self.name, "page", f"{text.url}#text", now, 200, kind, joined(text.parts), meta)

    def list_lost(self, context: Mapping[str, Any], trouble: Trouble) -> Iterator[Any]:
        """A text without one of its parts is no document: neither was the PDF one, and that is what is said."""
        text = context.get("text")
        if isinstance(text, Text):
            missing = f"; of its text part {len(text.parts) + 1} of {text.pages or 'an unknown number'} is missing"
            reason = "cut short" if text.parts else text.why.reason
            self.trouble(Trouble(reason, text.url, f"PDF: {text.why.reason}{missing}"))
            self.page_lost(text.url, trouble)
        yield from super().list_lost(context, trouble)


def _ask(code: str, days: Days, page: int) -> Ask:
    asked = {"sr": -1, "page_size": PAGE_SIZE, "page_index": page, "ann_type": "A", "client_source": "web"}
    asked |= {"f_node": 0, "s_node": 0, "stock_list": code, "begin_time": days.since, "end_time": days.until}
    return Ask(f"{LIST}?{urlencode(asked)}", headers=HEADERS)
