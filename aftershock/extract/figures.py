"""Figures out of Chinese text: money, counts, head-count, percentages, each with its words of degree.

    figure = degree? currency? sign? numeral unit (link degree? currency? numeral unit)? degree?
    link   = - ~ 至 到 between two ends of a range: 3.5亿-4.2亿元, 1万至2万家, 20%-30%

One pass over the text finds numerals; what follows each decides its kind. A range lends the second half's magnitude
and unit to the first (3-5亿元). Afterwards neighbours are tied: X外币（约合人民币Y元）, 由X减至Y. Bare numbers in tables
take the unit that stands in a head (`tables`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from aftershock.extract import counts, degrees, money, percentages, tables
from aftershock.extract.numerals import NUMERAL, Numeral, fold, numeral, numeral_at
from aftershock.model import Comparison, Flag, Mention, MentionKind, Trace

_MULTIPLE = "翻(?:了)?(?P<times>[一两二三四])番|(?P<twice>翻(?:了一?)?番|翻(?:了一?)?倍)"
_ONE = "(?:(?<=仅)|(?<=只)|(?<=仅有)|(?<=只有)|(?<=唯一的)|(?<=其中))一(?=[家个名位款项])"
_ONE_TO_MANY = "一(?=[张个家台部款条名][^，。；、一\\n0-9]{1,8}(?:十几|几十|数[十百千]|[两三四五六七八九十百千]+|[0-9]+)[多余]?[个家条张名台款件])"
"""一张卡绑定十几个账户: one is said against many."""
_ONE_TIMES = "一(?=倍|个多?百分点|个多?亿|成(?![不为立本功员交品都熟果绩长效分人色]))"
_SCAN = re.compile(
    f"{percentages.WORDS.pattern}|{_MULTIPLE}|(?P<one>{_ONE}|{_ONE_TIMES}|{_ONE_TO_MANY})|(?P<fraction>一半)(?!导)|(?P<idiom>数以[百千万亿]计|成[千百]上[千万])|{NUMERAL.pattern}"
)
_LINK = re.compile("[ \u00a0]?(?:[-−–—~～∼]{1,2}|至|到)[ \u00a0]?(?:约|近|超过?)?")
_FROM = re.compile("(?:由|从|自)[^，。；、]{0,12}$")
_BETWEEN = re.compile("之间|不等|区间|左右")
_SIGN_BEFORE = re.compile("(?:(?<![0-9A-Za-z年月日号%元股个家万亿）)])[-−–]|(?<![抱肩担])负)$")
_CURRENCY_ENDS = frozenset("币$￥¥€£₩₹₽＄元金镑DYBPRF:： ")
_CLASS = re.compile("(?:人民币|元)?级(?!别|市|以|联|数|差)")
_NO_MONEY = re.compile(
    "[ \u00a0]?(?:像素|毫安|mAh|转|字|步|里(?:路|长)|分之|级|千瓦|大卡|英镑|流明|摄氏|赫|公|平|立方|吨|国际|岁|余?(?:次|人)|左右的(?:人|用户))"
)
_COUNTED_BEFORE = re.compile(
    "用户|月活|日活|人口|粉丝|下载|播放|观看|阅读|点击|曝光|浏览|访问|会员|销量|产量|产能|出货|保有量|人数|数量|DAU|MAU|注册数|订单量|件量|业务量|客流|网民|读者|股本|股份|总数|人次|"
    "台数|户数|交付|吞吐|装机|行驶|里程|点赞|转发|评论|字数|面积|数超|家数|门店|店铺|卖家|企业|持股|解禁|裁员|裁撤|职位|招聘|就业|岗位|失业|持有|参与|投票"
)
_PEOPLE = frozenset("裁员 裁撤 招聘 就业 失业 人口 人数 网民".split())
_SENTENCE_BREAK = re.compile("[。！？；\n\t]")
_CHANGE = re.compile(
    "(?:增|减|升|降|涨|跌|提高|提|扩大|扩|缩|回落|攀|滑|裁|压缩|调整?|变更?|上调|下调|飙升|骤|锐|改)[^，。；]{0,3}(?:至|到|为|成)[^，。；]{0,6}$|^(?:至|到)(?:了)?$"
)
_PAIR = re.compile(
    "[ \u00a0]*(?:(?:的[^，。（）]{1,6})?[（(]|，|,|、)?[ \u00a0]*(?:即|也就是|按[^，。（）]{0,14}[，,])?[ \u00a0]*(?:约合|折合|合|约|相当于|约等于|约折合|等于|折算|约为|人民币|大约|下同|[，,])*[ \u00a0]*$"
)
_PAIR_WORD = re.compile("合|相当|折|等于|约")
_VAGUE: frozenset[Flag] = frozenset({"vague"})


def figures(text: str) -> tuple[Mention, ...]:
    """All figures of a text in order of their start, none overlapping another.

    Values are in whole currency units, things or percent. Role, subject and speaker stay None.
    """
    folded = fold(text)
    cells = sorted(_cells(text, folded), key=lambda m: m.start)
    prose = _Prose(text, folded).read()
    if cells:
        taken = {(m.start, m.end) for m in cells}
        prose = [m for m in prose if not any(s < m.end and m.start < e for s, e in _near(taken, m))]
        prose = sorted([*prose, *cells], key=lambda m: m.start)
    return tuple(_tie(text, prose))


def _near(taken: set[tuple[int, int]], mention: Mention) -> Iterator[tuple[int, int]]:
    """Cells that may overlap a mention: both are short, so few starts come into question."""
    for start in range(mention.start - 32, mention.end):
        for end in range(max(start + 1, mention.start), start + 33):
            if (start, end) in taken:
                yield start, end


def _cells(text: str, folded: str) -> Iterator[Mention]:
    for cell in tables.cells(folded):
        yield Mention(
            _KINDS[cell.kind],
            cell.start,
            cell.end,
            text[cell.start : cell.end],
            value=cell.value,
            unit=cell.unit,
            comparison="=",
            per=cell.per,
            flags=frozenset({"cell"}),
            trace=Trace(f"{cell.kind}/table cell", cell.trigger),
        )


_KINDS: dict[str, MentionKind] = {
    "money": "money",
    "count": "count",
    "headcount": "headcount",
    "percentage": "percentage",
}


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a numeral counts: its kind, unit and factor, and where the unit ends."""

    kind: MentionKind
    end: int
    unit: str | None
    rule: str
    factor: Decimal = Decimal(1)
    plus: Decimal = Decimal(0)
    more: bool = False
    per: str | None = None
    word: str = ""
    duration: bool = False
    implied: bool = False


class _Prose:
    """One pass over a text."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.taken = 0
        """Everything before this offset belongs to figures already read."""

    def read(self) -> list[Mention]:
        found: list[Mention] = []
        position = 0
        while match := _SCAN.search(self.folded, position):
            mention, position = self._at(match)
            if mention is not None:
                found.append(mention)
                self.taken = mention.end
        return found

    def _at(self, match: re.Match[str]) -> tuple[Mention | None, int]:
        """The figure at a match, and where to look on."""
        if match.group("half") or match.group("of"):
            return self._phrase(match)
        if match.group("times") or match.group("twice"):
            times = {"一": 2, "两": 4, "二": 4, "三": 8, "四": 16}[match.group("times") or "一"]
            return self._plain("count", match, Decimal(times), "倍", "count/multiple"), match.end()
        if match.group("fraction"):
            half = self._plain("count", match, Decimal("0.5"), None, "count/half")
            return replace(half, flags=frozenset({"fraction"})), match.end()
        if match.group("idiom"):
            return self._idiom(match), match.end()
        if match.group("one"):
            number: Numeral | None = Numeral(match.start(), match.end(), Decimal(1), Decimal(1), chinese=True)
        else:
            number = numeral(match)
        if number is None:
            return None, match.end()
        return self._number(number)

    def _plain(self, kind: MentionKind, match: re.Match[str], value: Decimal, unit: str | None, rule: str) -> Mention:
        quote = self.text[match.start() : match.end()]
        return Mention(
            kind, match.start(), match.end(), quote, value=value, unit=unit, comparison="=", trace=Trace(rule, quote)
        )

    def _idiom(self, match: re.Match[str]) -> Mention:
        """数以万计 (10,000 to 99,999), 成千上万 (1,000 to 99,999)."""
        words = match.group()
        sizes = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
        low, high = (sizes[words[2]], sizes[words[2]]) if words[0] == "数" else (sizes[words[1]], sizes[words[3]])
        quote = self.text[match.start() : match.end()]
        unit = counts.thing(self.folded, match.start(), match.end(), "个")
        return Mention(
            "count", match.start(), match.end(), quote, low=Decimal(low), high=Decimal(10 * high - 1), unit=unit,
            comparison="~", flags=_VAGUE, trace=Trace("count/idiom", words),
        )  # fmt: skip

    def _phrase(self, match: re.Match[str]) -> tuple[Mention | None, int]:
        found = percentages.phrase(self.folded, match)
        if found is None:
            return None, match.end()
        number = Numeral(match.start(), found.end, found.low, found.high)
        unit = _Unit("percentage", found.end, "%", f"percentage/{found.rule}", word=match.group())
        mention = self._mention(number, unit, match.start(), found.end, given=found.comparison)
        if found.fraction:
            mention = replace(mention, flags=mention.flags | {"fraction"})
        return mention, mention.end

    def _number(self, number: Numeral) -> tuple[Mention | None, int]:
        start, sign = self._sign(number.start)
        prefix = self._prefix(start)
        if prefix is not None and sign == 1:
            start, sign = self._sign(prefix[0])
        unit = self._unit(number, prefix)
        if ranged := self._range(number, unit, prefix, start):
            return ranged, ranged.end
        if unit is None:
            unit = self._bare(number)
        if unit is None or not self._believable(number, unit, start):
            return None, max(number.end, number.start + 1)
        mention = self._mention(number, unit, start, unit.end, sign=sign)
        return mention, mention.end

    def _sign(self, start: int) -> tuple[int, int]:
        if start and self.folded[start - 1] in "-−–负" and start - 1 >= self.taken:
            match = _SIGN_BEFORE.search(self.folded[max(0, start - 2) : start])
            if match:
                return start - 1, -1
        return start, 1

    def _prefix(self, start: int) -> tuple[int, str, str] | None:
        """A currency before: (its start, word, code)."""
        if start and self.folded[start - 1] in _CURRENCY_ENDS:
            found = money.before(self.folded, start)
            if found and found[0] >= self.taken:
                return found
        return None

    def _unit(self, number: Numeral, prefix: tuple[int, str, str] | None) -> _Unit | None:
        text, end = self.folded, number.end
        if percent := percentages.after(text, number):
            rule = f"percentage/{percent.rule}"
            return _Unit("percentage", percent.end, percent.unit, rule, percent.factor, percent.plus, percent.more)
        factor = Decimal(1)
        if text[end : end + 1].isascii() and (prefix or not number.chinese) and (scaled := money.scale(text, end)):
            scale_end, scale_factor = scaled
            if currency := money.after(text, scale_end):
                end, factor = scale_end, scale_factor
            elif prefix:
                return _Unit("money", scale_end, prefix[2], "money/currency+scale", scale_factor, word=prefix[1])
        if currency := money.after(text, end, chinese=number.chinese and number.magnitude == 1):
            code = prefix[2] if prefix and currency.code == "CNY" else currency.code
            per = currency.per or money.per_before(text, prefix[0] if prefix else number.start)
            word = text[end : currency.end].strip()
            return _Unit(
                "money", currency.end, code, "money/numeral+currency", factor * currency.factor, per=per, word=word
            )
        if hundred_million := money.colloquial(text, number.end):
            code = prefix[2] if prefix else hundred_million.code
            return _Unit(
                "money", hundred_million.end, code, "money/个亿", hundred_million.factor, more=hundred_million.more,
                word="亿", implied=not hundred_million.named and prefix is None,
            )  # fmt: skip
        measure = counts.after(text, number.end)
        if prefix and (measure is None or len(prefix[1]) < 2) and not (number.chinese and number.low < 10):
            end = number.end
            per_match = money.after(text, end)
            return _Unit(
                "money", per_match.end if per_match else end, prefix[2], "money/currency+numeral", word=prefix[1]
            )
        if measure is None:
            return None
        if measure.duration:
            return _Unit("count", measure.end, measure.word, "count/duration", word=measure.word, duration=True)
        return self._counted(number, measure)

    def _counted(self, number: Numeral, measure: counts.Measure) -> _Unit:
        named = counts.thing(self.folded, number.start, measure.end, measure.word)
        if number.high == 1 and not counts.thing_at(self.folded, measure.end):
            named = measure.word  # of one thing only what stands right beside is meant
        persons = measure.word == "人" or (measure.word in counts.PERSONS and not counts.BUSINESSES.search(named))
        kind: MentionKind = "headcount" if persons else "count"
        if measure.word == "人" or (persons and named not in counts.PERSON_WORDS):
            named = "人"
        return _Unit(kind, measure.end, named, "count/measure word", word=measure.word)

    def _range(
        self, number: Numeral, unit: _Unit | None, prefix: tuple[int, str, str] | None, start: int
    ) -> Mention | None:
        """Both ends of a range, where a second numeral of the same kind follows."""
        here = unit.end if unit else number.end
        link = _LINK.match(self.folded, here)
        if link is None or number.alone:
            return None
        at = link.end()
        currency = next(
            (w for w in ("US$", "HK$", "$", "￥", "¥", "人民币", "€", "£") if self.folded.startswith(w, at)), ""
        )
        second = numeral_at(self.folded, at + len(currency))
        if second is None or second.alone:
            return None
        second_unit = self._unit(second, (at, currency, money.PREFIX_CODES[currency]) if currency else prefix)
        second_unit = second_unit or self._bare(second)
        if second_unit is None or (
            unit and (unit.kind != second_unit.kind or unit.unit != second_unit.unit) and not _alike(unit, second_unit)
        ):
            return None
        if (
            any(c in link.group() for c in "至到")
            and _FROM.search(self.folded[max(0, start - 12) : start])
            and not _BETWEEN.match(self.folded, second_unit.end)
        ):
            return None
        low = _low_end(number, unit, second, second_unit)
        high = second.high * second_unit.factor + second_unit.plus
        if low >= high or not self._believable(second, second_unit, start):
            return None
        return self._mention(
            Numeral(number.start, second_unit.end, low, high),
            replace(second_unit, factor=Decimal(1), plus=Decimal(0)),
            start,
            second_unit.end,
            given="range",
        )

    def _bare(self, number: Numeral) -> _Unit | None:
        """A numeral with a magnitude and no unit: money or a count by what is said around it."""
        text, end = self.folded, number.end
        large = number.magnitude >= 10**4 or (number.chinese and number.high >= 10**4 and text[end - 1] in "万亿")
        if not large or number.low < 10**4:
            return None
        if named := counts.thing_at(text, end):
            kind: MentionKind = (
                "headcount"
                if named.group() in ("员工", "职工", "人员", "工人", "居民", "村民", "学生", "教师")
                else "count"
            )
            return _Unit(kind, end, named.group(), "count/numeral+thing", word=named.group())
        head = text[max(0, number.start - 24) : number.start]
        for cut in _SENTENCE_BREAK.finditer(head):
            head = " " * cut.end() + head[cut.end() :]
        tail = text[end : end + 10]
        if level := _CLASS.match(tail):
            return _Unit("money", end + level.end(), "CNY", "money/class", word=level.group(), implied=True)
        if _NO_MONEY.match(tail):
            return None
        counted = _last(_COUNTED_BEFORE, head)
        paid = _last(money.MONEY_WORDS, head)
        if money.spoken_of("", tail) or (paid is not None and (counted is None or paid[1] > counted[1])):
            return _Unit("money", end, "CNY", "money/spoken of", word=paid[0] if paid else tail, implied=True)
        if counted is not None:
            if counted[0] in _PEOPLE:
                return _Unit("headcount", end, "人", "count/spoken of", word=counted[0])
            return _Unit("count", end, _thing_in(counted[0]), "count/spoken of", word=counted[0])
        if later := counts.thing_near(tail):
            return _Unit("count", end, later, "count/spoken of", word=later)
        if number.magnitude >= 10**8 or text[end - 1] == "亿":
            return _Unit("money", end, "CNY", "money/spoken of", word="亿", implied=True)
        return None

    def _believable(self, number: Numeral, unit: _Unit, start: int) -> bool:
        """Whether it is a figure and not a date, a name, a code or a word that looks like one."""
        text = self.folded
        if number.alone and not (
            degrees.before(text, start) or (unit.kind == "money" and number.end - number.start > 1)
        ):
            return False
        if unit.kind == "money":
            return not (number.alone and text[max(0, start - 1) : start] in ("（", "(", "：", ":"))
        if unit.kind == "percentage":
            return not (unit.rule == "percentage/tenths" and text[max(0, start - 1) : start] in ("第", "、第"))
        lead, is_ordinal = counts.ordinal(text, start)
        if is_ordinal and not counts.wanted_ordinal(text, lead, unit.end, unit.word):
            return False
        if counts.pointed_at(text, start, unit.word) and number.high < 10:
            return False
        if counts.after_letter(text, start) or counts.idiom(text, number.start, unit.end):
            return False
        if unit.duration:
            return self._believable_duration(number, unit, start)
        if unit.word == "点":
            moved = any(c in text[max(0, start - 6) : start] for c in "涨跌报升降收破")
            return number.grouped or (number.low >= 100 and not number.chinese) or (moved and not number.chinese)
        if unit.word in ("手", "部", "对", "类", "间", "组", "步") and number.chinese and number.high < 10:
            return unit.word in ("类", "间", "组") and number.low > 1
        return True

    def _believable_duration(self, number: Numeral, unit: _Unit, start: int) -> bool:
        text = self.folded
        if counts.belongs_to_date(text, start, unit.end) or (number.chinese and number.low >= 1000):
            return False
        if unit.word.startswith(("年", "余年", "多年")) and not number.chinese:
            if 1000 <= number.low < 3000:
                return False
            told = degrees.before(text, start) or any(
                w in text[max(0, start - 5) : start] for w in ("历时", "为期", "了", "已", "满", "第", "连续")
            )
            return number.low <= 12 or (told is not None and bool(told))
        return True

    def _mention(
        self, number: Numeral, unit: _Unit, start: int, end: int, *, sign: int = 1, given: Comparison | None = None
    ) -> Mention:
        """The mention, with the words of degree beside it and the flags that hold."""
        text = self.folded
        flags: set[Flag] = set()
        comparison, trigger = given, unit.word
        lead, is_ordinal = counts.ordinal(text, start) if unit.kind in ("count", "headcount") else (start, False)
        if is_ordinal and lead >= self.taken and not number.grouped:
            flags.add("ordinal")
            start = lead
        elif (word := degrees.before(text, start)) and word[0] >= self.taken:
            start, trigger = word[0], word[1]
            comparison = comparison or word[2]
            if (outer := degrees.before(text, start)) and outer[0] >= self.taken:
                start = outer[0]
        if later := degrees.after(text, end):
            end, comparison = later[0], comparison or later[2]
        elif unit.duration and text.startswith("内", end):
            end, comparison = end + 1, comparison or "<="
        if number.open or unit.more:
            comparison = comparison or ("~" if "来" in text[number.start : number.end] else ">")
        low, high = (sign * (v * unit.factor + unit.plus) for v in (number.low, number.high))
        if unit.duration:
            flags.add("duration")
        if unit.implied:
            flags.add("implied_currency")
        if unit.rule == "money/class":
            high = low * Decimal("9.99")
        quote = self.text[start:end]
        trace = Trace(unit.rule, trigger or None)
        if low != high:
            if given != "range":
                flags.add("vague")
            low, high = min(low, high), max(low, high)
            return Mention(
                unit.kind,
                start,
                end,
                quote,
                low=low,
                high=high,
                unit=unit.unit,
                comparison=given or "~",
                per=unit.per,
                flags=frozenset(flags),
                trace=trace,
            )
        return Mention(
            unit.kind,
            start,
            end,
            quote,
            value=low,
            unit=unit.unit,
            comparison=comparison or "=",
            per=unit.per,
            flags=frozenset(flags),
            trace=trace,
        )


def _alike(first: _Unit, second: _Unit) -> bool:
    """Counts whose things differ only by what stands near (3家至5家门店)."""
    return first.kind in ("count", "headcount") and second.kind in ("count", "headcount") and first.word == second.word


def _low_end(number: Numeral, unit: _Unit | None, second: Numeral, second_unit: _Unit) -> Decimal:
    """The lower end; what has neither unit nor magnitude of its own takes the second's (3-5亿元) unless that turns it round."""
    if unit is not None:
        return number.low * unit.factor + unit.plus
    low = number.low * second_unit.factor
    if number.magnitude == 1 and second.magnitude > 1 and low * second.magnitude < second.high * second_unit.factor:
        return low * second.magnitude
    return low


def _last(pattern: re.Pattern[str], head: str) -> tuple[str, int] | None:
    """The last match of a pattern and where it stands."""
    found = None
    for match in pattern.finditer(head):
        found = (match.group(), match.start())
    return found


def _thing_in(word: str) -> str:
    named = counts.thing_near(word)
    return named or word


def _tie(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Tie neighbours: X外币（约合人民币Y元）, and 由X增至Y."""
    tied = list(mentions)
    for n in range(1, len(tied)):
        first, second = tied[n - 1], tied[n]
        gap = second.start - first.end
        if gap > 30 or gap < 0:
            continue
        between = text[first.end : second.start]
        if first.kind == second.kind == "money" and first.unit != second.unit and gap <= 24:
            whole = between + text[second.start : second.end]
            if _PAIR.match(between) and (_PAIR_WORD.search(whole) or between.strip() in ("（", "(")):
                tied[n - 1] = replace(first, same_as=second.start)
                tied[n] = replace(
                    second, same_as=first.start, comparison="~" if second.comparison == "=" else second.comparison
                )
                continue
        if _same_kind(first, second) and "\n" not in between and _CHANGE.search(between):
            head = text[max(0, first.start - 16) : first.start]
            if _FROM_ANY.search(head) or text[first.start] in "由从自":
                tied[n] = replace(second, changed_from=first.start)
    yield from tied


_FROM_ANY = re.compile("(?:由|从|自)[^，。；\n]{0,15}$")


def _same_kind(first: Mention, second: Mention) -> bool:
    return (first.kind == second.kind and first.unit == second.unit) or {first.kind, second.kind} <= {
        "count",
        "headcount",
    }
