"""Atom and JSON Feed of documents, and the sitemap. Addresses are absolute only where the site's own is known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote as percent

from markupsafe import Markup, escape

from aftershock.model import Document
from aftershock.pages.options import SiteOptions
from aftershock.pages.parts import Parts
from aftershock.pages.wave import document_path

ENTRIES = 50
_QUOTES = 3
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """One document in a feed."""

    id: str
    title: str
    path: str
    published: datetime | None
    updated: datetime
    publisher: str
    summary: str


def items(parts: Parts, documents: Iterable[Document]) -> tuple[Item, ...]:
    """Documents as feeds tell them, newest first."""
    found = []
    for document in documents:
        quotes = dict.fromkeys(event.evidence.quote for event in parts.wave.events_in.get(document.id, ()))
        found.append(
            Item(
                id=f"urn:aftershock:document:{document.id}",
                title=parts.wave.title(document.id),
                path=document_path(document.id),
                published=document.latest.article.published,
                updated=max(
                    document.latest.article.published or _EPOCH,
                    document.latest.since if document.versions > 1 else _EPOCH,
                )
                if document.latest.article.published
                else document.latest.seen,
                publisher=parts.wave.publisher(document.id),
                summary="\n".join(list(quotes)[:_QUOTES]),
            )
        )
        if len(found) == ENTRIES:
            break
    return tuple(found)


def atom(title: str, path: str, key: str, listed: Sequence[Item], options: SiteOptions) -> str:
    """An Atom feed that stands at `path`; `key` makes its id."""
    root = options.base or "../" * path.count("/")
    updated = max((item.updated for item in listed), default=_EPOCH)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        tag("title", title),
        tag("id", f"urn:aftershock:feed:{percent(key)}" if not options.base else options.base + percent(path)),
        tag("updated", moment(updated)),
        f"<author>{tag('name', options.title)}</author>",
        link("alternate", root + "index.html", "text/html"),
    ]
    if options.base:
        parts.append(link("self", options.base + percent(path), "application/atom+xml"))
    for item in listed:
        published = [tag("published", moment(item.published))] if item.published else []
        parts += [
            "<entry>",
            tag("title", f"{item.title}（{item.publisher}）"),
            tag("id", item.id),
            tag("updated", moment(item.updated)),
            *published,
            link("alternate", root + percent(item.path), "text/html"),
            tag("summary", item.summary or item.title),
            "</entry>",
        ]
    return "\n".join([*parts, "</feed>", ""])


def json_feed(title: str, path: str, listed: Sequence[Item], options: SiteOptions) -> str:
    """A JSON Feed 1.1 that stands at `path`."""
    value: dict[str, object] = {"version": "https://jsonfeed.org/version/1.1", "title": title, "language": "zh-CN"}
    if options.base:
        value |= {"home_page_url": options.base, "feed_url": options.base + percent(path)}
    entries = []
    for item in listed:
        entry: dict[str, object] = {"id": item.id, "title": item.title, "content_text": item.summary or item.title}
        if options.base:
            entry["url"] = options.base + percent(item.path)
        else:
            entry["_aftershock"] = {"path": item.path}
        if item.published:
            entry["date_published"] = item.published.isoformat()
        entry["date_modified"] = item.updated.isoformat()
        entry["authors"] = [{"name": item.publisher}]
        entries.append(entry)
    return json.dumps({**value, "items": entries}, ensure_ascii=False, indent=1) + "\n"


def sitemap(paths: Iterable[str], options: SiteOptions) -> str:
    """Every page of the site; only where its address is known."""
    listed = "\n".join(f"<url>{tag('loc', options.base + percent(path))}</url>" for path in sorted(paths))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{listed}\n</urlset>\n"
    )


def tag(name: str, words: str) -> Markup:
    """An element with text; what XML cannot hold becomes a replacement character."""
    return Markup(f"<{name}>{{}}</{name}>").format(_NOT_XML.sub("\ufffd", words))


def link(relation: str, target: str, kind: str) -> str:
    """A link element."""
    return f'<link rel="{relation}" type="{kind}" href="{escape(target)}"/>'


def moment(at: datetime) -> str:
    """As Atom writes times."""
    return at.isoformat()
