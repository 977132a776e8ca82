"""JSON-LD: what a page is about, in the vocabulary of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from aftershock.model import Document, Name
from aftershock.pages.lines import Day
from aftershock.pages.options import SiteOptions


def embed(value: Mapping[str, Any]) -> Markup:
    """JSON that may stand in a script element whatever text it holds."""
    text = json.dumps({"@context": "https://schema.org", **value}, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(character, escaped)
    return Markup(text)


def website(options: SiteOptions, datasets: Iterable[str]) -> Markup:
    """The site and the data sets that can be taken from it."""
    parts = [
        {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": options.base + f"{name}.{ending}"}
        for name in datasets
        for kind, ending in (("text/csv", "csv"), ("application/json", "json"))
    ]
    value: dict[str, Any] = {
        "@type": "Dataset",
        "name": options.title,
        "description": options.intro or options.title,
        "inLanguage": "zh-CN",
        "distribution": parts,
    }
    return embed({**value, "url": options.base} if options.base else value)


def article(document: Document, title: str, options: SiteOptions, about: Iterable[Name]) -> Markup:
    """A document: who published it, when, about whom."""
    face = document.latest.article
    value: dict[str, Any] = {"@type": "NewsArticle", "headline": title, "inLanguage": "zh-CN"}
    if face.published:
        value["datePublished"] = face.published.isoformat()
    if face.original_publisher or face.publisher:
        value["publisher"] = {"@type": "Organization", "name": face.original_publisher or face.publisher}
    if options.originals and document.url.startswith(("http://", "https://")):
        value["isBasedOn"] = document.url
    mentioned = [{"@type": "Organization", "name": name.name} for name in about]
    return embed({**value, "mentions": mentioned} if mentioned else value)


def organisation(name: Name) -> Markup:
    """A company with its names."""
    value: dict[str, Any] = {"@type": "Organization", "name": name.name}
    if name.full:
        value["legalName"] = name.full
    if name.code:
        value["tickerSymbol"] = name.code
    others = [alias for alias in (*name.aliases, *name.former) if alias != name.name]
    return embed({**value, "alternateName": sorted(set(others))} if others else value)


def events(title: str, days: Iterable[Day]) -> Markup:
    """A stretch of the timeline."""
    listed = [
        {
            "@type": "Event",
            "name": " ".join([entry.type, *(name.words for name in entry.names)] + ([entry.who] if entry.who else [])),
            "startDate": f"{day.day:%Y-%m}" if day.time else day.day.isoformat(),
            "description": entry.quote,
        }
        for day in days
        for entry in day.entries
        if entry.dated
    ]
    return embed({"@type": "ItemList", "name": title, "itemListElement": listed})
