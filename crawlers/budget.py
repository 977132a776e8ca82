"""How many requests each host has had today, kept beside the archive, so that a cap holds over runs and kills.

A request is counted, and the count committed, before it is sent: whatever is killed when, none is forgotten. Nothing
here waits for the disk, so that a power cut may cost the counts of the last requests before it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from scrapy.exceptions import IgnoreRequest

from crawlers.address import host_of
from crawlers.article import BEIJING
from crawlers.disk import is_unmade, sqlite_problem, to_read
from crawlers.errors import ArchiveError, CrawlersError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

FILE = "budget.sqlite"
"""In the archive's folder."""
KEPT = timedelta(days=30)
"""Counts of older days are thrown away."""
FORMAT = 1
_SCHEMA = "CREATE TABLE IF NOT EXISTS spent (day TEXT, host TEXT, requests INTEGER, PRIMARY KEY (day, host))"
_SPEND = (
    "INSERT INTO spent VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET requests = requests + 1"
    " WHERE requests < ?3 OR ?3 = 0 RETURNING requests"
)

Clock = Callable[[], datetime]


class BudgetUsedUp(IgnoreRequest):
    """A host has had all requests that it may be sent today."""


class Budget(Protocol):
    """Counts by host and Beijing day. All methods raise CrawlersError where they are kept cannot be used."""

    def spend(self, host: str, most: int) -> bool:
        """Count one request; False, and nothing counted, when the host has had `most` today. 0: no cap."""

    def used(self, host: str) -> int:
        """Requests that a host has had today."""

    def hosts(self) -> dict[str, int]:
        """Requests of today, by host."""

    def close(self) -> None:
        """Let go of where they are kept."""


def now() -> datetime:
    return datetime.now(UTC)


class FileBudget:
    """The counts in a SQLite file, of which the archive's lock makes this process the only writer."""

    def __init__(self, connection: sqlite3.Connection | None, path: Path, clock: Clock) -> None:
        self._connection = connection
        self._path = path
        self._clock = clock
        self._known: dict[str, int] = {}
        self._day: date | None = None

    @classmethod
    def open(cls, folder: Path, *, write: bool, clock: Clock = now) -> FileBudget:
        """The counts of the archive in a folder; where there are none yet, all are 0. Raises ArchiveError."""
        path = folder / FILE
        if not write and not path.exists():
            return cls(None, path, clock)
        try:
            connection = sqlite3.connect(
                path if write else to_read(path), uri=not write, timeout=20, isolation_level=None
            )
            try:
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                if version > FORMAT:
                    raise ArchiveError(f"{path} was made by a newer version of this program; install that one")
                found = cls(connection if write or version else None, path, clock)
                if write:
                    found._prepare(connection)
                return found
            except BaseException:
                connection.close()
                raise
        except sqlite3.Error as problem:
            if is_unmade(problem):
                return cls(None, path, clock)
            raise _unusable(path, problem) from problem

    def _prepare(self, connection: sqlite3.Connection) -> None:
        # In this mode a commit is one write of a page, small here, without a sync: it outlives the process.
        connection.execute("PRAGMA page_size = 512")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_SCHEMA)
        connection.execute("DELETE FROM spent WHERE day < ?", (str(self._today() - KEPT),))
        connection.execute(f"PRAGMA user_version = {FORMAT}")

    def _today(self) -> date:
        today = self._clock().astimezone(BEIJING).date()
        if today != self._day:
            self._day = today
            self._known.clear()
        return today

    def spend(self, host: str, most: int) -> bool:
        spent = self._rows(_SPEND, (str(self._today()), host, most))
        if spent:
            self._known[host] = spent[0][0]
        return bool(spent)

    def used(self, host: str) -> int:
        today = self._today()
        if host not in self._known:
            found = self._rows("SELECT requests FROM spent WHERE day = ? AND host = ?", (str(today), host))
            self._known[host] = found[0][0] if found else 0
        return self._known[host]

    def hosts(self) -> dict[str, int]:
        return dict(self._rows("SELECT host, requests FROM spent WHERE day = ? ORDER BY host", (str(self._today()),)))

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _rows(self, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as problem:
            raise _unusable(self._path, problem) from problem


def _unusable(path: Path, problem: sqlite3.Error) -> ArchiveError:
    return sqlite_problem(path, problem, "delete it: what was asked today is counted from 0 then")


class Share:
    """What one source's crawl may take of the budget.

    Pages that are archived and only asked for again (`meta["again"]`) take half of a cap at most, so that what was
    never fetched always has its turn.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    def check(self, request: Request) -> None:
        """Raise BudgetUsedUp where the host has had all that it may have."""
        host, most = host_of(request.url), self._most(request)
        budget = self._budget()
        if budget is not None and most and self._told(budget.used, host) >= most:
            raise self._used_up(request)

    def spend(self, request: Request) -> None:
        """Count a request that is about to be sent; BudgetUsedUp where it may not be."""
        budget = self._budget()
        if budget is not None and not self._told(budget.spend, host_of(request.url), self._most(request)):
            raise self._used_up(request)

    def _most(self, request: Request) -> int:
        spider: Any = self._crawler.spider
        daily: int = spider.plan.daily_of_source(spider.name)
        return daily - daily // 2 if "again" in request.meta else daily

    def _budget(self) -> Budget | None:
        spider: Any = self._crawler.spider
        return spider.store.budget if spider.store is not None else None

    def _told(self, ask: Callable[..., int], *values: object) -> int:
        """Where requests cannot be counted, none is sent: the whole crawl ends, and says why."""
        try:
            return ask(*values)
        except CrawlersError as problem:
            spider: Any = self._crawler.spider
            spider.store.end(self._crawler, problem)
            raise

    def _used_up(self, request: Request) -> BudgetUsedUp:
        what = "in a day for pages known already" if "again" in request.meta else "in a day"
        return BudgetUsedUp(f"the {self._most(request)} requests that {host_of(request.url)} may have {what} are used")
