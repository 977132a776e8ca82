"""Figures out of Chinese text: money, counts, head-count, percentages, each with its words of degree.

    figure = degree? currency? sign? numeral unit (link degree? currency? numeral unit)? degree?
    link   = - ~ 至 到 between two ends of a range: 3.5亿-4.2亿元, 1万至2万家, 20%-30%

One pass over the text finds numerals; what follows each decides its kind (`units`), else what is said around it
(`bareunits`), whether it is a figure at all (`plausibility`), whether it is half of a range (`ranges`) or one of
a list (`lists`). Neighbours are tied afterwards (`ties`). Bare numbers in tables take the unit that stands
in a head (`tables`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from aftershock.extract.figures import counts, money, percentages, tables
from aftershock.extract.figures.bareunits import unit_around
from aftershock.extract.figures.brackets import in_brackets, labelled
from aftershock.extract.figures.lists import Lists
from aftershock.extract.figures.plain import BARE, few, plain
from aftershock.extract.figures.plausibility import believable
from aftershock.extract.figures.ranges import ranged
from aftershock.extract.figures.spans import figure_mention
from aftershock.extract.figures.ties import tied_to_neighbours
from aftershock.extract.figures.units import Unit, prefix_before, unit_after
from aftershock.extract.language.numerals import NUMERAL, Numeral, fold, numeral
from aftershock.extract.language.scan import ScanAlone, pairs
from aftershock.model import Flag, Mention, MentionKind, Trace

_MULTIPLE = "翻(?:了)?(?P<times>[一两二三四])番|(?P<twice>翻(?:了一?)?番|翻(?:了一?)?倍)"
_ONE = (
    r"(?:(?<=仅)|(?<=只)|(?<=仅有)|(?<=只有)|(?<=[只仅]剩)|(?<=仅剩的)|(?<=至少)|(?<=唯一的)|(?<=其中))一(?=[家个名位款项笔])"
    r"|(?:(?<=关闭)|(?<=关停)|(?<=关了)|(?<=关店)|(?<=裁撤)|(?<=新开)|(?<=倒闭))一(?=[家间](?:[，。；、]|\Z))"
)
_ONE_TO_MANY = "一(?=[张个家台部款条名][^，。；、一\\n0-9]{1,8}(?:十几|几十|数[十百千]|[两三四五六七八九十百千]+|[0-9]+)[多余]?[个家条张名台款件])"
"""一张卡绑定十几个账户: one is said against many."""
_ONE_TIMES = "一(?=元(?:[，。、；！？）”钱]|的[价股]|/股|以[上下]|人民币)|倍|个多?百分点|个多?亿|成(?![不为立本功员交品都熟果绩长效分人色]))"
_SCAN = ScanAlone(
    (
        *"0123456789二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖兩",
        *pairs("一", "元半家个名位款项笔张台部条倍亿成二三四五六七八九十百千万〇零两"),
        *pairs("零〇", "二三四五六七八九十百千万亿〇零两点"),
        *pairs("几数", "十百千万亿以"),
        *pairs("仟佰", "万亿萬億"),
        *pairs("翻", "了一两二三四番倍"),
        *pairs("成", "千百"),
        *pairs("过超近将逾", "半过近"),
    ),
    f"{percentages.WORDS.pattern}|{_MULTIPLE}|(?P<one>{_ONE}|{_ONE_TIMES}|{_ONE_TO_MANY})|(?P<fraction>一半)(?!导)|(?P<idiom>数以[百千万亿]计|成[千百]上[千万])|{NUMERAL.pattern}",
    whole_numbers=True,
)
_DIGITS = frozenset("0123456789")
"""What begins with these is a numeral or nothing: the other branches need not be tried."""
_DATED = re.compile("月|年[0-9]")
"""Behind the year or the month of a date, which are most of the numbers that a text has."""
_DATED_FIRST = ("月", "年")
_OPENING = ("（", "(")
_CLOSING = ("）", ")")
_LOSS_BEFORE = re.compile(r"(?:利润|净利|收益|净额|损益|所得)[（(][^（）()\n]{1,36}[）)][-−–]\Z")
"""净利润（以下简称“净利”）-15.24亿元: a minus, though a bracket stands before it."""
_SIGN_BEFORE = re.compile("(?:(?<![0-9A-Za-z年月日号%元股个家万亿）)])[-−–]|(?<=[为润额])—|(?<![抱肩担背])负)$")
_TIMES = {"一": 2, "两": 4, "二": 4, "三": 8, "四": 16}
_SIZES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_VAGUE: frozenset[Flag] = frozenset({"vague"})
_KINDS: dict[str, MentionKind] = {
    "money": "money",
    "count": "count",
    "headcount": "headcount",
    "percentage": "percentage",
}


def figures(text: str, names: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    """All figures of a text in order of their start, none overlapping another.

    Values are in whole currency units, things or percent. Role, subject and speaker stay None. `names` are names that
    look like counts (三只松鼠), at which nothing is read.
    """
    folded = fold(text)
    cells = sorted(_cells(text, folded), key=lambda m: m.start)
    prose = _Prose(text, folded, names).read()
    if cells:
        prose = sorted([*_clear_of(cells, prose), *cells], key=lambda m: m.start)
    return tuple(tied_to_neighbours(text, prose))


def _clear_of(cells: list[Mention], prose: list[Mention]) -> Iterator[Mention]:
    """Mentions that overlap no cell; both are in order, and no two cells overlap."""
    ends = [cell.end for cell in cells]
    for mention in prose:
        following = bisect_right(ends, mention.start)
        if following == len(cells) or cells[following].start >= mention.end:
            yield mention


def _cells(text: str, folded: str) -> Iterator[Mention]:
    for cell in tables.cells(folded):
        yield Mention(
            _KINDS[cell.kind], cell.start, cell.end, text[cell.start : cell.end],
            value=cell.value if cell.high is None else None, low=cell.value if cell.high is not None else None,
            high=cell.high, unit=cell.unit, comparison="=" if cell.high is None else "range", per=cell.per,
            flags=frozenset({"cell"}), trace=Trace(f"{cell.kind}/table cell", cell.trigger),
        )  # fmt: skip


class _Prose:
    """One pass over a text."""

    def __init__(self, text: str, folded: str, names: tuple[str, ...]) -> None:
        self.text = text
        self.folded = folded
        self.names = names
        self.lists = Lists(folded)
        self.taken = 0
        """Everything before this offset belongs to figures already read."""

    def read(self) -> list[Mention]:
        found: list[Mention] = []
        position = 0
        for start in _SCAN.starts(self.folded):
            if start < position:
                continue
            if (bare := BARE.match(self.folded, start)) is not None:
                position = bare.end()
                continue
            by_digit = self.folded[start] in _DIGITS
            read = plain if by_digit else few
            if (figure := read(self.text, self.folded, start, self.taken, self.names)) is not None:
                found.append(figure)
                self.taken = position = figure.end
                continue
            match = (NUMERAL if by_digit else _SCAN.pattern).match(self.folded, start)
            if match is None:
                continue
            mention, position = self._at(match)
            if mention is not None:
                found.append(mention)
                self.taken = mention.end
        return found

    def _at(self, match: re.Match[str]) -> tuple[Mention | None, int]:
        """The figure at a match, and where to look on."""
        if match.re is NUMERAL:
            number = numeral(match)
            return (None, match.end()) if number is None else self._number(number)
        branch = match.lastgroup
        if branch in ("half", "of"):
            return self._phrase(match)
        if branch in ("times", "twice"):
            times = _TIMES[match.group("times") or "一"]
            return self._plain("count", match, Decimal(times), "倍", "count/multiple"), match.end()
        if branch == "fraction":
            half = self._plain("count", match, Decimal("0.5"), None, "count/half")
            return half._replace(flags=frozenset({"fraction"})), match.end()
        if branch == "idiom":
            return self._idiom(match), match.end()
        if branch == "one":
            number = Numeral(match.start(), match.end(), Decimal(1), Decimal(1), chinese=True)
        else:
            number = numeral(match)
        return (None, match.end()) if number is None else self._number(number)

    def _plain(self, kind: MentionKind, match: re.Match[str], value: Decimal, unit: str | None, rule: str) -> Mention:
        quote = self.text[match.start() : match.end()]
        return Mention(
            kind, match.start(), match.end(), quote, value=value, unit=unit, comparison="=", trace=Trace(rule, quote)
        )

    def _idiom(self, match: re.Match[str]) -> Mention:
        """数以万计 (10,000 to 99,999), 成千上万 (1,000 to 99,999)."""
        words = match.group()
        low, high = (_SIZES[words[2]],) * 2 if words[0] == "数" else (_SIZES[words[1]], _SIZES[words[3]])
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
        unit = Unit("percentage", found.end, "%", f"percentage/{found.rule}", word=match.group())
        mention = figure_mention(
            self.text, self.folded, self.taken, number, unit, match.start(), found.end, given=found.comparison
        )
        if found.fraction:
            mention = mention._replace(flags=mention.flags | {"fraction"})
        return mention, mention.end

    def _number(self, number: Numeral) -> tuple[Mention | None, int]:
        """The figure that a numeral begins, and where to look on."""
        text = self.folded
        start, sign = self._sign(number.start)
        prefix = prefix_before(text, start, self.taken)
        if prefix is not None and sign == 1:
            start, sign = self._sign(prefix.start)
        behind = text[number.end : number.end + 1]
        if behind in _DATED_FIRST and prefix is None and number.high < 10**4 and _DATED.match(text, number.end):
            return None, number.end
        if behind in _CLOSING and (loss := in_brackets(text, number)):
            whole_loss = figure_mention(
                self.text, text, self.taken, number, loss.unit, loss.start, loss.unit.end, sign=loss.sign
            )
            return whole_loss, whole_loss.end
        unit = unit_after(text, number, prefix)
        if whole := ranged(text, number, unit, prefix, start, self.names, sign):
            end = whole.unit.end
            mention = figure_mention(self.text, text, self.taken, whole.number, whole.unit, start, end, given="range")
            return mention, mention.end
        if unit is None:
            unit = self.lists.unit(number, prefix) or labelled(text, number) or unit_around(text, number)
        if unit is None or not believable(text, number, unit, start, self.names):
            return None, max(number.end, number.start + 1)
        if unit.implied and text[unit.end : unit.end + 1] in _OPENING and (named := money.in_brackets(text, unit.end)):
            unit = unit._replace(unit=named.code, end=named.end, implied=False)
        mention = figure_mention(self.text, text, self.taken, number, unit, start, unit.end, sign=sign)
        return mention, mention.end

    def _sign(self, start: int) -> tuple[int, int]:
        if start and self.folded[start - 1] in "-−–—负" and start - 1 >= self.taken:
            match = _SIGN_BEFORE.search(self.folded[max(0, start - 2) : start])
            if match or _LOSS_BEFORE.search(self.folded, max(0, start - 50), start):
                return start - 1, -1
        return start, 1
