"""The words of events where they stand in a clause, and how much each says.

A word is strong where it tells of something done, weak where it only names the matter: a noun of its type (年报), a
word with a noun behind it (封号事件, 被封的卖家), or one behind 此次 or 由于. Words that only look like one (上市公司,
合作伙伴) are data too (`apart`) and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aftershock.extract.events.certainty import Judge
from aftershock.extract.events.modality import Compiled
from aftershock.extract.events.openings import Closed, Opening
from aftershock.extract.events.word import BREACH, NO_GAP, PAPERS, Entry, EventWord, may_tell
from aftershock.extract.language.lookup import Lookup
from aftershock.extract.language.sentences import Outline, Sentence
from aftershock.lexicon import EventWords, Lexicon, pattern

NEAR = (40, 25)
"""How far before and behind a word the words may stand that tell which of its types it is, in characters."""
_KIND = 6
"""How many letters may stand between a word and what it tells the kind of (上市|心脏支架|厂商)."""
_OF_EVENTS = frozenset({"影响"})
"""Types told of another event by its name (此次冻结将造成…影响)."""
_BACKGROUND = frozenset({"合作", "成立", "任职"})
"""Types that a relative clause tells as background (曾与云帆科技合作的数百家供应商)."""
_TAKEN = frozenset({"冻结", "封号"})
_GIVEN_BACK = re.compile("解除|解冻|恢复")
"""In the gap of a word of these types: what was taken is given back (账户已解除冻结)."""
_FOUGHT = re.compile(
    r"(?:整治|打击|防范|治理|遏制|惩治|纠治|杜绝|严查|阻止|拦截|拦下|拦住|屏蔽|过滤|识别|预防|抵制)[^，。；\n]{0,16}\Z"
)
"""Before a breach: it is what is fought, whoever commits it (严肃整治财务造假)."""
_OF_ITS = re.compile(r"的(?![公是]|消息|决定)")
_FOR_YEARS = re.compile(
    r"[^，。；\n]{0,3}?(?<!\d)(?:\d{1,3}|[两一二三四五六七八九十几]{1,3})[多余]?(?:年(?!\d)|个月|载)"
)
"""成立17年, 成立不到三年: how long ago, which is told of whoever does something else."""
_THIS = ("该", "此")
_NEVER_NAMED = re.compile(r"》|歉|回应|回复|置评")
"""In a word that tells of what was said, whatever of: 对此次事件深表歉意."""
_UTTERS = re.compile(r"发[布表出]|披露|公布|[作做]出")
"""How such a word may begin, too: 针对裁员一事发表声明."""
_TOLD_OF = re.compile(
    r"[^，。；\n]{0,6}的(?:消息|通知|公告|决定|申请|阶段|结局|境地|地步|故事|信号|命运|案例|视频|画面|照片|截图|一幕|场面)"
)
"""Behind an event word: what tells of it, or how far it went (接到停业的通知, 走到了破产清算的阶段)."""
_AS_IT_IS_TOLD = re.compile(
    r"[^，。；\n]{0,8}的(?:说法|传闻|传言|指控|质疑)|[^，。；\n]{0,16}等传[闻言]|[^，。；\n]{0,3}中(?:所?称|指出|提到|提及)的|[^，。；\n]{0,10}表示(?:不满|担忧|遗憾|关注|理解|欢迎|支持)"
)
"""The same, where it tells of no event: what is denied (否认了裁员10%的说法) or thought of it (对罚款表示不满)."""
_QUOTES = ("”", "》", "’")
_MATTER = re.compile(r"[^，。；、\n]{0,6}问题(?=[，。；、的以和与及\n])")
"""A little farther behind: the matter, too (解决拖欠员工薪资问题)."""
_FACES = re.compile(r"面临|存在|陷入|濒临|有[^，。；]{0,4}\Z")
_ARISES = re.compile(r"面临|存在|陷入|出现|爆发")
_FACED = ("风险", "局面", "问题", "情况", "困难", "现象", "情形", "境地", "窘境", "行为", "嫌疑")
_PASSIVE = re.compile(r"(?<!因)[被遭][^，。；]{0,10}\Z")
"""货款被平台扣留导致…: told as done, though it is named as a cause."""
_COUNTED = re.compile("[0-9]")
"""关闭230家餐厅导致亏损: how many were closed is told, though it is named as a cause."""
_UNDER = re.compile(r"受到?了?\Z")
"""受停航影响的旅客: what they suffer from is only named."""
_MEETS = re.compile(
    r"[受遭收接]到|遭遇|遭受|被|接受|面临|进行|作出|做出|予以|给予|开出|开展|展开|发布|发出|提起|提出|宣布|实施|完成|了"
)
"""What makes a deed of the noun behind it."""
_BEFELL = re.compile(r"[已被遭均]|全部|相继|陆续|了")
"""In a word: it tells what became of what somebody has (云帆科技的店铺被关闭，…)."""
_CLOSES = "，："
"""A word may end with the mark that ends its clause (公告，)."""


_Word = tuple[tuple[Entry, ...] | None, Opening | None]
"""What a word of the vocabulary may be: a word by itself, the opening of words with a gap, or both.

No entries of a word by itself: it is no event's. Of several, the first whose company fits counts.
"""


class EventReader:
    """The event words of one vocabulary, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.types = lexicon.events
        self.orders = {kind.name: n for n, kind in reversed(list(enumerate(lexicon.events)))}
        """The place of each type in the vocabulary."""
        plain: dict[str, tuple[Entry, ...]] = dict.fromkeys(lexicon.modality.apart, ())
        apart = frozenset(plain)
        openings: dict[str, list[tuple[str, Entry]]] = {}
        for order, kind in enumerate(lexicon.events):
            for words, strong in ((kind.words, True), (kind.nouns, False)):
                for word in words:
                    first, _, last = word.partition("…")
                    if last:
                        openings.setdefault(first, []).append((last, (order, strong)))
                    elif word not in apart:
                        plain[word] = (*plain.get(word, ()), (order, strong))
        opened = {first: Opening.of(lasts) for first, lasts in openings.items()}
        self._words: Lookup[_Word] = Lookup(
            (word, (plain.get(word), opened.get(word))) for word in {**plain, **openings}
        )
        self._short = {first: opening for first, opening in opened.items() if len(first) == 1}
        self._short_openings = re.compile(
            "|".join(f"{re.escape(first)}(?={opening.ahead.pattern})" for first, opening in self._short.items())
            or r"(?!)"
        )
        self._modality = Compiled(lexicon.modality)
        self.judge = Judge(self._modality, lexicon.events)
        self._company = {n: _Company.of(kind) for n, kind in enumerate(lexicon.events) if kind.beside or kind.without}
        self._kinds = {n: _kinds(kind.attributes) for n, kind in enumerate(lexicon.events) if kind.attributes}
        self._choosy = self._company.keys() | self._kinds.keys()
        self._hit = {n for n, kind in enumerate(lexicon.events) if kind.undergone}
        """Types that reach whoever suffers from them (受封号影响的卖家有5万家)."""
        self.absorbed = frozenset(lexicon.modality.absorbed)
        self.swallows = {kind.name: frozenset(kind.swallows) for kind in lexicon.events if kind.swallows}
        self.counted = tuple((kind.name, kind.counted) for kind in lexicon.events if kind.counted)
        """Types that are told by a number of something alone, with how that ends."""
        self.soft = frozenset(lexicon.modality.soft)
        self.named = frozenset(lexicon.modality.named)

    def words(self, outline: Outline) -> list[EventWord]:
        """The event words of all clauses by start, those of habits, wishes and causes left out."""
        text = outline.text
        types, behind = self.types, self._modality.behind
        firsts, far = self._modality.firsts, self._modality.is_far(text)
        kept = []
        sentence: Sentence | None = None
        clause = stop = leads = 0
        for start, end, order, strong, gap in sorted(self._all(text)):
            if sentence is None or start >= sentence.end:
                sentence, stop = outline.at(start), 0
            if sentence is None:
                continue
            if start >= stop:
                clause, stop = sentence.clause(start)
                said = self._modality.leading.search(text, clause, stop)
                leads = said.start() if said else stop
            if start < clause or end > stop + (text[end - 1] in _CLOSES):
                continue
            if order in self._choosy and not self._fits(text, start, end, order):
                continue
            if gap != NO_GAP and types[order].name in _TAKEN and _GIVEN_BACK.search(text, *gap):
                continue
            led = leads < start
            followed = (far or text[end : end + 1] in firsts) and behind.match(text, end) is not None
            if not self._is_passed(text, clause, start, end, order, led=led, followed=followed):
                told = strong and self._tells(text, clause, start, end, order, gap, led=led, followed=followed)
                kept.append(EventWord(types[order].name, start, end, order, told, gap))
        return kept

    def _is_passed(
        self, text: str, clause: int, start: int, end: int, order: int, *, led: bool, followed: bool
    ) -> bool:
        """Whether a word tells of a habit, a wish or a cause, or of what is only said or suffered from.

        `led` says that its clause holds a word before it that may say how it is meant, `followed` that one stands right
        behind it.
        """
        m, name, before = self._modality, self.types[order].name, max(clause, start - 24)
        if followed:
            if m.causes.match(text, end) and not (
                _PASSIVE.search(text, before, end) or _COUNTED.search(text, start, end)
            ):
                return True
            if text.startswith("影响", end) and order not in self._hit and _UNDER.search(text, before, start):
                return True
        if (led and m.idle.search(text, before, start)) or (name == BREACH and _FOUGHT.search(text, before, start)):
            return True
        told = name not in PAPERS and (may_tell(text, end) or text.find("等传", end, end + 20) >= 0)
        if told and _AS_IT_IS_TOLD.match(text, end):
            return True
        if name == "成立" and _FOR_YEARS.match(text, end):
            return True
        return name in _BACKGROUND and _OF_ITS.match(text, end) is not None

    def _all(self, text: str) -> set[Closed]:
        """The words of a text, in no order: those without a gap, the first, then the longest, none inside another, and
        those with one, none beginning inside a word of another type.
        """
        found: set[Closed] = set()
        apart: dict[int, int] = {}
        inside: dict[int, int] = {}
        opened: list[tuple[int, int, Opening]] = []
        done = 0
        for start, end, (entries, opening) in self._words.find(text):
            if entries is not None and start >= done:
                done = end
                for order, strong in entries:
                    found.add((start, end, order, strong, NO_GAP))
                    inside.update(dict.fromkeys(range(start + 1, end), order))
            if entries == ():
                apart[start] = end
            if opening is not None and opening.ahead.match(text, end):
                opened.append((start, end, opening))
        opened += [(m.start(), m.end(), self._short[m.group()]) for m in self._short_openings.finditer(text)]
        if opened:
            types = self.types
            for word in self._with_gap(text, opened, apart):
                around = inside.get(word[0], word[2])
                if around == word[2] or types[around].name == types[word[2]].name:
                    found.add(word)
        return found

    @staticmethod
    def _with_gap(text: str, opened: Iterable[tuple[int, int, Opening]], apart: dict[int, int]) -> Iterator[Closed]:
        """The words with a gap; `apart` holds start and end of words that are no event's."""
        held = {at for start, end in apart.items() for at in range(start, end)}
        for start, at, opening in opened:
            if start in held:
                continue
            for word in opening.closed(text, start, at):
                if apart.get(word[-1][1], 0) <= word[1]:  # 员工…遣散, and not the beginning of 遣散费
                    yield word

    def _fits(self, text: str, start: int, end: int, order: int) -> bool:
        """Whether a word has the company that its type asks for, and is not told of a kind of firms."""
        kinds = self._kinds.get(order)
        if kinds is not None and kinds.match(text, end):
            return False
        company = self._company.get(order)
        return company is None or company.fits(text, start, end)

    def _tells(
        self,
        text: str,
        clause: int,
        start: int,
        end: int,
        order: int,
        gap: tuple[int, int],
        *,
        led: bool,
        followed: bool,
    ) -> bool:
        """Whether a word tells of something done, and does not only name the matter."""
        name, near = self.types[order].name, max(clause, start - 16)
        behind = end + (text[end : end + 1] in _QUOTES)
        named = (followed and self._modality.nominal.match(text, behind)) or (
            led
            and name not in _OF_EVENTS
            and name not in PAPERS
            and (about := self._modality.about.search(text, near, start))
            and not (gap != NO_GAP and about.group() in _THIS)  # 该|店昨日没开门: of the store, not of the event
            and not (_NEVER_NAMED.search(text, start, end) or _UTTERS.match(text, start, end))
        )
        if named and may_tell(text, end) and _TOLD_OF.match(text, end):
            named = None
        named = named or (led and self._modality.obliged.search(text, near, start))
        if not named and text.find("问题", end, end + 8) > 0:
            named = _MATTER.match(text, end)
        if named and text.startswith("的方式" if behind == end else "的", behind):
            named = None  # “停止营业”的告示
        if named and text.startswith(_FACED, behind + text.startswith("的", behind)):
            faces = _FACES if text.startswith("风险", behind) else _ARISES
            if faces.search(text, near, start):
                named = None  # 面临倒闭风险 tells of a risk, and names no matter.
        return not named and not (name not in PAPERS and _owned(text, clause, start, end))


def _owned(text: str, clause: int, start: int, end: int) -> bool:
    """Whether a word that ends its clause is only what somebody has: 云帆科技的破产，并非… (not: 受到交易所的处罚)."""
    if start <= clause or text[start - 1] != "的" or text[end : end + 1] not in ("，", "、") or "》" in text[start:end]:
        return False
    return not (_MEETS.search(text, clause, start) or _BEFELL.search(text, start, end))


@dataclass(frozen=True, slots=True)
class _Company:
    """The words near which a type's words count, and those near which they do not, compiled."""

    beside: re.Pattern[str] | None
    without: re.Pattern[str] | None

    @classmethod
    def of(cls, kind: EventWords) -> _Company:
        return cls(*(re.compile(pattern(words)) if words else None for words in (kind.beside, kind.without)))

    def fits(self, text: str, start: int, end: int) -> bool:
        low, high = max(0, start - NEAR[0], text.rfind("\n", 0, start) + 1), end + NEAR[1]
        if self.without and self.without.search(text, low, high):
            return False
        return self.beside is None or self.beside.search(text, low, high) is not None


def _kinds(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"[^，。；：、\n]{{0,{_KIND}}}?(?:{pattern(words)})")


@lru_cache(maxsize=8)
def reader(lexicon: Lexicon) -> EventReader:
    """The compiled vocabulary, kept between documents."""
    return EventReader(lexicon)
