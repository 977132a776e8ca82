"""A pattern that is tried only where some letter or word stands finds nothing that lacks it.

Such a gate that is not widened with its pattern loses facts, and no text need show it: so each is held against the
pattern itself, and not against examples. With what a Scan begins is held against its pattern in test_scan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

import pytest

from aftershock.extract.dates import grammar
from aftershock.extract.events import (
    _CONCESSION,
    _CONDITION,
    _ONCE,
    _OPENS,
    _SOURCE,
    _SOURCES_OPEN,
    certainty,
    openings,
    parties,
)
from aftershock.extract.events import words as told
from aftershock.extract.figures import bareunits, percentages, ranges
from aftershock.extract.language import numerals
from aftershock.extract.nameforms import borders, leadings, spans
from aftershock.extract.nameforms.lore import lore
from aftershock.extract.names import (
    aliases,
    clausefirms,
    clauseheads,
    contexts,
    gazetteer,
    hitframes,
    press,
    quotednames,
    sitedfirms,
)
from aftershock.extract.names.brandnames import IN_NONE
from aftershock.extract.names.parties import ALONG
from aftershock.extract.names.recurring import BEGINS_NONE, ENDS_NONE, KINDS, NO_NAME
from aftershock.extract.relations import owners
from aftershock.extract.roles import again, countedfigure, countednouns, spokenof
from aftershock.extract.scene import nicknames, places, strangers
from aftershock.extract.scene.asides import ASIDE, ASIDES_END
from aftershock.extract.scene.turns import _LINE
from aftershock.extract.subjects import clausenames, identified, kinship, personsmeant, respectives
from aftershock.extract.subjects.pronouns import PRONOUN
from aftershock.extract.subjects.ways import _MANY
from aftershock.vocabulary import load_vocabulary
from tests.extract.proofs import begins, ends, holds

Proof = Callable[[re.Pattern[str], Collection[str]], bool]
_BRACKETS = ("（", "(")

_CASES: dict[str, tuple[Proof, re.Pattern[str], Collection[str]]] = {
    "a condition": (begins, _CONDITION, _OPENS),
    "a concession": (begins, _CONCESSION, _OPENS),
    "if once": (holds, _ONCE, ("一旦",)),
    "a source": (begins, _SOURCE, _SOURCES_OPEN),
    "an event told of": (holds, told._TOLD_OF, ("的", "表示")),
    "an event denied": (holds, told._AS_IT_IS_TOLD, ("的", "表示", "等传")),
    "an event intended": (holds, certainty._INTENDED, ("的", "表示")),
    "a title": (begins, openings._TITLE, openings._OPENS_TITLE),
    "who did it": (ends, parties._PASSIVE, parties._PASSIVE_ENDS),
    "to whom it is done": (ends, parties._TOWARDS, parties._TOWARDS_ENDS),
    "the title of a report": (holds, grammar.REPORT_TITLE, ("报告", "快报")),
    "a platform by what it is called": (ends, places._HOST, ("台",)),
    "a plan by means": (ends, certainty._BY_MEANS, ("，",)),
    "told as a rumour": (holds, certainty._SAID_OF, ("传",)),
    "what will be": (holds, certainty._WILL, ("将",)),
    "whom a deed is done to": (holds, hitframes.DONE_TO, hitframes.HITS.pattern[1:-1]),
    "whom it describes": (holds, hitframes.DESCRIBED, hitframes.HITS.pattern[1:-1]),
    "whose they are": (holds, hitframes.BELONGS, hitframes.HITS.pattern[1:-1]),
    "of whom they are": (holds, hitframes.BELONGS, hitframes.WHOSE.pattern[1:-1]),
    "a share": (begins, percentages._SIGN, percentages.FIRST.union(percentages._SPACES)),
    "points": (begins, percentages._POINTS, percentages.FIRST.union(percentages._SPACES)),
    "hundredths": (begins, percentages._HUNDREDTHS, percentages.FIRST.union(percentages._SPACES)),
    "tenths": (begins, percentages._TENTHS, percentages.FIRST),
    "a range": (begins, ranges._LINK, ranges.LINK_FIRST),
    "before pay": (ends, bareunits._PAY, bareunits._BEFORE_PAY),
    "a filled blank": (holds, numerals._FILLED, ("【",)),
    "a role before a name": (holds, leadings.ROLE_IS, ("为",)),
    "a bracket in a name": (ends, borders._BRACKET, borders._CLOSING),
    "the head of a filing": (holds, aliases.HEADER, ("代码",)),
    "a short name": (holds, aliases.OPEN_SHORT, ("简称",)),
    "a stake": (holds, contexts.STAKE.pattern, ("股", "表决权")),
    "who invests along": (holds, ALONG, ("跟投", "参投")),
    "a lead to a subject": (begins, clauseheads.ANY_LEAD, clauseheads.LEAD_FIRSTS),
    "a subject that is a span": (holds, spans.SPAN, spans.LETTERS.pattern[1:-1]),
    "a post": (begins, clausefirms.POST, clausefirms._POST_FIRSTS),
    "a number behind a name": (begins, gazetteer.AS_NUMBER, gazetteer.NUMBERED_FIRSTS),
    "who learns": (holds, press.LEARNT, ("获悉", "了解到")),
    "a byline": (holds, press.BYLINE, (":", "来源")),
    "a dispatch": (holds, press.DISPATCH, ("日电", "日讯", "日消息")),
    "a paper in brackets": (begins, press.BRACKETED, _BRACKETS),
    "who endorses": (ends, quotednames.ENDORSED, ("的",)),
    "whose firm": (begins, quotednames.OF_FIRM, ("是",)),
    "who runs it": (begins, quotednames.RUN_BY, ("由",)),
    "like a shop": (ends, quotednames.SHOPLIKE, quotednames.SHOP_ENDS),
    "a lead to a firm": (ends, sitedfirms.LEADS, sitedfirms.LEAD_ENDS),
    "business": (begins, sitedfirms.BUSINESS, sitedfirms.BUSINESS_FIRST),
    "who is introduced": (begins, owners.INTRODUCING, owners.OPENING),
    "a word that stands for a firm": (holds, PRONOUN, ("公司", "其", "该", "家企业", "集团")),
    "told again": (ends, again._AGAIN, again._ENDS),
    "described": (holds, countednouns._DESCRIBED, ("的",)),
    "run by": (begins, countedfigure.RUN_BY, ("由",)),
    "a shop of sales and service": (holds, countednouns._SALES_SERVICE, ("S",)),
    "glossed": (holds, countednouns._GLOSSED, _BRACKETS),
    "by so many fewer": (holds, spokenof._BY_SO_MANY, spokenof._LESS),
    "a nickname": (begins, nicknames._ANY, "老阿小"),
    "a full name": (ends, places._FULL, places._FULL_ENDS),
    "who hears": (ends, ASIDE, ASIDES_END),
    "of an age": (ends, strangers._OF_AGE, "0123456789"),
    "a turn": (holds, _LINE, ("：", ":")),
    "a passive": (holds, clausenames._PASSIVE, ("被", "遭")),
    "kin": (holds, kinship._BARE, ("公司", "股东", "控")),
    "who is said to be it": (holds, identified._IDENTIFIES, identified._GATE),
    "a share of whose": (holds, identified._SHARE, ("占",)),
    "his": (holds, personsmeant._HIS, ("他", "她", "自己")),
    "respectively": (holds, respectives._RESPECTIVELY, ("分", "依")),
    "one of two": (holds, respectives._TWO, ("者",)),
    "several": (holds, _MANY, ("家", "大", "巨头")),
}


@pytest.mark.parametrize("name", _CASES)
def test_every_match_passes_the_gate(name: str) -> None:
    proof, pattern, gate = _CASES[name]
    assert proof(pattern, gate), f"{pattern.pattern} finds what has none of {sorted(gate)}"


def test_no_strange_name_begins_or_ends_with_a_letter_that_is_passed_over() -> None:
    def kept_out(name: str, letter: str) -> bool:
        return letter in IN_NONE or NO_NAME.search(name) is not None

    assert all(kept_out(f"{letter}蓝砾", letter) for letter in BEGINS_NONE)
    assert all(letter in KINDS or kept_out(f"蓝砾{letter}", letter) for letter in ENDS_NONE)


def test_every_office_behind_its_place_passes_the_gate() -> None:
    chains = lore(load_vocabulary(None)).chains
    assert begins(chains.whole, chains.firsts)
