"""Faults of single documents, side by side: one crawl of a list that names a document for each of them.

They are told apart by the addresses of their documents: what the crawl said of each, how often it was asked for, and
whether it is kept. Where anything is not as it should be, or is of none of them, each is crawled by itself.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from crawlers.capture import Capture
from tests.replica.crawls import Crawled, Crawls
from tests.replica.endings import Ending
from tests.replica.fault import Fault
from tests.replica.played import Played
from tests.replica.scenario import Scenario
from tests.replica.server import Answer, Asked

MOST = 12
"""Documents of one list."""
SILENT = 2
"""Of these at most may stay without an answer: after three in a row a host is given up."""


def groups(scenario: Scenario, faults: Iterable[Fault]) -> list[list[Fault]]:
    """The faults that may strike side by side, in groups of two and more; what gives a host up is alone.

    Documents must lie at addresses of their own, and nowhere besides.
    """
    found: list[list[Fault]] = []
    if scenario.keepers or "{id}" not in scenario.url:
        return found
    for fault in faults:
        if fault.where != "page" or fault.later or fault.alters or "blocked" in fault.ends:
            continue
        silent = _is_silent(fault)
        for group in found:
            if len(group) < MOST and not (silent and sum(map(_is_silent, group)) >= SILENT):
                group.append(fault)
                break
        else:
            found.append([fault])
    return [group for group in found if len(group) > 1]


def _is_silent(fault: Fault) -> bool:
    return fault.ends == {"no answer"}


class SideBySide(Played):
    """A source with as many documents as there are faults."""

    def __init__(self, scenario: Scenario, faults: Sequence[Fault]) -> None:
        first, width = int(scenario.ids[0]), len(scenario.ids[0])
        ids = tuple(f"{first + number:0{width}}" for number in range(len(faults)))
        super().__init__(replace(scenario, ids=ids))
        self.faults = dict(zip((item.url for item in self.scenario.items), faults, strict=True))
        """By the address of the document that each strikes."""
        self.times: defaultdict[str, list[float]] = defaultdict(list)
        """When each document was asked for."""
        self.hits: Counter[str] = Counter()
        self.bodies = {url: self.scenario.bodies[url].rstrip() for url in self.faults}
        """The documents."""

    def serve(self, asked: Asked) -> Answer:
        where, answer = self.good(asked)
        url = self.scenario.address(asked)
        fault = self.faults.get(url)
        if where != "page" or fault is None or fault.spoil is None:
            return answer
        self.times[url].append(asyncio.get_running_loop().time())
        spoilt = fault.spoil(self.scenario, answer) if self.hits[url] < fault.times else None
        if spoilt is None:
            return answer
        self.hits[url] += 1
        return self.sent(fault, asked, spoilt)


async def endings(
    scenario: Scenario, faults: Sequence[Fault], crawls: Crawls, folder: Path
) -> Mapping[str, Ending] | None:
    """How the crawl ended for each fault, by its name, when the next crawl has all that was missed; else None."""
    played = SideBySide(scenario, faults)
    crawls.errors.said.clear()
    crawled = await crawls.crawl(played, folder)
    found = _told(played, crawled, asyncio.get_running_loop().time())
    if crawls.errors.said or any(ending.wrong for ending in found.values()):
        return None
    if sum(bool(ending.reasons) for ending in found.values()) != crawled.report.failed:
        return None
    if {one.url for one in crawled.report.problems} - played.faults.keys():
        return None
    after = await crawls.crawl(Played(played.scenario), folder)
    if after.report.problems or after.report.failed or after.missed or _bodies(after.held) != played.bodies:
        return None
    return found


def _told(played: SideBySide, crawled: Crawled, end: float) -> dict[str, Ending]:
    report, missed, found = crawled.report, crawled.missed, {}
    bodies = _bodies(crawled.held)
    for url, fault in played.faults.items():
        times = played.times[url]
        own = replace(report, problems=tuple(one for one in report.problems if one.url == url))
        ending = Ending(own, len(times) - 1, 0.0, [], {url: missed[url]} if url in missed else {}, [])
        if times:
            ending.waited = (end if ending.reasons else times[-1]) - times[0]
        ending.wrong += ending.unlike(fault)
        if not played.hits[url]:
            ending.wrong.append("the fault never struck")
        if bodies.get(url) != (None if ending.reasons else played.bodies[url]):
            ending.wrong.append("what is kept is not the document")
        why = missed.get(url, set())
        if not why <= ending.reasons or bool(why) != bool(ending.reasons):
            ending.wrong.append(f"in quarantine are {sorted(why)}")
        found[fault.name] = ending
    return found


def _bodies(held: Iterable[Capture]) -> dict[str, bytes]:
    return {capture.url: capture.body.rstrip() for capture in held if capture.kind == "page"}
