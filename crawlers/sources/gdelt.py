"""GDELT: finds articles by word at the hosts that the configuration names; what it finds there is asked for.

Whom this index names nobody can foresee. So it leads only to hosts that were named, and it is asked for those alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from scrapy import Request

from crawlers.address import host_of, within
from crawlers.article import BEIJING
from crawlers.plan import Trouble
from crawlers.publishers.gdelt import CAP, found
from crawlers.slices import BEYOND
from crawlers.spider import SourceSpider

HOST = "api.gdeltproject.org"
INDEX = f"https://{HOST}/api/v2/doc/doc"
PAUSE = 6.5
"""Seconds between two questions: the publisher asks for five at least."""
FIRST_DAY = date(2017, 1, 1)
"""Of what the index holds, by its own page."""
SHORTEST_WORD = 3
SHORTEST = timedelta(hours=1)
"""Of the spans into which a question with too many answers is parted."""


class GdeltSpider(SourceSpider):
    """`addresses` of the configuration are the hosts that it may lead to, such as www.nbd.com.cn."""

    name = "gdelt"

    def __init__(self, *values: Any, **arguments: Any) -> None:
        super().__init__(*values, **arguments)
        self.pauses.between[HOST] = PAUSE if self.plan.delay else 0.0
        given = self.plan.addresses.get(self.name, ())
        self.hosts = tuple(
            (urlsplit(one if "//" in one else f"//{one}").hostname or "").removeprefix("www.") for one in given
        )
        self.allowed_domains = (HOST, *filter(None, self.hosts))

    def first(self) -> Iterator[Request]:
        since = datetime.combine(self.plan.since or FIRST_DAY, time(), BEIJING)
        until = datetime.combine(self.plan.until, time(23, 59, 59), BEIJING) if self.plan.until else datetime.now(UTC)
        for word in self.plan.words:
            if len(word) < SHORTEST_WORD:
                short = f"{word!r} is shorter than the {SHORTEST_WORD} signs that it searches for"
                self.count.gaps.append(Trouble(BEYOND, INDEX, short))
                continue
            for host in filter(None, self.hosts):
                yield self._ask(word, host, since.astimezone(UTC), until.astimezone(UTC))

    def _ask(self, word: str, host: str, since: datetime, until: datetime) -> Request:
        asked = {"query": f'"{word}" domain:{host}', "mode": "artlist", "format": "json", "maxrecords": CAP}
        asked |= {"sort": "datedesc", "startdatetime": f"{since:%Y%m%d%H%M%S}", "enddatetime": f"{until:%Y%m%d%H%M%S}"}
        url = f"{INDEX}?{urlencode(asked)}"
        return self.ask_list(url, self.read_found, shape="text", word=word, host=host, since=since, until=until)

    def read_found(
        self, said: str, word: str, host: str, since: datetime, until: datetime
    ) -> Iterator[Request | Trouble]:
        """The articles found; a span with more than one answer can hold is asked for again in halves."""
        answer = found(said)
        seen = [datetime.fromisoformat(row.more["seen"]) for row in answer.rows if "seen" in row.more]
        if answer.next and seen and not any(since - SHORTEST <= when <= until + SHORTEST for when in seen):
            yield Trouble("page repeated", INDEX, f"{word} at {host}: of what came for {since} to {until} nothing is")
            return
        if answer.next and until - since > SHORTEST:
            middle = (since + (until - since) / 2).replace(microsecond=0)
            yield self._ask(word, host, since, middle)
            yield self._ask(word, host, middle + timedelta(seconds=1), until)
            return
        if answer.next:
            yield Trouble("total differs", INDEX, f"{word} at {host}: {CAP} or more in the hour from {since}")
        for row in answer.rows:
            if within(host_of(row.url), (host,)):
                yield from self.ask_row(row, word)
