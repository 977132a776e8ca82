"""What comes of the faults at one source: the crawl that meets each, and the next, when it is gone."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from crawlers.capture import Capture
from tests.replica.crawls import Crawls
from tests.replica.endings import Cell, Ending
from tests.replica.fault import Fault, Rows, rows_of
from tests.replica.faults import NONE
from tests.replica.played import Played
from tests.replica.proofs import Left, wrong_after
from tests.replica.scenario import Scenario
from tests.replica.together import endings, groups
from tests.replica.versions import State, states


class SourceCells:
    """The cells of one source. `well` comes first: what it shows says which faults there can be."""

    def __init__(self, scenario: Scenario, crawls: Crawls, folder: Path) -> None:
        self.scenario, self.crawls, self.folder = scenario, crawls, folder
        self.wanted = {item.url for item in scenario.items}
        self._well: Played | None = None
        self._readings: dict[tuple[tuple[str, str, str], ...], dict[str, State]] = {}
        """What reading makes of pages, that of the crawl without a fault first."""
        self._left: list[Left] = []
        """What crawls left behind that something was missed in."""

    async def told(self, faults: Sequence[Fault]) -> list[Cell]:
        """What comes of each fault, in their order."""
        together = await self._together(faults)
        found = [(fault, together.get(fault.name) or await self._met(fault)) for fault in faults]
        wrong = await wrong_after(self._left, self._next, self.folder / "joined")
        shutil.rmtree(self.folder, ignore_errors=True)
        cells = []
        for fault, ending in found:
            if isinstance(ending, Ending):
                ending.wrong += [f"the next crawl: {said}" for said in wrong.get(fault.name, ())]
                ending = Cell(self.scenario.source, fault.name, ending.outcome, ending.said if ending.wrong else "")
            cells.append(ending)
        return cells

    async def _played_well(self) -> Played:
        """The crawl without a fault, which is made once."""
        if self._well is None:
            played = Played(self.scenario)
            self._ending = await self._crawl(played, NONE, self.folder / "well")
            self._well = played
        return self._well

    async def _together(self, faults: Sequence[Fault]) -> dict[str, Ending]:
        """How crawls ended in which several faults struck, by their names; without those that have to be apart."""
        well, found = await self._played_well(), {}
        if all(where != "list" for where, _ in well.given):
            return found  # no list can name more of them
        there = [fault for fault in faults if fault.where == "page" and not self._absent(fault, well)]
        for group in groups(self.scenario, there):
            found.update(await endings(self.scenario, group, self.crawls, self.folder / "together") or {})
            shutil.rmtree(self.folder / "together", ignore_errors=True)
        return found

    async def _met(self, fault: Fault) -> Ending | Cell:
        """How the crawl ended that met a fault; what the table says where none can."""
        well = await self._played_well()
        if fault is NONE:
            return self._ending
        absent = self._absent(fault, well)
        if absent:
            return Cell(self.scenario.source, fault.name, f"n/a: {absent}")
        if self._changes_nothing(fault, well):
            return self._ending
        folder = self.folder / str(len(self._left))
        if fault.later:
            shutil.copytree(self.folder / "well", folder)
        played = Played(self.scenario, fault)
        ending = await self._crawl(played, fault, folder)
        if "for ever" in fault.name and played.struck < 2:
            shutil.rmtree(folder)
            return Cell(self.scenario.source, fault.name, f"n/a: {fault.why}")
        if not played.struck:
            ending.wrong.append("the fault never struck")
        if ending.reasons and not ending.wrong:
            self._left.append(Left(fault.name, folder, ending.held))
        else:
            shutil.rmtree(folder)
        return ending

    def _absent(self, fault: Fault, well: Played) -> str:
        """Why a fault cannot be at this source: nothing that is asked for can go wrong so. "" when it can."""
        place = "list" if fault.where == "rows" else fault.where
        struck = self.scenario.strikes if place == "list" else ""
        asked = zip(well.asked, well.given, strict=True)
        given = [answer for one, (where, answer) in asked if where == place and struck in one.path]
        if not given and place in ("list", "page"):
            return f"it has no {place}s"
        told = fault.rows is not None and not (fault.dates and not self.scenario.dated) and self._tells(fault.rows)
        shown = fault.spoil is not None and any(fault.spoil(self.scenario, answer) is not None for answer in given)
        if fault.where not in ("all", "robots") and not told and not shown:
            return fault.why
        return ""

    def _changes_nothing(self, fault: Fault, well: Played) -> bool:
        """Whether a fault's answers are those that came without it: then so is the crawl."""
        given = [answer for where, answer in well.given if where == fault.where]
        same = fault.spoil is not None and all(fault.spoil(self.scenario, answer) == answer for answer in given)
        return bool(given) and same and not fault.later and not self._ending.unlike(fault)

    def _tells(self, rows: Rows) -> bool:
        """Whether lists with these rows are other than they were."""
        return rows(self.scenario, self.scenario.items) != rows_of(self.scenario, self.scenario.items)

    async def _crawl(self, played: Played, fault: Fault, folder: Path) -> Ending:
        self.crawls.errors.said.clear()
        clock = asyncio.get_running_loop()
        started = clock.time()
        crawled = await self.crawls.crawl(played, folder)
        uncaught = [f"log: {said}" for said in self.crawls.errors.said[:1]]
        ending = Ending(crawled.report, crawled.retries, clock.time() - started, crawled.held, crawled.missed, uncaught)
        ending.wrong += ending.unlike(fault, self.scenario.elsewhere.get(self.scenario.strikes, frozenset()))
        ending.wrong += [] if fault.alters else self._strange(ending.held)
        if not ending.reasons:
            ending.wrong += self._lacking(ending.held, ending.report.failed)
        if not ending.reasons or fault.where == "rows":
            ending.wrong += self._read(folder, ending.held, fault)
        if fault.where == "rows":
            ending.wrong += _doubled(played)
        missed = set().union(*ending.missed.values())
        # A page that met two troubles, there and where it was asked for instead, is one entry, of the latter.
        if not missed <= ending.reasons or bool(missed) != bool(ending.reasons):
            ending.wrong.append(f"in quarantine are {sorted(missed)}")
        return ending

    async def _next(self, folder: Path) -> list[str]:
        """What is wrong with the crawl after faults, out of the archive that they left."""
        after = await self.crawls.crawl(Played(self.scenario), folder)
        wrong = self._lacking(after.held, after.report.failed) + self._strange(after.held)
        if after.report.problems:
            wrong.append(f"ended with {'; '.join(map(str, after.report.problems))[:300]}")
        if after.missed:
            wrong.append(f"in quarantine are still {sorted(set().union(*after.missed.values()))}")
        return wrong

    def _lacking(self, held: Iterable[Capture], failed: int) -> list[str]:
        kept = {capture.url for capture in held if capture.kind == "page"}
        if kept == self.wanted and not failed:
            return []
        return [f"silently without {sorted(self.wanted - kept)}, beyond {sorted(kept - self.wanted)}, {failed} failed"]

    def _strange(self, held: Iterable[Capture]) -> list[str]:
        """Pages in the archive that are none of the publisher's documents."""
        bodies = self.scenario.bodies
        return [
            f"kept {len(capture.body)} bytes as {capture.url}"
            for capture in held
            if capture.kind == "page" and capture.body.rstrip() != bodies.get(capture.url, b"").rstrip()
        ]

    def _read(self, folder: Path, held: Iterable[Capture], fault: Fault) -> list[str]:
        """What is wrong with what reading makes of it: documents told apart, versions where something was changed."""
        if fault.versions is None:
            return []
        pages = tuple((one.url, one.digest, str(one.meta)) for one in held if one.kind == "page")
        if pages not in self._readings:
            self._readings[pages] = states(folder)
        found, as_ever = self._readings[pages], next(iter(self._readings.values()))
        changed = sum(state.version != as_ever[url].version for url, state in found.items() if url in as_ever)
        counts = [state.versions for state in found.values()]
        if counts == [fault.versions] * len(self.wanted) and changed == (len(counts) if fault.versions > 1 else 0):
            return []
        return [f"read: {len(counts)} documents with {counts} versions, {changed} of them changed"]


def _doubled(played: Played) -> list[str]:
    """Documents asked for more than once."""
    answered = zip(played.asked, played.given, strict=True)
    pages = Counter(
        f"{asked.host}{asked.path} {asked.headers.get('range', '')}"
        for asked, (where, _) in answered
        if where == "page"
    )
    return [f"asked {count} times for {page}" for page, count in pages.items() if count > 1]
