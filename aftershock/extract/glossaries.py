"""Short names that a filing's list of terms explains: 甲乙 指 甲乙科技股份有限公司, 甲乙：甲乙科技股份有限公司."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from aftershock.extract.abbreviations import in_order
from aftershock.extract.sightings import Link, Sighting

TERMS = "释义"
"""What such a list is headed."""
TERM = re.compile(r"^[ \t|]*([^\n：:，。；（）()|]{2,30}?)[ \t]*(?:[：:]|[ \t|]指[ \t|]|\|?指\|?)[ \t|]*", re.M)
PARTS = re.compile(r"[、/，,]|或(?:者)?")


def explained(text: str, named: Mapping[int, Sighting]) -> Iterator[tuple[Sighting, Link]]:
    """Each short name with its link to the full one. `named` holds the names already found, by where they begin."""
    start = text.find(TERMS)
    if start < 0:
        return
    for term in TERM.finditer(text, start):
        full = named.get(term.end())
        name = text[full.start : full.end] if full is not None else ""
        if full is None or full.rule != "names/ending":
            continue
        at = term.start(1)
        for part in PARTS.split(term[1]):
            begin = text.find(part, at)
            at = begin + len(part)
            if 2 <= len(part.strip()) < len(name) and in_order(part.strip(), name) and part.strip() != "公司":
                lead = len(part) - len(part.lstrip())
                form = Sighting(begin + lead, begin + lead + len(part.strip()), full.kind, "names/introduced", name)
                yield form, Link(name, part.strip())
