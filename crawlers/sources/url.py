"""Single pages of any publisher: the addresses that the configuration names."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy import Request

from crawlers.plan import Plan
from crawlers.rows import Row
from crawlers.spider import SourceSpider


class AnywhereSpider(SourceSpider):
    """Base of the sources without a publisher of their own: they may ask those hosts that they were given or told.

    Private addresses stay refused, whoever names them.
    """

    def __init__(self, plan: Plan | None = None, **arguments: object) -> None:
        super().__init__(plan, **arguments)  # type: ignore[arg-type]
        self.allowed_domains: set[str] = set()
        self.given = self.plan.addresses.get(self.name, ())
        self.allow(*self.given)

    def allow(self, *urls: str) -> None:
        """Let these hosts be asked."""
        self.allowed_domains |= {host for url in urls if (host := urlsplit(url).hostname)}

    def ask_row(self, row: Row, *said: str) -> Iterator[Request]:
        self.allow(row.url)
        yield from super().ask_row(row, *said)


class UrlSpider(AnywhereSpider):
    name = "url"

    def first(self) -> Iterator[Request]:
        for url in self.given:
            yield from self.ask_page(url, shape="pdf" if url.lower().endswith(".pdf") else "html")
