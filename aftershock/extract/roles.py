"""Roles: what a figure is, from the words around it.

Money and percentages take the role whose word stands nearest: the figure's own clause first, words before it more than
words after it, then the clauses before it in the same sentence. Counts and head-counts are read as thing + action
("stores closed"): the thing is what is counted, the action the nearest word of what happened. No word, no role.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from aftershock.extract.sentences import Outline, Sentence
from aftershock.lexicon import Lexicon, pattern
from aftershock.model import Mention, Trace

CLAUSE_COST = 12
"""What a word in the clause before costs over one in the figure's own, in characters of distance."""
AFTER_COST = 3
WEAK_COST = 40
FROZEN_GAIN = 25
"""That money is frozen says more of it than what kind of money it is (货款被冻结)."""
_ADDS_UP = re.compile(r"(?:涉及|共|合计|共计|总计|累计|其中|数量|多达|高达|超过|约|近|总数|已有|已达|包括)")
_INVOLVES = re.compile(r"涉及|包括")
_QUOTED = re.compile(r"(?<![公通汇申预播快])(?:报收于?|收报|收于|报)(?:约)?\Z")
_PRICES = frozenset({"price", "purchase price", "sale price", "market value", "cash"})
DEAR = 5000
"""No share costs more than this; what is quoted above it is something else."""
_CHANGED_TO = re.compile(
    r"(?:减|降|增|缩|升|扩|少|加|跌|涨)[减少降缩增加大]?(?:至|到|为)了?(?:目前|现在)?的?(?:约|近)?\Z|只剩\Z|仅剩\Z"
)
_HELD = frozenset({"receivables", "cash", "funds involved", "GMV"})
_FROZEN = re.compile(r"(?<![未不])(?:(?:冻结|扣留|扣押|暂扣)[^，。；、]{1,8}|受限的)\Z")
_THEN_FROZEN = re.compile(
    r"，(?:目前|如今|现)?(?:已|也|则)?(?:全部|均|都|悉数|一并|至今|仍)?被?[^，。；]{0,6}?(?<![未解])(?:冻结|扣留|扣住|扣押|暂扣|无法提|取不出)"
)
"""…货款，全部被平台扣住: what happened to the money is said behind it."""
_CARRIES_ON = re.compile(
    r"(?:店铺|门店|站点|账号|账户|卖家|商家|品牌)?[，、；及和]"
    r"(?:(?:在|其)?[\u4e00-\u9fffA-Za-z]{1,6}?(?:站|省|市|国|区|洲|店铺|门店|站点|账号|账户|卖家|商家|品牌)){1,2}(?:各)?"
)
_LISTED_WITH = re.compile(r"[\u4e00-\u9fffA-Za-z]{0,8}(?:、|和|及|与|，\d)")
"""12个店铺、5个账号被关闭: what is done is done to both."""
_CARRIED = frozenset({"closed", "banned", "suspended", "stopped", "blocked", "hit"})
_STAFF_ONLY = frozenset({"laid off", "left", "hired"})
_PEOPLE_ONLY = frozenset({"killed", "injured", "infected"})
_DONE_TO_FIRMS = frozenset({"hit", "banned", "closed", "suspended", "stopped", "punished", "restructured", "surveyed"})
_KINDS_OF = frozenset({"sold", "produced", "hired", "founded"})
_TOPICS = frozenset({"stores", "sites", "accounts", "sellers", "brands"})
"""What a figure with a bare 家 or 个 may count, where the sentence named it before."""
_IN_BRACKETS = re.compile(r"[（(](?:合计|共计|总计|累计|共)(?:约|近|超过?)?\Z")
"""全部店铺（合计83个）: the total of what stands before the bracket."""
_DONE_TO = re.compile(r"(?:关闭|关停|封停|封禁|暂停|停用|封掉|关掉|清退|关|封)了(?:约|近|其中)?\Z")
_LEVEL = re.compile(r"低?(?:至|到)(?:了)?(?:目前|现在)?的?")
_LETTERS = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
_DESCRIBED = re.compile(r"([^，。；、]{2,14})的([^，。；、的]{1,6})")
"""106款侵害用户权益的APP: what is counted stands behind 的."""
_SUPPOSED = re.compile(r"担心|害怕|如果|假如|一旦|倘若|万一")
_BARE = frozenset({"家", "户"})
"""Measure words that count firms when nothing else is named."""
REACH = 60
"""A word farther away than this (in cost) says nothing about the figure."""
APART = "apart"
"""The role of words that only hold another role's word and say nothing (销售权限, 卖家, 未受限资金)."""
SCAN = REACH + FROZEN_GAIN + 15
"""How far from a figure words are looked for, in characters: farther ones cost more than REACH."""
TOPIC = 160
"""How far before a figure what it counts may be named, in characters."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that may give a figure its role."""

    role: str
    word: str
    start: int
    end: int
    weak: bool = False


class RoleReader:
    """Finds role words of one vocabulary; made once per Lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._money = _compile((w, (r.role, r.weak)) for r in lexicon.money for w in r.words)
        self._percentage = _compile((w, (r.role, r.weak)) for r in lexicon.percentage for w in r.words)
        self._actions = _compile((w, (role, False)) for role, words in lexicon.actions for w in words)
        self._things = {w.lower(): thing for thing, words in lexicon.things for w in words}
        self._things_expression = re.compile(pattern(tuple(self._things)), re.IGNORECASE)

    def hits(self, kind: str, text: str, start: int, end: int) -> list[Hit]:
        """All role words of a stretch of text, overlapping ones resolved to the longest."""
        table = {"money": self._money, "percentage": self._percentage}.get(kind, self._actions)
        expression, roles = table
        found = []
        for match in expression.finditer(text, start, end):
            word = match.group().lower()
            role, weak = roles.get(word) or self._gapped(word, roles)
            found.append(Hit(role, match.group(), match.start(), match.end(), weak))
        return found

    @staticmethod
    def _gapped(found: str, roles: Mapping[str, tuple[str, bool]]) -> tuple[str, bool]:
        """The entry of a word with a gap in it."""
        for word, role in roles.items():
            first, gap, last = word.partition("…")
            if gap and found.startswith(first) and found.endswith(last):
                return role
        raise KeyError(found)

    def thing(self, unit: str | None) -> str | None:
        """What is counted, in the vocabulary's words: the longest known word that the unit ends with."""
        if not unit:
            return None
        lowered = unit.lower()[-8:]
        for length in range(len(lowered), 0, -1):
            if thing := self._things.get(lowered[-length:]):
                return thing
        return None

    def bare(self, noun: str) -> bool:
        """Whether a noun is the thing itself, without a word that says which (企业, not 中国企业)."""
        return noun.lower() in self._things

    def things_in(self, text: str, start: int, end: int) -> list[str]:
        """The things named in a stretch of text, in order."""
        return [self._things[m.group().lower()] for m in self._things_expression.finditer(text, start, end)]


def _compile(words: object) -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    roles: dict[str, tuple[str, bool]] = {}
    for word, role in words:  # type: ignore[attr-defined]
        roles.setdefault(word.lower(), role)
    return re.compile(pattern(tuple(roles)), re.IGNORECASE), roles


@lru_cache(maxsize=8)
def reader(lexicon: Lexicon) -> RoleReader:
    """The compiled vocabulary, kept between documents."""
    return RoleReader(lexicon)


class _Near:
    """The role words and figures of one sentence, each read once for all of its figures."""

    def __init__(self, text: str, sentence: Sentence, figures: Sequence[Mention], words: RoleReader) -> None:
        self._text = text
        self._sentence = sentence
        self._words = words
        self._figures = figures
        self._hits: dict[str, tuple[list[Hit], list[int]]] = {}
        self._starts: dict[str, list[int]] = {}

    def hits(self, kind: str, start: int, end: int) -> list[Hit]:
        """The role words for this kind of figure between two positions of the sentence."""
        table = kind if kind in ("money", "percentage") else "count"
        if table not in self._hits:
            found = self._words.hits(table, self._text, self._sentence.start, self._sentence.end)
            self._hits[table] = (found, [hit.start for hit in found])
        found, starts = self._hits[table]
        return [hit for hit in found[bisect_left(starts, start) : bisect_left(starts, end)] if hit.end <= end]

    def between(self, kind: str, start: int, end: int) -> int:
        """How many figures of a kind begin between two positions."""
        if kind not in self._starts:
            self._starts[kind] = [f.start for f in self._figures if f.kind == kind]
        starts = self._starts[kind]
        return max(0, bisect_left(starts, end) - bisect_left(starts, start))


def roles(outline: Outline, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The same mentions, each figure with its role where a word gives it one."""
    words = reader(lexicon)
    figures = [m for m in mentions if m.kind not in ("date", "person")]
    starts = [m.start for m in figures]
    given: dict[int, Mention] = {}
    current: tuple[Sentence, _Near] | None = None
    for mention in figures:
        sentence = outline.at(mention.start)
        if sentence is None or mention.role is not None:
            continue
        if current is None or current[0] is not sentence:
            inside = figures[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            current = (sentence, _Near(outline.text, sentence, inside, words))
        given[id(mention)] = _with_role(outline.text, sentence, mention, current[1], words)
    read = [given.get(id(m), m) for m in mentions]
    return tuple(_same_role_of_pairs(_carried_on(outline.text, read)))


def _carried_on(text: str, mentions: list[Mention]) -> list[Mention]:
    """关闭美国站店铺12个，英国站8个、德国站5个: what only adds a place and a figure has the role of the one before."""
    last: Mention | None = None
    for n, mention in enumerate(mentions):
        if mention.kind != "count" or mention.flags & {"ordinal", "duration"}:
            continue
        if last is not None and last.role and _CARRIES_ON.fullmatch(text, last.end, mention.start):
            thing, _, action = last.role.rpartition(" ")
            bare = mention.role is None and mention.unit in ("个", "家") and last.unit != mention.unit
            if thing in _TOPICS and action in _CARRIED and (mention.role == thing or bare):
                mention = replace(mention, role=last.role, trace=last.trace)
                mentions[n] = mention
        last = mention
    return mentions


def _with_role(text: str, sentence: Sentence, mention: Mention, near: _Near, words: RoleReader) -> Mention:
    hit = _nearest(text, sentence, mention, near, words)
    if mention.kind == "money" and (price := _of_a_share(text, mention, hit)):
        return replace(mention, role="share price", trace=_trace(mention, price))
    if mention.kind in ("money", "percentage"):
        if hit is None or text.startswith("级", mention.end) or mention.text.endswith("级"):
            return mention  # 十亿级卖家: how large they are, not what was paid.
        role = hit.role
        if role in _HELD and (
            _FROZEN.search(text, max(sentence.start, hit.start - 10), hit.start)
            or _THEN_FROZEN.match(text, sentence.clauses[sentence.clause_at(mention.start)].end)
        ):
            role = "frozen"
        if role == "funds involved" and _frozen_before(hit, near):
            role = "frozen"
        if mention.kind == "percentage" and role in ("share", "stake"):
            return replace(
                mention, role=role, of=mention.of or _whole(text, hit.end, mention.start), trace=_trace(mention, hit)
            )
        return replace(mention, role=role, trace=_trace(mention, hit))
    if mention.flags & {"ordinal", "duration"}:
        return mention
    clause = sentence.clauses[sentence.clause_at(mention.start)]
    thing = (_people if mention.kind == "headcount" else _thing)(text, sentence, mention, words)
    if mention.kind == "headcount":
        if hit is not None and hit.role in _PEOPLE_ONLY:
            return replace(mention, role=hit.role, trace=_trace(mention, hit))
        thing = thing or ("staff" if hit is not None and hit.role in _STAFF_ONLY else None)
    if thing is None and mention.unit in _BARE and hit is not None and hit.role in _DONE_TO_FIRMS:
        thing = "firms"
    if thing is None:
        return mention
    if hit is not None and thing == "brands" and _INVOLVES.match(text, clause.start) and hit.end <= clause.start:
        hit = None
    if hit is None or _SUPPOSED.search(text, max(clause.start, mention.start - TOPIC), mention.start):
        return replace(mention, role=thing)
    role = hit.role if thing == "staff" and hit.role in _STAFF_ONLY else f"{thing} {hit.role}"
    return replace(mention, role=role, trace=_trace(mention, hit))


def _of_a_share(text: str, mention: Mention, hit: Hit | None) -> Hit | None:
    """The word that makes an amount the price of a share: 报 right before it, or 每股 and /股 beside it."""
    quoted = _QUOTED.search(text, max(0, mention.start - 4), mention.start)
    if quoted and mention.unit and mention.value is not None and mention.value < DEAR:
        return Hit("share price", quoted.group(), quoted.start(), quoted.end())
    if mention.per == "股" and (hit is None or hit.role in _PRICES):
        return Hit("share price", "股", mention.end, mention.end)
    return None


def _frozen_before(hit: Hit, near: _Near) -> bool:
    """Whether 涉及金额 takes up accounts or funds that the sentence called frozen before."""
    return hit.word.startswith("涉及") and any(
        h.role == "frozen" for h in near.hits("money", hit.start - TOPIC, hit.start)
    )


def _thing(text: str, sentence: Sentence, mention: Mention, words: RoleReader) -> str | None:
    """What is counted: the figure's own noun, else the noun behind it, else what the sentence spoke of before."""
    clause = sentence.clauses[sentence.clause_at(mention.start)]
    described = _DESCRIBED.match(text, mention.end, clause.end)
    if described and mention.unit and mention.unit in described.group(1) and (thing := words.thing(described.group(2))):
        return thing
    if thing := words.thing(_whole_noun(text, mention, words)):
        return thing
    counted_on = mention.unit in ("个", "间") and (
        _ADDS_UP.match(text, clause.start)
        or _IN_BRACKETS.search(text, clause.start, mention.start)
        or _DONE_TO.search(text, clause.start, mention.start)
    )
    if mention.unit not in _BARE and not counted_on:
        return None
    after = _LETTERS.match(text, mention.end, mention.end + 4)
    behind = [words.thing(after.group()[:n]) for n in (4, 3, 2, 1)] if after else []
    if any(behind):
        return next(thing for thing in behind if thing)
    before = [
        thing
        for thing in words.things_in(text, max(sentence.start, mention.start - TOPIC), mention.start)
        if thing in _TOPICS
    ]
    if before:
        return before[-1]
    return None


def _people(text: str, sentence: Sentence, mention: Mention, words: RoleReader) -> str | None:
    """Which people: the noun of the figure, else the last one named before it in its clause."""
    if (thing := words.thing(_whole_noun(text, mention, words))) and thing in _PEOPLE:
        return thing
    after = _LETTERS.match(text, mention.end, mention.end + 4)
    for n in (4, 3, 2) if after else ():
        if after and (thing := words.thing(after.group()[:n])) and thing in _PEOPLE:
            return thing
    clause = sentence.clauses[sentence.clause_at(mention.start)]
    named = [
        thing
        for thing in words.things_in(text, max(clause.start, mention.start - TOPIC), mention.start)
        if thing in _PEOPLE
    ]
    if not named and _CHANGED_TO.search(text, max(clause.start, mention.start - 12), mention.start):
        # 目前已减至约1400人: of those counted before in the sentence.
        earlier = words.things_in(text, max(sentence.start, mention.start - TOPIC), clause.start)
        named = [thing for thing in earlier if thing in _PEOPLE][-1:]
    special = [thing for thing in named if thing != "staff"]
    if special or named:
        return (special or named)[-1]
    return (
        "staff"
        if _WORKFORCE.search(text, max(clause.start, mention.start - TOPIC), min(sentence.end, mention.end + 6))
        else None
    )


_PEOPLE = frozenset(
    {"staff", "managers", "engineers", "sales staff", "teachers", "students", "users", "sellers", "shareholders"}
)
_WORKFORCE = re.compile(r"团队|规模|在职|雇|用工|员工|职工|裁")


def _whole_noun(text: str, mention: Mention, words: RoleReader) -> str | None:
    """The unit with a noun that goes on behind it: 1.2万个卖家账号 counts accounts, not sellers."""
    unit = mention.unit
    if not unit or words.thing(unit) is None:
        return unit
    at = text.find(unit, mention.start, mention.end + len(unit) + 8)
    if at < 0:
        return unit
    end = at + len(unit)
    longer = [n for n in range(2, 5) if words.bare(text[end : end + n]) and text[end : end + n][-1:].strip()]
    return unit + text[end : end + longer[-1]] if longer else unit


def _trace(mention: Mention, hit: Hit) -> Trace | None:
    return replace(mention.trace, trigger=hit.word) if mention.trace else Trace("role", hit.word)


def _nearest(text: str, sentence: Sentence, mention: Mention, near: _Near, words: RoleReader) -> Hit | None:
    """The word that costs least: distance in characters, more for other clauses, words after, and weak words."""
    own = sentence.clause_at(mention.start)
    first = max(0, own - 3)
    if mention.kind in ("count", "headcount") and not _ADDS_UP.match(text, sentence.clauses[own].start):
        # What happened to the counted ones is said beside them; a clause before tells of others.
        first = own
    start = max(sentence.clauses[first].start, mention.start - SCAN)
    end = min(max(sentence.clauses[own].end, mention.end), mention.end + SCAN)
    best: tuple[float, int, Hit] | None = None
    for hit in near.hits(mention.kind, start, end):
        if hit.role == APART or (hit.start < mention.end and hit.end > mention.start):
            continue
        if hit.role in ("growth", "fall") and _LEVEL.fullmatch(text, hit.end, max(hit.end, mention.start)):
            continue  # 降至2.3% is where it stands, not by how much it fell.
        if (
            hit.role in _KINDS_OF
            and hit.start >= mention.end
            and any(words.bare(text[hit.end : hit.end + n]) for n in (2, 3))
        ):
            continue  # 36个销售账号: what kind of account it is.
        if (
            mention.kind == "count"
            and hit.start > mention.end
            and near.between("count", mention.end, hit.start)
            and not _LISTED_WITH.match(text, mention.end)
        ):
            continue  # 4家子公司共有店铺138个被限制: the stores are, and not the firms.
        cost = _cost(sentence, own, mention, hit, near)
        if cost <= REACH and (best is None or (cost, -len(hit.word)) < best[:2]):
            best = (cost, -len(hit.word), hit)
    return best[2] if best else None


def _cost(sentence: Sentence, own: int, mention: Mention, hit: Hit, near: _Near) -> float:
    clause = sentence.clause_at(hit.start)
    before = hit.end <= mention.start
    distance = mention.start - hit.end if before else hit.start - mention.end
    low, high = (hit.end, mention.start) if before else (mention.end, hit.start)
    between = near.between(mention.kind, low, high)
    cost = float(distance) + CLAUSE_COST * (own - clause) + 8 * between
    if not before:
        cost += AFTER_COST
    if hit.weak:
        cost += WEAK_COST
    if hit.role == "frozen" and clause == own and mention.kind == "money" and not between:
        cost -= FROZEN_GAIN
    return cost


def _whole(text: str, start: int, end: int) -> str | None:
    """What a share is a share of: the words between 占 and the figure, without 的 and filler."""
    part = re.sub(r"^(?:到|了|据|比)|(?:的|约为|约|为|达到|达|比例|比重|超过|近|超)+$", "", text[start:end].strip())
    return part if 1 < len(part) <= 40 and "，" not in part else None


def _same_role_of_pairs(mentions: list[Mention]) -> list[Mention]:
    """Both halves of a pair (约合, 由…增至…) are the same figure, so they have one role."""
    place = {m.start: n for n, m in enumerate(mentions) if m.kind not in ("date", "person")}
    by_start = {start: mentions[n] for start, n in place.items()}
    for n, mention in enumerate(mentions):
        other = by_start.get(mention.same_as if mention.same_as is not None else -1)
        if other and mention.same_as is not None and mention.start > other.start and other.role:
            mentions[n] = replace(mention, role=f"{other.role} (converted)" if other.role == "fine" else other.role)
        earlier = by_start.get(mention.changed_from if mention.changed_from is not None else -1)
        if earlier is not None and earlier.role != mention.role:
            role = mention.role or earlier.role
            mentions[n] = replace(mentions[n], role=role)
            mentions[place[earlier.start]] = replace(earlier, role=role)
    return mentions
