"""What can go wrong while collecting and reading pages.

CrawlersError
├── ArchiveError          the archive cannot be used: path, what to do
│   ├── ArchiveBusy       another process is writing to it
│   └── ArchiveDamaged    a record in the middle of a WARC file cannot be read
├── FrontierUnreachable   the Redis that workers share cannot be used
├── UnknownSource         a name that no source has, with the nearest known one
├── SourceBroken          a plug-in that cannot be loaded
├── CrawlFailed           a crawl that did not do what the publisher says there is to do
└── Unreadable            a capture that holds no article; `reason` is one of REASONS
    └── PageChanged       a publisher's page without what its layout promises: url, selector, number of matches
"""

from __future__ import annotations

REASONS = {
    "empty": "the file or answer has no content",
    "binary": "the content is no text, web page, PDF or Word file (.docx)",
    "encrypted": "the PDF is protected by a password",
    "no text layer": "the PDF holds pictures of pages and no text; run OCR on it first",
    "broken": "the file is damaged or cut short; fetch it again",
    "no article": "the page holds no article text that can be told from its surroundings",
    "blocked": "the publisher answered with a login, challenge or refusal page",
    "page changed": "the page no longer has the publisher's known layout",
    "too large": "the content is larger than the reader's limit",
    "plug-in broken": "the source's plug-in package cannot be loaded; mend or install it and read again",
}
"""Why a capture could not be read, each with what it means. Data: printed by `check` and on the health page."""


class CrawlersError(Exception):
    """Root of this package's errors. The message is one sentence for the user."""


class ArchiveError(CrawlersError):
    """The archive cannot be opened, read or written."""


class FrontierUnreachable(CrawlersError):
    """The Redis that workers share cannot be used."""


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class ArchiveDamaged(ArchiveError):
    """A WARC file holds a record that cannot be read, and not at its end."""


class UnknownSource(CrawlersError):
    """No source has this name."""


class SourceBroken(CrawlersError):
    """A source's package cannot be loaded."""


class CrawlFailed(CrawlersError):
    """A source did not deliver what it says it has."""


class Unreadable(CrawlersError):
    """A capture that holds no article that can be read."""

    def __init__(self, reason: str, detail: str = "") -> None:
        if reason not in REASONS:
            raise ValueError(f"unknown reason {reason!r}")
        super().__init__(f"{reason}: {detail or REASONS[reason]}")
        self.reason = reason
        self.detail = detail


class PageChanged(Unreadable):
    """A page without the part that its publisher's layout promises."""

    def __init__(self, url: str, selector: str, matches: int) -> None:
        super().__init__("page changed", f"{url}: {selector!r} matches {matches} times, expected once")
        self.url = url
        self.selector = selector
        self.matches = matches
