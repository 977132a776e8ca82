"""Article text → facts. Pure: nothing here reads the network, the clock or a global.

The order is the order of what builds on what: figures and days; names, persons and relations; who says it; what a
figure is and whose; what happened. Each folder is one of these; what builds on what is a contract in pyproject.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from aftershock.extract.dates import dates
from aftershock.extract.events import events
from aftershock.extract.figures import figures
from aftershock.extract.figures.homemoney import home_currency, in_home_money
from aftershock.extract.language.characters import as_printed, simple, traditional, without_variants
from aftershock.extract.language.sentences import Outline
from aftershock.extract.language.typesetting import as_set, plainly_set
from aftershock.extract.nameforms.lore import lore
from aftershock.extract.names import names
from aftershock.extract.names.apart import apart_from_days
from aftershock.extract.names.persons import persons
from aftershock.extract.relations import relations
from aftershock.extract.roles import roles
from aftershock.extract.roles.words import reader
from aftershock.extract.scene import (
    FIRMS,
    Scene,
    called_company,
    headlined,
    listed_company,
    narrator,
    protagonist,
    titled_company,
)
from aftershock.extract.scene.attribution import speakers
from aftershock.extract.scene.mastheads import masthead
from aftershock.extract.scene.places import Places, usual
from aftershock.extract.scene.said import Said
from aftershock.extract.scene.sections import Sections
from aftershock.extract.scene.speakers import statements
from aftershock.extract.scene.strangers import strangers
from aftershock.extract.scene.turns import turns
from aftershock.extract.subjects import subjects
from aftershock.extract.subjects.capacity import hit
from aftershock.extract.subjects.ownernames import owner_names
from aftershock.model import Facts, KnownName, Mention, NameFound
from aftershock.vocabulary import Vocabulary
from crawlers.article import BEIJING, Article

__all__ = ["extract"]


def extract(article: Article, vocabulary: Vocabulary, known: frozenset[KnownName] = frozenset()) -> Facts:
    """Read the facts out of an article.

    `vocabulary` holds the words of business and of the event, `known` the names found in other documents (the second
    pass). Everything returned refers to `article.text`. What is written in traditional characters is named in
    simplified ones, with the printed form beside them; whose a figure is, is told in the characters of the text.
    What is set with spaces around numbers or with the marks of English is read and named as Chinese print sets it.
    """
    if plain := plainly_set(article.text):
        text, places = plain
        facts = _in_its_script(replace(article, text=text, title=_plain_title(article)), vocabulary, known)
        return as_set(facts, article.text, places)
    return _in_its_script(article, vocabulary, known)


def _plain_title(article: Article) -> str | None:
    plain = plainly_set(article.title) if article.title else None
    return plain[0] if plain else article.title


def _in_its_script(article: Article, vocabulary: Vocabulary, known: frozenset[KnownName]) -> Facts:
    """The facts of a text in simplified or traditional characters."""
    written = traditional(article.text)
    read = without_variants(simple(article) if written else article)
    facts = _extract(read, vocabulary, known, written)
    if written and (home := home_currency(read.text)):
        facts = replace(facts, mentions=in_home_money(facts.mentions, home))
    return facts if read is article else as_printed(facts, article.text, read.text)


def _extract(article: Article, vocabulary: Vocabulary, known: frozenset[KnownName], traditional: bool = False) -> Facts:
    text, day = article.text, _day(article)
    days = dates(text, day)
    found = apart_from_days(names(text, vocabulary, known, traditional), days)
    read = sorted(
        (*_outside(figures(text, vocabulary.figures.names), found), *days, *persons(found, text)),
        key=lambda m: (m.start, m.end),
    )
    outline = Outline(text)
    places = Places(text, found)
    surnames = "".join(vocabulary.persons.surnames)
    said = statements(outline, places, vocabulary.lexicon, surnames)
    if answered := turns(text, places):
        said = tuple(sorted((*said, *answered), key=lambda s: (s.start, -s.end)))
    with_roles = roles(outline, read, vocabulary.lexicon)
    sections = Sections(text, places)
    hit = _hits(with_roles)
    scened = places.joined_by(strangers(text, surnames)) if hit else places
    scene = Scene(
        outline,
        scened,
        said,
        reader(vocabulary.lexicon),
        _issuer(article, found),
        protagonist(text, places),
        Said(said),
        called_company(text, places) or titled_company(article.title, places),
        listed_company(places),
        headlined(article.title, places) or _only_titled(article.title, scened, vocabulary, known, hit),
        day,
        sections,
        narrator(text),
        masthead(article.title, lore(vocabulary)),
    )
    owned = subjects(scene, with_roles)
    mentions = speakers(owned, scene.by_place)
    return Facts(
        mentions=mentions,
        names=(*found, *owner_names(scene, found, owned, lore(vocabulary))) if hit else found,
        relations=relations(text, found, vocabulary, article.title, sections.relations()),
        events=events(scene, mentions, vocabulary.lexicon),
    )


def _outside(read: tuple[Mention, ...], found: tuple[NameFound, ...]) -> list[Mention]:
    """The figures whose numeral is not the end of a name (云九|方面 is no count), without its last letter (超|11家)."""
    inner = {at: end for name in found for start, end in name.mentions for at in range(start + 1, end)}
    return [
        _behind(m, inner[m.start]) if m.start in inner and m.kind == "count" else m
        for m in read
        if m.start not in inner or m.end - 1 in inner or m.kind != "count" or m.text[inner[m.start] - m.start].isdigit()
    ]


def _behind(figure: Mention, end: int) -> Mention:
    """A figure from where a name ends, whose last letter was taken for a word of degree: 华联综超|11家."""
    rest = figure.text[end - figure.start :]
    return figure._replace(start=end, text=rest, comparison="=") if rest[:1].isdigit() else figure


def _only_titled(
    title: str | None, places: Places, vocabulary: Vocabulary, known: frozenset[KnownName], hit: bool
) -> str | None:
    """The one firm that a title names where the text tells what befell 公司 and names nobody who could be meant."""
    if (
        not (title and hit)
        or places.strangers
        or any(p.name.kind in FIRMS or p.name.kind == "person" for p in places.all)
    ):
        return None
    firms = [name for name in names(title, vocabulary, known) if name.kind in FIRMS]
    return usual(firms[0]) if len(firms) == 1 else None


def _hits(mentions: Sequence[Mention]) -> bool:
    """Whether something was done to somebody: only then it is asked whom a text tells of without a name."""
    return any(m.role and hit(m.role) for m in mentions)


def _day(article: Article) -> date | None:
    """The day of publication in Beijing, on which days without a year are resolved."""
    return article.published.astimezone(BEIJING).date() if article.published else None


def _issuer(article: Article, found: tuple[NameFound, ...]) -> NameFound | None:
    """The company whose filing this is: the one with the filing's stock code, else the one that its title begins with.

    None for anything else.
    """
    if article.code is not None:
        return next((name for name in found if name.code == article.code), None)
    headed = _FILING.match(article.title or "")
    forms = {form: name for name in found for form in (name.name, *name.aliases)}
    return forms.get(headed.group(1)) if headed else None


_FILING = re.compile(
    r"([\u4e00-\u9fffA-Za-z*（）()]{3,30}?)"
    r"(?:关于[^，。]{2,80}|[：:]?20\d\d年[^，。]{0,40})(?:公告|报告|通知|说明|回复|快报|预告|记录表|摘要)\Z"
)
"""How filings are titled: X股份有限公司关于…的公告, X股份：2023年…记录表."""
