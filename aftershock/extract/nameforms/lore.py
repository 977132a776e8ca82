"""What the vocabulary says of names, made ready for reading: compiled once for each vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from aftershock.extract.language.alternatives import any_of
from aftershock.extract.language.cutting import tag
from aftershock.extract.language.lookup import Lookup
from aftershock.extract.nameforms.chains import Chains, compiled
from aftershock.model import KnownName, NameKind
from aftershock.vocabulary import Offices, Table, Vocabulary, Words

TOWN = re.compile(r"[\u4e00-\u9fff]{2}(?:市|县)(?!场|值|民|区|级|面|价|内|域|政|委|长|属)")
"""A town that the vocabulary does not list."""


SORTS = frozenset("店方车厂商户")
"""With these letters words are made for sorts of firms and goods."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What a name may end in."""

    kind: NameKind
    strength: str
    """full (a registered or official name), short, or faint."""


Use = Literal[
    "known",
    "ending",
    "opening",
    "title",
    "speech",
    "body",
    "firm",
    "deed",
    "place",
    "phrase",
    "kin",
    "taking",
    "office",
    "sign",
]
"""What a word of the vocabulary may be for a rule.

An opening is an ending of firms too common to make a name alone, or a short one; speech is what only a person does, or
a body by its own name; what is for a body or a firm only these do or have; a deed a body, a firm or a person does.
In a phrase a known name's letters name nobody: 绝美的. Kin is what a body is to another (子公司), taking what is
done to one (收购). An office is a kind of them that a short place names, a sign shows of what land a text tells.
"""
USES: tuple[Use, ...] = get_args(Use)


class Entry(NamedTuple):
    """One word of the vocabulary with its uses; the words of all rules are found in one pass."""

    uses: tuple[Use, ...]
    known: KnownName | None
    ending: Ending | None
    faint: bool
    """Whether it is an ending too common to make a name alone."""

    @property
    def firm(self) -> bool:
        """Whether only a firm does or has it."""
        return "firm" in self.uses


class Land(NamedTuple):
    """A land whose bodies are known by names that others have too."""

    name: str
    signs: frozenset[str]
    bodies: Lookup[KnownName]
    by_form: dict[str, KnownName]


@dataclass(frozen=True, slots=True, eq=False)
class Lore:
    """The vocabulary's words for names, in the forms that the rules use."""

    entries: Lookup[Entry]
    """All words that start a rule, found in one pass."""
    endings: Lookup[Ending]
    last_words: dict[str, Ending]
    known: Lookup[KnownName]
    by_form: dict[str, KnownName]
    ambiguous: frozenset[str]
    beside: frozenset[str]
    """Words that are names only where another name of their kind is joined to them."""
    public_ends: frozenset[str]
    """The last two letters of known bodies that are public, or banks: parts of these are named right behind them."""
    concerned: frozenset[str]
    """The names of the companies that the events concern."""
    places: Lookup[str]
    abroad: frozenset[str]
    """Countries, and what speaks of no place in particular: 国际."""
    place_firsts: frozenset[str]
    """The first letters of places."""
    place_heads: frozenset[str]
    """The first two letters of places."""
    place_lasts: frozenset[str]
    """The last letters of places."""
    place_endings: Words
    inside: frozenset[str]
    within: frozenset[str]
    """Adverbs, times and verbs of the language that names have further in, and no name is made of."""
    callings: frozenset[str]
    """Verbs of the language that firms take for names: 启航|科技."""
    heads: frozenset[str]
    head_end: re.Pattern[str]
    heads_by_last: dict[str, tuple[str, ...]]
    """These by their last letters."""
    distinct: frozenset[str]
    placed: frozenset[str]
    bare: frozenset[str]
    """Endings that are nouns of their own, behind which a verb may stand."""
    stops: frozenset[str]
    modern: frozenset[str]
    """Words of the language that are too new for jieba's dictionary."""
    not_names: frozenset[str]
    trailing: re.Pattern[str]
    """The ending words that a name's end may hold one after the other."""
    last_letters: frozenset[str]
    """The letters in which these end."""
    titles: frozenset[str]
    title_end: re.Pattern[str]
    plain: frozenset[str]
    """Words that say of what kind a firm is, so that they are no name of one: 高端, 传统."""
    leading: frozenset[str]
    """Verbs right after which a name begins."""
    surnames: frozenset[str]
    common: frozenset[str]
    """The commonest surnames."""
    not_latin: frozenset[str]
    lands: tuple[Land, ...]
    chains: Chains
    vocabulary: Vocabulary

    def ordinary(self, word: str) -> bool:
        """A word of the language, no name."""
        return (
            word in self.stops
            or word in self.modern
            or word in self.heads
            or word in self.not_names
            or tag(word) != ""
            or self.sort(word)
        )

    def sort(self, word: str) -> bool:
        """Whether a word of the language and a letter that makes a sort of it are all there is: 网红|店, 平台|方."""
        return len(word) > 2 and word[-1] in SORTS and word not in self.by_form and self.ordinary(word[:-1])

    def goes_over(self, text: str, place: int) -> bool:
        """Whether a known name begins before a place and ends behind it: 花|旗下半年裁撤五家."""
        starts = range(max(0, place - 3), place)
        return any((known := self.known.at(text, start)) is not None and known[0] > place for start in starts)

    def headed(self, text: str, end: int, start: int = 0) -> bool:
        """Whether a noun of what a body is ends here, so that its name may begin; it begins at `start` or behind."""
        heads = self.heads_by_last.get(text[end - 1 : end])
        return heads is not None and text.endswith(heads, max(start, end - 8), end)

    def place_at(self, text: str, start: int) -> int:
        """End of the place that begins at `start`, its 市 or 省 included; `start` where there is none."""
        found = self.places.at(text, start) if text[start : start + 2] in self.place_heads else None
        if found is None:
            town = TOWN.match(text, start) if text[start + 2 : start + 3] in ("市", "县") else None
            return town.end() if town else start
        end = found[0]
        for ending in self.place_endings if text.startswith(self.place_endings, end) else ():
            if text.startswith(ending, end) and len(text) > end + len(ending):
                return end + len(ending)
        return end


@lru_cache(maxsize=8)
def lore(vocabulary: Vocabulary) -> Lore:
    """The compiled vocabulary, kept between documents."""
    orgs, places = vocabulary.organisations, vocabulary.places
    endings = {
        word: Ending(_kind(kind), strength)
        for strength, table in (("faint", orgs.faint_endings), ("short", orgs.short_endings), ("full", orgs.endings))
        for kind, words in table.items()
        for word in words
    }
    known = tuple(_known(vocabulary))
    every: dict[str, KnownName] = {}
    for one in known:
        for form in (one.name, *one.aliases):
            every.setdefault(form, one)
    beside = frozenset(vocabulary.known.beside)
    by_form = {form: one for form, one in every.items() if form not in beside}
    borders = orgs.borders
    titles = frozenset(vocabulary.persons.titles)
    heads = borders.get("heads", ())
    sites = {*places.provinces, *places.cities, *places.countries}
    whole = {word: ending for word, ending in endings.items() if ending.strength != "faint"}
    used: dict[Use, frozenset[str]] = {
        "title": titles,
        "speech": frozenset(vocabulary.persons.speech),
        "body": frozenset(orgs.frames.get("body", ())),
        "firm": frozenset(orgs.frames.get("firm", ())),
        "deed": frozenset((*orgs.frames.get("deeds", ()), *orgs.frames.get("firm", ()))),
        "place": frozenset(sites),
        "phrase": frozenset(vocabulary.known.phrases),
        "kin": frozenset((*_all(vocabulary.relations.children), *_all(vocabulary.relations.parents), "旗下")) - NO_KIN,
        "taking": frozenset((*_all(vocabulary.relations.acquisitions), *orgs.frames.get("taking", ()))),
        "office": frozenset(vocabulary.offices.sited),
        "sign": frozenset(_all(vocabulary.offices.signs)),
    }
    return Lore(
        entries=Lookup(_entries(every, endings, used)),
        endings=Lookup(whole.items()),
        last_words=endings,
        known=Lookup(by_form.items()),
        by_form=by_form,
        public_ends=frozenset(form[-2:] for form, one in by_form.items() if one.kind in PUBLIC),
        ambiguous=frozenset((*vocabulary.known.ambiguous, *vocabulary.listed.ambiguous)),
        beside=beside,
        concerned=frozenset(company.name for event in vocabulary.events for company in event.companies),
        places=Lookup((word, word) for word in sites),
        abroad=frozenset(places.countries),
        place_firsts=frozenset(site[0] for site in sites),
        place_heads=frozenset(site[:2] for site in sites),
        place_lasts=frozenset(
            word[-1] for words in (places.provinces, places.cities, places.endings) for word in words
        ),
        place_endings=places.endings,
        inside=frozenset((*_all(orgs.inside), *endings)),
        within=frozenset(borders.get("within", ())),
        callings=frozenset(borders.get("callings", ())),
        heads=frozenset(heads),
        head_end=re.compile(rf"(?:{any_of(heads)})\Z"),
        heads_by_last=_by_last(heads),
        modern=frozenset(borders.get("modern", ())),
        distinct=frozenset(borders.get("distinct", ())),
        placed=frozenset(borders.get("placed", ())),
        bare=frozenset(borders.get("bare", ())),
        stops=frozenset(borders.get("stops", ())),
        not_names=frozenset(borders.get("not_names", ())),
        last_letters=frozenset(ending[-1] for ending in endings),
        trailing=re.compile(rf"(?:{any_of(tuple(endings))})\Z"),
        titles=titles,
        title_end=re.compile(rf"(?:{any_of(tuple(titles))})\Z"),
        plain=frozenset(borders.get("plain", ())),
        leading=frozenset(borders.get("leading", ())),
        surnames=frozenset("".join(vocabulary.persons.surnames)),
        common=frozenset("".join(vocabulary.persons.surnames[:1])),
        not_latin=frozenset(orgs.frames.get("not_latin", ())),
        lands=tuple(_lands(vocabulary.offices)),
        chains=compiled(vocabulary.offices),
        vocabulary=vocabulary,
    )


def _entries(
    by_form: Mapping[str, KnownName], endings: Mapping[str, Ending], used: Mapping[Use, frozenset[str]]
) -> Iterator[tuple[str, Entry]]:
    uses_of: dict[str, list[Use]] = {}
    for use, words in used.items():
        for word in words:
            uses_of.setdefault(word, []).append(use)
    used_besides = {*endings, *uses_of}
    for word, one in by_form.items():
        if word not in used_besides:  # nearly all there are
            yield word, Entry(("known",), one, None, False)
    for word in used_besides:
        known, ending = by_form.get(word), endings.get(word)
        faint = ending is not None and ending.strength == "faint"
        opening = faint or (ending is not None and (ending.strength, ending.kind) == ("short", "company"))
        uses = uses_of.get(word, [])
        if known:
            uses.append("known")
        if ending and not faint:
            uses.append("ending")
        if opening:
            uses.append("opening")
        yield word, Entry(tuple(uses), known, None if faint else ending, faint)


def _known(vocabulary: Vocabulary) -> list[KnownName]:
    """The names that the configuration gives: the events' first, for they are fullest."""
    found: list[KnownName] = []
    for event in vocabulary.events:
        for company in event.companies:
            others = (*company.aliases, *company.former, *((company.full,) if company.full else ()))
            found.append(KnownName(company.name, "listed company", others, company.code))
            for body in company.bodies:
                others = (*body.aliases, *((body.full,) if body.full else ()))
                found.append(KnownName(body.name, _kind(body.kind), others))
    for field in fields(vocabulary.known):
        if field.name not in ("ambiguous", "beside", "phrases"):
            for entry in getattr(vocabulary.known, field.name):
                name, *others = entry.split("=")
                found.append(KnownName(name, _kind(field.name.replace("_", " ")), tuple(others)))
    for entry in vocabulary.listed.mainland:
        code, _, forms = entry.partition(" ")
        name, *former = forms.split("=")
        found.append(KnownName(name, "listed company", tuple(former), code))
    for entry in vocabulary.listed.hongkong:
        name, *former = entry.split("=")
        found.append(KnownName(name, "listed company", tuple(former)))
    return found


def _lands(offices: Offices) -> Iterator[Land]:
    """The lands with their bodies; of two bodies of a land that claim a form the first counts."""
    for land, signs in offices.signs.items():
        forms: dict[str, KnownName] = {}
        for key, entries in offices.local.items():
            whose, _, kind = key.partition(" ")
            for name, *others in (entry.split("=") for entry in entries if whose == land):
                one = KnownName(name, _kind(kind), tuple(others))
                for form in (name, *others):
                    forms.setdefault(form, one)
        yield Land(land, frozenset(signs), Lookup(forms.items()), forms)


NO_KIN = frozenset(["股东", "品牌"])
"""Of the words of kinship those behind which names of others stand as well."""
PUBLIC = frozenset(["bank", "government", "regulator", "research institute", "association"])
"""Kinds of bodies whose parts are named behind them: 中国人民银行|某市支行."""
KINDS: dict[str, NameKind] = {
    kind: kind
    for kind in (
        "listed company", "company", "seller", "brand", "brand store", "platform", "government", "regulator", "media",
        "association", "service provider", "research institute", "bank", "exchange", "investor", "supplier", "customer",
        "hospital", "organisation", "person", "product",
    )
}  # fmt: skip


def _kind(name: str) -> NameKind:
    return KINDS.get(name, "organisation")


def _by_last(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        found[word[-1]] = (*found.get(word[-1], ()), word)
    return found


def _all(table: Table) -> list[str]:
    return [word for words in table.values() for word in words]
