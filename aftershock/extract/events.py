"""Events: what the text says happened, may happen, or did not.

A clause states an event when it holds one of a type's words (data: config/frames/events.toml) and something
particular: a figure, a day, or a name that is not only the speaker's or the platform's. A word that merely names the
matter needs a figure beside it. Questions, conditions and titles state nothing. Each clause gives one event; clauses
without a word of their own belong to the one before them, so that figures and event come together.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from aftershock.extract.antecedents import whom
from aftershock.extract.eventwords import EventReader, EventWord, reader
from aftershock.extract.retractions import retracted
from aftershock.extract.scene import Scene
from aftershock.extract.sentences import Sentence, Span
from aftershock.extract.whose import Place
from aftershock.lexicon import Lexicon
from aftershock.model import EventFound, Mention

_CONDITION = re.compile(
    r"[“”]?(?:但|而|且)?(?:如果|如若|若(?!干)|一旦|但凡|假如|要是|倘若|只要|除非|比如|万一)|[^，。；]{1,14}一旦"
)
_CONCESSION = re.compile(r"[“”]?(?:但|而)?(?:即使|即便|哪怕|就算)")
_ASKS = re.compile(r"是否|如何|为何|为什么|怎么|怎样|哪个|哪家|哪些|能否|会不会|有没有|何时|谁(?:能|会|来|将)|吗$|呢$")
HALF_YEAR = timedelta(days=184)
YEAR = timedelta(days=366)
_ACCOUNTS = frozenset({"财报", "统计", "亏损", "业绩下滑", "目标"})
"""Types whose figures are those of a period: the period dates them by its first day."""
_LONGEST = {"违规": timedelta(days=3660)}
"""What goes on for years is dated by its beginning (2018年至2020年虚增收入)."""
_MEASURES = re.compile(r"(?:占|较|比|同期|相当于)[^，。；]{0,6}$")
_YEAR = re.compile(r"(?:自|从)?(?:\d{4}年|今年|去年|前年|年初)(?:以来|起|开始|至今)?")
_TITLE = re.compile(r"《[^》\n]{1,60}》")
_PAPER = re.compile(r"公告|通知|办法|意见|条例|决定书|告知书|函|规定|方案|名单|财报|年报|招股书|警示函")
"""Titles of papers that say what happens: 下发《行政处罚决定书》."""
_PASSIVE = re.compile(r"(?:被|遭到|遭|受到|由|经)\Z")
_TOWARDS = re.compile(r"(?:对|向|给|将|就|针对|围绕|起诉|收购)\Z")
_CLOSED = re.compile(r" (?:banned|closed|suspended|stopped|taken down|blocked|hit|frozen)$")
_TOLD_BY = {"冻结": re.compile(r"^frozen|frozen$"), "处罚": re.compile(r"^fine$")}
"""The roles of figures that tell of a type."""
_INQUIRIES = frozenset({"调查", "立案", "问询", "约谈"})
"""Types that are about a question."""
_SOURCE = re.compile(r"(?:根据|据)")
_INTO = re.compile(r"[就对][^，。；]{1,24}是否")
_TELLING = frozenset({"声明", "报道", "传言"})
"""Types whose words are followed by what is told, not by whom it is told of."""
_DECIDED = frozenset({"处罚", "立案", "约谈", "问询"})
"""Types where, of an authority and a platform, the authority decides."""
_UNDER = re.compile(r"(?:违反|根据|依据|按照|依照|触犯|违背)了?\Z")
_LAW = re.compile(r"[\u4e00-\u9fff]{0,12}(?:法|条例|规则|政策|规定|办法)")
_DOERS = frozenset({"platform", "government", "regulator", "exchange", "bank", "court"})
_BYSTANDERS = frozenset({"association", "research institute", "person"})
_OUTSIDE = _BYSTANDERS - {"person"} | {"platform", "regulator", "exchange"}
_NOT_ACTING = frozenset({"media", "product"})
_NO_NEWS = frozenset({"platform", "media", "person", "product"})
"""Kinds of names that alone make no sentence particular."""
_GROUP = re.compile(
    r"(?:部分|一些|多家|一批|大批|大量|众多|诸多|不少|很多|多个|多位|陆续有|不少|各大)[^，。；、]{0,14}(?:卖家|商家|企业|公司|门店|店铺|工厂|厂商|机构|品牌|房企|平台|银行|商户)"
)
"""A group that is counted loosely: a particular statement all the same."""
_AUTHORITIES = frozenset({"government", "regulator", "exchange"})
_OFFICES = re.compile(
    r"国务院|政府|人大|[\u4e00-\u9fff](?:部|委|局|厅|署|省|市|县|央行)(?![\u4e00-\u9fff]*(?:公司|股份|集团))"
    r"|央行|各地|多地|我国|全国|(?:条例|法|法案|办法|规定)》"
)
"""Who makes policies, by what offices are called."""
_SIR = re.compile(r"[\u4e00-\u9fff](?:先生|女士)(?!们)")
"""Somebody named by the surname alone."""
_LATELY = re.compile(r"近日|日前|近期|最近")
_MARKET = re.compile(
    r"[沪深道纳恒标]指|指数|深成指|创业板指|科创50|板块|大盘|两市|三大股指|期货|期指|期价|美股|A股|港股"
)
"""A market as a whole, or what is traded beside shares: no firm's share moved."""
_SHARES = re.compile(r"股(?!份)|涨停|跌停|盘|市值|停牌|复牌|报收|元/")
"""What tells that shares are traded (大跌 is said of sales, too)."""
_NO_ACCOUNTS = _NOT_ACTING | {"platform", "person", "government", "regulator", "association", "exchange"}
_ALL_OF_THEM = re.compile(r"财政部|监管部门|卖家|商家|企业|厂商|行业|同行|店主|商户")
"""Whose figures are nobody's accounts."""
NEAR = 160
"""How far before its clause what makes a statement particular may be looked for word by word, in characters."""
MOST = 12
"""How many event words of one clause are weighed."""
_TELLS_ON = re.compile(r"涉及|波及|达|共|约|合计|金额")
"""A clause that gives the figure of the matter named before it."""
LENT = 2
"""How many clauses without an event word lend their figures to the one before them."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    word: EventWord
    clause: Span
    span: Span


def events(scene: Scene, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[EventFound, ...]:
    """All events in order of start."""
    return _Events(scene, mentions, reader(lexicon)).read()


class _InOrder:
    """Mentions by position."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._all = mentions
        self._starts = [m.start for m in mentions]

    def within(self, start: int, end: int) -> Sequence[Mention]:
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class _Events:
    def __init__(self, scene: Scene, mentions: Sequence[Mention], words: EventReader) -> None:
        self.text = scene.outline.text
        self.outline = scene.outline
        self.figures = _InOrder([m for m in mentions if m.kind not in ("date", "person")])
        self.days = _InOrder([m for m in mentions if m.kind == "date"])
        self.places = scene.places
        self.said = scene.by_place
        self.scene = scene
        self.words = words
        self.titles = [
            Span(m.start(), m.end()) for m in _TITLE.finditer(self.text) if not _PAPER.search(m.group()[-6:])
        ]
        self._title_starts = [t.start for t in self.titles]

    def read(self) -> tuple[EventFound, ...]:
        found: list[EventFound] = []
        clauses = [clause for sentence in self.outline.sentences for clause in sentence.clauses]
        words = self.words.words(self.text, clauses)
        starts = [word.start for word in words]
        taken_back = retracted(self.text)
        headings = [span.start for span in taken_back]
        reach = list(accumulate((span.end for span in taken_back), max))
        for sentence in self.outline.sentences:
            above = bisect_right(headings, sentence.start)
            if above and sentence.end <= reach[above - 1]:
                continue
            inside = words[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            if inside:
                found += self._of_sentence(sentence, inside)
        return tuple(found)

    def _of_sentence(self, sentence: Sentence, inside: Sequence[EventWord]) -> list[EventFound]:
        text = self.text
        if text.find("\t", sentence.start, sentence.end) >= 0:
            return []
        stretches: list[_Stretch] = []
        per_clause: list[list[EventWord]] = [[] for _ in sentence.clauses]
        for word in inside:
            per_clause[sentence.clause_at(word.start)].append(word)
        conditional = False
        for n, (clause, words) in enumerate(zip(sentence.clauses, per_clause, strict=True)):
            conditional = conditional or bool(_CONDITION.match(text, clause.start))
            lent = n + 1
            while lent < len(per_clause) and lent <= n + LENT and not per_clause[lent]:
                lent += 1
            reach = sentence.clauses[lent - 1].end
            conceded = _CONCESSION.match(text, clause.start)
            able = [] if conditional or conceded else self._told(clause, sentence, words)
            stating = [w for w in able[:MOST] if self._states(w, clause, reach, sentence)]
            if stating:
                word = min(stating, key=lambda w: (w.type in self.words.soft, not w.strong, w.order, w.start))
                start = clause.start if stretches else sentence.start
                stretches.append(_Stretch(word, clause, Span(start, clause.end)))
            elif stretches and not words:
                last = stretches[-1]
                stretches[-1] = _Stretch(last.word, last.clause, Span(last.span.start, clause.end))
        return [self._event(stretch, sentence) for stretch in self._main(stretches)]

    def _told(self, clause: Span, sentence: Sentence, words: list[EventWord]) -> list[EventWord]:
        """The words of a clause that no question holds. What an inquiry is into (就是否违法展开调查) is no question."""
        if clause.end >= sentence.end - 3 and "？" in self.text[clause.start : sentence.end]:
            return []
        asks = _ASKS.search(self.text, clause.start, clause.end) if words else None
        if asks is None:
            return words
        into = _INTO.search(self.text, clause.start, clause.end)
        return [w for w in words if into and w.type in _INQUIRIES and into.end() <= w.start]

    def _main(self, stretches: list[_Stretch]) -> list[_Stretch]:
        """Without what only tells more of another event of the sentence; neighbours of one type become one."""
        absorbed = self.words.absorbed
        if any(s.word.type not in absorbed for s in stretches):
            stretches = [s for s in stretches if s.word.type not in absorbed]
        merged: list[_Stretch] = []
        for s in stretches:
            if merged and merged[-1].word.type == s.word.type:
                last = merged[-1]
                merged[-1] = _Stretch(last.word, last.clause, Span(last.span.start, s.span.end))
            else:
                merged.append(s)
        return merged

    def _states(self, word: EventWord, clause: Span, reach: int, sentence: Sentence) -> bool:
        """Whether the word stands in a particular statement and not in a title."""
        n = bisect_left(self._title_starts, word.end) - 1
        if n >= 0 and self.titles[n].holds(word.start, word.end):
            return False
        if word.type in _TELLING and word.end >= clause.end and _SOURCE.match(self.text, clause.start):
            return False  # 根据X公告，…: only named as where what follows is from
        if not word.strong:
            end = reach if _TELLS_ON.match(self.text, clause.end + 1) else clause.end
            return self._has("figure", clause.start, end, clause)
        statement = self.said.around(word.start, word.end)
        told = statement is not None and not statement.own and word.type not in _TELLING
        begin = statement.start if statement and told else sentence.start
        begin = max(begin, sentence.start)
        needs = self.words.types[word.order].needs or ("figure", "date", "name")
        return any(self._has(need, begin, reach, clause) for need in needs)

    def _has(self, need: str, begin: int, reach: int, clause: Span) -> bool:
        match need:
            case "figure":
                figures = self.figures.within(clause.start, reach)
                return any(not m.flags & {"ordinal", "duration"} for m in figures)
            case "money":
                return any(m.kind == "money" for m in self.figures.within(begin, reach))
            case "date":
                days = self.days.within(begin, reach)
                return any(m.from_ for m in days) or bool(
                    _LATELY.search(self.text, max(begin, clause.start - NEAR), reach)
                )
            case "name":
                return any(p.name.kind not in _NO_NEWS for p in self.places.within(begin, clause.end))
            case "any name":
                return any(p.name.kind not in _NOT_ACTING for p in self.places.within(begin, clause.end))
            case "group":
                return bool(_GROUP.search(self.text, clause.start, clause.end))
            case "account":
                firms = [p for p in self.places.within(clause.start, clause.end) if p.name.kind not in _NO_ACCOUNTS]
                owned = firms or not _ALL_OF_THEM.search(self.text, clause.start, reach)
                return bool(owned) and self._has("figure", begin, reach, clause)
            case "firm":
                told = any(p.name.kind not in _NO_ACCOUNTS for p in self.places.within(begin, clause.end))
                return told or "公司" in self.text[clause.start : clause.end]
            case "shares":
                begin = max(begin, clause.start - NEAR)
                traded = bool(_SHARES.search(self.text, begin, reach))
                named = any(p.name.kind not in _NOT_ACTING for p in self.places.within(begin, reach))
                return traded and (named or not _MARKET.search(self.text, begin, reach))
            case "authority":
                begin = max(begin, clause.start - 30)
                named = any(p.name.kind in _AUTHORITIES for p in self.places.within(begin, clause.end))
                return named or bool(_OFFICES.search(self.text, begin, clause.end))
            case "person":
                named = any(p.name.kind == "person" for p in self.places.within(begin, clause.end))
                return named or bool(_SIR.search(self.text, clause.start, clause.end))
            case _:
                raise ValueError(f"unknown need {need!r}")

    def _event(self, stretch: _Stretch, sentence: Sentence) -> EventFound:
        text, word, span = self.text, stretch.word, stretch.span
        end = span.end
        while end > span.start and text[end - 1] in "。！!，；”":
            end -= 1
        actor, subject = self._who(word, span, sentence)
        statement = self.said.around(word.start, word.end)
        certainty = self.words.certainty(text, stretch.clause.start, word, stretch.clause.end)
        if statement and statement.rumour and certainty is None:
            certainty = "rumour"
        return EventFound(
            type=word.type,
            start=span.start,
            end=end,
            text=text[span.start : end],
            date=self._date(word, stretch, sentence),
            actor=actor,
            subject=subject,
            figures=tuple((m.start, m.end) for m in self.figures.within(span.start, end)),
            certainty=certainty,
            negated=self.words.negated(text, stretch.clause.start, word),
            speaker=statement.speaker if statement else None,
        )

    def _who(self, word: EventWord, span: Span, sentence: Sentence) -> tuple[str | None, str | None]:
        """Actor and subject: 被A… makes A the actor, who stands before it the subject; 对A makes A the subject."""
        text = self.text
        places = [p for p in self.places.within(sentence.start, span.end) if self._takes_part(p)]
        before = [p for p in places if p.end <= word.end]
        head = {id(p): text[max(span.start, p.start - 2) : p.start] for p in places}
        passive = [p for p in before if _PASSIVE.search(head[id(p)])]
        undergone = self.words.types[word.order].undergone
        owner = self._owner(word, span) if undergone else None
        if passive:
            actor = passive[-1]
            return actor.shown, owner or self._last(before, actor.start) or whom(self.scene, actor.start, sentence)
        if undergone:
            done_by, done_to = self._done_to(word, span, sentence, [p for p in places if p.shown != owner])
            return done_by, owner or done_to
        if re.search(r"[被遭]", text[max(span.start, word.start - 6) : word.end]):
            return None, self._last(before, word.start) or whom(self.scene, word.start, sentence)
        towards = [p for p in before if _TOWARDS.search(head[id(p)])]
        doers = [p for p in before if p not in towards and p.end <= word.start]
        actor_name = doers[-1].shown if doers else None
        if not doers or self._only_speaks(doers[-1], word):
            actor_name = whom(self.scene, word.start, sentence) or actor_name
        behind = [] if word.type in _TELLING else [p for p in places if p.start >= word.start]
        after = towards or behind
        if after and after[0].shown != actor_name:
            return actor_name, after[0].shown
        return actor_name, actor_name if self.words.types[word.order].own else None

    def _only_speaks(self, place: Place, word: EventWord) -> bool:
        """Whether a person tells of it (甲的CEO乙表示，公司将关闭…): whom 公司 stands for then does it."""
        told = self.said.around(word.start, word.end) if place.name.kind == "person" else None
        return told is not None and place.end <= told.start

    def _owner(self, word: EventWord, span: Span) -> str | None:
        """Whose the figure is that tells what was done: the frozen money, the stores that were closed."""
        roles = _TOLD_BY.get(word.type, _CLOSED)
        figures = self.figures.within(span.start, span.end)
        return next((m.subject for m in figures if m.subject and m.role and roles.search(m.role)), None)

    def _done_to(
        self, word: EventWord, span: Span, sentence: Sentence, places: Sequence[Place]
    ) -> tuple[str | None, str | None]:
        """Actor and subject of what only a platform or an authority does: any other name is whom it is done to."""
        able = [p for p in places if p.name.kind not in _BYSTANDERS]
        doers = [p for p in able if p.name.kind in _DOERS]
        others = [p for p in able if p.name.kind not in _DOERS]
        towards = [
            p for p in able if p.end <= word.end and _TOWARDS.search(self.text, max(span.start, p.start - 2), p.start)
        ]
        if towards:
            rest = [p.shown for p in doers if p.shown != towards[-1].shown and p.end <= word.end]
            return (rest[-1] if rest else None), towards[-1].shown
        own = [p for p in others if p.start >= span.start and p.end <= word.start]
        behind = [p for p in others if p.start >= word.start]
        subject = next(iter(own[-1:] or behind[:1] or [p for p in others if p.end <= word.start][-1:]), None)
        nearest = [p for p in doers if p.end <= word.end] or [p for p in doers if p.start >= span.start]
        deciding = [p for p in nearest if p.name.kind != "platform"] if word.type in _DECIDED else []
        actor = (deciding or nearest)[-1].shown if nearest else None
        if subject is None and len({p.shown for p in doers}) > 1 and nearest:
            # 监管总局处罚海岬商城: of two that may act, who stands behind the word is whom it is done to.
            hit = [p for p in doers if p.shown != actor and (p.start >= word.start or p.name.kind == "platform")]
            return actor, hit[-1].shown if hit else whom(self.scene, word.start, sentence)
        return actor, subject.shown if subject else whom(self.scene, word.start, sentence)

    def _takes_part(self, place: Place) -> bool:
        """Whether a name can act or be acted on: not media, not a product, not whose law it is (违反欧盟《…》)."""
        if place.name.kind in _NOT_ACTING:
            return False
        law = self.text.startswith("《", place.end) or _LAW.match(self.text, place.end) is not None
        return not (law and _UNDER.search(self.text, max(0, place.start - 6), place.start))

    def _last(self, places: Sequence[Place], end: int) -> str | None:
        able = [p for p in places if p.end <= end and p.name.kind not in _OUTSIDE]
        return able[-1].shown if able else None

    def _date(self, word: EventWord, stretch: _Stretch, sentence: Sentence) -> date | None:
        """The day of the event, named before its word: the last in its clause, else the first in its own words, else
        the last in its sentence.

        Periods longer than half a year (2021年以来) and days that only measure a figure (占2020年末货币资金的4%) are no
        day on which something happened; accounts are those of their period.
        """
        longest = _LONGEST.get(word.type, YEAR if word.type in _ACCOUNTS else HALF_YEAR)
        days = [m for m in self.days.within(sentence.start, word.start) if self._is_day(m, longest)]
        clause = [m for m in days if m.start >= stretch.clause.start]
        own = [m for m in days if m.start >= stretch.span.start]
        chosen = clause[-1:] or own[:1] or days[-1:]
        return chosen[0].from_ if chosen else None

    def _is_day(self, mention: Mention, longest: timedelta) -> bool:
        if mention.from_ is None or _MEASURES.search(self.text[max(0, mention.start - 8) : mention.start]):
            return False
        # An open end is a beginning: of a day or month it dates the event, of a year it does not.
        if mention.to is None:
            return not _YEAR.fullmatch(mention.text)
        return mention.to - mention.from_ <= longest
