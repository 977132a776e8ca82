"""What a site is told about itself, and what building it came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from aftershock.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Missed:
    """What crawls could not fetch of one source, for one reason, at one place."""

    source: str
    reason: str
    """One of crawlers.plan.TROUBLES."""
    place: str
    """The host, or the only address there."""
    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """How one site differs from another. None of it comes from the knowledge."""

    title: str = "Aftershock"
    """Title of the site, such as the event's."""
    intro: str = ""
    """One or two sentences on the event, shown under the title."""
    url: str = ""
    """Where the site will be published. Empty: no sitemap, and feeds carry relative links."""
    originals: bool = True
    """Whether documents link their originals; off where the texts are samples."""
    wayback: bool = True
    """Whether they also link the public archived copy."""
    notice: str | None = None
    """A sentence at the top of every page, such as that the texts are samples; "中文 / English" gives it in both."""
    first: date | None = None
    """First day of the event itself, where that is settled; the timeline may reach further back."""
    last: date | None = None
    """Its last day."""
    words: Lexicon | None = None
    """The words that figures were read by; they label roles that the site has no label for. None: the shared ones."""
    language: Literal["zh", "en"] = "zh"
    """Language of the labels when a page opens; the reader can switch. The sources' own words are never translated."""

    titles: Mapping[str, str] = field(default_factory=dict)
    """What the project's own sources are called, by name."""
    missed: tuple[Missed, ...] = ()
    """What crawls could not fetch, shown on the page of sources."""

    @property
    def base(self) -> str:
        """The site's address with exactly one slash at its end, or the empty string."""
        return self.url.rstrip("/") + "/" if self.url else ""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What building a site did."""

    pages: int
    """HTML pages that the site now has."""
    written: int
    """Files of any kind that were new or had changed."""
    unchanged: int
    removed: int
    """Files of an earlier build that no longer belong to the site."""
    seconds: float

    def line(self) -> str:
        """One line for the log."""
        return (
            f"build: {self.pages} pages; {self.written} files written, {self.unchanged} unchanged, "
            f"{self.removed} removed, {self.seconds:.1f} s"
        )
