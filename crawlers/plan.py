"""What a crawl is asked to do, and what it says it did. Plain values that pass between processes as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from crawlers.recipe import Recipe

TROUBLES = {
    "blocked": "the publisher answered with a login, challenge or refusal page; it is asked nothing more in this run",
    "robots": "the publisher's robots.txt does not allow this address",
    "robots unreachable": "robots.txt could not be read (server error); nothing is asked until it can be",
    "no answer": "the host did not answer, or broke off, after several tries",
    "host given up": "the host failed several times in a row; the rest of its addresses were not asked",
    "budget used up": "the host had its requests of a day; run again after midnight (Beijing), the rest is asked then",
    "cap too small": "this list alone takes more requests than its host may have in a day: no crawl comes to its end",
    "refused address": "the address leads into a private network; it was not connected to",
    "moved away": "the publisher sends readers of this address to another site, such as a login",
    "server error": "the publisher answered with an error after several tries",
    "gone": "the publisher says that this page does not exist",
    "empty": "the publisher answered with nothing, or with less than a page",
    "wrong content": "the answer is not what was asked for (a web page in place of JSON or PDF)",
    "cut short": "the answer ends in the middle of a page, a PDF or a feed",
    "too large": "the answer is larger than max_body",
    "publisher error": "the publisher answered with an error of its own in place of a list",
    "list changed": "a list no longer has the layout it had; the source's module needs mending",
    "total differs": "fewer documents were listed than the publisher says there are",
    "page repeated": "the publisher's paging goes round in circles; the slice is incomplete",
    "out of reach": "the publisher's lists do not go back to these days; the web archives may have them: name its "
    "pages as addresses of the sources wayback and commoncrawl",
    "unknown company": "the publisher knows no company of this code",
    "plug-in broken": "the source's plug-in package cannot be loaded; mend it, install it anew or uninstall it",
    "stopped": "the crawl was stopped before its end; run it again, it goes on where it was",
    "crashed": "the crawl ended by itself before it was done; run it again, nothing stored is lost",
}
"""Why something was not fetched, each with what it means."""


@dataclass(frozen=True, slots=True)
class Company:
    """A listed company to ask for."""

    code: str
    """Stock code, six digits."""
    orgid: str = ""
    """cninfo's id of it; looked up when empty."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to fetch, and how."""

    sources: tuple[str, ...]
    since: date | None = None
    """First and last day of publication to ask for; None is open."""
    until: date | None = None
    companies: tuple[Company, ...] = ()
    words: tuple[str, ...] = ()
    """What articles are searched and chosen by; none means all."""
    user_agent: str = "aftershock"
    delay: float = 1.0
    """Seconds between two requests to one host, at least."""
    daily: int = 0
    """Requests to one host in one day (of Beijing), whoever asks, redirects and further tries included; 0: no cap."""
    daily_of: Mapping[str, int] = field(default_factory=dict)
    """Another cap by source: it asks a host while that has had fewer requests."""
    timeout: float = 60.0
    """Seconds for one answer."""
    max_body: int = 32 * 1024 * 1024
    """Bytes; larger answers are refused."""
    recheck: timedelta = timedelta(days=7)
    """A page fetched longer ago than this is asked for again; zero: every time."""
    hosts: Mapping[str, str] = field(default_factory=dict)
    """Host names answered by a replica: {"www.nbd.com.cn": "127.0.0.1:8080"}, reached by plain HTTP."""
    allow_private: bool = False
    """Connect to private addresses too; for tests."""
    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the sources that have no publisher of their own are to read: {"feed": ("https://…/rss.xml",)}."""
    recipes: tuple[Recipe, ...] = ()
    """The sources that the deployment describes itself."""
    redis: str = ""
    """Address of the Redis that holds the frontier which several workers share; empty: this one alone."""
    worker: str = ""
    """Name of this worker, like no other's; empty: one is made."""
    lease: float = 300.0
    """Seconds after which what a dead worker had in hand is given to another."""
    dry_run: bool = False
    """Ask nobody; the report says what would be asked first."""

    def daily_of_source(self, name: str) -> int:
        """Requests to one host in one day that a source keeps to; 0: no cap."""
        return self.daily_of.get(name, self.daily)

    def to_json(self) -> str:
        """One line."""
        plain = asdict(self) | {
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "recheck": self.recheck.total_seconds(),
            "hosts": dict(self.hosts),
            "daily_of": dict(self.daily_of),
            "addresses": {name: list(given) for name, given in self.addresses.items()},
        }
        return json.dumps(plain, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """The plan in a line made by `to_json`."""
        plain = json.loads(text)
        return cls(
            **plain
            | {
                "sources": tuple(plain["sources"]),
                "words": tuple(plain["words"]),
                "addresses": {name: tuple(given) for name, given in plain["addresses"].items()},
                "since": date.fromisoformat(plain["since"]) if plain["since"] else None,
                "until": date.fromisoformat(plain["until"]) if plain["until"] else None,
                "recipes": tuple(Recipe.of(recipe) for recipe in plain["recipes"]),
                "companies": tuple(Company(**company) for company in plain["companies"]),
                "recheck": timedelta(seconds=plain["recheck"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that was not fetched, or not wholly."""

    reason: str
    """One of TROUBLES."""
    url: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.reason}: {self.url} ({self.detail or TROUBLES[self.reason]})"


@dataclass(frozen=True, slots=True)
class Allowed:
    """How often a host may be asked today."""

    host: str
    daily: int
    """0: no cap."""
    used: int

    @property
    def left(self) -> int | None:
        """None: no cap."""
        return max(0, self.daily - self.used) if self.daily else None

    def __str__(self) -> str:
        if self.left is None:
            return f"{self.host}: {self.used} requests today, no cap"
        return f"{self.host}: {self.used} of {self.daily} requests a day are used, {self.left} left"


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What a crawl did at one source."""

    source: str
    lists: int = 0
    """List answers fetched."""
    listed: int = 0
    """Documents that the lists named and the plan asks for."""
    expected: int | None = None
    """How many the publisher says there are, where it says so of lists that have no document in common."""
    pages: int = 0
    """Pages and filings fetched."""
    new: int = 0
    """Of these, stored: new ones and changed ones."""
    unchanged: int = 0
    """Found as they were, or fetched too recently to be asked for again."""
    failed: int = 0
    """Documents that could not be fetched."""
    problems: tuple[Trouble, ...] = ()
    gaps: tuple[Trouble, ...] = ()
    """Days that were asked for and that the publisher's lists do not reach: no failure of the crawl."""
    seconds: float = 0.0
    slices: int = 0
    """Lists and searches, each of some days, that were counted by themselves."""
    whole: int = 0
    """Of these, read in whole."""
    asked: tuple[str, ...] = ()
    """Dry run: the requests that would come first."""
    allowed: tuple[Allowed, ...] = ()
    """Dry run: what the hosts that it asks may still be asked today."""

    @property
    def ok(self) -> bool:
        """Whether everything that the publisher lists was fetched."""
        return not self.problems and not self.failed


@dataclass(frozen=True, slots=True)
class Report:
    """What a crawl did."""

    sources: tuple[SourceReport, ...]
    seconds: float
    notes: tuple[str, ...] = ()
    """What opening the archive had to put right."""

    @property
    def ok(self) -> bool:
        return all(source.ok for source in self.sources)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a source is."""

    source: str
    done: int
    """Documents done with: stored, unchanged or failed."""
    listed: int
    """Documents known of so far; grows while lists are read."""
    what: str
    """The title or address of the last one."""


def source_report(plain: Mapping[str, object]) -> SourceReport:
    """A source's report out of its JSON form (`dataclasses.asdict`)."""
    values = dict(plain)
    values["problems"] = tuple(Trouble(**trouble) for trouble in plain["problems"])  # type: ignore[attr-defined]
    values["gaps"] = tuple(Trouble(**trouble) for trouble in plain["gaps"])  # type: ignore[attr-defined]
    values["asked"] = tuple(plain["asked"])  # type: ignore[arg-type]
    values["allowed"] = tuple(Allowed(**allowed) for allowed in plain["allowed"])  # type: ignore[attr-defined]
    return SourceReport(**values)  # type: ignore[arg-type]


def plan_of(source: str, arguments: Mapping[str, str]) -> Plan:
    """The plan in the arguments of Scrapy's command line. Raises ValueError, saying what was expected."""
    given = dict(arguments)
    companies = []
    for piece in filter(None, given.pop("company", "").split(",")):
        code, _, orgid = piece.partition(":")
        if not re.fullmatch(r"\d{6}", code.strip()):
            raise ValueError(
                f"company={piece!r}: a stock code has six digits, as in company=300209 or company=300209:orgid"
            )
        companies.append(Company(code.strip(), orgid.strip()))
    words = tuple(filter(None, given.pop("words", "").split(",")))
    since, until = (_day(name, given.pop(name)) if name in given else None for name in ("from", "to"))
    if since and until and until < since:
        raise ValueError(f"to={until} is before from={since}")
    daily = given.pop("daily", "0")
    if not re.fullmatch(r"\d{1,9}", daily):
        raise ValueError(f"daily={daily!r} is no number of requests; write daily=500, or daily=0 for no cap")
    if given:
        raise ValueError(f"unknown argument {min(given)!r}; known are company, daily, from, to, words")
    return Plan((source,), since, until, tuple(companies), words, daily=int(daily))


def _day(name: str, said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ValueError(f"{name}={said!r} is no day; write it as 2021-08-01") from None
