"""Ways by clauses: whom the figure's own clause, those before it and the one behind it tell of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.sentences import Span
from aftershock.extract.subjects.asked import Asked, Way
from aftershock.extract.subjects.clausenames import EVERYWHERE, before_listed, group_at_word, in_clause, sufferer
from aftershock.extract.subjects.countedones import counted_before
from aftershock.extract.subjects.figuresbefore import told_before
from aftershock.extract.subjects.headnames import head_name
from aftershock.extract.subjects.identified import disclosed_by, identified, share_of
from aftershock.extract.subjects.keepers import keeper, most_of
from aftershock.extract.subjects.kinds import counted_kind, kind_opening, of_trade, sellers_opening, there_are
from aftershock.extract.subjects.listheads import of_list
from aftershock.extract.subjects.namedbehind import described, made_to, turned_to
from aftershock.extract.subjects.possessors import addressed, nickname_before, trader_before
from aftershock.extract.subjects.respectives import row_closing
from aftershock.extract.subjects.sentencesbefore import tells_of_others, told_of
from aftershock.extract.subjects.unnamed import (
    closer,
    holder,
    in_noun,
    latin_head,
    listed,
    opener,
    own_brand,
    own_site,
    told_behind,
)

_ENDS_ITEM = re.compile(r"\d[余多]?[家间个][^，。；、\d]{0,4}、\Z")
"""甲关闭18家、|乙关闭9家"""
LISTED = "whom a list names"
FIGURES = 3
"""How many figures before are looked at for one that a clause before them tells of as well."""
SAID_BEHIND = "who is said behind to have them"


def in_own_clause(asked: Asked) -> Iterator[Way]:
    """By whom the figure's own clause names or describes."""
    scene, mention, role = asked.scene, asked.mention, asked.role
    start, end = asked.clause
    if asked.hit:
        yield "who has the most of them", most_of(scene, asked.sentence, mention.start, role)
    if asked.closed:
        yield "whose list it is", of_list(scene, mention, asked.sentence, role)
        yield SAID_BEHIND, told_behind(scene, mention, end, role)
        yield "a row of names", row_closing(scene, mention, start)
        if (mark := scene.outline.text.rfind("、", start, mention.start) + 1) and _ENDS_ITEM.search(
            scene.outline.text, start, mark
        ):
            yield "named in its item", in_clause(scene, mark, mention.start, role) or None
            yield "who closes them", closer(scene, mention, mark) or None
            yield LISTED, listed(scene, mention, Span(mark, end))
        yield "the brand of whom the clause tells", own_brand(scene, start, mention.start)
    if role == "loss":
        yield "who suffers by it", sufferer(scene, mention, asked.clause)
    yield "named before it", in_clause(scene, start, before_listed(scene, mention.start, role), role)
    if "的" in scene.outline.text[mention.end : end]:
        yield "whom it describes", described(scene, mention, end, role)
    if asked.on_platforms or asked.closed:
        yield "of whose it is said to be a share", share_of(scene, mention, asked.sentence.end, role)
    if asked.hit:
        yield "who suffers by it", made_to(scene, mention, asked.sentence, role)
    if role == "frozen":
        yield "who is said to have it", holder(scene, start, mention.start)
    if asked.hit:
        yield "whom the clause turns to", opener(scene, start, end)
    if asked.closed:
        yield "the brand that opens the clause", latin_head(scene, start, mention.start)
    if asked.own_sites:
        yield "the platform that closes its own", own_site(scene, mention, start)
    if role.startswith("stores "):
        yield "named in what is counted", in_noun(scene, mention, end, role)
    if asked.closed:
        yield (
            "the kind of those who close them",
            counted_kind(scene, mention, asked.sentence.clauses[max(0, asked.own - 1)].start),
        )
        yield "the trade they are of", of_trade(scene, mention, start)
        yield "who keeps them", keeper(scene, asked.clause, mention.start)
    if _is_key(asked):
        yield "who opens the clause", head_name(scene, start, mention.start, whole=True)
    if asked.closed:
        yield "who closes them", closer(scene, mention, start)
        yield LISTED, listed(scene, mention, asked.clause)
        yield "the kind of which there are so many", there_are(scene, mention, start)
    if asked.firms_closed:
        yield "the kind that is told of", kind_opening(scene, start, mention.start)
    yield "group before the role's word", group_at_word(scene, mention, role)


def in_earlier_clause(asked: Asked, clause: Span) -> Iterator[Way]:
    """By whom a clause before in the sentence names."""
    scene, role = asked.scene, asked.role
    if told := told_of(scene, asked.sentence, clause, role):
        yield "whom the one who says so was speaking of", told
    if not tells_of_others(scene, clause, asked.mention.start):
        yield "named before it", in_clause(scene, clause.start, clause.end, role)
    if asked.hit:
        yield "whom the clause turns to", opener(scene, clause.start, clause.end)
    if (asked.closed or _goes_on(asked, clause)) and not any(
        m.start > clause.end and m.role == role for m in asked.before[-FIGURES:]
    ):
        yield "who keeps them", keeper(scene, clause, asked.mention.start)
    if _is_key(asked):
        yield "who opens the clause", head_name(scene, clause.start, clause.end, whole=True)
    if asked.firms_closed:
        yield "the kind that is told of", kind_opening(scene, clause.start, clause.end)
    elif asked.of_sellers:
        yield "the sellers told of", sellers_opening(scene, clause.start, clause.end)


def _is_key(asked: Asked) -> bool:
    """Whether it counts stores, accounts, firms or the like to which something was done."""
    return asked.hit and asked.mention.kind == "count" and (asked.on_platforms or asked.role.startswith("firms "))


def _goes_on(asked: Asked, clause: Span) -> bool:
    """Whether a clause told of stores closed, of which there still are so many: 甲关了203家，目前还有|600家."""
    last = asked.before[-1] if asked.before else None
    closed = last is not None and clause.holds(last.start, last.end) and (last.role or "").startswith("stores ")
    return closed and asked.role == "stores"


def around(asked: Asked) -> Iterator[Way]:
    """By the next clause, and by those whom the sentence addresses or counts without a name."""
    scene, mention, sentence, role = asked.scene, asked.mention, asked.sentence, asked.role
    if asked.of_a_firm:
        yield "whom the next clause turns to", turned_to(scene, mention, sentence, role)
        if asked.hit:
            yield "whose it is said behind to be", identified(scene, mention, sentence, role)
            everywhere = EVERYWHERE.search(scene.outline.text, sentence.start, mention.start)
            yield "who discloses it", None if everywhere else disclosed_by(scene, mention)
    if asked.hit or asked.on_platforms:
        yield "who is addressed", addressed(scene, mention, sentence, role)
        yield "who was told of by a nickname", nickname_before(scene, mention, sentence, role)
    if not asked.hit:
        return
    yield "who trades", trader_before(scene, mention, sentence)
    yield "whose the figure before is", told_before(sentence, mention, asked.before)
    if asked.on_platforms or role.startswith("firms"):
        yield "those counted before", counted_before(scene, mention, sentence)
