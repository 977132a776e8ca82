"""An answer of the web: what is wrong with it, and what it is kept as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from scrapy.http import Response

from crawlers.capture import Capture, CaptureKind
from crawlers.http import NOT_KEPT
from crawlers.plan import Trouble
from crawlers.refusals import apology, cut_short, misshapen, refusal


def wrong(response: Response) -> Trouble | None:
    """What is wrong with an answer of status 200 to a spider's request; None when nothing is."""
    url = response.meta["capture"]
    refused = refusal(response.status, response.body)
    if refused:
        return Trouble("blocked", url, refused)
    if not response.body.strip():
        return None if response.meta.get("blank") else Trouble("empty", url)
    shape = response.meta["shape"]
    other = misshapen(response.body, shape)
    if other:
        return Trouble("wrong content", url, other)
    short = cut_short(response.body, shape)
    if short:
        return Trouble("cut short", url, short)
    sorry = apology(response.body) if shape == "html" and response.meta["kind"] == "list" else None
    return Trouble("publisher error", url, sorry) if sorry else None


def capture_of(source: str, response: Response, kind: CaptureKind, url: str, meta: Mapping[str, str]) -> Capture:
    """What an answer is kept as: its decoded body, without the headers that belong to the connection."""
    headers = lasting(
        (name.decode("latin-1"), value.decode("utf-8", "replace"))
        for name, values in response.headers.items()
        for value in values
    )
    now = datetime.now(UTC).replace(microsecond=0)
    return Capture(source, kind, url, now, response.status, headers, response.body, meta)


def lasting(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The headers that belong to the page and not to the connection."""
    return tuple((name, value) for name, value in headers if name.lower() not in NOT_KEPT)


def no_web_address(url: str) -> str:
    """Why a page cannot be asked for at what a list gives as its address; "" when it can."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for what is no number
    except ValueError as problem:
        return str(problem)
    return other_scheme(parts.scheme) or ("" if parts.hostname else "it names no host")


def other_scheme(scheme: str) -> str:
    """Why addresses of this scheme are not crawled; "" when they are."""
    if scheme in ("http", "https"):
        return ""
    if scheme == "file":
        return "files are not crawled: add them with 'aftershock add PATH', they become documents of the source local"
    return f"{scheme}: addresses are not fetched, only http and https" if scheme else "it has no https:// before it"
