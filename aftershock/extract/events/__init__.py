"""Events: what the text says happened, may happen, or did not.

A clause states an event when it holds one of a type's words (data: config/frames/events.toml) and something
particular: a figure, a day, or a name that is not only the speaker's or the platform's. A word that merely names the
matter needs a figure beside it, but for types of which it tells by itself (`named`). Questions, conditions and the
titles of papers state nothing; a heading states what it says, also where the text below it tells it again. Each clause
gives one event; clauses without a word of their own belong to the one before them, so that figures and event come
together.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from operator import attrgetter

from aftershock.extract.events.byfigure import accounted, told_by_figures
from aftershock.extract.events.days import ACCOUNTS, HALF_YEAR, Days, Told
from aftershock.extract.events.mains import Mains
from aftershock.extract.events.particulars import InOrder, Particulars, Stretch
from aftershock.extract.events.parties import TELLING, Parties
from aftershock.extract.events.sides import sided
from aftershock.extract.events.word import BREACH, PAPERS, EventWord
from aftershock.extract.events.words import EventReader, reader
from aftershock.extract.language.retractions import retracted
from aftershock.extract.language.scan import Words
from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.scene import Scene
from aftershock.lexicon import Lexicon
from aftershock.model import EventFound, Mention

_CONDITION = re.compile(
    r"[“”]?(?:但|而|且)?(?:如(?![上下此何期今约同是实前火数愿释图表题意厂近最去早])|若(?!干)|一旦|但凡|凡是|假如|要是|要不是|否则|倘若|只要|除非|万一|比如[，]?(?=说|一[个家名]|某|[你您]|如果|当|在))"
)
_EXAMPLE = re.compile(r"如(?![果若])(?:[^，。；（\n]|（[^（）\n]{1,20}）){2,30}?(?:称|表示|披露|公告|介绍)，")
"""An example of who tells of it, and no condition (如甲公司称，…)."""
_ONCE = re.compile(r"[^，。；]{1,14}一旦")
_CONCESSION = re.compile(
    r"[“”]?(?:但|而)?(?:即使|即便|哪怕|就算|除了?(?![夕权息名法草湿尘])|当(?![地天时日年月晚初前局事选])[^，。；\n]{2,40}(?:时|时候|后)(?=，))"
)
"""Openings of clauses that tell of what is not the matter, or when something else is: 即使破产, 当工厂迁走以后."""
_OPENS = frozenset("“”但而且如若一凡假要否倘只除万比即哪就当")
"""First letters of both."""
_ASKS = re.compile(r"是否|如何|为何|为什么|怎么|怎样|哪个|哪家|哪些|能否|会不会|有没有|何时|谁(?:能|会|来|将)|吗$|呢$")
_MATTER = re.compile(
    r"(?:就|针对|对于?|围绕|关于)(?:“[^”。\n]{2,80}”|[^，。；\n]{2,40}?)(?:一事|应询|答记者问)|(?:我们|[中美欧]方)注意到[^，。；\n]{2,60}"
)
"""What somebody is asked about or speaks of: named, and not told."""
_MATTER_SIGNS = Words("一事", "应询", "答记者问", "注意到")
_USUAL = re.compile(
    r"[并不]非?是?(?:特例|个例|孤例|个案)|不断上演|时有发生|屡见不鲜|层出不穷|司空见惯|(?<!新)不鲜见|并不少见|[成是]为?常态(?!化)|在所难免|屡禁不止"
    r"|一夕之间|必然会|都会经历|[会将]不会轮到|是(?:一直在)?[^，。；]{0,6}的(?:行为|现象)"
)
"""What makes of a sentence without figures a remark on how things are."""
_OF_ALL_OF_IT = ("是否属实？", "属实吗？", "是真的吗？", "真的吗？")
"""How a question ends that asks of all that was said before it."""
_OF_ONESELF = re.compile(r"[，：“]?(?:将|已|会|拟|正|计划|准备|可能|不会|没有|从未|并非|正在|目前|暂时|尚未)")
"""How a statement opens whose speaker tells of its own deeds (甲公司表示将提出上诉)."""
_TITLE = re.compile(r"《[^》\n]{1,60}》")
_PAPER = re.compile(
    r"(?:公告|通知|办法|意见|条例|决定|决定书|告知书|函|规定|方案|名单|财报|年报|招股书|警示函)[^《》]{0,4}(?:[（(][^（）()]{1,20}[）)])?》?\Z"
)
"""Titles of papers that say what happens: 下发《行政处罚决定书》."""
_CRIME = re.compile(r"(?<=涉嫌)(?:“[^”\n]{2,30}”|[^，。；“”\n]{2,20}?罪)|(?<=犯)[^，。；“”\n]{2,20}?罪")
"""What somebody is charged with is the name of a crime: 涉嫌非法转让土地使用权罪."""
_RULE = re.compile(r"(?:依据|根据|按照|依照|违反|违反了|符合|触犯)\Z")
"""Before the title of a rule that something is done by: it tells of nothing."""
_INQUIRIES = frozenset({"调查", "立案", "问询", "约谈"})
"""Types that are about a question."""
_SOURCE = re.compile(r"(?:根据|据|经|截[至止]|按照?)")
_SOURCES_OPEN = frozenset("根据经截按")
"""First letters of these."""
_SOURCES = TELLING | {"调查"}
"""Types that a clause may only name as where what follows is from (根据X公告，…; 经海关核查，…)."""
_SHOWN = ("", "》", "显示", "》显示")
"""What may stand between the name of a paper and the end of a clause that only names it as a source."""
_IN_PAPER = re.compile(
    r"(?:(?:决定书|裁定书|判决书|通知书|起诉书|文件|公告|规定|要求)[”》]?|(?:财|年|季)报[”》]?(?:数据)?显示)\Z"
)
"""The end of a clause that names a paper as where what follows is from (根据法院裁定书，…)."""
_INTO = re.compile(r"[就对][^，。；]{1,24}是否")
MOST = 12
"""How many event words of one clause are weighed."""
_PAPER_TYPE = "声明"
_PAPERS_OF_THEIR_OWN = frozenset({"政策", "报道", "通报"})
"""Types whose papers are what happens (印发通知)."""
_SUFFERED = re.compile("[被遭]")
_ALREADY = re.compile("已|了(?!解)")
_AND = re.compile(r"[、+]|并|且|乃至|以及|和")
_TELLS_ON = re.compile(r"涉及|波及|达|共|约|合计|金额|(?:其中)?包括")
"""A clause that gives the figure of the matter named before it."""
_START = attrgetter("start")
LENT = 2
"""How many clauses without an event word lend their figures to the one before or behind them."""


def events(scene: Scene, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[EventFound, ...]:
    """All events in order of start."""
    return _Events(scene, mentions, reader(lexicon)).read()


class _Events:
    def __init__(self, scene: Scene, mentions: Sequence[Mention], words: EventReader) -> None:
        self.text = scene.outline.text
        self.outline = scene.outline
        self.published = scene.published
        self.figures = InOrder([m for m in mentions if m.kind not in ("date", "person")])
        days = InOrder([m for m in mentions if m.kind == "date"])
        self.days = Days(self.text, days)
        self.said = scene.by_place
        self.words = words
        self.particulars = Particulars(self.text, self.figures, days, scene.places)
        self.parties = Parties(scene, self.figures, words)
        self.mains = Mains(self.text, self.figures, days, words)
        self.titles = [
            Span(m.start(), m.end())
            for m in _TITLE.finditer(self.text)
            if not _PAPER.search(m.group()) or _RULE.search(self.text, max(0, m.start() - 4), m.start())
        ]
        if "罪" in self.text:
            self.titles = sorted([*self.titles, *(Span(m.start(), m.end()) for m in _CRIME.finditer(self.text))])
        self._title_starts = [t.start for t in self.titles]
        self._says_once = "一旦" in self.text
        matters = _MATTER.finditer(self.text) if _MATTER_SIGNS.stand_in(self.text) else ()
        self._matters = [Span(m.start(), m.end()) for m in matters]

    def read(self) -> tuple[EventFound, ...]:
        found: list[EventFound] = []
        taken_back = retracted(self.text)
        headings = [span.start for span in taken_back]
        reach = list(accumulate((span.end for span in taken_back), max))
        words = sided(self.outline, self.words.words(self.outline), self.words.orders)
        words = accounted(self.outline, self.figures.all, words, self.words.orders)
        words = sorted([*words, *told_by_figures(self.outline, self.figures.all, words, self.words)], key=_START)
        for sentence, inside in self._by_sentence(words):
            if self._matters:
                inside = self._told_of(inside)
            above = bisect_right(headings, sentence.start)
            if above and sentence.end <= reach[above - 1]:
                continue
            found += self._of_sentence(sentence, inside)
        return tuple(found)

    def _by_sentence(self, words: Sequence[EventWord]) -> Iterator[tuple[Sentence, Sequence[EventWord]]]:
        """The sentences that hold words, each with its own."""
        first = 0
        while first < len(words):
            sentence = self.outline.at(words[first].start)
            end = sentence.end if sentence else words[first].end
            last = bisect_left(words, end, first + 1, key=_START)
            if sentence:
                yield sentence, words[first:last]
            first = last

    def _told_of(self, words: Sequence[EventWord]) -> Sequence[EventWord]:
        """The words of a sentence but those of the matter that somebody is only asked about (就…一事答记者问)."""
        return [w for w in words if not any(m.start <= w.start and w.end < m.end for m in self._matters)]

    def _of_sentence(self, sentence: Sentence, inside: Sequence[EventWord]) -> list[EventFound]:
        text = self.text
        if text.find("\t", sentence.start, sentence.end) >= 0 or text.endswith(_OF_ALL_OF_IT, 0, sentence.end):
            return []
        stretches: list[Told] = []
        clauses = sentence.clauses
        per_clause: dict[int, list[EventWord]] = {}
        for word in inside:
            per_clause.setdefault(sentence.clause_at(word.start), []).append(word)
        conditional, done = False, 0
        quotes = text.find("“", sentence.start, sentence.end) >= 0
        for n in per_clause:
            if stretches and n > done:
                stretches[-1] = stretches[-1].up_to(clauses[n - 1].end)
            may_be = [c for c in clauses[done : n + 1] if quotes or self._says_once or text[c.start] in _OPENS]
            conditional = conditional or any(map(self._is_condition, may_be))
            done = n + 1
            clause = clauses[n]
            if conditional or (text[clause.start] in _OPENS and _CONCESSION.match(text, clause.start)):
                continue
            start = clause.start if stretches else sentence.start
            stated = self._stated(n, sentence, per_clause)
            stretches += [Told(word, clause, Span(start, clause.end)) for word in stated]
        if stretches and done < len(clauses):
            stretches[-1] = stretches[-1].up_to(clauses[-1].end)
        told = self.mains.main(stretches)
        plain = [s for s in told if self.figures.within(s.span.start, s.span.end)]
        if len(plain) < len(told) and _USUAL.search(text, sentence.start, sentence.end):
            told = plain
        return [self._event(stretch, sentence) for stretch in told]

    def _is_condition(self, clause: Span) -> bool:
        """Whether a clause only tells what would be."""
        text, start = self.text, clause.start
        if text[start] in _OPENS and _CONDITION.match(text, start):
            return _EXAMPLE.match(text, start) is None
        quote = text.find("“", start, clause.end)
        if quote > start and _CONDITION.match(text, quote):
            return True
        at = text.find("一旦", start, start + 16) if self._says_once else -1
        return at > start and _ONCE.match(text, start) is not None

    def _stated(self, n: int, sentence: Sentence, per_clause: Mapping[int, list[EventWord]]) -> list[EventWord]:
        """The words of the n-th clause that say what it states: the one that says most, behind those told beside it.

        Clauses beside it without words lend it their figures.
        """
        clauses = sentence.clauses
        clause = clauses[n]
        able = self._told(clause, sentence, per_clause[n])[:MOST]
        if self._only_listed(clause, able):
            return []
        if len(able) > 1:
            able.sort(key=lambda w: (w.type in self.words.soft, not w.strong, w.order, w.start))
        lent, lead = n + 1, n
        while lent < len(clauses) and lent <= n + LENT and lent not in per_clause:
            lent += 1
        while lead and lead > n - LENT and lead - 1 not in per_clause:
            lead -= 1
        reach = clauses[lent - 1].end
        near = Span(clauses[lead].start, clause.end) if lead < n else clause
        found: list[EventWord] = []
        for word in able:
            if found and not self._beside(word, found):
                continue
            if self._states(word, near if word.strong and word.type not in ACCOUNTS else clause, reach, sentence):
                found.append(word)
        return [*found[1:], *found[:1]]

    def _only_listed(self, clause: Span, words: Sequence[EventWord]) -> bool:
        """Whether a clause lists what happens in such times, to nobody in particular (裁员、欠薪、退租)."""
        if len(words) < 2 or len({w.type for w in words}) < 2 or self.figures.within(clause.start, clause.end):
            return False
        gaps = [(a.end, b.start) for a, b in pairwise(words) if a.end <= b.start]
        if not gaps or any(self.text.find("、", *gap) < 0 for gap in gaps):
            return False
        if _SUFFERED.search(self.text, clause.start, clause.end):
            return False
        return not self.particulars.has(
            ("any name", "day"), Stretch(clause.start, clause, clause.end, clause.start, clause.end)
        )

    def _beside(self, word: EventWord, found: Sequence[EventWord]) -> bool:
        """Whether a clause tells of a word beside what was found in it, the main event first.

        That is the paper that it stands in (披露关于破产的公告, 公告称将派息), and what is told in one breath with it
        (店铺被封并且资金被冻结).
        """
        main = found[0]
        if not word.strong or any(word.type == other.type for other in found):
            return False
        if any(word.start < other.end and other.start < word.end for other in found[1:]):
            return False
        first, last = sorted((word, main), key=_START)
        if word.type == _PAPER_TYPE:
            return first is word and main.type not in _PAPERS_OF_THEIR_OWN
        if not main.strong or first.end > last.start or word.type in ACCOUNTS | TELLING:
            return False
        if word.type in self.words.soft or word.type in self.words.absorbed or word.type == BREACH:
            return False
        return _AND.search(self.text, first.end, last.start) is not None

    def _told(self, clause: Span, sentence: Sentence, words: list[EventWord]) -> list[EventWord]:
        """The words of a clause that no question holds.

        What an inquiry is into is no question (就是否违法展开调查, 要求公司说明是否…).
        """
        if clause.end >= sentence.end - 3 and self.text.find("？", clause.start, sentence.end) >= 0:
            return []
        asks = _ASKS.search(self.text, clause.start, clause.end) if words else None
        if asks is None:
            return words
        into = _INTO.search(self.text, clause.start, clause.end)
        return [
            w for w in words if w.type in _INQUIRIES and (w.end <= asks.start() or (into and into.end() <= w.start))
        ]

    def _states(self, word: EventWord, clause: Span, reach: int, sentence: Sentence) -> bool:
        """Whether the word stands in a particular statement and not in a title."""
        n = bisect_left(self._title_starts, word.end) - 1 if self.titles else -1
        if n >= 0 and self.titles[n].holds(word.start, word.end):
            return False
        opens = self.text[clause.start] in _SOURCES_OPEN
        if opens and _SOURCE.match(self.text, clause.start) and self._only_named(word, clause):
            return False  # 根据X公告，…: only named as where what follows is from
        if word.type == "统计" and word.start == sentence.start:
            return False  # 营业额为9亿元。同比下降44%。: of what was said before
        needs = self.words.types[word.order].needs or ("figure", "date", "name")
        if not word.strong and word.type not in self.words.named:
            end = reach if _TELLS_ON.match(self.text, clause.end + 1) else clause.end
            figure = "account" if "account" in needs else "figure"
            return self.particulars.has((figure,), Stretch(clause.start, clause, end, word.start, word.end))
        statement = self.said.around(word.start, word.end)
        told = statement is not None and not statement.own and word.type not in TELLING
        told = told and statement is not None and not _OF_ONESELF.match(self.text, statement.start)
        begin = statement.start if statement and told else sentence.start
        where = Stretch(max(begin, sentence.start), clause, reach, word.start, word.end)
        return self.particulars.has(needs, where)

    def _only_named(self, word: EventWord, clause: Span) -> bool:
        """Whether a clause ends with the paper that a word names, or with one behind it."""
        if word.type in _SOURCES:
            return self.text[word.end : clause.end] in _SHOWN
        return _IN_PAPER.search(self.text, word.start, clause.end) is not None

    def _announced(self, day: date | None, told: Told) -> date | None:
        """The day of an event; that of the next year where it is announced for one that has long been this year."""
        if day is None or self.published is None or self.published - day < HALF_YEAR:
            return day
        named = self.words.judge.announced(self.text, told.clause.start, told.word)
        if named != (day.month, day.day) or (day.month, day.day) == (2, 29):
            return day
        return day.replace(year=day.year + 1)

    def _is_to_come(self, day: date, told: Told) -> bool:
        """Whether the day of an event lies behind the day of publication, and nothing tells that it is done."""
        if self.published is None or day <= self.published:
            return False
        return _ALREADY.search(self.text, told.clause.start, told.word.end + 1) is None

    def _event(self, stretch: Told, sentence: Sentence) -> EventFound:
        text, word, span = self.text, stretch.word, stretch.span
        end = span.end
        while end > span.start and text[end - 1] in "。！!，；”":
            end -= 1
        actor, subject = self.parties.of(word, span, sentence)
        statement = self.said.around(word.start, word.end)
        certainty = self.words.judge.certainty(text, stretch.clause.start, word, stretch.clause.end)
        told = statement is not None and statement.rumour and certainty is None and word.type not in PAPERS
        opened = word.type not in TELLING and self.words.judge.rumoured(text, sentence.start, stretch.clause.start)
        if (told or opened) and not self.words.judge.confirmed(text, sentence.start, word.start):
            certainty = "rumour"
        negated = self.words.judge.negated(text, stretch.clause.start, word)
        if negated and certainty in ("planned", "expected"):
            certainty = None  # what is given up is certain
        day = self.days.of(stretch, sentence, happened=not negated and certainty != "risk")
        day = self._announced(day, stretch)
        if day and self._is_to_come(day, stretch) and certainty is None and not negated:
            certainty = "expected" if word.type in ACCOUNTS else "planned"
        return EventFound(
            type=word.type,
            start=span.start,
            end=end,
            text=text[span.start : end],
            date=day,
            actor=actor,
            subject=subject,
            figures=tuple([(m.start, m.end) for m in self.figures.within(span.start, end)]),
            certainty=certainty,
            negated=negated,
            speaker=statement.speaker if statement else None,
        )
