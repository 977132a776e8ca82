"""Short names that a filing's list of terms explains: 甲乙 指 甲乙科技股份有限公司, 甲乙：甲乙科技股份有限公司."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from aftershock.extract.nameforms.sightings import Link, Sighting

TERMS = "释义"
"""What such a list is headed."""
TERM = re.compile(r"^[ \t|]*([^\n：:，。；（）()|]{2,30}?)[ \t]*(?:[：:]|[ \t|]指[ \t|]|\|?指\|?)[ \t|]*", re.M)
PARTS = re.compile(r"[、/，,]|或(?:者)?")
FULL = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9（）()·&.-]{3,40}?(?:有限责任公司|有限公司|集团公司|（有限合伙）|\(有限合伙\))(?=[（(，,。；;、及和或\s|]|\Z)"
)
"""A registered name, which begins where the term's sign ends."""
TOLD = ("names/ending", "names/code")
"""Rules that find other full names there: courts, and firms by Latin names with a code."""
ISSUER = re.compile(
    r"^[ \t|]*(?:[^\n：:|]{1,16}[、/，,])?[「“\"]?(?:本公司|公司|发行人|上市公司)[」”\"]?"
    r"(?:[、/，,或][^\n：:|]{1,30})?[ \t|]+指[ \t|]+",
    re.M,
)
"""Where such a list says who 公司 is."""


def explained(text: str, named: Mapping[int, Sighting]) -> Iterator[tuple[Sighting, Link | None]]:
    """Each full name, and each short one with its link to it.

    `named` holds the names already found, by where they begin.
    """
    start = text.find(TERMS)
    if start < 0:
        return
    for term in TERM.finditer(text, start):
        full = _full(text, term.end(), named)
        if full is None:
            continue
        name = text[full.start : full.end]
        yield full, None
        at = term.start(1)
        for part in PARTS.split(term[1]):
            begin = text.find(part, at)
            at = begin + len(part)
            short = part.strip()
            if 2 <= len(short) < len(name) and set(short) <= set(name) and short != "公司":
                lead = begin + len(part) - len(part.lstrip())
                yield Sighting(lead, lead + len(short), full.kind, "names/introduced", name), Link(name, short)


def _full(text: str, at: int, named: Mapping[int, Sighting]) -> Sighting | None:
    """The full name that begins at a place."""
    found = named.get(at)
    whole = FULL.match(text, at)
    if whole is not None and (found is None or whole.end() > found.end):
        return Sighting(at, whole.end(), found.kind if found else "company", "names/ending", "有限公司")
    return found if found is not None and found.rule in TOLD else None
