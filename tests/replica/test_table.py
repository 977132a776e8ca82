"""The fault table: every source × every fault ends well, or with a name, and the next crawl has it all."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawlers.archive import Archive
from crawlers.capture import Capture
from crawlers.plan import TROUBLES
from crawlers.quarantine import Question, Sighting
from crawlers.slices import Days
from crawlers.sources import SOURCES
from tests.replica.fault import AGAIN, WELL
from tests.replica.faults import FAULTS
from tests.replica.proofs import Left, wrong_after
from tests.replica.scenarios import SCENARIOS


def test_every_source_has_a_scenario() -> None:
    assert set(SCENARIOS) == set(SOURCES), "add it to tests/replica/scenarios/"


def test_faults_end_with_names_that_are_known() -> None:
    assert len(FAULTS) == len({fault.name for fault in FAULTS}) >= 24
    assert {end for fault in FAULTS for end in fault.ends} <= {WELL, AGAIN, *TROUBLES}


def test_what_one_crawl_proves_for_many_faults_is_laid_to_the_fault_that_it_fails_for(tmp_path: Path) -> None:
    """Their archives hold the same but for troubles: the crawl goes on in one with all, or in each where that fails."""
    when, days = datetime(2021, 8, 9, tzinfo=UTC), Days(date(2021, 8, 5), date(2021, 8, 8))
    asked = [Sighting("nbd", why, f"https://a.example/{why}", "", Question("search", "", days)) for why in "abc"]
    other = Capture("nbd", "page", "https://a.example/1", when, body=b"held")
    left = []
    for number, one in enumerate([*asked, *asked[:1]]):
        held = [one.record(when), *([other] if number == 3 else [])]
        with Archive.open(tmp_path / str(number), write=True) as archive:
            archive.append(held)
        left.append(Left(str(number), tmp_path / str(number), held))
    seen: list[set[str]] = []

    async def prove(folder: Path) -> list[str]:
        with Archive.open(folder) as archive:
            seen.append({entry.reason for entry in archive.quarantine()})
        return ["b lasts"] if "b" in seen[-1] else []

    wrong = asyncio.run(wrong_after(left, prove, tmp_path / "joined"))
    assert wrong == {"0": [], "1": ["b lasts"], "2": [], "3": []}
    assert seen == [{"a", "b", "c"}, {"a"}, {"b"}, {"c"}, {"a"}]


TOGETHER = """
import sys
from dataclasses import replace
from tests.replica import table, together
from tests.replica.faults import FAULTS

names = sys.argv[1:]
faults = [one for one in FAULTS if one.name in names or one.name == "none"]
strange = [replace(one, name="strange", ends=frozenset({"gone"})) for one in FAULTS if one.name == "500 always (page)"]
for given in (faults, faults + strange):
    print(len(given), [len(group) for group in together.groups(table.SCENARIOS["feed"], given)])
for cell in table.run(["feed"], faults + strange):
    print(cell.fault, "=", cell.outcome)
"""


def test_faults_side_by_side_are_told_apart_and_one_that_ends_otherwise_fails_by_itself() -> None:
    names = ["404 (page)", "429 with Retry-After (page)", "slow drip (page)", "redirect loop (page)", "403 (page)"]
    done = subprocess.run([sys.executable, "-c", TOGETHER, *names], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "6 [4]",  # a refusal gives the host up
        "7 [5]",
        "none = success",
        "slow drip (page) = named: no answer",
        "429 with Retry-After (page) = retry, then success",
        "redirect loop (page) = named: server error",
        "403 (page) = named: blocked",
        "404 (page) = named: gone",
        "strange = FAILED: ended with ['server error']",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("share", ["1/2", "2/2"])
def test_each_fault_ends_well_or_with_a_name_and_the_next_crawl_has_it_all(tmp_path: Path, share: str) -> None:
    """The whole table, in two parts that two workers take."""
    told = tmp_path / "cells.json"
    command = [sys.executable, "-m", "tests.replica.table", "--share", share, "--json", str(told)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    sys.stdout.write(done.stdout)
    cells = json.loads(told.read_text(encoding="utf-8"))
    number = int(share[0]) - 1
    sources = sorted(SOURCES)[number::2]
    assert {(cell["source"], cell["fault"]) for cell in cells} == {(s, f.name) for s in sources for f in FAULTS}
    assert [cell for cell in cells if cell["outcome"].startswith("FAILED")] == [] and done.returncode == 0
