"""From sightings to names: spread over the text, overlaps settled, forms of one name joined."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from aftershock.extract.aliases import Introductions
from aftershock.extract.borders import proper
from aftershock.extract.cutting import Cuts, tag
from aftershock.extract.lore import KnownName, Lore
from aftershock.extract.sightings import Sighting
from aftershock.model import NameFound, NameKind, Trace

ST = re.compile(r"^\*?S?\*?ST")
REGISTERED = re.compile(
    r"(?:集团)?(?:股份有限公司|有限责任公司|有限公司|集团公司|股份公司|总公司|分公司|公司|（集团）|（中国）|\(中国\)|\(集团\))$"
)


def stands_alone(text: str, start: int, end: int, cuts: Cuts) -> bool:
    """Whether no letter or word goes on over the name's borders."""
    first, last = text[start], text[end - 1]
    if first.isascii() and first.isalnum() and start and text[start - 1].isascii() and text[start - 1].isalnum():
        return False
    if last.isascii() and last.isalpha() and end < len(text) and text[end].isascii() and text[end].isalpha():
        return False
    if first.isascii() or (end - start > 2 and last not in "行国业部委局会院网社"):
        # Of three letters and more only those that another word may go on with, as 中国银行|业, need the cutter.
        return True
    return cuts.is_edge(start) and cuts.is_edge(end)


def together(
    text: str,
    found: Sequence[Sighting],
    introduced: Introductions,
    forms: Mapping[str, KnownName],
    cuts: Cuts,
    words: Lore,
) -> tuple[NameFound, ...]:
    """Names from sightings: spread over the text, overlaps settled, forms of one name joined."""
    best: dict[str, Sighting] = {}
    for sighting in sorted(found, key=lambda s: (s.start, s.end)):
        form = text[sighting.start : sighting.end]
        if form not in best or _rank(sighting) < _rank(best[form]):
            best[form] = sighting
    for form, sighting in list(best.items()):
        for core in _cores(form, sighting.kind, sighting.rule, words):
            best.setdefault(core, Sighting(0, 0, sighting.kind, "names/core", form))
    spans = [(s.start, s.end) for s in found]
    for form in [form for form, sighting in best.items() if sighting.spread]:
        for start, end in _everywhere(text, form):
            if stands_alone(text, start, end, cuts):
                spans.append((start, _extended(text, start, end, best, cuts, words)))
    spans += _family_names(text, best, cuts)
    kept = _settle(span for span in spans if not _in_law(text, *span))
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in kept:
        places[text[start:end]].append((start, end))
    return _grouped(places, best, introduced, forms, words)


HOLDS = ("控股子公司", "控股孙公司", "控股股东", "控股公司", "控股权", "股份有限", "股份公司")
"""Words that begin like an ending and are none: 甲乙|控股子公司."""


def _everywhere(text: str, form: str) -> Iterator[tuple[int, int]]:
    """All places of a form. One search each: a document teaches a few dozen forms at most."""
    start = text.find(form)
    while start >= 0:
        yield start, start + len(form)
        start = text.find(form, start + len(form))


def _extended(text: str, start: int, end: int, best: dict[str, Sighting], cuts: Cuts, words: Lore) -> int:
    """A short name goes on over a company word right behind it: 甲乙 is known, 甲乙科技 stands here."""
    known, ending = best[text[start:end]], words.endings.at(text, end)
    if REGISTERED.search(text, start, end) or text.startswith(HOLDS, end):
        return end
    if known.kind not in FIRMS or ending is None or ending[1].strength != "short" or not cuts.is_edge(ending[0]):
        return end
    best.setdefault(
        text[start : ending[0]], Sighting(start, ending[0], known.kind, "names/extended", text[start:end], spread=False)
    )
    return ending[0]


FIRMS = frozenset(["company", "listed company", "seller", "supplier", "customer", "service provider"])


def _rank(sighting: Sighting) -> int:
    """Which rule's word counts for a form's kind: what the text says outright before what looks like it."""
    order = (
        "names/known",
        "names/code",
        "names/filing head",
        "names/ending",
        "names/introduced",
        "names/former",
        "names/department",
        "names/title marks",
        "persons/title",
        "persons/marked",
        "persons/foreign",
        "names/list",
        "names/quoted",
        "names/short ending",
        "persons/speaks",
    )
    return order.index(sighting.rule) if sighting.rule in order else len(order)


@lru_cache(maxsize=4096)
def _cores(form: str, kind: NameKind, rule: str, words: Lore) -> tuple[str, ...]:
    """Short names hidden in a registered one: 深圳市甲乙科技有限公司 → 甲乙科技, 甲乙."""
    if kind == "hospital":
        place = words.place_at(form, 0)
        return (form[place:],) if place > 0 and len(form) - place > 4 and not _common(form[place:], words) else ()
    if kind not in (*FIRMS, "investor") or rule == "names/known":
        return ()
    stem = REGISTERED.sub("", ST.sub("", form))
    start = words.place_at(stem, 0)
    stem = stem[start:] if len(stem) - start >= 2 else stem
    found = []
    while True:
        if len(stem) >= 2 and stem != form and not _common(stem, words):
            found.append(stem)
        ending = words.trailing.search(stem, max(1, len(stem) - 6))
        if ending is None or ending.start() < 2:
            return tuple(found)
        stem = stem[: ending.start()]


def _common(stem: str, words: Lore) -> bool:
    """Whether a core is a word or phrase of the language, which would be found where no name is meant."""
    if words.ordinary(stem) or stem in words.inside or not 1 < len(stem) < 9:
        return True
    return proper(stem, 0, len(stem), Cuts(stem), words) < 0.5


LAW = re.compile(r"(?:规则|办法|准则|条例|规定|法|指引|细则|指南|规范|公约)(?:[（(][^（）()》]*[）)])?》")


def _in_law(text: str, start: int, end: int) -> bool:
    """Whether the name is part of a law's or rule's title: 《上海证券交易所股票上市规则》 speaks of the rule."""
    line = text.rfind("\n", 0, start) + 1
    opening = text.rfind("《", max(line, start - 60), start)
    if opening < 0 or text.find("》", opening, start) >= 0:
        return False
    closing = text.find("》", end, end + 60)
    return closing > end and LAW.search(text, end, closing + 1) is not None and "关于" not in text[opening:closing]


def _family_names(text: str, best: dict[str, Sighting], cuts: Cuts) -> list[tuple[int, int]]:
    """Places where a foreign person is named by the last part alone."""
    spans: list[tuple[int, int]] = []
    for form, sighting in list(best.items()):
        last = form.rpartition("·")[2]
        if sighting.kind == "person" and last != form and len(last) >= 2 and not tag(last):
            for found in re.finditer(re.escape(last), text):
                if cuts.is_edge(found.start()):
                    spans.append(found.span())
                    best.setdefault(last, Sighting(*found.span(), "person", "persons/family name", form))
    return spans


def _settle(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of overlapping spans the longest stays, of equally long ones the first."""
    kept: list[tuple[int, int]] = []
    taken: set[int] = set()
    for start, end in sorted(set(spans), key=lambda span: (span[0] - span[1], span[0])):
        if end > start and start not in taken and end - 1 not in taken:
            kept.append((start, end))
            taken.update(range(start, end))
    return sorted(kept)


def _grouped(
    places: dict[str, list[tuple[int, int]]],
    best: dict[str, Sighting],
    introduced: Introductions,
    forms: Mapping[str, KnownName],
    words: Lore,
) -> tuple[NameFound, ...]:
    """One NameFound for all forms of a name."""
    root = {form: form for form in places}

    def top(form: str) -> str:
        while root[form] != form:
            form = root[form]
        return form

    def join(one: str, other: str) -> None:
        if one in root and other in root:
            first, second = sorted((top(one), top(other)), key=lambda f: (-len(f), f))
            root[second] = first

    former: dict[str, set[str]] = defaultdict(set)
    for link in introduced.links:
        join(link.full, link.short)
        if link.type == "former":
            former[link.full].add(link.short)
    identities: dict[str, str] = {}
    for form in places:
        if form in forms:
            join(form, identities.setdefault(forms[form].name, form))
    owners: dict[str, set[str]] = defaultdict(set)
    for form in places:
        for core in _cores(form, best[form].kind, best[form].rule, words):
            if core in places and best[form].kind != "person":
                owners[core].add(top(form))
    for core, tops in owners.items():
        if len({top(one) for one in tops}) == 1:
            join(core, next(iter(tops)))
    for form in places:
        if best[form].kind == "person" and best[form].rule == "persons/family name":
            join(form, best[form].trigger or form)
    codes = {code.name: code.code for code in introduced.codes}
    groups: dict[str, list[str]] = defaultdict(list)
    for form in places:
        groups[top(form)].append(form)
    result = [_name(group, places, best, former, codes, forms) for group in groups.values()]
    return tuple(sorted(result, key=lambda name: name.mentions[0]))


def _name(
    group: list[str],
    places: dict[str, list[tuple[int, int]]],
    best: dict[str, Sighting],
    former: dict[str, set[str]],
    codes: dict[str, str],
    forms: Mapping[str, KnownName],
) -> NameFound:
    old = {one for form in group for one in former.get(form, ())} & set(group)
    current = [form for form in group if form not in old] or group
    registered = [form for form in current if REGISTERED.search(form)]
    first = _fullest(registered or current)
    code = next((codes[form] for form in sorted(group) if form in codes), None)
    known = next((forms[form] for form in sorted(group) if form in forms), None)
    leader = min((best[form] for form in sorted(group)), key=_rank)
    kind: NameKind = known.kind if known else leader.kind
    code = code or (known.code if known else None)
    if code and kind in ("company", "organisation", "seller", "investor"):
        kind = "listed company"
    mentions = sorted(span for form in group for span in places[form])
    return NameFound(
        name=first,
        kind=kind,
        aliases=tuple(sorted(form for form in group if form != first)),
        code=code,
        mentions=tuple(mentions),
        former=tuple(sorted(old)),
        trace=Trace(leader.rule, leader.trigger),
    )


def _fullest(forms: list[str]) -> str:
    """The longest form in Chinese, else the longest."""
    return max(forms, key=lambda form: (not form.isascii(), len(form), form))
