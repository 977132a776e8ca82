"""Subjects: whose a figure is.

In this order: the counted ones themselves (5万家中国企业被封: 中国企业); who stands before 被/遭 in the clause; the
last name before the figure in its clause, then in the clauses and sentences before it in the paragraph; 公司, 该公司
and 其 stand for whoever they were said of. Who acts (被亚马逊…, 由…), who only reports (media), and, for figures of
those hit, the platform or authority that hit them, is never the subject. Where nothing fits, there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from aftershock.extract.again import told_again
from aftershock.extract.antecedents import (
    BACK,
    company_meant,
    earlier_name,
    headed,
    name_above,
    platform_meant,
    told_of,
)
from aftershock.extract.bargains import bought
from aftershock.extract.capacity import HIT, ON_PLATFORMS, able
from aftershock.extract.cellheads import label
from aftershock.extract.clausenames import (
    EVERYWHERE,
    before_bracket,
    before_listed,
    group_at_word,
    in_clause,
    of_all,
    together,
)
from aftershock.extract.countedones import counted, counted_before, market
from aftershock.extract.doers import deed, owners
from aftershock.extract.figuresbefore import added_to, all_told, hit_before, part_of, sums_up, the_same, told_before
from aftershock.extract.holdingdays import as_of
from aftershock.extract.hosts import HOSTED, host, in_account, in_group, of_parent, whom_named
from aftershock.extract.keepers import keeper, kept_before
from aftershock.extract.kinds import counted_kind, kind_opening, of_trade, sellers_opening
from aftershock.extract.nameable import introduced
from aftershock.extract.namedbehind import described, given_to, made_to, turned_to
from aftershock.extract.nearness import ADDS_UP
from aftershock.extract.possessors import (
    addressed,
    beside,
    examples_before,
    is_his,
    nickname_before,
    of_speaker,
    one_among,
    one_unnamed,
    parent_before,
    person_before,
    person_named,
    run_by,
    sellers_saying,
    sellers_spoken_of,
    some_of_them,
    standing_behind,
    trader_before,
)
from aftershock.extract.respectives import respective, row_closing
from aftershock.extract.scene import Scene
from aftershock.extract.sentences import Sentence
from aftershock.extract.unnamed import closer, holder, in_noun, latin_head, listed, opener, own_site, told_behind
from aftershock.extract.whose import usual
from aftershock.model import Mention, Trace

_MANY = re.compile(
    r"(?:[两二三四五六七八九十几多数]|\d+)[余多]?家(?P<of>(?:公司|企业|卖家|平台|机构|银行|工厂|门店|上市公司)?)(?=的|20\d\d年|均|都|合计|共|总)"
    r"|[两二三四五六七八九十]大(?P<great>[\u4e00-\u9fff]{0,8}?)(?=累计|合计|共|总计|均|都)"
)
"""Several together: what follows is none of theirs alone."""
_PART = re.compile(r"[\d两二三四五六七八九十几多数百千万余]{1,6}[家个名]")
_MARKET = re.compile(r"market size$|exports$|imports$|trade volume$")
"""What a market or a country has: who is named nearby for something else is not meant."""
_SEVERAL = re.compile(r"^(?:firms|sellers|brands)$")
_CLOSED = re.compile(r"stores (?:closed|stopped|suspended)$")
"""What a firm may do to its own stores."""
_KINDS_CLOSED = re.compile(r"(?:stores|firms) (?:closed|stopped|suspended)$")
_SELLERS_OF = re.compile(r"(?:stores|accounts|sites) banned$")
_OWN_SITES = re.compile(r"(?:sites|stores) (?:closed|stopped|suspended)$")
CLAUSES = 12
"""How many clauses of its sentence may stand between a figure and whose it is."""
_THEMSELVES = "the counted themselves"
_LISTED = "whom a list names"
_UNNAMED = "one that is not named"
_BESIDE = "beside the figure"
_NOUN_SAYS = "named in the accounts counted"
_HOST = "the platform they are on"
_COUNTED = re.compile(r"^(?:sellers|firms|brands)\b")
_OF_A_FIRM = re.compile(
    r"revenue|profit|loss|frozen|inventory|receivables|goodwill|stores|sites|accounts|laid off|left|staff|managers"
    r"|debt|assets|cash|sales|returned"
)
"""Roles that, where the sentence names nobody, are those of the firm that the article is about."""


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
        ways = _candidates(scene, mention, sentence, out) if sentence else iter(())
        way, subject = next(((way, who) for way, who in ways if who is not None), ("", None))
        if sentence and subject and sums_up(scene, mention, sentence, out):
            way, subject = "the sum", usual(scene.issuer) if scene.issuer else scene.defined
        if sentence and not scene.issuer and (all_of := all_told(scene, mention, sentence)):
            way, subject = "the sum", all_of
        each = respective(scene, mention, sentence, figures) if sentence else None
        if each is not None:
            way, subject = "respectively", each or None
        elif (
            sentence
            and way not in (_THEMSELVES, _LISTED, _NOUN_SAYS, _UNNAMED, _BESIDE)
            and (whole := part_of(scene, mention, sentence, out))
        ):
            way, subject = "part of the figure before", whole
        if mention.start in again:
            way, subject = "told of before", whose.get(again[mention.start])
        whose[mention.start] = subject
        near = days[bisect_left(starts, sentence.start) : bisect_left(starts, mention.start)] if sentence else []
        holding = as_of(scene, mention, sentence, near) if sentence else None
        trace = _anchored(mention.trace, f"subject: {way}") if subject else mention.trace
        out.append(mention._replace(subject=subject or None, as_of=holding, trace=trace))
    return tuple(_both_halves(out))


def _both_halves(mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions, of pairs (X外币（约合人民币Y元）) both halves with the subject of the one that has it."""
    whose = {m.start: m.subject for m in mentions if m.kind == "money"}
    for mention in mentions:
        other = whose.get(mention.same_as) if mention.same_as is not None else None
        yield mention._replace(subject=other) if other and mention.role and not mention.subject else mention


def _unknown_speaker(scene: Scene, mention: Mention, role: str) -> str | None:
    """The firm that speaks in the paragraph though no rule of names knows it."""
    line = scene.outline.text.rfind("\n", 0, mention.start) + 1
    unknown = introduced(scene.outline.text, max(line, mention.start - BACK), mention.start)
    if unknown is None or any(able(scene, p, role) for p in scene.places.within(unknown[1], mention.start)):
        return None
    return unknown[0]


def _candidates(
    scene: Scene, mention: Mention, sentence: Sentence, before: Sequence[Mention]
) -> Iterator[tuple[str, str | None]]:
    """How a subject may be found, and whom that finds; the first found is taken. `before` are the figures so far."""
    role = mention.role or ""
    is_hit, hosted = bool(HIT.search(role)), mention.kind == "count" and bool(HOSTED.match(role))
    accounts = hosted and role.startswith("accounts")
    if "cell" in mention.flags:
        in_row = in_clause(scene, sentence.start, mention.start, role)
        row = label(scene.outline.text, sentence.start) if is_hit or ON_PLATFORMS.match(role) else None
        if row and in_row and row.startswith(in_row) and not row.endswith(("公司", "集团", "）", ")")):
            yield "the label of its row", row  # 甲乙锻造, where only 甲乙 is known
        yield "named in its row", in_row
        yield "the label of its row", row
        yield (
            "whose the table is",
            (usual(scene.issuer) if scene.issuer else scene.defined or scene.firm(sentence.end)),
        )
    ones = counted(scene, mention, sentence) if _COUNTED.match(role) else None
    if ones and _PART.fullmatch(ones):
        return  # 四家中有三家: of which four, the text does not say here.
    if ones and ones.endswith("子公司"):
        yield "whose subsidiaries they are", parent_before(scene, mention, sentence.start)
    if ones and (not scene.words.bare(ones) or role.startswith("sellers")):
        yield _THEMSELVES, ones
    yield "named before the bracket", before_bracket(scene, mention.start, role)
    own = sentence.clause_at(mention.start)
    if role == "returned":
        yield "to whom it is given back", given_to(scene, mention, sentence.clauses[own].end, role)
    if role == "purchase price":
        yield "what is bought", bought(scene, mention, sentence.clauses[own])
    if is_hit or ON_PLATFORMS.match(role):
        yield "who speaks", of_speaker(scene, mention, sentence)
    yield "the heading above", headed(scene, mention.start, role)
    if is_hit:
        yield _BESIDE, beside(scene, mention, sentence.clauses[own], role)
        yield _NOUN_SAYS, in_group(scene, mention) if hosted else None
        yield "some of a group", some_of_them(scene, mention, sentence.clauses[own])
        yield _UNNAMED, one_unnamed(scene, mention, sentence.clauses[own], role)
        yield "those of whom it is one", one_among(scene, mention, sentence)
        if ON_PLATFORMS.match(role):
            yield "who stand behind them", standing_behind(scene, mention, sentence)
        yield "who runs them", run_by(scene, mention, sentence.clauses[own])
    if is_hit and (done := deed(scene, mention, sentence)):
        yield _NOUN_SAYS, in_account(scene, mention) if hosted else None
        yield from owners(scene, mention, sentence, done)
        yield (
            "whose the figure before is",
            told_before(sentence, mention, before) if mention.kind == "money" and not done.crime else None,
        )
        yield "those counted before", counted_before(scene, mention, sentence) if mention.kind == "count" else None
        yield _HOST, host(scene, mention, sentence, role) if hosted else None
        return
    if is_hit and accounts:
        yield _HOST, of_parent(scene, mention, sentence.clauses[own].start)
    if is_hit and hosted and not whom_named(scene, sentence, mention, role):
        yield _NOUN_SAYS, in_account(scene, mention)
    if (
        is_hit
        and ON_PLATFORMS.match(role)
        and not role.startswith("brands ")
        and examples_before(scene, mention, sentence.clauses[own])
    ):
        return
    if is_his(scene, mention, sentence, role):
        yield "whom he or she stands for", person_before(scene, mention.start)
        return
    if _MARKET.match(role):
        clause = sentence.clauses[own]
        yield "named before it", in_clause(scene, clause.start, mention.start, role)
        yield "the market spoken of", market(scene, mention, sentence)
        return
    text = scene.outline.text
    first = max(0, own - 2) if ADDS_UP.match(text, sentence.clauses[own].start) else own
    if many := _MANY.search(text, sentence.clauses[first].start, mention.start):
        named = scene.places.within(sentence.clauses[first].start, many.start())
        if is_hit and named and named[-1].end == many.start() and (row := together(text, named)):
            yield "several together", row
        of = many.group("of") or many.group("great") or ""
        yield "several together", of if len(of) > 2 else None
        return
    if _SEVERAL.match(role) and (not ones or scene.words.bare(ones)) and not role.startswith("sellers"):
        return
    for n in range(own, max(-1, own - CLAUSES), -1):
        clause = sentence.clauses[n]
        if n < own and (told := told_of(scene, sentence, clause, role)):
            yield "whom the one who says so was speaking of", told
        end = before_listed(scene, mention.start, role) if n == own else clause.end
        if n == own and _CLOSED.match(role):
            yield "who is said behind to have them", told_behind(scene, mention, clause.end, role)
            yield "a row of names", row_closing(scene, mention, clause.start)
        yield "named before it", in_clause(scene, clause.start, end, role)
        if n == own and ("的" in text[mention.end : clause.end]):
            yield "whom it describes", described(scene, mention, clause.end, role)
        if n == own and is_hit:
            yield "who suffers by it", made_to(scene, mention, sentence, role)
        if n == own and role == "frozen":
            yield "who is said to have it", holder(scene, clause.start, mention.start)
        if is_hit:
            yield "whom the clause turns to", opener(scene, clause.start, clause.end)
        if n == own and _CLOSED.match(role):
            yield "the brand that opens the clause", latin_head(scene, clause.start, mention.start)
        if n == own and _OWN_SITES.match(role):
            yield "the platform that closes its own", own_site(scene, mention, clause.start)
        if n == own and role.startswith("stores "):
            yield "named in what is counted", in_noun(scene, mention, clause.end, role)
        if n == own and _CLOSED.match(role):
            yield "the kind of those who close them", counted_kind(scene, mention, clause.start)
            yield "the trade they are of", of_trade(scene, mention, clause.start)
        if _CLOSED.match(role):
            yield "who keeps them", keeper(scene, clause, mention.start)
        if n == own and _CLOSED.match(role):
            yield "who closes them", closer(scene, mention, clause.start)
            yield _LISTED, listed(scene, mention, clause)
        if _KINDS_CLOSED.match(role):
            yield (
                "the kind that is told of",
                kind_opening(scene, clause.start, mention.start if n == own else clause.end),
            )
        elif n < own and _SELLERS_OF.match(role):
            yield "the sellers told of", sellers_opening(scene, clause.start, clause.end)
        if n == own:
            yield "group before the role's word", group_at_word(scene, mention, clause.end, role)
    if _OF_A_FIRM.search(role):
        yield "whom the next clause turns to", turned_to(scene, mention, sentence, role)
    if is_hit or ON_PLATFORMS.match(role):
        yield "who is addressed", addressed(scene, mention, sentence, role)
        yield "who was told of by a nickname", nickname_before(scene, mention, sentence, role)
    if is_hit:
        yield "who trades", trader_before(scene, mention, sentence)
        yield "whose the figure before is", told_before(sentence, mention, before)
    if is_hit and (ON_PLATFORMS.match(role) or role.startswith("firms")):
        yield "those counted before", counted_before(scene, mention, sentence)
    if is_hit and of_all(scene, mention, sentence, role):
        yield "the counted themselves", ones
        yield _HOST, host(scene, mention, sentence, role) if accounts else None
        return
    if is_hit:
        yield "whose the figure before is", added_to(scene, mention, role, before)
        yield "whose the figure before is", hit_before(scene, mention, role, before)
    if (is_hit and ON_PLATFORMS.match(role)) or role == "frozen":
        yield "sellers who tell of it", sellers_saying(scene, mention, sentence, role)
    if is_hit and (person := person_named(scene, mention, sentence.clauses[own], role)):
        yield "the person that 其 stands for", person
    if is_hit:
        yield "whose the same figure was", the_same(mention, scene.outline.text, before)
    else:
        yield "the platform that 平台 stands for", platform_meant(scene, mention, sentence)
    yield "named in a sentence before", earlier_name(scene, sentence, role)
    if _CLOSED.match(role) and not of_all(scene, mention, sentence, role):
        yield "who kept them in a sentence before", kept_before(scene, sentence)
    unit = scene.words.thing(mention.unit)
    if ones or (_COUNTED.match(role) and unit and role.startswith(unit)):
        yield "the counted themselves", ones or mention.unit
    if role == "frozen":
        yield "whom 公司 stands for", company_meant(scene, mention, sentence, role)
    if _OF_A_FIRM.search(role):
        yield "who speaks in its paragraph", _unknown_speaker(scene, mention, role) if is_hit else None
        yield "the firm of the article", scene.firm(mention.start) or scene.defined
        if _CLOSED.match(role) and not of_all(scene, mention, sentence, role):
            yield "named in a paragraph above", name_above(scene, sentence, role)
        everywhere = EVERYWHERE.search(text, sentence.start, mention.start)
        yield "whom the headline names", scene.headline if is_hit and not everywhere else None
        yield "the sellers spoken of", sellers_spoken_of(scene, mention) if is_hit else None
    if is_hit and hosted:
        yield _NOUN_SAYS, in_account(scene, mention)
        yield _HOST, host(scene, mention, sentence, role)


def _anchored(trace: Trace | None, anchor: str) -> Trace:
    """The trace with one more anchor."""
    if trace is None:
        return Trace("subject", anchor=anchor)
    return trace._replace(anchor=f"{trace.anchor}; {anchor}" if trace.anchor else anchor)
