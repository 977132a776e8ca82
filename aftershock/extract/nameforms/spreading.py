"""Every place of the names found, and of overlapping ones the longer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import occurrences
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.shortforms import FIRMS, REGISTERED
from aftershock.extract.nameforms.sightings import Sighting

GOING_ON = "行国业部委局会院网社"
"""Letters in which names end and other words begin."""

BEFORE = frozenset("在从由被对向与和给让据")
BEHIND = frozenset("上中里内也和与是的在已将又都热系称则亦")
"""Words of one letter that the cutter may glue to a name that it does not know: 在微|博上."""
HEADS = ("大卖", "卖家", "公司", "品牌", "旗下", "平台", "巨头")
"""Words that say what a body is, whose last letter the cutter may glue to a name behind them: 大|卖甲乙."""


def stands_alone(text: str, start: int, end: int, cuts: Cuts) -> bool:
    """Whether no letter or word goes on over the name's borders."""
    first, last = text[start], text[end - 1]
    latin = first.isascii()
    if latin and first.isalnum() and start and text[start - 1].isascii() and text[start - 1].isalnum():
        return False
    if last.isascii() and last.isalpha() and end < len(text) and text[end].isascii() and text[end].isalpha():
        return False
    if last.isdigit() and text[end : end + 1].isdigit():
        return False
    if latin:
        return True
    if end - start > 2 and (last not in GOING_ON or not tag(text[end - 1 : end + 1])):
        # Of three letters and more only those that another word goes on with, as 中国银行|业, need the cutter.
        return not _shared(text, start, end, cuts)
    begins = (
        cuts.is_edge(start)
        or (text[start - 1] in BEFORE and not tag(text[start - 1 : start + 1]))
        or text.endswith(HEADS, 0, start)
    )
    return begins and (
        cuts.is_edge(end)
        or (end - start > 3 and text.startswith("网上", end - 1))
        or text.startswith(("公司", "集团"), end)
        or (text[end] in BEHIND and not tag(text[end - 1 : end + 1]))
    )


def _shared(text: str, start: int, end: int, cuts: Cuts) -> bool:
    """Whether a name is a word and one letter of the next or the last: 食品板|块, 和|信贷 in 存款和|信贷."""
    after = text[end : end + 1] not in ("等", "和", "与", "及") and tag(text[end - 1 : end + 1])
    ahead = after and tag(text[start : end - 1]) and not cuts.is_edge(end)
    behind = start and tag(text[start + 1 : end]) and tag(text[start - 1 : start + 1]) and not cuts.is_edge(start)
    return bool(ahead or behind)


BUSINESS = ("业务", "收入", "产品", "市场", "行业", "产业", "首席", "分析师", "研究员")
HOLDS = ("控股子公司", "控股孙公司", "控股股东", "控股公司", "控股权", "股份有限", "股份公司")
"""Words that begin like an ending and are none: 甲乙|控股子公司."""
OWNED = re.compile(r"(?:[一两多]家|子公司|孙公司|上市公司|公司|企业)")
DONE = re.compile(r"(?:控股|投资)(?<=股份..)(?!有限|集团|公司)|(?<!股份)控股(?:子公司|孙公司|股东|方|权)")
"""What is done with shares or who holds them, behind a name that has ended: 甲乙股份|投资设立, 甲乙科技|控股股东."""


def everywhere(text: str, form: str) -> Iterator[tuple[int, int]]:
    """All places of a form. One search each: a document teaches a few dozen forms at most.

    Raises ValueError for a form without characters, which stands everywhere and nowhere.
    """
    if not form:
        raise ValueError("a name without characters")
    start = text.find(form)
    while start >= 0:
        yield start, start + len(form)
        start = text.find(form, start + len(form))


def extended(text: str, start: int, end: int, best: dict[str, Sighting], cuts: Cuts, words: Lore) -> int:
    """A short name goes on over a company word right behind it: 甲乙 is known, 甲乙科技 stands here."""
    known, ending = best[text[start:end]], words.endings.at(text, end)
    if ending is None or ending[1].strength != "short":
        return end
    if known.kind not in FIRMS and not known.kind == ending[1].kind == "investor":
        return end
    if text[end : ending[0]] in ("跨境", "电商") and TRADING.match(text, ending[0]):
        return end  # 甲乙电器|跨境电商子公司
    if REGISTERED.search(text, start, end) or text.startswith(HOLDS, end) or DONE.match(text, end):
        return end
    if text.startswith("控股", end) and rules(text, start, end):
        return end  # 由甲乙|控股, 甲乙|控股的上市公司丙丁
    if text.startswith("控股的", end) and _owned(text, end + 3, words):
        return end  # 甲乙集团|控股的丙丁科技
    if text.startswith(BUSINESS, ending[0]) and words.trailing.search(text, start + 1, end):
        # 甲乙人寿|保险业务
        return end
    if (
        text[end : ending[0]] in ("控股", "实业")
        and (further := words.endings.at(text, ending[0]))
        and further[1] == ending[1]
    ):
        ending = further  # 甲乙|控股|集团
    if not cuts.is_edge(ending[0]) or SHOWN.match(text, ending[0]) or held(text, start, end, ending[0], words):
        return end
    best.setdefault(
        text[start : ending[0]], Sighting(start, ending[0], known.kind, "names/extended", text[start:end], spread=False)
    )
    return ending[0]


def _owned(text: str, at: int, words: Lore) -> bool:
    """Whether what a firm holds follows: one known, one by its place, or one by what it is."""
    if words.known.at(text, at) is not None or words.place_at(text, at) > at or OWNED.match(text, at) is not None:
        return True
    lasts = (words.last_words.get(text[at + size - 2 : at + size]) for size in range(4, 8))
    ended = any(last is not None and last.strength == "short" for last in lasts)
    return ended and not words.ordinary(text[at : at + 2])  # 甲乙集团|控股的丙丁科技


SHARE_HELD = re.compile(r"(?<=控股)约?\d[\d.]*[%％]")
"""Behind 控股 that is a verb: 甲乙集团|控股35%的丙丁."""
SHOWN = re.compile(rf"(?:显示|披露|公示)|{SHARE_HELD.pattern}")
"""What data do: 启信宝|信息显示; and behind an ending that is none."""
HELD = re.compile(
    r"(?:[%％]的?|(?:收购|持有|持|增持|减持|转让|受让|质押|出售|认购|购买|买入|卖出|回购|竞拍|占|入股|流通|流通在外|手中|手上)(?:了|的)?)\Z"
)


TRADING = re.compile(r"(?:电商)?(?:子公司|孙公司)")
RULES = re.compile(r"控股(?:的(?:[AH港美]股)?(?:上市公司|[一两三]家|在[AH港美]|[A-Z][a-z]{2,})|孙公司|子公司|\d|比例)")


def rules(text: str, start: int, at: int) -> bool:
    """Whether 控股 at a place is what the body does that begins at `start`: 由甲乙|控股, 甲乙|控股的上市公司丙丁."""
    led = text[start - 1 : start] in ("由", "被", "受") and text[at + 2 : at + 3] in tuple("，。；）的")
    return led or RULES.match(text, at) is not None


def held(text: str, start: int, stem: int, end: int, words: Lore) -> bool:
    """Whether 股份 behind a known name are its shares: 收购|甲乙股份."""
    return (
        text[stem:end] == "股份"
        and (stem - start != 2 or text[start:stem] in words.by_form)
        and text[start:end] not in words.by_form
        and HELD.search(text, max(0, start - 5), start) is not None
    )


LAW = re.compile(r"(?:规则|办法|准则|条例|规定|法|指引|细则|指南|规范|公约)(?:[（(][^（）()》]*[）)])?》")
LAW_LASTS = tuple("则法例定引南范约）)")
"""With what the titles of laws end."""


def names_laws(text: str) -> bool:
    """Whether a title in the text may be a law's."""
    return any(text[at - 1 : at] in LAW_LASTS for at in occurrences(text, "》"))


def in_law(text: str, start: int, end: int) -> bool:
    """Whether the name is part of a law's or rule's title: 《上海证券交易所股票上市规则》 speaks of the rule."""
    opening = text.rfind("《", max(0, start - 60), start)
    if opening < 0 or text.find("》", opening, start) >= 0 or text.find("\n", opening, start) >= 0:
        return False
    closing = text.find("》", end, end + 60)
    return closing > end and LAW.search(text, end, closing + 1) is not None and "关于" not in text[opening:closing]


def family_names(text: str, best: dict[str, Sighting], cuts: Cuts) -> list[tuple[int, int]]:
    """Places where a foreign person is named by the last part alone."""
    spans: list[tuple[int, int]] = []
    for form, sighting in list(best.items()):
        last = form.rpartition("·")[2]
        if sighting.kind == "person" and last != form and len(last) >= 2 and not tag(last):
            for start, end in everywhere(text, last):
                if cuts.is_edge(start):
                    spans.append((start, end))
                    best.setdefault(last, Sighting(start, end, "person", "persons/family name", form))
    return spans


def settle(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of overlapping spans the longest stays, of equally long ones the first."""
    kept: list[tuple[int, int]] = []
    beside: list[tuple[int, int]] = []
    last = 0
    for span in sorted([span for span in spans if span[0] < span[1]]):
        start, end = span
        if start >= last:  # overlaps none of those before
            kept += beside if len(beside) < 2 else _longest(beside)
            beside = [span]
            last = end
        else:
            beside.append(span)
            if end > last:
                last = end
    return kept + _longest(beside)


def _longest(beside: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same of spans that overlap one another, in order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(beside, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end))
    return sorted(kept)
