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
from tests.replica.scenarios import NOT_YET, SCENARIOS

SAMPLE = ("cninfo", "jiemian", "feed")
"""One of each shape of lists: JSON, a web page, a feed. The whole table: `python -m tests.replica.table`."""


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_has_a_scenario(name: str) -> None:
    assert (name in SCENARIOS) != (name in NOT_YET), f"add {name} to tests/replica/scenarios/"


def test_faults_end_with_names_that_are_known() -> None:
    assert len(FAULTS) == len({fault.name for fault in FAULTS}) >= 24
    assert {end for fault in FAULTS for end in fault.ends} <= {WELL, AGAIN, *TROUBLES}


def test_each_fault_ends_well_or_with_a_name_and_the_next_crawl_has_it_all(tmp_path: Path) -> None:
    told = tmp_path / "cells.json"
    sources = [argument for name in SAMPLE for argument in ("-s", name)]
    command = [sys.executable, "-m", "tests.replica.table", *sources, "--json", str(told)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    sys.stdout.write(done.stdout)
    cells = json.loads(told.read_text(encoding="utf-8"))
    assert {(cell["source"], cell["fault"]) for cell in cells} == {(s, f.name) for s in SAMPLE for f in FAULTS}
    assert [cell for cell in cells if cell["outcome"].startswith("FAILED")] == [] and done.returncode == 0
