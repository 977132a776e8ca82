"""From sightings to names: spread over the text, overlaps settled, forms of one name joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.shortforms import FIRMS, REGISTERED, called, cores, grown, rank
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.nameforms.spreading import (
    everywhere,
    extended,
    family_names,
    in_law,
    names_laws,
    settle,
    stands_alone,
)
from aftershock.extract.names.aliases import Introductions
from aftershock.model import KnownName, NameFound, NameKind, Trace


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
    for sighting in sorted(found, key=SPAN):
        form = text[sighting.start : sighting.end]
        other = best.get(form)
        if other is None or (other.rule != sighting.rule and rank(sighting) < rank(other)):
            best[form] = sighting
    whole = {text[start:end] for start, end in settle(set(map(SPAN, found)))}
    for form, sighting in list(best.items()):
        if form not in whole:
            continue  # 杭州富阳, which stands but in 杭州富阳农发养殖有限公司
        for core in cores(form, sighting.kind, sighting.rule, words):
            best.setdefault(_core(text, form, core), Sighting(0, 0, sighting.kind, "names/core", form))
        if (
            sighting.rule == "names/ending"
            and sighting.kind in FIRMS
            and (again := called(text, form, words)) is not None
        ):
            best.setdefault(_core(text, form, again), Sighting(0, 0, sighting.kind, "names/core", form))
    spans = list(map(SPAN, found))
    for form in [form for form, sighting in best.items() if sighting.spread]:
        for start, end in everywhere(text, form):
            if stands_alone(text, start, end, cuts):
                spans.append((start, extended(text, start, end, best, cuts, words)))
    spans += family_names(text, best, cuts)
    laws = names_laws(text)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in settle([span for span in set(spans) if not (laws and in_law(text, *span))]):
        places[text[start:end]].append((start, end))
    return _grouped(text, places, best, introduced, forms, words)


SPAN: Callable[[Sighting], tuple[int, int]] = attrgetter("start", "end")
LONGER = ("names/in full", "names/doubled")
"""Rules that give more letters than the name they tell of has."""
OWNED = re.compile(
    r"(?:子公司|孙公司|附属公司|全资附属|全资拥有|全资持有|旗下的?|下属(?:公司|企业)?|参股公司|关联公司|合资公司)"
    r"(?:(?:还|现|主要|目前|共)?(?:有|拥有|包括))?[：:—（(“\"]{0,2}"
    r"(?:[\u4e00-\u9fff]{4,24}公司(?:[（(][^（）()\n]{1,30}[）)])?(?:[、和与及]|以及)){0,3}\Z"
)
"""What stands before a firm that bears its parent's name: 甲乙光电全资子公司|安徽甲乙光电有限公司."""


LEGAL = re.compile(r"(?:股份)?有限(?:责任)?公司\Z")
"""What a name is without is the same body's: 甲乙集团|有限公司."""


def _core(text: str, form: str, core: str) -> str:
    """What a registered name is called for short in this text, by one of its cores."""
    return grown(text, form, core) if len(core) == 2 else core


def _shorter(form: str, words: Lore) -> Iterator[str]:
    """A registered name without its legal form, and without the places that it begins with."""
    if not form.endswith("公司"):
        return
    yield LEGAL.sub("", form)
    yield form[:-2]
    start = 0
    while (place := words.place_at(form, start)) > start:
        start = place
    if 0 < start < len(form) - 6:
        yield form[start:]


def _registered_twice(places: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """A registered name, with that of the same letters but for 有限: 甲乙投资公司, 甲乙投资有限公司."""
    for form in places:
        if form.endswith("有限公司") and (short := f"{LEGAL.sub('', form)}公司") in places and len(short) > 5:
            yield short, form


def _begun(
    places: Mapping[str, object], best: Mapping[str, Sighting], forms: Mapping[str, KnownName], words: Lore
) -> Iterator[tuple[str, str]]:
    """Firms called by the place and the first letters of the one registered name that goes on so: 苏州甲乙."""
    registered = sorted(form for form in places if form.endswith("有限公司"))
    for form in places if registered else ():
        if not 4 <= len(form) <= 6 or form in forms or best[form].kind not in FIRMS:
            continue
        if not 0 < words.place_at(form, 0) <= len(form) - 2:
            continue
        at = bisect_left(registered, form)
        begun = registered[at : at + 2]
        if begun and begun[0].startswith(form) and not (len(begun) > 1 and begun[1].startswith(form)):
            rest = LEGAL.sub("", begun[0])[len(form) :]
            if rest and words.last_words.keys() & {rest[-2:], rest[-3:]}:
                yield form, begun[0]


def _of_group(form: str, core: str) -> bool:
    """Whether a name only begins with its group's: 甲乙集团|湛江丙丁置业有限公司."""
    if not core.endswith("集团") or not form.startswith(core):
        return False
    return LEGAL.sub("", form)[len(core) :] not in ("", "控股", "股份", "公司")


def _anothers(core: str, form: str, places: Mapping[str, object], forms: Mapping[str, KnownName]) -> bool:
    """Whether the core of a name is the short form of another known one that the text names: 甲乙, of 甲乙时代."""
    known = forms.get(core)
    return known is not None and known.name not in (core, form) and known.name in places and form not in forms


def _told_apart(core: str, form: str, told: Mapping[str, str], forms: Mapping[str, KnownName]) -> bool:
    """Whether a text calls a firm by more than the known name in it: 甲（上海）供应链有限公司（下称甲供应链公司）."""
    if core not in forms or form in forms:
        return False
    return any(
        form in (full, short) and short.startswith(core) and len(short) > len(core) + 2 and short not in forms
        for short, full in told.items()
    )


def _child(text: str, form: str, core: str, places: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether a name is told to be the child of what it has its core from, rather than the long form of it."""
    start, first = places[form][0][0], places[core][0][0]
    if first >= start or OWNED.search(text, max(0, start - 80), start) is None:
        return False
    return OWNED.search(text, max(0, first - 80), first) is None  # 甲子公司|甲证券…, 子公司|甲证券有限公司


def _unlisted(form: str, core: str, codes: Mapping[str, str], forms: Mapping[str, KnownName]) -> bool:
    """Whether a name cannot be the long form of a stock's: who is listed in China is a 股份有限公司.

    What is longer than a known stock's name, and no form of it that is known, is another's: 甲乙股份|国际.
    """
    known = forms[core].code if core in forms else None
    code = codes.get(core) or known
    if code is None or len(code) != 6 or form in codes or form in forms or "股份" in form[-6:]:
        return False
    return known is not None or form.endswith(("有限公司", "有限责任公司", "集团"))


def _grouped(
    text: str,
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
        if one != other and one in root and other in root:
            first, second = sorted((top(one), top(other)), key=lambda f: (-len(f), f))
            root[second] = first

    former: dict[str, set[str]] = defaultdict(set)
    told: dict[str, str] = {}
    for link in introduced.links:
        join(link.full, link.short)
        if link.type == "former":
            former[link.full].add(link.short)
        else:
            told[link.short] = link.full
            place = words.place_at(link.full, 0)
            if place and (sited := link.full[:place] + link.short) in root and link.full.startswith(sited):
                join(link.full, sited)  # 青海|甲乙, of 青海甲乙材料有限公司（甲乙）
    identities: dict[str, str] = {}
    for form in places:
        short = _short(best[form], form)
        join(form, short)
        if short in forms:
            join(form, identities.setdefault(forms[short].name, form))
    codes = {code.name: code.code for code in introduced.codes}
    owners: dict[str, set[str]] = defaultdict(set)
    for form in places:
        for stem in (*_shorter(form, words), *cores(form, best[form].kind, best[form].rule, words)):
            core = _core(text, form, stem)
            if (
                core != form
                and core in places
                and not _of_group(form, core)
                and told.get(core, form) == form
                and best[form].kind != "person"
                and not _anothers(core, form, places, forms)
                and not _told_apart(core, form, told, forms)
                and not (
                    _child(text, form, core, places) or (form != f"{core}公司" and _unlisted(form, core, codes, forms))
                )
            ):
                owners[core].add(top(form))
    for form, full in _registered_twice(places):
        join(full, form)
    for form, full in _begun(places, best, forms, words):
        if told.get(form, full) == full:
            join(full, form)
    for core, tops in owners.items():
        if len({top(one) for one in tops}) == 1:
            join(core, next(iter(tops)))
    for form in places:
        if best[form].kind == "person" and best[form].rule == "persons/family name":
            join(form, best[form].trigger or form)
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
    if len(group) == 1 and (alone := _told_once(group[0], places[group[0]], best[group[0]], codes, forms)):
        return alone
    old = {one for form in group for one in former.get(form, ())} & set(group) if former else set()
    group = sorted({_short(best[form], form) for form in group}.union(group))
    first = group[0]
    if len(group) > 1:
        current = [form for form in group if form not in old] or group
        registered = [form for form in current if REGISTERED.search(form) and _told(best, form) not in LONGER]
        first = _fullest(registered or [form for form in current if _told(best, form) not in LONGER] or current)
    code = next((codes[form] for form in group if form in codes), None) if codes else None
    known = next((forms[form] for form in group if form in forms), None)
    leader = min([best[form] for form in group if form in best], key=rank)
    kind: NameKind = known.kind if known else leader.kind
    code = code or (known.code if known else None)
    mentions = sorted([span for form in group for span in places.get(form, ())])
    return NameFound(
        name=first,
        kind=_listed(kind, code),
        aliases=tuple(form for form in group if form != first),
        code=code,
        mentions=tuple(mentions),
        former=tuple(sorted(old)),
        trace=Trace(leader.rule, leader.trigger),
    )


def _told_once(
    form: str, at: list[tuple[int, int]], sighting: Sighting, codes: dict[str, str], forms: Mapping[str, KnownName]
) -> NameFound | None:
    """The name of a form alone, as most are; None where it is called by another besides."""
    if _short(sighting, form) != form:
        return None
    known = forms.get(form)
    code = codes.get(form) or (known.code if known else None)
    kind = _listed(known.kind if known else sighting.kind, code)
    return NameFound(form, kind, (), code, tuple(at), (), Trace(sighting.rule, sighting.trigger))


def _listed(kind: NameKind, code: str | None) -> NameKind:
    """The kind of a body that may have a stock's code."""
    return "listed company" if code and kind in ("company", "organisation", "seller", "investor") else kind


def _short(sighting: Sighting, form: str) -> str:
    """What a body is called but for 公司, or but for its other name behind: those make no name of their own."""
    return sighting.trigger or form if sighting.rule in LONGER else form


def _told(best: dict[str, Sighting], form: str) -> str | None:
    """The rule that tells a form; None for one that only stands in another."""
    return best[form].rule if form in best else None


def _fullest(forms: list[str]) -> str:
    """The longest form in Chinese, else the longest."""
    return max(forms, key=lambda form: (not form.isascii(), len(form), form))
