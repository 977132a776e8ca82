"""What is known in sum, from low to high, at the end of each month.

A body's latest statement on a measure counts. A parent's figure holds its subsidiaries' already: of the two the larger
low and the larger high count, never their sum. Statements about a whole industry are never added; they stand beside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aftershock.model import Claim, Question
from aftershock.pages.wave import Wave
from aftershock.pages.wording import Measure, day_of

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """From at least `low` to at most `high`; None is open."""

    low: Decimal | None
    high: Decimal | None

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(
            (self.low or ZERO) + (other.low or ZERO),
            None if self.high is None or other.high is None else self.high + other.high,
        )

    def over(self, other: Bounds) -> Bounds:
        """The bounds of a whole, given its own and those of a part of it."""
        return Bounds(
            max(self.low or ZERO, other.low or ZERO),
            None if self.high is None or other.high is None else max(self.high, other.high),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """What one body is known to have on a measure."""

    name: str
    bounds: Bounds
    question: Question
    claims: tuple[Claim, ...]
    """The claims it rests on, most reliable first."""


@dataclass(frozen=True, slots=True)
class Total:
    """A measure's sum at one time."""

    bounds: Bounds
    bodies: int
    """How many bodies it is summed over, subsidiaries under their parent."""
    parts: tuple[Standing, ...]


def bounds(claim: Claim) -> Bounds:
    """What a claim allows. 超过 leaves the upper side open, 不到 the lower."""
    low = claim.low if claim.low is not None else claim.value
    high = claim.high if claim.high is not None else claim.value
    if claim.comparison in (">", ">=") and claim.high is None:
        return Bounds(low, None)
    if claim.comparison in ("<", "<=") and claim.low is None:
        return Bounds(None, high)
    return Bounds(low, high)


def counts(claim: Claim) -> bool:
    """Whether a claim still counts: not superseded, not about what is yet to come, with a number."""
    known = (claim.value, claim.low, claim.high) != (None, None, None)
    return known and claim.superseded is None and claim.certainty not in ("planned", "expected", "risk")


def belongs(question: Question, measure: Measure) -> bool:
    """Whether a question's figures are of a measure."""
    return question.role in measure.roles and (measure.unit is None or question.unit == measure.unit)


def _merged(claims: Sequence[Claim]) -> Bounds:
    all_bounds = [bounds(claim) for claim in claims]
    lows = [b.low for b in all_bounds if b.low is not None]
    highs = [b.high for b in all_bounds if b.high is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    if any(b.high is None for b in all_bounds) and (
        high is None or any(b.low is not None and b.low >= high for b in all_bounds)
    ):
        high = None  # "More than X" is open unless another source gives a larger figure.
    return Bounds(low, high)


def standings(wave: Wave, measure: Measure, until: date | None = None) -> dict[str, Standing]:
    """Name id → its latest standing, from what had been published by the end of a day."""
    found: dict[str, tuple[tuple[date, date, Decimal], Standing]] = {}
    for question in wave.questions:
        if not (belongs(question, measure) and wave.is_company(question.name)):
            continue
        known = [c for c in question.claims if counts(c) and _published_by(c, until)]
        if not known:
            continue
        standing = Standing(question.name or "", _merged(known), question, tuple(known))
        told = max((day_of(c.published) or date.min for c in known), default=date.min)
        order = (question.as_of or told, told, standing.bounds.high or standing.bounds.low or ZERO)
        before = found.get(standing.name)
        if before is None or order > before[0]:
            found[standing.name] = (order, standing)
    return {name: standing for name, (_, standing) in found.items()}


def _published_by(claim: Claim, until: date | None) -> bool:
    day = day_of(claim.published)
    return until is None or (day is not None and day <= until)


def total(wave: Wave, measure: Measure, until: date | None = None) -> Total | None:
    """The sum over bodies; None when no body has said anything, or when the measure is not one to add."""
    parts = standings(wave, measure, until)
    if not parts or not measure.summed:
        return None
    children: dict[str, list[str]] = defaultdict(list)
    for child, parent in sorted(wave.parents.items()):
        children[parent].append(child)

    def family(name: str) -> Bounds | None:
        below = [b for child in children[name] if (b := family(child)) is not None]
        inner = _sum(below) if below else None
        own = parts[name].bounds if name in parts else None
        return own.over(inner) if own and inner else own or inner

    tops = {_top(name, wave) for name in parts}
    summed = _sum([b for top in sorted(tops) if (b := family(top)) is not None])
    ordered = sorted(parts.values(), key=lambda s: (-(s.bounds.high or s.bounds.low or ZERO), s.name))
    return Total(summed, len(tops), tuple(ordered))


def _top(name: str, wave: Wave) -> str:
    while name in wave.parents:
        name = wave.parents[name]
    return name


def _sum(several: Sequence[Bounds]) -> Bounds:
    whole = several[0]
    for one in several[1:]:
        whole = whole + one
    return whole


def at_large(wave: Wave, measure: Measure) -> tuple[tuple[Question, Claim], ...]:
    """What is said of no body by name but of all: each claim that counts, newest first."""
    found = [
        (question, claim)
        for question in wave.questions
        if belongs(question, measure) and (question.name not in wave.names or not measure.summed)
        for claim in question.claims
        if counts(claim)
    ]
    found.sort(key=lambda pair: ((day_of(pair[1].published) or date.min), pair[1].id), reverse=True)
    return tuple(found)
