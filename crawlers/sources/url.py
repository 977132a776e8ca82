"""Single pages of any publisher: the addresses that the configuration names."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy import Request

from crawlers.address import host_of, within
from crawlers.paging import PagedSpider
from crawlers.plan import Plan
from crawlers.quarantine import Entry
from crawlers.recipe import Recipe
from crawlers.rows import Row


class AnywhereSpider(PagedSpider):
    """Base of the sources without a publisher of their own: they may ask those hosts that they were given or told.

    A recipe that names its hosts bounds them to these: what its lists name elsewhere is left alone. Private addresses
    stay refused, whoever names them.
    """

    def __init__(self, plan: Plan | None = None, recipe: Recipe | None = None, **arguments: object) -> None:
        if recipe:
            self.name = recipe.name
        super().__init__(plan, **arguments)
        self.recipe = recipe
        self.given = recipe.addresses if recipe else self.plan.addresses.get(self.name, ())
        self.bounds = recipe.hosts if recipe else ()
        self.allowed_domains: set[str] = set(self.bounds)
        self.allow(*self.given)

    def allow(self, *urls: str) -> None:
        """Let these hosts be asked, unless the recipe bounds them."""
        if not self.bounds:
            self.allowed_domains |= {host for url in urls if (host := urlsplit(url).hostname)}

    def within(self, url: str) -> bool:
        """Whether an address lies in the recipe's bounds; all do where it sets none."""
        return not self.bounds or within(host_of(url), self.bounds)

    def ask_row(self, row: Row, *said: str) -> Iterator[Request]:
        self.allow(row.url)
        if self.within(row.url):
            yield from super().ask_row(row, *said)

    def ask_again(self, missed: Entry) -> Iterator[Request]:
        self.allow(missed.address)
        if self.within(missed.address):
            yield from super().ask_again(missed)


class UrlSpider(AnywhereSpider):
    name = "url"

    def first(self) -> Iterator[Request]:
        for url in self.given:
            yield from self.ask_page(url, shape="pdf" if url.lower().endswith(".pdf") else "html")
