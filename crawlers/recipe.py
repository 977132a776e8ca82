"""A source that configuration describes: where its lists are, and the CSS selectors by which all is read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

KINDS: Mapping[str, str] = {
    "feed": "RSS, Atom or JSON Feed",
    "sitemap": "sitemaps, or indices of them",
    "list": "web pages whose rows name articles: [sources.NAME.list] says where these are",
    "pages": "single pages",
}
NAME = re.compile(r"[a-z][a-z0-9_]*")


class BadRecipe(ValueError):
    """A description that cannot be used: the section, the key and what was expected."""


@dataclass(frozen=True, slots=True)
class Rows:
    """[sources.NAME.list]: where the rows of a list page are. All are CSS selectors."""

    row: str = ""
    """One element for each article."""
    link: str = "a"
    """In a row: the element with the article's address in its href; the row itself where it is a link."""
    title: str = ""
    """In a row; empty: the link's text."""
    time: str = ""
    """In a row: when it was published, in its datetime attribute or as text; empty: looked for in the whole row."""
    next: str = ""
    """In the page: the link to the next one; empty: there is one page."""


@dataclass(frozen=True, slots=True)
class Places:
    """[sources.NAME.article]: where the fields of an article's page are, as CSS selectors; what is empty is found by
    structure."""

    title: str = ""
    time: str = ""
    source: str = ""
    """Whom the page names as its origin."""
    author: str = ""
    body: str = ""
    noise: tuple[str, ...] = ()
    """Inside the body: what is no article."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """[sources.NAME] of a deployment's own source."""

    name: str
    kind: str
    """One of KINDS."""
    addresses: tuple[str, ...]
    title: str = ""
    """The publisher, as its readers know it."""
    hosts: tuple[str, ...] = ()
    """The hosts that may be asked, with those below them; empty: those of the addresses and of what the lists name."""
    list: Rows = Rows()
    article: Places = Places()

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Recipe:
        """The recipe in its JSON form (`dataclasses.asdict`)."""
        article = plain["article"]
        return cls(
            plain["name"],
            plain["kind"],
            tuple(plain["addresses"]),
            plain["title"],
            tuple(plain["hosts"]),
            Rows(**plain["list"]),
            Places(**article | {"noise": tuple(article["noise"])}),
        )


_KEYS = tuple(field.name for field in fields(Recipe) if field.name != "name")
_LISTS = ("addresses", "hosts", "noise")
_TABLES: Mapping[str, type] = {"list": Rows, "article": Places}


def checked(section: str, table: Mapping[str, Any], others: Iterable[str] = ()) -> dict[str, Any]:
    """The keys of a section with their values as they are kept, lists as tuples. `others` are keys known besides.

    Raises BadRecipe for an unknown key, a value of another type, a selector that is none, an address that is none.
    """
    return {key: _value(section, key, given) for key, given in _known(section, table, [*_KEYS, *others])}


def recipe(name: str, table: Mapping[str, Any]) -> Recipe:
    """The recipe of a section that was `checked`. Raises BadRecipe where something that its kind needs is missing."""
    section = f"sources.{name}"
    if not table.get("addresses"):
        raise BadRecipe(f'[{section}] has no addresses; name what is to be read: addresses = ["https://…"]')
    rows = Rows(**table.get("list", {}))
    if table["kind"] == "list" and not rows.row:
        raise BadRecipe(f'[{section}.list] has no row; say where the rows of the list are: row = "ul.news > li"')
    if table["kind"] != "list" and "list" in table:
        raise BadRecipe(f'[{section}.list] is for kind = "list"; this source is of kind = "{table["kind"]}"')
    return Recipe(name, **{**table, "list": rows, "article": Places(**table.get("article", {}))})


def _known(section: str, table: object, known: Iterable[str]) -> list[tuple[str, Any]]:
    if not isinstance(table, Mapping):
        raise BadRecipe(f"[{section}] must be a table")
    known = sorted(known)
    for key in table:
        if key not in known:
            raise BadRecipe(f'[{section}] unknown key "{key}"{_nearest(key, known)}')
    return list(table.items())


def _nearest(given: str, known: Iterable[str]) -> str:
    known = sorted(known)
    near = difflib.get_close_matches(given, known, n=1, cutoff=0.5)
    return f' — did you mean "{near[0]}"?' if near else f"; known: {', '.join(known)}"


def _value(section: str, key: str, given: Any) -> Any:
    if key in _TABLES:
        within = f"{section}.{key}"
        rows = _known(within, given, [field.name for field in fields(_TABLES[key])])
        return {name: _selectors(within, name, _value(within, name, one)) for name, one in rows}
    if key in _LISTS:
        texts = given.split() if isinstance(given, str) and key != "noise" else given
        texts = [texts] if isinstance(texts, str) else texts
        if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
            raise BadRecipe(f"[{section}] {key} = {given!r}: expected a list of texts")
        return tuple(_address(section, one) if key == "addresses" else one for one in texts)
    if not isinstance(given, str):
        raise BadRecipe(f"[{section}] {key} = {given!r}: expected text")
    if key == "kind" and given not in KINDS:
        raise BadRecipe(f'[{section}] kind = "{given}": expected one of {", ".join(KINDS)}{_near_kind(given)}')
    return given


def _near_kind(given: str) -> str:
    near = difflib.get_close_matches(given, KINDS, n=1, cutoff=0.5)
    return f' — did you mean "{near[0]}"?' if near else ""


def _address(section: str, given: str) -> str:
    try:
        parts = urlsplit(given)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole:
        raise BadRecipe(f'[{section}] addresses: "{given}" is no address; write it whole, such as https://example.org/')
    return given


def _selectors(section: str, key: str, given: Any) -> Any:
    import soupsieve  # loaded only where a source is described by selectors

    for one in given if isinstance(given, tuple) else (given,):
        try:
            soupsieve.compile(one) if one else None
        except (soupsieve.SelectorSyntaxError, ValueError) as problem:
            why = str(problem).splitlines()[0]
            raise BadRecipe(f'[{section}] {key} = "{one}": no CSS selector ({why})') from None
    return given
