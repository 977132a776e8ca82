"""What goes wrong with answers, by name: where it strikes, how often, and what a crawl may end with."""

from __future__ import annotations

from dataclasses import replace

from tests.replica.fault import (
    AGAIN,
    ALWAYS,
    WELL,
    Fault,
    Rows,
    Spoil,
    Where,
    answers,
    bomb,
    broken_off,
    corrected,
    dressed_anew,
    drifted,
    junk,
    more_for_ever,
    other_charset,
    oversized,
    refused,
    relaid,
    renamed,
    restamped,
    retitled,
    rows_of,
    shorter,
    web_page,
    wire,
    with_body,
    zipped,
)
from tests.replica.scenario import PLAIN

LOGIN = "<html><head><title>登录</title></head><body><form>请先登录后查看</form></body></html>".encode()
ACW = b"<html><script>var arg1='3A';function r(x){document.cookie='acw_sc__v2='+x}</script></html>"
CLOUDFLARE = b"<!DOCTYPE html><html><script src='/cdn-cgi/challenge-platform/x.js'></script>Just a moment</html>"
CAPTCHA = "<html><body><div id='nc_1'></div>请完成安全验证</body></html>".encode()
JUMP = b"<html><script>document.cookie='k=1'; window.location.reload();</script></html>"

_BOTH: tuple[tuple[str, Spoil, str, int, float], ...] = (
    ("reset mid-body", wire(cut=True), AGAIN, 1, 5),
    ("reset mid-body, always", wire(cut=True), "no answer", ALWAYS, 0),
    ("no answer at all", wire(dead=True), "no answer", ALWAYS, 0),
    ("truncated gzip", zipped, AGAIN, 1, 5),
    ("truncated gzip, always", zipped, "no answer", ALWAYS, 0),
    ("Content-Length too long", wire(length=10_000_000), "no answer|too large", ALWAYS, 0),
    ("Content-Length too short", shorter, "cut short|wrong content|list changed", ALWAYS, 0),
    ("slow drip", wire(drip=40.0), "no answer", ALWAYS, 60),
    ("429 with Retry-After", answers(429, Retry_After="90"), AGAIN, 1, 90),
    ("429 for a day", answers(429, Retry_After="86400"), "server error", ALWAYS, 0),
    ("503 with Retry-After", answers(503, Retry_After="120"), AGAIN, 1, 120),
    ("504 burst", answers(504), AGAIN, 3, 15),
    ("500 always", answers(500), "server error", ALWAYS, 0),
    ("redirect loop", answers(302, Location=""), "server error", ALWAYS, 0),
    (
        "redirect to a login elsewhere",
        answers(302, Location="https://passport.example.com/login"),
        "moved away",
        ALWAYS,
        0,
    ),
    ("redirect to a private address", answers(302, Location="http://127.0.0.1:9/x"), "refused address", ALWAYS, 0),
    ("charset lie", other_charset, WELL, ALWAYS, 0),
    ("empty 200", with_body(b""), "empty", ALWAYS, 0),
    ("blank 200", with_body(b" \r\n\t\n"), "empty", ALWAYS, 0),
    ("login page as 200", answers(200, LOGIN), "blocked", ALWAYS, 0),
    ("challenge as 200: acw_sc__v2", answers(200, ACW), "blocked", ALWAYS, 0),
    ("challenge as 200: Cloudflare", answers(200, CLOUDFLARE), "blocked", ALWAYS, 0),
    ("challenge as 200: captcha", answers(200, CAPTCHA), "blocked", ALWAYS, 0),
    ("challenge as 200: cookie", answers(200, JUMP), "blocked", ALWAYS, 0),
    ("web page in place of it", web_page, "wrong content", ALWAYS, 0),
    ("broken off", broken_off, "cut short|wrong content|list changed", ALWAYS, 0),
    ("oversized body", oversized, "too large", ALWAYS, 0),
    ("decompression bomb", bomb, "too large", ALWAYS, 0),
    ("403", answers(403), "blocked", ALWAYS, 0),
    ("404", answers(404), "gone", ALWAYS, 0),
    ("410", answers(410), "gone", ALWAYS, 0),
)


def _of_both() -> list[Fault]:
    made = []
    places: tuple[Where, ...] = ("list", "page")
    for name, spoil, ends, times, least in _BOTH:
        for where in places:
            why = (
                f"its {'list' if where == 'list' else 'document'}s are web pages"
                if spoil is web_page
                else "it is no text"
            )
            one = Fault(f"{name} ({where})", where, frozenset(ends.split("|")), spoil, times, least, why=why)
            alike = spoil is other_charset and where == "page"
            made.append(replace(one, alters=True, versions=1) if alike else one)
    return made


DENY = b"User-agent: *\nDisallow: /\n"
NONE = Fault("none", "all", frozenset({WELL}), versions=1)


def _of_lists() -> list[Fault]:
    """What lists and their rows say that is not so."""
    ends, differs = frozenset({WELL}), frozenset({"total differs", "page repeated"})
    partly = ends | differs
    no_total = "its lists give no total"
    return [
        Fault("publisher's error as 200", "list", frozenset({"publisher error", "list changed", WELL}), refused),
        Fault("page of another layout", "list", frozenset({"list changed"}), relaid, why="its lists are no web pages"),
        Fault("total drifts once", "list", frozenset({"total differs", WELL}), drifted, times=1, why=no_total),
        Fault("total always higher", "list", differs, drifted, every=True, why=no_total),
        Fault("duplicated rows", "rows", partly, rows=lambda s, i: rows_of(s, [*i, *i]), versions=1),
        Fault("rows that are none", "rows", partly, rows=junk, versions=1),
        Fault(
            "dates outside what is asked",
            "rows",
            ends,
            rows=lambda s, i: rows_of(s, [*i, s.old()]),
            dates=True,
            versions=1,
            why="its lists give no dates",
        ),
        Fault(
            "page repeated for ever",
            "list",
            differs,
            more_for_ever,
            why="it asks for no further page",
        ),
    ]


def _later() -> list[Fault]:
    """What publishers do to a document that was fetched already, and how many versions of it there are then."""
    no_page = "its documents are no web pages"
    changes: tuple[tuple[str, Spoil, Rows | None, int, str], ...] = (
        ("advert and counter changed later", dressed_anew, None, 1, no_page),
        ("PDF stamped anew", restamped, None, 1, "its documents are no PDF"),
        ("figure changed later", corrected, None, 2, no_page),
        (
            "title changed later",
            retitled,
            renamed,
            2,
            "neither its lists nor its documents, which are packed, say titles",
        ),
    )
    common = Fault("", "page", frozenset({WELL}), later=True, alters=True, every=True)
    return [
        replace(common, name=name, spoil=spoil, rows=rows, versions=count, why=why)
        for name, spoil, rows, count, why in changes
    ]


def _of_robots() -> list[Fault]:
    ends = frozenset({WELL})
    return [
        Fault("robots.txt 403", "robots", ends, answers(403, DENY, Content_Type=PLAIN)),
        Fault("robots.txt 404", "robots", ends, answers(404, b"", Content_Type=PLAIN)),
        Fault("robots.txt 500", "robots", frozenset({"robots unreachable"}), answers(500, b"", Content_Type=PLAIN)),
        Fault("robots.txt 503 once", "robots", frozenset({AGAIN}), answers(503, b"", Content_Type=PLAIN), times=1),
        Fault("robots.txt disallows", "robots", frozenset({"robots"}), answers(200, DENY, Content_Type=PLAIN)),
        Fault("robots.txt is a web page", "robots", ends, answers(200, b"<html>" + DENY, Content_Type=PLAIN)),
    ]


_DYING = frozenset({"no answer", "host given up", "robots unreachable"})
FAULTS: tuple[Fault, ...] = (
    NONE,
    *_of_both(),
    *_of_lists(),
    *_later(),
    *_of_robots(),
    Fault("host dies half-way", "all", _DYING, wire(dead=True)),
)
