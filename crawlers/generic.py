"""Any publisher's page → Article, by structure and wording alone. No site is named here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from crawlers.article import Article
from crawlers.assembly import Line, assemble, squeeze
from crawlers.bylines import Byline, byline
from crawlers.errors import Unreadable
from crawlers.filinghead import HEAD_LINES, is_head, issuer_code, parted
from crawlers.page.body import LEAST, article_runs, chosen, tells
from crawlers.page.embedded import embedded_body
from crawlers.page.headline import headline
from crawlers.page.lines import lines
from crawlers.page.published import published
from crawlers.page.runs import Run, Runs
from crawlers.page.tree import Page, parse
from crawlers.page.walk import runs
from crawlers.page.wording import plain

UNDATED = "the page does not say when it was published"
_THIN = 80.0
"""Characters of prose below which the article is looked for in the page's data."""


def read_page(text: str, *, url: str, source: str, latest: datetime | None = None) -> Article:
    """The article of a page given as text. `latest` is when it was fetched.

    Raises Unreadable when the page holds no article that can be told from its surroundings.
    """
    page = parse(text)
    found = runs(page.root)
    box = chosen(found)
    if box is None or sum(run.worth for run in found.runs) < _THIN:
        hidden = embedded_body(page)
        if hidden:
            return _embedded(hidden, page, found, url, source, latest)
    if box is None:
        raise Unreadable("no article", "no stretch of prose on the page")
    title = headline(page, found, box.start, box.end)
    start, end, kept = article_runs(found, box, title)
    if sum(len(run.text) for run in kept) < LEAST:
        raise Unreadable("no article", f"fewer than {LEAST} characters of prose")
    if not tells(kept, found.runs[box.start : box.end]):
        raise Unreadable("no article", "a list of links or addresses, no sentence")
    title_at = _title_at(found, title, start)
    address = _canonical(page, url)
    when = published(page, found.runs, title_at, start, end, title, [address, url], latest)
    head = [parted(line) for line in lines(_filing_head(found.runs, start))]
    own = lines(kept)
    body, blocks = assemble([*head, *map(parted, own[:HEAD_LINES]), *own[HEAD_LINES:]])
    people = _people(page, _around(found.runs, title_at, start, end))
    return Article(
        url=address,
        source=source,
        text=body,
        title=title or None,
        publisher=_publisher(page),
        original_publisher=people.original_publisher,
        authors=people.authors,
        reporter=people.reporter,
        editor=people.editor,
        published=when.time if when else None,
        precision=when.precision if when else None,
        published_raw=when.raw if when else None,
        summary=squeeze(page.meta("og:description", "description")) or None,
        code=issuer_code(line.text for line in [*head, *own[:HEAD_LINES]]),
        blocks=blocks,
        problems=() if when else (UNDATED,),
    )


def _embedded(markup: str, page: Page, found: Runs, url: str, source: str, latest: datetime | None) -> Article:
    """The article whose body stands in the page's data, with what the page says around it."""
    title = headline(page, found, len(found.runs), len(found.runs))
    body, blocks = assemble(fragment_lines(markup))
    if len(body) < LEAST:
        raise Unreadable("no article", f"fewer than {LEAST} characters of prose")
    address = _canonical(page, url)
    when = published(page, found.runs, -1, len(found.runs), len(found.runs), title, [address, url], latest)
    return Article(
        url=address,
        source=source,
        text=body,
        title=title or None,
        publisher=_publisher(page),
        authors=_linked_authors(page),
        published=when.time if when else None,
        precision=when.precision if when else None,
        published_raw=when.raw if when else None,
        blocks=blocks,
        problems=() if when else (UNDATED,),
    )


def _title_at(found: Runs, title: str, start: int) -> int:
    """The run that prints the headline, the last one before the article's first line; -1 when none does."""
    wanted = plain(title)
    if wanted:
        for at in range(min(start + 3, len(found.runs)) - 1, -1, -1):
            own = plain(found.runs[at].text)
            if own == wanted or (len(own) > 8 and own in wanted and found.runs[at].kind == "heading"):
                return at
    return -1


def _filing_head(all_runs: list[Run], start: int) -> list[Run]:
    """The lines above the article's first one that give code and name of the company whose filing it is."""
    return [
        run for run in all_runs[max(0, start - 12) : start] if not run.hidden and not run.linked and is_head(run.text)
    ]


def _around(all_runs: list[Run], title_at: int, start: int, end: int) -> Iterable[str]:
    """The lines in which pages name author and source: below the headline first, then under the article."""
    first = title_at if 0 <= title_at < start else max(0, start - 8)
    head = [run.text for run in all_runs[first : start + 4]]
    foot = [run.text for run in all_runs[max(start, end - 4) : end + 8]]
    return [text for text in [*head, *foot] if len(text) < 200]


def _people(page: Page, around: Iterable[str]) -> Byline:
    printed = byline(around)
    named = _linked_authors(page) or tuple(filter(None, [squeeze(page.meta("article:author", "og:article:author"))]))
    source = printed.original_publisher or squeeze(page.meta("contentsource", "mediaid", "source", "og:source")) or None
    ending = plain(page.title[-16:] + (_publisher(page) or ""))
    authors = printed.authors or tuple(name for name in named if _is_person(name) and plain(name) not in ending)
    return Byline(source, authors, printed.reporter, printed.editor)


def _is_person(name: str) -> bool:
    """Whether an author given for machines can be one: many sites put their own name or address there."""
    return len(name) <= 20 and "http" not in name and not name.endswith(("网", "报", "社", "编辑", "admin"))


def _linked_authors(page: Page) -> tuple[str, ...]:
    for thing in page.linked:
        given = thing.get("author")
        people = given if isinstance(given, list) else [given]
        names = [person.get("name") if isinstance(person, dict) else person for person in people]
        found = tuple(squeeze(name) for name in names if isinstance(name, str) and name.strip())
        if found:
            return found
    return ()


def _publisher(page: Page) -> str | None:
    """The name of the site: as it calls itself, else the last part of the title when the headline was cut from it."""
    for thing in page.linked:
        given = thing.get("publisher")
        if isinstance(given, dict) and isinstance(given.get("name"), str) and given["name"].strip():
            return squeeze(given["name"])
    return squeeze(page.meta("og:site_name", "application-name", "sitename")) or None


def _canonical(page: Page, url: str) -> str:
    for given in (page.canonical, page.meta("og:url")):
        if given:
            base = url if url.startswith("http") else "https://"
            try:
                address = urljoin(base, given)
                parts = urlsplit(address)
            except ValueError:
                continue  # not an address; the next may be
            if parts.scheme in ("http", "https") and parts.netloc and len(parts.path) > 1:
                return address
    return url


def fragment_lines(markup: str) -> list[Line]:
    """The lines of markup that is known to be an article's body, for readers that know where it stands."""
    found = runs(parse(markup).root)
    if not found.boxes:
        return []
    _, _, kept = article_runs(found, found.boxes[0], "")
    return lines(kept)
