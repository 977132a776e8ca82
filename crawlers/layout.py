"""A publisher's page, read by its own layout: one method a field, and PageChanged where the layout is gone."""

from __future__ import annotations

from typing import NoReturn

from bs4 import BeautifulSoup, Comment, Tag

from crawlers.address import canonical
from crawlers.article import Article
from crawlers.assembly import Line, assemble, squeeze
from crawlers.bylines import byline, original_title
from crawlers.capture import Capture
from crawlers.decoding import decode
from crawlers.errors import PageChanged, Unreadable
from crawlers.generic import fragment_lines
from crawlers.moments import Moment, printed
from crawlers.refusals import refusal
from crawlers.sources import SOURCES


class Layout:
    """Base of the publishers' layouts. A publisher gives its selectors, and methods where a selector is not enough."""

    publisher: str
    title_at: str
    """CSS selectors of the headline, the printed time and the body."""
    time_at: str
    body_at: str
    source_at: str | None = None
    """Where the page names whom it reprints."""
    summary_at: str | None = None
    noise: tuple[str, ...] = ()
    """Selectors inside the body of what is no article."""
    people_at: tuple[str, ...] = ()
    """Selectors of lines that name reporter and editor, wherever they stand."""

    def __init__(self, capture: Capture) -> None:
        refused = refusal(capture.status, capture.body)
        if refused:
            raise Unreadable("blocked", refused)
        self.capture = capture
        self.problems: list[str] = []
        self.soup = BeautifulSoup(decode(capture.body, capture.header("content-type"))[0], "lxml")
        # Real pages hide other headlines, tags and stock quotes in comments.
        for comment in self.soup.find_all(string=lambda text: isinstance(text, Comment)):
            comment.extract()

    def one(self, selector: str) -> Tag:
        """The only element of a selector. Raises PageChanged when there is none, or more than one."""
        found = self.soup.select(selector)
        if len(found) != 1:
            raise PageChanged(self.capture.url, selector, len(found))
        return found[0]

    def any(self, selector: str | None) -> str | None:
        """The text of a selector's first element; None when there is none or it is empty."""
        found = self.soup.select_one(selector) if selector else None
        return (squeeze(found.get_text()) or None) if found else None

    def url(self) -> str:
        hosts = SOURCES[self.capture.source].hosts if self.capture.source in SOURCES else {}
        return canonical(self.capture.url, hosts)

    def title(self) -> str:
        return squeeze(self.one(self.title_at).get_text()) or self._missing(self.title_at)

    def published(self) -> Moment | None:
        text = self.any(self.time_at)
        moment = printed(text) if text else None
        if moment is None:
            self.problems.append("the page does not say when it was published")
        return moment

    def original_publisher(self) -> str | None:
        """Whom the page names as its origin; None when it names itself or no one."""
        name = (self.any(self.source_at) or "").removeprefix("来源：").removeprefix("来源:").strip()
        return name if name and name != self.publisher else None

    def summary(self) -> str | None:
        return self.any(self.summary_at)

    def lines(self) -> list[Line]:
        body = self.one(self.body_at)
        for selector in self.noise:
            for tag in body.select(selector):
                tag.decompose()
        return fragment_lines(str(body)) or self._missing(self.body_at)

    def is_noise(self, line: Line) -> bool:
        """Whether a line of the body is no part of the article."""
        return original_title(line.text) is not None

    def read(self) -> Article:
        """The article. Raises PageChanged where title or body are not where they should be."""
        # A line break parts two labels here, though it parts no words of running text.
        people_seen = [" ".join(tag.get_text().split()) for at in self.people_at for tag in self.soup.select(at)]
        lines = self.lines()
        people = byline([*people_seen, *(line.text for line in [*lines[:4], *lines[-3:]])])
        text, blocks = assemble(line for line in lines if not self.is_noise(line))
        if not text:
            raise PageChanged(self.capture.url, self.body_at, 0)
        title, when = self.title(), self.published()
        return Article(
            url=self.url(),
            source=self.capture.source,
            text=text,
            title=title,
            publisher=self.publisher,
            original_publisher=self.original_publisher(),
            authors=people.authors,
            reporter=people.reporter,
            editor=people.editor,
            published=when.time if when else None,
            precision=when.precision if when else None,
            published_raw=when.raw if when else None,
            summary=self.summary(),
            blocks=blocks,
            problems=tuple(self.problems),
        )

    def _missing(self, selector: str) -> NoReturn:
        raise PageChanged(self.capture.url, selector, 0)
