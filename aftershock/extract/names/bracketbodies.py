"""The body right before a bracket that tells its code, its short form or its name in Latin letters."""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.abbreviations import begins, in_order, introduced_body
from aftershock.extract.nameforms.borders import left_border, run_start
from aftershock.extract.nameforms.leadings import PREFIXED
from aftershock.extract.nameforms.likeness import proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.shortforms import SHARE_CLASS
from aftershock.extract.nameforms.sightings import Sighting

ABROAD = re.compile(r"^[A-ZÀ-Þ][A-Za-z0-9&.'’À-ÿ -]{1,40}$")
LATIN_PHRASE = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9&.'-]*(?: [A-Z&][A-Za-z0-9&.'-]*){1,4} ?\Z")
"""A firm's name in several Latin words."""
STOCKS = ("股票", "证券", "债券", "转债")
"""What a code is of, no name: 公司股票（300944）."""
BRIEF = re.compile(r"[\u4e00-\u9fff]{2,5}")
UNDERGONE = re.compile(r"[获遭](?=[\u4e00-\u9fff]{2,6}\Z)")
"""大厦获|甲乙（0497）收购"""


def brief(text: str, span: tuple[int, int], end: int, named: dict[int, Sighting], lore: Lore) -> Sighting | None:
    """甲江乙黄（甲黄）: the body before a bracket that holds but some of its letters in their order, from its first on.

    `span` is what the bracket holds. A body cut short is given from where the letters begin.
    """
    short, full = text[slice(*span)], named.get(end)
    if full is None or BRIEF.fullmatch(short) is None or short in lore.last_words or short in lore.inside:
        return None
    if lore.place_at(short, 0) == len(short) or len(short) > full.end - full.start - 2:
        return None
    start = begins(text, end, short, lore)
    if start is not None and start < full.start and text[start] == short[0]:
        return full._replace(start=start)
    name = text[full.start : end]
    first = lore.place_at(name, 0) if name[0] != short[0] else 0
    return full if name[first : first + 1] == short[0] and in_order(short, name) else None


def in_latin(text: str, end: int, kind: Sighting, lore: Lore) -> Sighting | None:
    """LEVI’S（甲乙）: the Latin name before a bracket that holds a known one."""
    latin = LATIN_ALONE.search(text, max(0, end - 40), end)
    if latin is None or latin[0] in lore.not_latin or len(latin[0]) < 2:
        return None
    return Sighting(latin.start(), end, kind.kind, "names/introduced", text[kind.start : kind.end])


def special_before(text: str, end: int) -> Sighting | None:
    """A stock under special treatment before the bracket that tells its former name: *ST甲乙（原“甲乙科技”）."""
    stock = SPECIAL.search(text, max(0, end - 8), end)
    return Sighting(stock.start(), end, "listed company", "names/special treatment", "ST") if stock else None


SPECIAL = re.compile(r"\*?(?<![A-Za-z])ST ?[\u4e00-\u9fff]{2,4}\Z")
OF_FIRMS = re.compile(
    r"(?:公司|集团|旗下|方面|官方|宣布|推出|平台|品牌|的?(?:股价|市值|创始人|创办人|联合创始人|总裁|首席|董事|高管|员工|门店|分店|产品|业务|营收|用户|股东|投资|报告|数据|分析师|工厂|总部)|发布|收购|获|完成|融资|裁员|破产|倒闭|关闭|上市|召回|[、和与及][^，。；\n]{2,12}(?:等|两|三)[^，。；\n]{0,6}(?:公司|企业|品牌|平台|厂商|巨头|卖家))"
)
"""Behind the bracket, what firms have or do."""
MARKED = re.compile(r"[a-z][A-Z]|\d|\.|&")
"""What a firm's name in Latin letters has, and no town's or person's."""
LATIN_ALONE = re.compile(r"(?<![A-Za-z0-9À-ÿ])[A-Za-zÀ-ÿ][A-Za-z0-9&.'’À-ÿ+-]*(?: [A-Z&][A-Za-z0-9&.'’À-ÿ+-]*){0,4}\Z")


def with_trade(text: str, end: int, named: dict[int, Sighting], lore: Lore) -> Sighting | None:
    """甲乙|游戏（Jiayi Games）: a known body and its trade."""
    for size in (2, 4):
        body = named.get(end - size)
        if body is not None and body.rule == "names/known" and text[end - size : end] in lore.inside:
            return body._replace(end=end)
    return None


def in_brief(
    text: str, end: int, bracket: re.Match[str], named: dict[int, Sighting], cuts: Cuts, lore: Lore
) -> Sighting | None:
    """甲乙结构调整基金（甲调基金）: the body before a bracket that holds but a name of the same ending."""
    short = named.get(bracket.end(1))
    if short is None or short.start != bracket.start(1) or short.end - short.start > 6:
        return None
    if text[short.end - 2 : short.end] != text[end - 2 : end]:
        return None
    return introduced_body(text, end, bracket[1], cuts, lore)


def foreign(
    text: str, bracket: re.Match[str], introduced: list[tuple[int, int, bool]], cuts: Cuts, lore: Lore
) -> Sighting | None:
    """麦肯锡（McKinsey）: a name with its Latin original, which is no abbreviation."""
    latin = [text[begin:end] for begin, end, sure in introduced if not sure]
    if not latin or latin[0].isupper() or not ABROAD.match(latin[0]) or " " in latin[0]:
        return None
    start = left_border(text, bracket.start(), bracket.start(), cuts, lore)
    if start is None or not 2 <= bracket.start() - start <= 6 or proper(text, start, bracket.start(), cuts, lore) < 0.7:
        return None
    if not (
        (lore.headed(text, start) and not text.endswith("位于", 0, start))
        or OF_FIRMS.match(text, bracket.end())
        or MARKED.search(latin[0])
    ):
        return None  # a town, or a person
    return Sighting(start, bracket.start(), "company", "names/introduced", latin[0])


def office(text: str, end: int, introduced: list[tuple[int, int, bool]], lore: Lore) -> Sighting | None:
    """某国竞争、消费者事务与反欺诈总局（DGCCRF）: an office of a country before its letters, with marks in its name."""
    if not any(re.fullmatch(r"[A-Z]{3,}", text[begin:stop]) for begin, stop, _ in introduced):
        return None
    stretch = OFFICE.search(text, max(0, end - 36), end)
    if stretch is None:
        return None
    led = (
        at for at in range(stretch.start(), end - 6) if at == stretch.start() or text[at - 1] in "由被据对在向和与及"
    )
    start = next((at for at in led if stretch.start() <= at < lore.place_at(text, at)), None)
    return None if start is None else Sighting(start, end, "regulator", "names/introduced", text[end - 1 : end])


OFFICE = re.compile(r"(?<![\u4e00-\u9fff、])[\u4e00-\u9fff、]{6,34}(?:局|委员会|署|部)\Z")


def listed_before(text: str, end: int, listed: bool, cuts: Cuts, lore: Lore) -> Sighting | None:
    """The name before a bracket, when no ending shows it: a stock's short name, or a body by what it is called."""
    if end > 1 and text[end - 1] in '”"」':
        opening = max(text.rfind("“", end - 20, end), text.rfind("「", max(0, end - 20), end))
        if opening >= 0 and listed and end - opening - 2 >= 2:
            return Sighting(opening + 1, end - 1, "listed company", "names/code")
        return None
    if not listed:
        return None
    phrase = LATIN_PHRASE.search(text, max(0, end - 60), end)
    start = phrase.start() if phrase else left_border(text, end, end, cuts, lore)
    if start is None:
        return None
    if phrase:
        return Sighting(start, end, "listed company", "names/code")
    # A short name on the exchange has three or four characters: of a longer stretch the last word is not enough.
    if end - start > 8:
        start = max(start, run_start(text, end))
        words = cuts.words(start, end)
        last = SHARE_CLASS.search(text, start, end)
        start = next((w[0] for w in words if (last.start() if last else end) - w[0] <= 5), start)
    opens = cuts.clause(end - 1)[0]
    if (
        0 < start - opens <= 2
        and 3 <= end - opens <= 4
        and end - start < 3
        and (not opens or text[opens - 1] in "。\n")
    ):
        start = opens  # 百里|旅业（600000）, where a sentence begins with its whole name
    if text[start] in PREFIXED and end - start > 4 and not tag(text[start : start + 2]):
        start += 1  # 继|甲乙制药, of which the cutter takes 继甲 for one word
    if (by := UNDERGONE.search(text, start + 1, end)) is not None:
        start = by.end()
    start += 2 * (end - start > 4 and text.startswith(("内房", "内险", "内银"), start))  # 内房|甲乙控股
    if text.endswith("记者", 0, start):
        named = (at for at in (start + 2, start + 3) if (hit := lore.known.at(text, at)) is not None and hit[0] == end)
        start = next(named, start)  # 记者陈某|甲乙集团
    if end - start < 2 or text[start:end] in lore.not_names or text.startswith(STOCKS, end - 2):
        return None
    return Sighting(start, end, "listed company" if listed else "company", "names/code")
