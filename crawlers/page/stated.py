"""Publication times that a page states for machines: JSON-LD, metas, time elements."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.moments import Moment, machine
from crawlers.page.tree import Page

_METAS = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "article:create_at",
    "og:release_date",
    "og:time",
    "og:pubdate",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publishtime",
    "publish_time",
    "publish-time",
    "pubtime",
    "publicationdate",
    "publication_date",
    "article:published",
    "bytedance:published_time",
    "weibo: article:create_at",
    "weibo:article:create_at",
    "firstpublishedtime",
    "sailthru.date",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
    "releasedate",
    "eprints.datestamp",
    "citation_publication_date",
)
_CHANGED = ("apub:time", "dateupdate", "dcterms.created", "datecreated", "createdate")
"""Names under which pages give when they were made or touched; what is printed for readers is surer."""
_LINKED = ("datePublished", "pubDate", "dateCreated", "uploadDate")


def stated(page: Page) -> Iterator[Moment]:
    """The times, most telling place first."""
    for thing in page.linked:
        for key in _LINKED:
            value = thing.get(key)
            if isinstance(value, str | int):
                moment = machine(str(value))
                if moment:
                    yield moment
    yield from _named(page, _METAS)
    for element in page.root.iter("time"):
        value = element.get("datetime")
        if value and (
            element.get("pubdate") is not None
            or "publish" in f"{element.get('itemprop')}{element.get('class')}".lower()
        ):
            moment = machine(value)
            if moment:
                yield moment


def stated_change(page: Page) -> Iterator[Moment]:
    """The times of the last touch, for pages that state no other and print none."""
    yield from _named(page, _CHANGED)


def _named(page: Page, names: tuple[str, ...]) -> Iterator[Moment]:
    for name in names:
        for content in page.metas.get(name, ()):
            moment = machine(content)
            if moment:
                yield moment
