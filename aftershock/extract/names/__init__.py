"""All bodies, brands and persons of a text, each with every place where it stands.

Rules hold stretches of the text for names (endings, introductions, lists, contexts, persons); what they learn in one
place is looked for everywhere; where two overlap the longer one counts, so that a name inside a longer one does not;
forms that the text links (以下简称, 曾用名) or that are the core of a registered name become one name.

Each rule is a room that yields sightings. What a name is made of and where it begins and ends is asked of `nameforms`;
`grouping` makes the names out of what all rooms saw.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.lookup import Lookup
from aftershock.extract.nameforms.filled import known_ahead, known_inside
from aftershock.extract.nameforms.kinwords import behind_kin
from aftershock.extract.nameforms.lore import USES, Entry, Lore, Use, lore
from aftershock.extract.nameforms.masked import unmasked
from aftershock.extract.nameforms.sightings import Link, Sighting
from aftershock.extract.names import clausefirms, contexts, deeds, persons, quotednames
from aftershock.extract.names.aliases import introductions
from aftershock.extract.names.branches import branches, in_full
from aftershock.extract.names.brandnames import repeated
from aftershock.extract.names.bureaus import bureaus
from aftershock.extract.names.calledfirms import called_firms
from aftershock.extract.names.daughters import daughters
from aftershock.extract.names.dealings import dealings
from aftershock.extract.names.dealtwith import dealt_with
from aftershock.extract.names.departments import departments
from aftershock.extract.names.described import described
from aftershock.extract.names.elsewhere import as_elsewhere
from aftershock.extract.names.endings import endings
from aftershock.extract.names.gazetteer import known_beforehand
from aftershock.extract.names.glossaries import TERMS, explained
from aftershock.extract.names.grouping import together
from aftershock.extract.names.hitsellers import hit_sellers
from aftershock.extract.names.kinclauses import kin_clauses
from aftershock.extract.names.lands import told_of
from aftershock.extract.names.latin import latin
from aftershock.extract.names.latinbrands import latin_brands
from aftershock.extract.names.lineheads import line_heads
from aftershock.extract.names.listings import listings
from aftershock.extract.names.ministries import ministries, police, prosecutors
from aftershock.extract.names.namesakes import namesakes
from aftershock.extract.names.paired import paired
from aftershock.extract.names.parties import parties
from aftershock.extract.names.posts import of_posts
from aftershock.extract.names.premises import premises
from aftershock.extract.names.press import media
from aftershock.extract.names.recurring import recurring
from aftershock.extract.names.sitedfirms import sited
from aftershock.extract.names.standing import standing
from aftershock.extract.names.subjects import subjects
from aftershock.extract.names.traders import traders
from aftershock.model import KnownName, NameFound
from aftershock.vocabulary import Vocabulary

__all__ = ["known_names", "names"]

LOOSE = frozenset(
    f"names/{rule}"
    for rule in (
        "ending",
        "short ending",
        "opening",
        "deed",
        "subject",
        "list",
        "taken",
        "head",
        "stake",
        "party",
        "called a firm",
        "dealing",
        "parent",
        "trade",
    )
)
"""Rules that look for a name's borders themselves."""
OF_MAN = "names/called a firm"
"""The rule whose names a person's may look like: 甲某|公司, what somebody runs."""
LANDED = LOOSE - {"names/ending", OF_MAN}
"""Of these all but those whose names are told in full, with the country that they begin with: 英国甲乙公司."""
HOME = frozenset(["中国", "香港", "澳门", "台湾"])
"""Places that are part of the names that they begin."""
OFFICE = re.compile(
    r"(?:副|常务|执行|高级)*(?:总经理|总裁|总监|首席|CEO|CFO|COO|CTO|董秘|董事|财务总监|联合创始人|合伙人|创始|分析师|研究员|策略师|基金经理|资深分析师|高级分析师|高级研究员)"
)
"""Titles that only a firm gives."""


def names(
    text: str,
    vocabulary: Vocabulary,
    known: frozenset[KnownName] = frozenset(),
    traditional: bool = False,
) -> tuple[NameFound, ...]:
    """Find the names of a text, in order of their first mention.

    `known` are names that other documents hold for certain: they are looked for as the vocabulary's own are.
    `traditional` tells that the text was printed in traditional characters, though it is given in simplified ones.
    """
    words, cuts = lore(vocabulary), Cuts(text)
    others, other_forms = _others(known)
    hits = _by_use(words.entries.find(text))
    mine = [(start, end, entry.known) for start, end, entry in hits["known"] if entry.known]
    lands = told_of((text[start:end] for start, end, _ in hits["sign"]), traditional, words)
    local = [hit for land in lands for hit in land.bodies.find(text)]
    gazetteer = known_beforehand(text, [*mine, *local, *others.find(text)], _places(hits["phrase"]), cuts, words)
    found = list(gazetteer)
    ends = [(start, end, one.ending) for start, end, one in hits["ending"] if one.ending]
    titles, bodies = _places(hits["title"]), _places(hits["body"])
    short, sites = _places(hits["opening"]), _places(hits["place"])
    found += endings(text, ends, cuts, words)
    found += called_firms(text, cuts, words)
    found += list(branches(text, found, cuts, words))
    found += list(in_full(text, found, cuts, words))
    found += departments(text, ((s.start, s.end, s.kind) for s in gazetteer))
    found += ministries(text, sites, words)
    found += list(bureaus(text, found, sites, _places(hits["office"]), cuts, words))
    found += police(text, cuts, words)
    found += prosecutors(text, cuts, words)
    found += media(text, cuts, words)
    found += premises(text, cuts, words)
    found += latin(text, words)
    found += latin_brands(text, words)
    found = [_without_land(text, one, words) if one.rule in LANDED else one for one in found]
    people = list(persons.sightings(text, titles, _places(hits["speech"]), cuts, words))
    introduced = introductions(text, _longest((s.end, s) for s in found), cuts, words)
    if TERMS in text and (terms := list(explained(text, _longest((s.start, s) for s in found)))):
        introduced = replace(
            introduced,
            sightings=(*introduced.sightings, *(form for form, _ in terms)),
            links=(*introduced.links, *(link for _, link in terms if link is not None)),
        )
    if sellers := [one for one in gazetteer if one.rule == "names/local" and one.kind == "seller" and one.trigger]:
        same = (Link(text[one.start : one.end], one.trigger or "") for one in sellers)  # 子公司深圳市|甲乙 is 甲乙
        introduced = replace(introduced, links=(*introduced.links, *same))
    mended = frozenset(introduced.mended)
    found = [sighting for sighting in found if (sighting.start, sighting.end) not in mended]
    found += introduced.sightings
    named = {person.start for person in people}
    men = {text[person.start : person.end] for person in people}
    found = [one for one in found if one.rule != OF_MAN or text[one.start : one.end - 2] not in men]
    offices = [(start, end) for start, end in titles if end in named and OFFICE.match(text, start, end)]
    found += deeds.framed(text, [*bodies, *offices], cuts, words)
    found += deeds.done(text, [(s, e, entry.firm) for s, e, entry in hits["deed"]], cuts, words)
    found += clausefirms.opening(text, short, cuts, words)
    found += clausefirms.inside(text, short, cuts, words)
    found += clausefirms.posted(text, short, cuts, words)
    found += deeds.allied(text, cuts, words)
    found += sited(text, sites, cuts, words)
    found += dealings(text, words)
    found += kin_clauses(text, words)
    found += contexts.headed(text, _places(hits["kin"]), cuts, words)
    found += daughters(text, cuts, words)
    found += namesakes(text, cuts, words)
    found += contexts.taken(text, _places(hits["taking"]), cuts, words)
    found += contexts.stakes(text, cuts, words)
    found += quotednames.side_by_side(text, words)
    found += quotednames.quoted(text, cuts, words)
    found += parties(text, cuts, words)
    found += contexts.of_trade(text, words)
    found += repeated(text, words)
    found += of_posts(text, people, cuts, words)
    found += recurring(text, men, cuts, words)
    found += dealt_with(text, cuts, words)
    found += described(text, sites, cuts, words)
    found += traders(text, cuts, words)
    found += hit_sellers(text, cuts, words)
    found += standing(text, words)
    found += subjects(text, cuts, words)
    found += list(line_heads(text, found, words))
    found += list(paired(text, found, cuts, words))
    found += listings(text, _longest((s.start, s) for s in found), cuts, words, traditional)
    found += people
    found = unmasked(text, found)
    called = frozenset(link.short for link in introduced.links)
    found = [_without_lead(text, one, words, called) if one.rule in LOOSE else one for one in found]
    more = [table for table in (*(land.by_form for land in lands), other_forms) if table]
    forms = ChainMap(words.by_form, *more) if more else words.by_form
    return together(text, found, introduced, forms, cuts, words)


def _without_lead(text: str, sighting: Sighting, words: Lore, called: frozenset[str]) -> Sighting:
    """The sighting from where a known name in it, or a short one that the text introduces, begins to where it ends.

    It is one of a rule in `LOOSE`.
    """
    if sighting.rule != "names/list" and sighting.end - sighting.start > 6:
        sighting = sighting._replace(start=behind_kin(text, sighting.start, sighting.end - 2))
    sighting = _between_kin(text, sighting, words)
    if sighting.rule in LANDED:
        sighting = _without_land(text, sighting, words)
    sighting = as_elsewhere(text, sighting)
    if (
        text[sighting.start] in "如像"
        and sighting.end - sighting.start > 4
        and not tag(text[sighting.start : sighting.start + 2])
    ):
        sighting = sighting._replace(start=sighting.start + 1)  # 多家企业关店，如|甲乙科技
    start = known_inside(text, sighting.start, sighting.end, words, called)
    end = known_ahead(text, start, sighting.end, words)
    return sighting if (start, end) == (sighting.start, sighting.end) else sighting._replace(start=start, end=end)


def _between_kin(text: str, sighting: Sighting, words: Lore) -> Sighting:
    """The sighting without letters that only lead from or to a word of kin: 子公司|甲乙丙|有30个店铺, 甲乙|大|股东."""
    start, end = sighting.start, sighting.end
    if end - start > 2 and (
        (text[end - 1] in "有共" and text[end : end + 1].isdigit())
        or (text[end - 1] == "大" and text.startswith("股东", end))
    ):
        end -= 1
    if text[start] == "有" and text.endswith(("子公司", "旗下"), 0, start) and words.known.at(text, start) is None:
        start += text[end : end + 1] in ("、", "和", "与", "及", "等")  # 子公司有|甲乙教育和丙丁网络
    if end - start > 5 and KIN_BEHIND.match(text, end) and (led := IS_WHOSE.search(text, start + 2, end - 2)):
        start = led.end()  # 甲乙为|丙丁科技|控股的子公司
    return sighting if (start, end) == (sighting.start, sighting.end) else sighting._replace(start=start, end=end)


KIN_BEHIND = re.compile(r"(?:的|之|全资|控股|旗下|下属|间接|直接){0,4}(?:子公司|孙公司|附属公司)")
IS_WHOSE = re.compile(r"[为系]")


def _without_land(text: str, sighting: Sighting, words: Lore) -> Sighting:
    """The sighting without the country that only says where a body is from: 日本|甲乙集团, but not 法国电力集团.

    It is one of a rule in `LANDED`.
    """
    start = sighting.start
    land = words.place_at(text, start)
    known = words.known.at(text, land) if text.startswith(("的", "旗下"), sighting.end) else None
    whole = known is not None and known[0] == sighting.end  # 是德国|西门子的子公司
    if not (start + 1 < land < sighting.end - (1 if whole else 3) and text[start:land] in words.abroad):
        return sighting
    own = text[start:land] in HOME or words.known.at(text, start) is not None
    plain = words.ordinary(text[land : land + 2]) or words.ordinary(text[land : land + 3])
    return sighting if own or (plain and words.known.at(text, land) is None) else sighting._replace(start=land)


Hits = list[tuple[int, int, Entry]]


def _by_use(hits: Iterable[tuple[int, int, Entry]]) -> dict[Use, Hits]:
    """The places of words by what they may be, each in order."""
    used: dict[Use, Hits] = {use: [] for use in USES}
    for hit in hits:
        for use in hit[2].uses:
            used[use].append(hit)
    return used


def _places(hits: Hits) -> list[tuple[int, int]]:
    return [(start, end) for start, end, _ in hits]


def known_names(found: Iterable[NameFound]) -> frozenset[KnownName]:
    """What one document's names give to the reading of others: only those that a rule holds for certain everywhere.

    Persons, departments and names by their context alone stay with their document.
    """
    sure = (
        "names/ending",
        "names/introduced",
        "names/list",
        "names/code",
        "names/filing head",
        "names/special treatment",
        "names/short ending",
        "names/former",
    )
    given: list[KnownName] = []
    for name in found:
        if name.trace and name.trace.rule in sure and name.kind != "person" and len(name.name) >= 2:
            forms = tuple(form for form in name.aliases if not tag(form))
            if not tag(name.name):
                given.append(KnownName(name.name, name.kind, forms, name.code))
    return frozenset(given)


@lru_cache(maxsize=4)
def _others(known: frozenset[KnownName]) -> tuple[Lookup[KnownName], dict[str, KnownName]]:
    """Names of other documents by form; of two names that claim a form the first in order counts."""
    forms: dict[str, KnownName] = {}
    for one in sorted(known, key=lambda k: (k.name, k.kind, k.aliases, k.code or "")):
        for form in (one.name, *one.aliases):
            forms.setdefault(form, one)
    return Lookup(forms.items()), forms


def _longest(found: Iterable[tuple[int, Sighting]]) -> dict[int, Sighting]:
    """The longest sighting at each place, of equally long ones the last."""
    kept: dict[int, Sighting] = {}
    for at, sighting in found:
        other = kept.get(at)
        if other is None or sighting.end - sighting.start >= other.end - other.start:
            kept[at] = sighting
    return kept
