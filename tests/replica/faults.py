"""What goes wrong with answers, by name: where it strikes, how often, and what a crawl may end with."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from tests.replica.scenario import HTML, Answer, Item, Scenario

Where = Literal["list", "page", "robots", "rows", "all"]
LARGEST = 400_000
"""Bytes that the crawls of the table take of one answer."""
ALWAYS = 10_000
WELL, AGAIN = "success", "retry, then success"

Spoil = Callable[[Scenario, Answer], Answer | None]
Rows = Callable[[Scenario, Sequence[Item]], list[Any]]


@dataclass(frozen=True)
class Fault:
    """One kind of fault. It strikes the first address asked of its kind, so many times."""

    name: str
    where: Where
    ends: frozenset[str]
    """What the crawl may end with: success, a retry, or names of crawlers.plan.TROUBLES."""
    spoil: Spoil | None = None
    """Answer → what is sent in its place; None: it does not apply to such an answer."""
    rows: Rows | None = None
    times: int = ALWAYS
    least: float = 0.0
    """Seconds that the crawl must wait."""
    later: bool = False
    """It comes when everything was fetched once already."""
    why: str = "its lists are not of this kind"
    """Why it does not apply where it does not."""


def _wire(**changes: Any) -> Spoil:
    return lambda scenario, answer: replace(answer, **changes)


def _answers(status: int, body: bytes = b"<p>error</p>", **headers: str) -> Spoil:
    sent = {"Content-Type": HTML} | {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda scenario, answer: Answer(body, status, dict(sent))


def _zipped(scenario: Scenario, answer: Answer) -> Answer:
    packed = gzip.compress(answer.body + b" " * 100)
    return replace(answer, body=packed[:-20], headers=answer.headers | {"Content-Encoding": "gzip"})


def _bomb(scenario: Scenario, answer: Answer) -> Answer:
    packed = gzip.compress(b"<p>" + b"0" * (20 * LARGEST))
    return replace(answer, body=packed, headers=answer.headers | {"Content-Encoding": "gzip"})


def _other_charset(scenario: Scenario, answer: Answer) -> Answer | None:
    if answer.body[:5] == b"%PDF-" or b"gb2312" in answer.body:
        return (
            replace(answer, headers={"Content-Type": "text/html; charset=utf-8"}) if b"gb2312" in answer.body else None
        )
    kind = answer.headers["Content-Type"].partition(";")[0]
    body = answer.body.decode().replace("<meta charset='utf-8'>", "").encode("gb18030")
    return replace(answer, body=body, headers={"Content-Type": f"{kind}; charset=utf-8"})


def _broken_off(scenario: Scenario, answer: Answer) -> Answer | None:
    return replace(answer, body=answer.body[: len(answer.body) * 2 // 3])


def _web_page(scenario: Scenario, answer: Answer) -> Answer | None:
    if answer.headers["Content-Type"] == HTML or answer.body[:5].lower() in (b"<html", b"<!doc"):
        return None
    return Answer(
        b"<!DOCTYPE html><html><body><div>System maintenance</div></body></html>", 200, {"Content-Type": HTML}
    )


def _refused(scenario: Scenario, answer: Answer) -> Answer:
    body = (
        "<html><body><p>系统繁忙，请稍后再试</p></body></html>".encode()
        if scenario.shape == "html"
        else scenario.refusal
    )
    return replace(answer, body=body)


_TOTAL = re.compile(rb'("(?:total\w*|announceCount|recordcount)":\s*"?)(\d+)')


def _drifted(scenario: Scenario, answer: Answer) -> Answer | None:
    body = _TOTAL.sub(lambda found: found[1] + str(int(found[2]) + 3).encode(), answer.body)
    return replace(answer, body=body) if body != answer.body else None


def _more_for_ever(scenario: Scenario, answer: Answer) -> Answer | None:
    body = _TOTAL.sub(lambda found: found[1] + str(int(found[2]) + 3000).encode(), answer.body)
    return replace(answer, body=body.replace(b'"hasNext": false', b'"hasNext": true'))


def _rows(scenario: Scenario, items: Sequence[Item]) -> list[Any]:
    return [scenario.row(item) for item in items]


def _junk(scenario: Scenario, items: Sequence[Item]) -> list[Any]:
    first, *others = _rows(scenario, items)
    return [first, *(scenario.junk or ("junk", None, 7)), *others]


def _renamed(scenario: Scenario, items: Sequence[Item]) -> list[Any]:
    return _rows(scenario, [replace(item, title=f"{item.title}（更正）") for item in items])


def _restamped(scenario: Scenario, answer: Answer) -> Answer | None:
    return replace(answer, body=answer.body + b"% stamped anew\n") if answer.body[:5] == b"%PDF-" else None


LOGIN = "<html><head><title>登录</title></head><body><form>请先登录后查看</form></body></html>".encode()
ACW = b"<html><script>var arg1='3A';function r(x){document.cookie='acw_sc__v2='+x}</script></html>"
CLOUDFLARE = b"<!DOCTYPE html><html><script src='/cdn-cgi/challenge-platform/x.js'></script>Just a moment</html>"
CAPTCHA = "<html><body><div id='nc_1'></div>请完成安全验证</body></html>".encode()
JUMP = b"<html><script>document.cookie='k=1'; window.location.reload();</script></html>"

_BOTH: tuple[tuple[str, Spoil, str, int, float], ...] = (
    ("reset mid-body", _wire(cut=True), AGAIN, 1, 5),
    ("reset mid-body, always", _wire(cut=True), "no answer", ALWAYS, 0),
    ("no answer at all", _wire(dead=True), "no answer", ALWAYS, 0),
    ("truncated gzip", _zipped, AGAIN, 1, 5),
    ("truncated gzip, always", _zipped, "no answer", ALWAYS, 0),
    ("Content-Length too long", _wire(length=10_000_000), "no answer|too large", ALWAYS, 0),
    (
        "Content-Length too short",
        lambda s, a: replace(a, length=len(a.body) * 2 // 3),
        "cut short|wrong content|list changed",
        ALWAYS,
        0,
    ),
    ("slow drip", _wire(drip=10.0), "no answer", ALWAYS, 60),
    ("429 with Retry-After", _answers(429, Retry_After="90"), AGAIN, 1, 90),
    ("429 for a day", _answers(429, Retry_After="86400"), "server error", ALWAYS, 0),
    ("503 with Retry-After", _answers(503, Retry_After="120"), AGAIN, 1, 120),
    ("504 burst", _answers(504), AGAIN, 3, 15),
    ("500 always", _answers(500), "server error", ALWAYS, 0),
    ("redirect loop", _answers(302, Location=""), "server error", ALWAYS, 0),
    (
        "redirect to a login elsewhere",
        _answers(302, Location="https://passport.example.com/login"),
        "moved away",
        ALWAYS,
        0,
    ),
    ("redirect to a private address", _answers(302, Location="http://127.0.0.1:9/x"), "refused address", ALWAYS, 0),
    ("charset lie", _other_charset, WELL, ALWAYS, 0),
    ("empty 200", lambda s, a: replace(a, body=b""), "empty", ALWAYS, 0),
    ("blank 200", lambda s, a: replace(a, body=b" \r\n\t\n"), "empty", ALWAYS, 0),
    ("login page as 200", _answers(200, LOGIN), "blocked", ALWAYS, 0),
    ("challenge as 200: acw_sc__v2", _answers(200, ACW), "blocked", ALWAYS, 0),
    ("challenge as 200: Cloudflare", _answers(200, CLOUDFLARE), "blocked", ALWAYS, 0),
    ("challenge as 200: captcha", _answers(200, CAPTCHA), "blocked", ALWAYS, 0),
    ("challenge as 200: cookie", _answers(200, JUMP), "blocked", ALWAYS, 0),
    ("web page in place of it", _web_page, "wrong content", ALWAYS, 0),
    ("broken off", _broken_off, "cut short|wrong content|list changed", ALWAYS, 0),
    ("oversized body", lambda s, a: replace(a, body=a.body + b" " * 2 * LARGEST), "too large", ALWAYS, 0),
    ("decompression bomb", _bomb, "too large", ALWAYS, 0),
    ("403", _answers(403), "blocked", ALWAYS, 0),
    ("404", _answers(404), "gone", ALWAYS, 0),
    ("410", _answers(410), "gone", ALWAYS, 0),
)


def _of_both() -> list[Fault]:
    made = []
    places: tuple[Where, ...] = ("list", "page")
    for name, spoil, ends, times, least in _BOTH:
        why = "its documents are web pages" if spoil is _web_page else "it is not text"
        for where in places:
            made.append(
                Fault(f"{name} ({where})", where, frozenset(ends.split("|")), spoil, times=times, least=least, why=why)
            )
    return made


def _robots(status: int, body: bytes = b"") -> Spoil:
    return lambda scenario, answer: Answer(body, status, {"Content-Type": "text/plain"})


DENY = b"User-agent: *\nDisallow: /\n"
_ENDS = frozenset({WELL})
FAULTS: tuple[Fault, ...] = (
    Fault("none", "all", _ENDS),
    *_of_both(),
    Fault("publisher's error as 200", "list", frozenset({"publisher error", "list changed", WELL}), _refused),
    Fault(
        "total drifts once",
        "list",
        frozenset({"total differs", WELL}),
        _drifted,
        times=1,
        why="its lists give no total",
    ),
    Fault(
        "total always higher",
        "list",
        frozenset({"total differs", "page repeated", WELL}),
        _drifted,
        why="its lists give no total",
    ),
    Fault(
        "duplicated rows",
        "rows",
        frozenset({"total differs", "page repeated", WELL}),
        rows=lambda s, i: _rows(s, [*i, *i]),
    ),
    Fault("rows that are none", "rows", _ENDS | {"total differs", "page repeated"}, rows=_junk),
    Fault(
        "dates outside what is asked",
        "rows",
        _ENDS,
        rows=lambda s, i: _rows(s, [*i, s.old()]),
        why="its lists give no dates",
    ),
    Fault("title changed later", "rows", _ENDS, rows=_renamed, later=True),
    Fault("PDF stamped anew", "page", _ENDS, _restamped, later=True, why="its documents are no PDF"),
    Fault("robots.txt 403", "robots", _ENDS, _robots(403, DENY)),
    Fault("robots.txt 404", "robots", _ENDS, _robots(404)),
    Fault("robots.txt 500", "robots", frozenset({"robots unreachable"}), _robots(500)),
    Fault("robots.txt 503 once", "robots", frozenset({AGAIN}), _robots(503), times=1),
    Fault("robots.txt disallows", "robots", frozenset({"robots"}), _robots(200, DENY)),
    Fault("robots.txt is a web page", "robots", _ENDS, _robots(200, b"<html>" + DENY)),
    Fault(
        "host dies half-way", "all", frozenset({"no answer", "host given up", "robots unreachable"}), _wire(dead=True)
    ),
    Fault(
        "page repeated for ever",
        "list",
        frozenset({"page repeated", "total differs"}),
        _more_for_ever,
        why="it asks for no further page",
    ),
)
