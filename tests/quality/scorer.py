"""How well documents are read: what a text states, as marked, against what the reader gives.

A figure is right when it overlaps the marked one and has its number and unit; a day when it has the same first and last
day; a name when one of its forms is one of the marked ones. Key figures are right only with role and subject; of the
subjects that are given to them those are wrong that the marking gives to somebody else or to nobody. Rows that the
marking calls vague or a fraction, and what the reader calls ordinal, duration or fraction, are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from aftershock.extract import extract
from aftershock.model import EventFound, Facts, Mention
from aftershock.vocabulary import load_vocabulary
from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.reading import read
from tests.quality.corpus import page
from tests.quality.marking import Marked, Row

KEYS_ONLY = "key figures"
"""Head field "marked" of the short articles in keys/: nothing else of them is marked."""
NO_ORGANISATION = ("person", "product")
NOT_COUNTED = frozenset({"ordinal", "duration", "fraction"})
_FROZEN = re.compile(r"\bfrozen\b")
_HIT = re.compile(
    r"\b(stores|shops|sites|accounts|sellers|brands|firms)\b"
    r".*\b(closed|banned|hit|stopped|suspended|taken down|blocked)\b"
)
Place = tuple[int, int]


@dataclass
class Tally:
    """One row of the table."""

    wanted: int = 0
    right: int = 0
    """Of the wanted ones."""
    given: int = 0
    good: int = 0
    """Of the given ones."""
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return 100 * self.right / self.wanted if self.wanted else 100.0

    @property
    def precision(self) -> float:
        return 100 * self.good / self.given if self.given else 100.0

    @property
    def f1(self) -> float:
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0

    def want(self, right: bool, what: str) -> None:
        self.wanted += 1
        self.right += right
        if not right:
            self.missed.append(what)

    def give(self, good: bool, what: str) -> None:
        self.given += 1
        self.good += good
        if not good:
            self.wrong.append(what)


def score(documents: Iterable[Marked]) -> dict[str, Tally]:
    """The table over documents: row name → tally."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    vocabulary = load_vocabulary(None)
    for document in documents:
        article = read(capture(document))
        facts = extract(article, vocabulary)
        compare = _Comparison(document, article, facts, tallies)
        compare.keys()
        if document.head.get("marked") == KEYS_ONLY:
            continue
        _document(document, article, tallies)
        compare.figures()
        compare.days()
        compare.organisations()
        compare.persons()
        compare.ties()
        compare.events()
    return dict(tallies)


def capture(document: Marked) -> Capture:
    """The document as if it were a file of one's own."""
    return Capture("local", "file", "urn:test:" + document.name, datetime(2030, 1, 1, tzinfo=UTC),
                   body=page(document).encode(), meta={"filename": document.name + ".md"})  # fmt: skip


def _document(document: Marked, article: Article, tallies: dict[str, Tally]) -> None:
    read_lines = article.text.split("\n")
    for line in document.text.split("\n"):
        tallies["paragraphs"].want(line in read_lines, f"{document.name}: {line[:40]}")
    for line in read_lines:
        tallies["paragraphs"].give(line in document.text.split("\n"), f"{document.name}: {line[:40]}")
    head = document.head
    tallies["title"].want(article.title == head["title"], f"{document.name}: {article.title}")
    same = article.published == datetime.fromisoformat(head["published"])
    tallies["published"].want(same, f"{document.name}: {article.published}")


class _Comparison:
    """One document's marks and what was read from it."""

    def __init__(self, document: Marked, article: Article, facts: Facts, tallies: dict[str, Tally]) -> None:
        self.name, self.rows, self.facts, self.tallies = document.name, document.rows, facts, tallies
        self._moved = dict(_line_shifts(article.text, document.text))
        self.mentions = [(m, place) for m in facts.mentions if (place := self._place(m))]
        self.events_read = [(e, place) for e in facts.events if (place := self._place(e))]

    def _place(self, found: Mention | EventFound) -> Place | None:
        """Where something read stands in the marked text; None in a line that is not part of it."""
        at = max((start for start in self._moved if start <= found.start), default=None)
        shift = self._moved[at] if at is not None else None
        return None if shift is None else (found.start + shift, found.end + shift)

    def of(self, *kinds: str) -> list[Row]:
        return [row for row in self.rows if row["kind"] in kinds]

    def figures(self) -> None:
        for label, kinds in (
            ("money", ("money",)),
            ("counts", ("count", "headcount")),
            ("percentages", ("percentage",)),
        ):
            rows = self.of(*kinds)
            given = [(m, place) for m, place in self.mentions if m.kind in kinds]
            for row in rows:
                hits = [m for m, place in given if _overlap(place, row)]
                if not (row.get("vague") or row.get("fraction")):
                    right = any(_same_figure(m, row) for m in hits)
                    self.tallies[label].want(right, f"{self.name}: {_told(row)} got {[_shown(m) for m in hits]}")
                self._meaning(row, [m for m in hits if _same_figure(m, row)])
            for mention, place in given:
                if mention.flags & NOT_COUNTED:
                    continue
                over = [row for row in rows if _overlap(place, row)]
                good = any(row.get("vague") or row.get("fraction") or _same_figure(mention, row) for row in over)
                self.tallies[label].give(good, f"{self.name}: {_shown(mention)} in {mention.text!r}")

    def keys(self) -> None:
        """Key figures: what they are and whose; and how many of the subjects that are given are right."""
        kinds = ("money", "count", "headcount", "percentage")
        rows = [row for row in self.of(*kinds) if _is_key(row["kind"], row.get("role"))]
        given = [(m, place) for m, place in self.mentions if m.kind in kinds]
        for row in rows:
            hits = [m for m, place in given if _overlap(place, row) and _same_figure(m, row)]
            if not row.get("vague"):
                self._key(row, [m for m in hits if _same_role(m.role, row["role"])])
        for mention, place in given:
            if not _is_key(mention.kind, mention.role) or mention.flags & NOT_COUNTED:
                continue
            over = [row for row in rows if _overlap(place, row)]
            told = f"{self.name}: {mention.text} [{mention.role} / {mention.subject}]"
            self.tallies["key figures"].give(bool(over), told)
            if mention.subject and over:
                right = any(row.get("subject") and self._same_name(mention.subject, row["subject"]) for row in over)
                self.tallies["key subjects"].give(right, told)

    def _key(self, row: Row, hits: Sequence[Mention]) -> None:
        """One marked key figure; `hits` have its number and role."""
        subject = row.get("subject")
        whole = any(self._same_name(m.subject, subject) for m in hits)
        told = f"{self.name}: {_told(row)} [{row['role']} / {subject}] got {[(m.role, m.subject) for m in hits]}"
        self.tallies["key figures"].want(whole, told)
        if subject:
            self.tallies["key subjects"].want(whole, told)

    def _meaning(self, row: Row, hits: Sequence[Mention]) -> None:
        """Role, subject and speaker of figures that were read right."""
        role, subject = row.get("role"), row.get("subject")
        told = f"{self.name}: {_told(row)} [{role} / {subject}] got {[(m.role, m.subject) for m in hits]}"
        if role and hits:
            self.tallies["roles"].want(any(_same_role(m.role, role) for m in hits), told)
        if row.get("source") and hits:
            right = any(self._same_name(m.speaker, row["source"]) for m in hits)
            said = f"{self.name}: {_told(row)} says {row['source']} got {[m.speaker for m in hits]}"
            self.tallies["speakers"].want(right, said)
        if subject and hits:
            self.tallies["subjects"].want(any(self._same_name(m.subject, subject) for m in hits), told)

    def _same_name(self, given: str | None, wanted: str | None) -> bool:
        """The same name, or two forms of one."""
        if wanted is None:
            return True
        forms = [{row["value"], *row["aliases"]} for row in self.of("organisation")]
        return given is not None and (
            _plain(wanted)[:4] in _plain(given) or any({given, wanted} <= form for form in forms)
        )

    def days(self) -> None:
        rows, given = self.of("date"), [(m, place) for m, place in self.mentions if m.kind == "date" and m.from_]
        for row in rows:
            hits = [(str(m.from_), str(m.to) if m.to else None) for m, place in given if _overlap(place, row)]
            right = (row["from"], row["to"]) in hits
            self.tallies["dates"].want(right, f"{self.name}: {row['text']} = {row['from']}..{row['to']} got {hits}")
        for mention, place in given:
            good = any(_overlap(place, row) and row["from"] == str(mention.from_) for row in rows)
            self.tallies["dates"].give(good, f"{self.name}: {mention.text} = {mention.from_}..{mention.to}")

    def organisations(self) -> None:
        read_names = [n for n in self.facts.names if n.kind not in NO_ORGANISATION]
        forms = [{_plain(n.name), *map(_plain, n.aliases)} for n in read_names]
        marked = [{_plain(row["value"]), *map(_plain, row["aliases"])} for row in self.of("organisation")]
        for row, wanted in zip(self.of("organisation"), marked, strict=True):
            self.tallies["organisations"].want(any(wanted & form for form in forms), f"{self.name}: {row['value']}")
        for name, form in zip(read_names, forms, strict=True):
            self.tallies["organisations"].give(any(form & wanted for wanted in marked), f"{self.name}: {name.name}")

    def persons(self) -> None:
        wanted = {row["value"] for row in self.of("person")}
        given = {n.name for n in self.facts.names if n.kind == "person"}
        for name in sorted(wanted):
            self.tallies["persons"].want(name in given, f"{self.name}: {name}")
        for name in sorted(given):
            self.tallies["persons"].give(name in wanted, f"{self.name}: {name}")

    def ties(self) -> None:
        forms = [{_plain(n.name), *map(_plain, n.aliases)} for n in self.facts.names]
        for row in self.of("alias"):
            both = {_plain(row["subject"]), _plain(row["value"])}
            self.tallies["aliases"].want(
                any(both <= form for form in forms), f"{self.name}: {row['subject']} = {row['value']}"
            )
        rows = self.of("relation")
        for row in rows:
            right = any(self._same_tie(row, r.parent, r.child) for r in self.facts.relations)
            self.tallies["relations"].want(right, f"{self.name}: {row['subject']} > {row['value']}")
        for found in self.facts.relations:
            good = any(self._same_tie(row, found.parent, found.child) for row in rows)
            self.tallies["relations"].give(good, f"{self.name}: {found.type}: {found.parent} > {found.child}")

    def _same_tie(self, row: Row, parent: str, child: str) -> bool:
        return self._same_body(parent, row["subject"]) and self._same_body(child, row["value"])

    def _same_body(self, given: str, wanted: str) -> bool:
        forms = [{row["value"], *row["aliases"]} for row in self.of("organisation")]
        return given == wanted or any({given, wanted} <= form for form in forms)

    def events(self) -> None:
        rows = self.of("event")
        for row in rows:
            hits = [e for e, place in self.events_read if _overlap(place, row)]
            right = [e for e in hits if e.type in row["types"]]
            told = f"{self.name}: {row['value']} {row['text'][:36]}"
            self.tallies["events"].want(bool(right), f"{told} got {[e.type for e in hits]}")
            if right:
                unsaid = bool(row.get("certainty") or row.get("negated"))
                held = any(bool(e.certainty or e.negated) == unsaid for e in right)
                self.tallies["event certainty"].want(held, f"{told} got {[(e.certainty, e.negated) for e in right]}")
                same_day = any(str(e.date) == str(row["date"]) for e in right)
                got_days = [str(e.date) for e in right]
                self.tallies["event dates"].want(same_day, f"{told} on {row['date']} got {got_days}")
        for event, place in self.events_read:
            good = any(_overlap(place, row) and event.type in row["types"] for row in rows)
            self.tallies["events"].give(good, f"{self.name}: {event.type} {event.text[:36]}")


def _line_shifts(read_text: str, marked: str) -> Iterator[tuple[int, int | None]]:
    """For the start of each line read, how far on it stands in the marked text; None for a line that is not there."""
    places: dict[str, list[int]] = defaultdict(list)
    for line, start in _lines(marked):
        places[line].append(start)
    for line, start in _lines(read_text):
        same = places.get(line)
        yield start, (same.pop(0) if len(same) > 1 else same[0]) - start if same else None


def _lines(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for line in text.split("\n"):
        yield line, at
        at += len(line) + 1


def _overlap(place: Place, row: Row) -> bool:
    return bool(place[0] < row["end"] and row["start"] < place[1])


def _same_figure(mention: Mention, row: Row) -> bool:
    """The same number, or both ends of the same range, and for money the same currency, for points no per cent."""
    if row.get("value") is not None:
        number = _same_number(mention.value, row["value"])
    else:
        number = _same_number(mention.low, row["low"]) and _same_number(mention.high, row["high"])
    if row["kind"] == "money":
        free = bool(row.get("implied_currency"))
        return number and (mention.unit == row["unit"] or (free and mention.unit in (None, "CNY")))
    return number and (row["kind"] != "percentage" or (mention.unit == "pp") == (row["unit"] == "pp"))


def _same_number(given: Decimal | None, wanted: float) -> bool:
    return given is not None and abs(float(given) - wanted) <= 1e-6 * max(1.0, abs(wanted))


def _is_key(kind: str, role: str | None) -> bool:
    """Whether a figure is one of those that the program exists for."""
    return bool({"money": _FROZEN, "count": _HIT}.get(kind, _HIT).search(role or ""))


def _same_role(given: str | None, wanted: str) -> bool:
    """The same role, or one of a frozen or banned kind that differs in words only."""
    if given is None:
        return False
    if "frozen" in wanted:
        return "frozen" in given
    thing = wanted.split(" ")[0]
    if _HIT.search(wanted):
        return given.startswith(thing) and bool(_HIT.search(given))
    return given == wanted or given.split(" of ")[0] == wanted


def _plain(name: str) -> str:
    return re.sub(r"[\s“”\"'《》（）()]", "", name).lower()


def _told(row: Row) -> str:
    number = row["value"] if row.get("value") is not None else f"{row.get('low')}..{row.get('high')}"
    return f"{row['text']} = {number} {row.get('unit')}"


def _shown(mention: Mention) -> str:
    number = mention.value if mention.value is not None else f"{mention.low}..{mention.high}"
    return f"{number} {mention.unit}"


MEASURES: dict[str, Callable[[Tally], float]] = {
    "recall": lambda tally: tally.recall,
    "precision": lambda tally: tally.precision,
    "f1": lambda tally: tally.f1,
}


def floors(tallies: dict[str, Tally]) -> dict[str, float]:
    """What floors.json holds: "money f1" → 98.73. Rows of which nothing is given have a recall only."""
    kept: dict[str, float] = {}
    for name, tally in tallies.items():
        for measure, value in MEASURES.items():
            if tally.given or measure == "recall":
                kept[f"{name} {measure}"] = round(value(tally), 2)
    return kept


def table(tallies: dict[str, Tally]) -> str:
    """The table as printed."""
    lines = [f"{'row':<16}{'wanted':>8}{'right':>8}{'given':>8}{'recall':>9}{'precision':>11}{'F1':>8}"]
    for name, t in tallies.items():
        given = (
            f"{t.given:>8}{t.recall:>9.1f}{t.precision:>11.1f}{t.f1:>8.1f}" if t.given else f"{'':>8}{t.recall:>9.1f}"
        )
        lines.append(f"{name:<16}{t.wanted:>8}{t.right:>8}{given}")
    return "\n".join(lines)


def lost(tally: Tally) -> list[str]:
    """What a row misses and gives wrongly, one line each."""
    return [f"missed {one}" for one in tally.missed] + [f"wrong  {one}" for one in tally.wrong]


def as_rows(tallies: dict[str, Tally]) -> dict[str, Any]:
    """For --json."""
    return {name: {measure: value(t) for measure, value in MEASURES.items()} for name, t in tallies.items()}
