"""The fault table: every source × every fault ends well, or with a name, and the next crawl has it all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.plan import TROUBLES
from crawlers.sources import SOURCES
from tests.replica.fault import AGAIN, WELL
from tests.replica.faults import FAULTS
from tests.replica.scenarios import SCENARIOS


def test_every_source_has_a_scenario() -> None:
    assert set(SCENARIOS) == set(SOURCES), "add it to tests/replica/scenarios/"


def test_faults_end_with_names_that_are_known() -> None:
    assert len(FAULTS) == len({fault.name for fault in FAULTS}) >= 24
    assert {end for fault in FAULTS for end in fault.ends} <= {WELL, AGAIN, *TROUBLES}


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
