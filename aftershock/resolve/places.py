"""One filing, many places: what the exchanges, their common site and the mirrors of it hold is one document.

Texts that are nearly the same were found before (reprints). Here follow filings whose texts differ more, a web text
from a PDF's or a cut one: those with the same file, and those of one code, title and day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise

from aftershock.resolve.filings import Filing
from aftershock.resolve.reprints import Sketch, held

HELD = 0.7
"""Share of the shorter text's characters in clauses of the longer from which two texts of one code, title and day are
one filing. Two letters, or two pledges, of one day bear one title and share their forms of words, seldom as much."""
THIN = 100
"""Texts of fewer characters are missing or a remnant: there is nothing to compare."""

Key = tuple[str, str, str]


def places(sketches: Iterable[Sketch], copies: Mapping[str, str]) -> dict[str, str]:
    """Document → the original of its group. `copies` is what the texts alone gave; groups are only joined."""
    known = {one.document: one for one in sorted(sketches, key=lambda item: item.order)}
    groups = _Groups(known, copies)
    for same in _by_content(known.values()):
        for one, other in pairwise(same):
            groups.join(one, other)
    buckets = [bucket for bucket in _by_title(known.values()).values() if len(bucket) > 1]
    _join_held(buckets, groups)
    _join_thin(buckets, groups)
    return groups.originals()


class _Groups:
    """Groups of documents, each known by the document that it was begun with."""

    def __init__(self, known: Mapping[str, Sketch], copies: Mapping[str, str]) -> None:
        self.of = {document: copies.get(document, document) for document in known}
        self.members: dict[str, list[Sketch]] = defaultdict(list)
        for document, group in self.of.items():
            self.members[group].append(known[document])

    def join(self, one: Sketch, other: Sketch) -> None:
        kept, gone = sorted((self.of[one.document], self.of[other.document]))
        if kept != gone:
            for member in self.members[gone]:
                self.of[member.document] = kept
            self.members[kept] += self.members.pop(gone)

    def sources(self, one: Sketch) -> set[str]:
        """Where the filings of a document's group stand."""
        return {member.source for member in self.members[self.of[one.document]] if member.filing}

    def originals(self) -> dict[str, str]:
        return {
            member.document: original
            for group in self.members.values()
            for original in (_original(group),)
            for member in group
            if member.document != original
        }


def _original(group: list[Sketch]) -> str:
    """The earliest; of the places of one filing, one of those that publish filings first, however late it is dated."""
    first = min(group, key=lambda one: one.order)
    if first.filing is None:
        return first.document
    same = [one for one in group if one.filing and _meet(first.filing, one.filing)]
    return min(same or [first], key=lambda one: (one.filing is None or one.filing.mirror, one.order)).document


def _meet(one: Filing, other: Filing) -> bool:
    return one.code == other.code and bool(one.days & other.days)


def _by_content(sketches: Iterable[Sketch]) -> Iterable[list[Sketch]]:
    found: dict[str, list[Sketch]] = defaultdict(list)
    for one in sketches:
        if one.content:
            found[one.content].append(one)
    return found.values()


def _by_title(sketches: Iterable[Sketch]) -> dict[Key, list[Sketch]]:
    """Filings by code, title and day; those that may bear two days under both."""
    filings = [(one, one.filing) for one in sketches if one.filing]
    shorts: dict[str, set[str]] = defaultdict(set)
    for _, about in filings:
        if about.short:
            shorts[about.code].add(about.short)
    found: dict[Key, list[Sketch]] = defaultdict(list)
    for one, about in filings:
        title = _without(about.title, shorts[about.code])
        for day in sorted(about.days):
            found[about.code, title, day].append(one)
    return found


def _without(title: str, shorts: Iterable[str]) -> str:
    """A title without a short name that has no colon behind it: some other place has written it with one."""
    for short in sorted(shorts, key=lambda name: (-len(name), name)):
        rest = title.removeprefix(short)
        if rest not in ("", title):
            return rest
    return title


def _join_held(buckets: Iterable[list[Sketch]], groups: _Groups) -> None:
    """Join what one text holds of the other, the closest first.

    A place lists a filing once: two of one place are two filings, such as two letters of a day, and what is the same as
    one of them is not the same as the other.
    """
    pairs = {
        (one.document, other.document): (-held(one, other), one.order, other.order, one, other)
        for bucket in buckets
        for one, other in combinations((sketch for sketch in bucket if sketch.size >= THIN), 2)
        if one.source != other.source
    }
    for share, *_, one, other in sorted(pairs.values(), key=lambda pair: pair[:3]):
        if -share >= HELD and groups.sources(one).isdisjoint(groups.sources(other)):
            groups.join(one, other)


def _join_thin(buckets: Iterable[list[Sketch]], groups: _Groups) -> None:
    """Join texts too short to compare to the one filing that they can be; where there are two, they stay apart."""
    mates: dict[str, dict[str, Sketch]] = defaultdict(dict)
    for bucket in buckets:
        for one in bucket:
            if one.size < THIN:
                mates[one.document] |= {other.document: other for other in bucket}
    found: list[tuple[Sketch, Sketch]] = []
    for document, near in mates.items():
        seen = {(one.source, groups.of[one.document]) for one in near.values()}
        full = [one for one in near.values() if one.size >= THIN]
        if len({groups.of[one.document] for one in full}) == 1 and len({source for source, _ in seen}) == len(seen):
            found.append((full[0], near[document]))
    for one, other in found:
        groups.join(one, other)
