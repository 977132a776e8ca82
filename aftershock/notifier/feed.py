"""Notices as an Atom feed: one file, made anew from the outbox, and a copy in the site where that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from aftershock.errors import StorageProblem
from aftershock.notices import Notice
from aftershock.notifier.channels import Undelivered
from aftershock.notifier.outbox import Delivery, Outbox
from aftershock.notifier.webhook import address
from aftershock.pages.feeds import link, moment, tag
from aftershock.pages.output import replace_file

NAME = "alerts.xml"
ENTRIES = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Feed:
    """The files that are kept up to date."""

    outbox: Outbox
    files: tuple[Path, ...]
    title: str
    base: str
    """Address of the site; may be empty."""

    @property
    def targets(self) -> tuple[str, ...]:
        """Whoever reads it."""
        return ("",)

    def send(self, delivery: Delivery) -> None:
        """Write the feed; the delivery is in the outbox, and so in it. Raises Undelivered."""
        try:
            self.write()
        except StorageProblem as error:
            raise Undelivered(str(error), again=False) from error

    def write(self) -> None:
        """Make the files hold the newest notices. Raises StorageProblem."""
        content = atom(self.outbox.latest("feed", ENTRIES), self.title, self.base).encode("utf-8", "replace")
        for path in self.files:
            try:
                if not (path.is_file() and path.read_bytes() == content):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    replace_file(path, content)
            except OSError as error:
                raise StorageProblem(f"{path}: cannot be written ({error.strerror}); check rights and space") from error


def atom(notices: tuple[tuple[Notice, datetime], ...], title: str, base: str) -> str:
    """The feed. A notice's id is its key, so a reader shows it once however often the feed is made anew."""
    root = base.rstrip("/") + "/" if base else ""
    updated = max((written for _, written in notices), default=_EPOCH)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        tag("title", f"{title} · 提醒"),
        tag("id", f"{root}{NAME}" if root else "urn:aftershock:alerts"),
        tag("updated", moment(updated)),
        f"<author>{tag('name', title)}</author>",
    ]
    if root:
        parts.append(link("self", root + NAME, "application/atom+xml"))
    for notice, written in notices:
        parts += [
            "<entry>",
            tag("title", f"[{notice.topic}] {notice.title}"),
            tag("id", f"urn:aftershock:notice:{quote(notice.key, safe='')}"),
            tag("updated", moment(written)),
            f"<category term={_attribute(notice.topic)}/>",
        ]
        if notice.at:
            parts.append(tag("published", moment(notice.at)))
        if notice.link:
            parts.append(link("alternate", address(notice.link, base), "text/html"))
        # Content, not a summary: an entry without a link must have it (RFC 4287, 4.1.2).
        parts += [tag("content", notice.text or notice.title), "</entry>"]
    return "\n".join([*map(str, parts), "</feed>", ""])


def _attribute(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr("".join(char if char.isprintable() else " " for char in text))
