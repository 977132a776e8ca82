"""What to do about each trouble: a sentence a reader can act on, and whether the next crawl sees to it by itself."""

from __future__ import annotations

from typing import Literal

from crawlers.plan import TROUBLES

By = Literal["crawl", "you", "mend"]
"""crawl: the next one asks again, and that may be all · you: somebody must look or decide · mend: code must change."""

REMEDIES: dict[str, tuple[By, str]] = {
    "blocked": (
        "you",
        "leave the publisher alone for a day, raise delay under [crawl], and see that contact says who asks; "
        "no challenge is solved: if it stays, switch it off, or add what you read yourself with 'aftershock add'",
    ),
    "robots": ("you", "the publisher wishes it so: dismiss it, or ask the publisher for leave"),
    "robots unreachable": (
        "crawl",
        "crawl again later; nothing is asked of this host until its robots.txt can be read",
    ),
    "no answer": ("crawl", "crawl again later; if it stays, see whether the host answers in a browser"),
    "host given up": ("crawl", "see the entry that says why the host failed; the next crawl asks for what was left"),
    "budget used up": (
        "crawl",
        "crawl again after midnight (Beijing), or raise daily under [crawl] or the source's own section",
    ),
    "cap too small": (
        "you",
        "raise daily under [crawl] or the source's own section, or crawl fewer days at a time (--from, --to)",
    ),
    "refused address": ("you", "only the public web is asked: correct the address, or dismiss it if a list names it"),
    "moved away": ("you", "open the address in a browser: dismiss it if it wants a login, else name the new address"),
    "server error": ("crawl", "crawl again later; if it stays, the address or its parameters may have changed"),
    "gone": ("you", "look for it elsewhere ('wayback', or a file of yours with 'aftershock add'), then dismiss it"),
    "empty": ("crawl", "crawl again later; if it stays, see in a browser whether there is something"),
    "wrong content": (
        "mend",
        "look at the answer that was kept ('aftershock quarantine answer ID'); a notice of maintenance passes by "
        "itself, else the source needs mending",
    ),
    "cut short": ("crawl", "crawl again; if it stays, the publisher itself has no more of it"),
    "too large": ("you", "raise max_body under [crawl] if it is wanted, else dismiss it"),
    "publisher error": (
        "crawl",
        "crawl again later; if it stays, its words say what it did not like about the question",
    ),
    "list changed": (
        "mend",
        "the source's module needs mending: 'aftershock quarantine answer ID > answer' and "
        "'aftershock sources read NAME answer' show what it makes of the list now",
    ),
    "total differs": ("crawl", "crawl these days again, or fewer of them (--from, --to); the entry names the list"),
    "page repeated": ("crawl", "crawl fewer days (--from, --to): the publisher does not show its older pages"),
    "out of reach": (
        "you",
        "name the publisher's pages as addresses of the sources wayback and commoncrawl: they may have these days",
    ),
    "unknown company": ("you", "see whether the code in the event's companies is right, or dismiss it"),
    "plug-in broken": ("you", "mend the plug-in package, install it anew, or uninstall it"),
    "stopped": ("crawl", "crawl again; it goes on where it was"),
    "crashed": ("crawl", "crawl again; if it stays, run it with --debug and report what it says"),
}
"""Reason → who sees to it, and how. One for each of crawlers.plan.TROUBLES."""


def remedy(reason: str) -> str:
    """What to do about a trouble."""
    return REMEDIES[reason][1] if reason in REMEDIES else TROUBLES.get(reason, "crawl again")
