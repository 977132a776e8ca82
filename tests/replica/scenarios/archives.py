"""Sources without a publisher of their own: feeds, sitemaps, single pages, archives of the web."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.replica.scenario import (
    XML,
    Answer,
    Asked,
    Item,
    Scenario,
    as_json,
    at,
    feed,
    feed_item,
    joined,
)


def wayback_index(asked: Asked, rows: Sequence[Any]) -> Answer:
    """The key to go on with comes on the last page too; the end is an answer without content."""
    if "resumeKey" in asked.query:
        return Answer(b"", 200, {"Content-Type": "application/json"})
    return as_json([["urlkey", "timestamp", "original", "statuscode"], *rows, [], ["cn%2Cexample%29%2F2021"]])


def pages_of_a_feed(asked: Asked, rows: Sequence[Any]) -> Answer:
    """Each page with items names the next (RFC 5005)."""
    onward = "<a:link xmlns:a='http://www.w3.org/2005/Atom' rel='next' href='/rss?page=2'/>" if rows else ""
    return feed(asked, [onward, *rows])


def sitemap(asked: Asked, rows: Sequence[Any]) -> Answer:
    return Answer(f"<urlset>{joined(*rows)}</urlset>".encode(), 200, {"Content-Type": XML})


def nowhere(asked: Asked, rows: Sequence[Any]) -> Answer | None:
    return None


def given(
    source: str, path: str, row: Callable[[Item], str], lists: Callable[..., Answer], junk: Sequence[str]
) -> Scenario:
    """A list in XML whose address the configuration names."""
    return Scenario(
        source,
        "https://news.example.org/{day:%Y/%m/%d}/{id}.html",
        row,
        at("news.example.org", path, "page", lists),
        shape="text",
        refusal=b"<error>busy</error>",
        junk=junk,
        plan={"addresses": {source: (f"https://news.example.org{path}",)}},
    )


def gdelt_found(asked: Asked, rows: Sequence[Any]) -> dict[str, Any]:
    """The spans and hosts that were asked for; nothing at all where nothing was found."""
    own = asked.query["query"].endswith("domain:news.example.org") and "startdatetime" in asked.query
    return {"articles": list(rows)} if own and rows else {}


SCENARIOS = (
    given("feed", "/rss", feed_item, pages_of_a_feed, ("<item/>", "text")),
    given("sitemap", "/s", lambda item: f"<url><loc>{item.url}</loc></url>", sitemap, ("<url/>", "text")),
    Scenario(
        "url",
        "https://news.example.org/{id}.html",
        lambda item: item.url,
        nowhere,
        dated=False,
        plan={"addresses": {"url": tuple(f"https://news.example.org/{key}.html" for key in ("1001", "1002"))}},
    ),
    Scenario(
        "wayback",
        "https://web.archive.org/web/{day:%Y%m%d}010203id_/https://news.example.org/{id}.html",
        lambda item: [item.id, f"{item.day:%Y%m%d}010203", f"https://news.example.org/{item.id}.html", "200"],
        at("web.archive.org", "/cdx/search/cdx", "", wayback_index),
        dated=False,
        plan={"addresses": {"wayback": ("news.example.org/2021",)}},
    ),
    Scenario(
        "gdelt",
        "https://news.example.org/{day:%Y/%m/%d}/{id}.html",
        lambda item: {
            "url": item.url,
            "title": " ".join(item.title),
            "seendate": f"{item.day:%Y%m%d}T150000Z",
            "domain": "news.example.org",
            "language": "Chinese",
        },
        at("api.gdeltproject.org", "/api/v2/doc/doc", "", gdelt_found),
        refusal=b"Please limit requests to one every 5 seconds or contact us for larger queries.\n",
        plan={"addresses": {"gdelt": ("news.example.org",)}},
    ),
)
