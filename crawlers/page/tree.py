"""Markup → element tree, and what a page says of itself for machines: meta elements, JSON-LD, scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from crawlers.errors import Unreadable

MAX_DEPTH = 2000
"""Pages with thousands of unclosed elements are cut by the parser below this depth."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Templates pasted together close the page in its middle; the parser would put what follows into another tree.
_CLOSED = re.compile(rb"</(?:html|body)\s*>", re.I)


@dataclass(slots=True)
class Page:
    """A parsed page. Comments are gone: real pages hide other headlines and stock quotes in them."""

    root: etree._Element
    metas: dict[str, list[str]] = field(default_factory=dict)
    """Contents of the meta elements by lower-case name, property or itemprop."""
    scripts: list[str] = field(default_factory=list)
    """Texts of the inline scripts, JSON-LD left out."""
    linked: list[dict[str, Any]] = field(default_factory=list)
    """JSON-LD objects, nested graphs flattened."""
    title: str = ""
    """The text of the title element."""
    canonical: str = ""

    def meta(self, *names: str) -> str:
        """The first non-empty content of the first of these metas; "" when none is there."""
        for name in names:
            for content in self.metas.get(name, ()):
                if content.strip():
                    return content.strip()
        return ""


def parse(text: str) -> Page:
    """The page of a markup text. Raises Unreadable when there is no element in it."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    markup = _CLOSED.sub(b"", _DECLARATION.sub("", text).encode("utf-8", "replace")).replace(b"\x00", b"")
    try:
        root = etree.fromstring(markup, parser)
    except (etree.LxmlError, ValueError) as problem:
        raise Unreadable("broken", f"not readable as HTML: {problem}") from None
    if root is None:
        raise Unreadable("no article", "the page has no elements")
    page = Page(root)
    for element in root.iter("meta", "script", "title", "link"):
        _note(page, element)
    return page


def _note(page: Page, element: etree._Element) -> None:
    get = element.get
    match element.tag:
        case "meta":
            content = get("content")
            if content:
                for key in ("property", "name", "itemprop", "http-equiv"):
                    name = get(key)
                    if name:
                        page.metas.setdefault(name.strip().lower(), []).append(content)
        case "title":
            # The pictures of a page (SVG) have titles too; the first outside them is the page's.
            if not page.title and element.text:
                page.title = " ".join(element.text.split())
        case "link":
            if (get("rel") or "").lower() == "canonical" and get("href"):
                page.canonical = str(get("href")).strip()
        case _:
            text = element.text
            if not text:
                return
            if "ld+json" in (get("type") or "").lower():
                page.linked.extend(_objects(text))
            else:
                page.scripts.append(text)


def _objects(text: str) -> list[dict[str, Any]]:
    """The objects of a JSON-LD text; none when it is no JSON (line breaks inside strings are forgiven)."""
    try:
        given = json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return []
    return list(_flat(given, 0))


def _flat(given: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 5:
        return
    if isinstance(given, list):
        for item in given:
            yield from _flat(item, depth + 1)
    elif isinstance(given, dict):
        yield given
        yield from _flat(given.get("@graph"), depth + 1)
        yield from _flat(given.get("mainEntity"), depth + 1)
