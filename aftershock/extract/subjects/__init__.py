"""Subjects: whose a figure is.

In this order: the counted ones themselves (5万家中国企业被封: 中国企业); who stands before 被/遭 in the clause; the
last name before the figure in its clause, then in the clauses and sentences before it in the paragraph; 公司, 该公司
and 其 stand for whoever they were said of. Who acts (被亚马逊…, 由…), who only reports (media), and, for figures of
those hit, the platform or authority that hit them, is never the subject. Where nothing fits, there is none.

`ways` has the order in which all is tried. By the clauses (`clauseways`): a possessor (`possessors`), whom a clause
names (`clausenames`), the counted ones (`countedones`), one told behind the figure (`namedbehind`), a kind of firm
(`kinds`), somebody no rule of names knows (`unnamed`, `keepers`). By the text (`textways`): figures and sentences
before (`figuresbefore`, `sentencesbefore`), pronouns (`pronouns`, `chains`, `heads`), the platform itself (`hosts`).
`capacity` says who can have it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from aftershock.extract.roles.again import told_again
from aftershock.extract.scene import Scene
from aftershock.extract.scene.places import usual
from aftershock.extract.subjects.capacity import is_platform
from aftershock.extract.subjects.chains import shops_of
from aftershock.extract.subjects.clauseways import LISTED, SAID_BEHIND
from aftershock.extract.subjects.figuresbefore import all_told, of_whole, part_of, sums_up
from aftershock.extract.subjects.holdingdays import as_of
from aftershock.extract.subjects.respectives import respective
from aftershock.extract.subjects.textways import NOUN_SAYS, THEMSELVES
from aftershock.extract.subjects.ways import BESIDE, UNNAMED, WORDS_SAY, ways
from aftershock.model import Mention, Trace


def subjects(scene: Scene, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The same mentions, each figure with its subject and the day it holds for, where the text gives them."""
    days = [m for m in mentions if m.kind == "date" and m.from_ and m.from_ == m.to]
    starts = [m.start for m in days]
    figures = [m for m in mentions if m.kind not in ("date", "person")]
    again = told_again(scene.outline.text, mentions)
    whose: dict[int, str | None] = {}
    out: list[Mention] = []
    for mention in mentions:
        if mention.kind in ("date", "person") or mention.role is None:
            out.append(mention)
            continue
        sentence = scene.outline.at(mention.start)
        mention, chain = shops_of(scene, mention)
        tried = ways(scene, mention, sentence, out) if sentence else iter(())
        found = (
            (way, who)
            for way, who in tried
            if who is not None
            and who not in _KIN
            and not _only_host(scene, mention, way, who)
            and not _NOBODY.fullmatch(who)
        )
        way, subject = next(found, ("", None))
        if subject and subject[0] == "“" and subject.find("”", 0, -1) < 0:
            subject = subject.strip("“”")
        if subject in _ANY and way != THEMSELVES:
            subject = None
        if sentence and subject and sums_up(scene, mention, sentence, out):
            way, subject = "the sum", usual(scene.issuer) if scene.issuer else scene.defined
        if sentence and (issuer := of_whole(scene, mention, sentence, out)):
            way, subject = "the sum", issuer
        elif sentence and not scene.issuer and (all_of := all_told(scene, mention, sentence)):
            way, subject = "the sum", all_of
        each = respective(scene, mention, sentence, figures) if sentence else None
        if each is not None:
            way, subject = "respectively", each or None
        elif (
            sentence
            and way not in (THEMSELVES, LISTED, NOUN_SAYS, UNNAMED, BESIDE, SAID_BEHIND, WORDS_SAY)
            and (whole := part_of(scene, mention, sentence, out, named=bool(subject)))
        ):
            way, subject = "part of the figure before", whole
        if chain is not None:
            way, subject = "whose name counts them", chain
        if mention.start in again:
            way, subject = "told of before", whose.get(again[mention.start])
        whose[mention.start] = subject
        near = days[bisect_left(starts, sentence.start) : bisect_left(starts, mention.start)] if sentence else []
        holding = as_of(scene, mention, sentence, near) if sentence else None
        trace = _anchored(mention.trace, f"subject: {way}") if subject else mention.trace
        out.append(mention.with_subject(subject or None, holding, trace))
    return tuple(map(_blocked, _both_halves(out)))


_ANY = frozenset({"公司", "集团"})
"""Words that say nobody, as where another is meant: 隔壁那家公司，12个号一个没剩."""


_KIN = frozenset({"子公司", "孙公司", "下属公司", "下属子公司", "分公司"})
"""Words for somebody's, by which nobody is named: 甲及其下属子公司、|孙公司|的128个店铺."""
_NOBODY = re.compile(r".*表格|.*[子孙分]公司股")
"""What is nobody, whichever way found it: a table that tells of it, the shares of a daughter."""


def _only_host(scene: Scene, mention: Mention, way: str, who: str) -> bool:
    """Whether lost or frozen money would be a platform's only because the accounts counted before are on it."""
    return mention.role in ("loss", "frozen") and way == "whose the figure before is" and is_platform(scene, who)


def _blocked(mention: Mention) -> Mention:
    """Accounts frozen at a bank are told as blocked: 冻结银行账户9个. Whose they are is asked as of frozen money."""
    return mention._replace(role="accounts blocked") if mention.role == "accounts frozen" else mention


def _both_halves(mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions, of pairs (X外币（约合人民币Y元）) both halves with the subject of the one that has it."""
    whose = {m.start: m.subject for m in mentions if m.kind == "money"}
    for mention in mentions:
        other = whose.get(mention.same_as) if mention.same_as is not None else None
        yield mention._replace(subject=other) if other and mention.role and not mention.subject else mention


def _anchored(trace: Trace | None, anchor: str) -> Trace:
    """The trace with one more anchor."""
    if trace is None:
        return Trace("subject", anchor=anchor)
    return Trace(trace.rule, trace.trigger, f"{trace.anchor}; {anchor}" if trace.anchor else anchor)
