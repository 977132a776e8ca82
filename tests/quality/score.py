"""Score the reader on the corpus, and keep the floors.

python -m tests.quality.score [--show ROW ...] [--document NAME ...]
python -m tests.quality.score --raise                    raises each floor to what is reached now
python -m tests.quality.score --raise --allow-regression sets all of them to it, lower ones too
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.quality.corpus import documents, short_articles
from tests.quality.scorer import floors, lost, score, table

FLOORS = Path(__file__).parent / "floors.json"
SLACK = 0.1
"""Points by which a score may lie below its floor."""


def fallen(reached: Mapping[str, float], wanted: Mapping[str, float]) -> list[str]:
    """One sentence for each score below its floor, or that is no longer there."""
    said = []
    for name, floor in wanted.items():
        if name not in reached:
            said.append(f"{name} is no longer measured; its floor is {floor}")
        elif reached[name] < floor - SLACK:
            said.append(f"{name} fell from {floor} to {reached[name]}")
    return said


def kept() -> dict[str, float]:
    """The floors as committed."""
    given: dict[str, float] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    return given


def raised(reached: Mapping[str, float], wanted: Mapping[str, float], *, lower: bool) -> dict[str, float]:
    """New floors: the higher of both, or what is reached where lowering is allowed."""
    if lower:
        return dict(reached)
    return {**wanted, **{name: max(value, wanted.get(name, value)) for name, value in reached.items()}}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--show", action="append", default=[], metavar="ROW", help="print what this row gets wrong; or all"
    )
    options.add_argument("--document", action="append", default=[], metavar="NAME", help="score this document only")
    options.add_argument("--raise", action="store_true", dest="raise_floors")
    options.add_argument("--allow-regression", action="store_true")
    chosen = options.parse_args()
    tallies = score(d for d in (*documents(), *short_articles()) if not chosen.document or d.name in chosen.document)
    print(table(tallies))
    for name, tally in tallies.items():
        if name in chosen.show or "all" in chosen.show:
            print(f"\n{name}", *lost(tally), sep="\n  ")
    if chosen.document:
        return 0
    reached, wanted = floors(tallies), kept()
    below = fallen(reached, wanted)
    if chosen.raise_floors:
        lower = chosen.allow_regression
        text = json.dumps(raised(reached, wanted, lower=lower), ensure_ascii=False, indent=1)
        FLOORS.write_text(text + "\n", "utf-8")
        below = [] if lower else below
    for sentence in below:
        print(sentence, file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
