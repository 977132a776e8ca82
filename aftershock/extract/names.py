"""All bodies, brands and persons of a text, each with every place where it stands.

Rules hold stretches of the text for names (endings, introductions, lists, contexts, persons); what they learn in one
place is looked for everywhere; where two overlap the longer one counts, so that a name inside a longer one does not;
forms that the text links (以下简称, 曾用名) or that are the core of a registered name become one name.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter

from aftershock.extract import contexts, deeds, persons, quotednames
from aftershock.extract.adjoined import adjoined
from aftershock.extract.aliases import introductions
from aftershock.extract.branches import branches, houses, in_full
from aftershock.extract.calledfirms import called_firms
from aftershock.extract.cutting import Cuts, tag
from aftershock.extract.dealings import dealings
from aftershock.extract.departments import departments
from aftershock.extract.endings import endings
from aftershock.extract.filled import known_ahead, known_inside
from aftershock.extract.glossaries import explained
from aftershock.extract.grouping import together
from aftershock.extract.headlines import headed
from aftershock.extract.latin import latin
from aftershock.extract.listings import alone, listings
from aftershock.extract.lookup import Lookup
from aftershock.extract.lore import USES, Entry, Lore, Use, lore
from aftershock.extract.masked import unmasked
from aftershock.extract.ministries import ministries, police
from aftershock.extract.parentnames import parents_named
from aftershock.extract.premises import premises
from aftershock.extract.press import media
from aftershock.extract.shortforms import FIRMS
from aftershock.extract.siblings import siblings
from aftershock.extract.sightings import Link, Sighting
from aftershock.extract.sitedfirms import sited
from aftershock.extract.spreading import stands_alone
from aftershock.model import KnownName, NameFound
from aftershock.vocabulary import Vocabulary

__all__ = ["known_names", "names"]

OF_CHINA = re.compile(
    r"中国(?=[，。；：！？”）)]|、(?!美国|日本|韩国|印度|欧洲|越南|德国)|和|与|及|的(?!市场|消费|用户|卖家|工厂)|外，|等|总部|公关|公司|股权|宣布|表示|方面|CEO|总裁|董事|首席|发布|回应|相关|负责人|官方|称|而言|在|对|则|所[持占]|持有|启动|公布|总经理|副总|证实|否认|将|已|\d)"
)
"""A firm's house in China, by what only a body does or has: 甲乙|中国宣布, but not 甲乙|中国市场."""
HOUSED = frozenset([*FIRMS, "bank", "platform", "investor"])
LOOSE = frozenset(
    f"names/{rule}"
    for rule in (
        "ending",
        "short ending",
        "opening",
        "deed",
        "subject",
        "list",
        "taken",
        "head",
        "stake",
        "party",
        "called a firm",
        "dealing",
        "parent",
        "trade",
    )
)
"""Rules that look for a name's borders themselves."""
OFFICE = re.compile(
    r"(?:副|常务|执行|高级)*(?:总经理|总裁|总监|首席|CEO|CFO|COO|CTO|董秘|董事|财务总监|联合创始人|合伙人|创始|分析师|研究员|策略师|基金经理|资深分析师|高级分析师|高级研究员)"
)
"""Titles that only a firm gives."""
EVIDENT = re.compile(
    r"[或拟将已曾]?(?:收购|并购|入股)|公司|集团|IPO|论坛|社区|手机|汽车|科技|股份|官方|官网|CEO|创始人|董事长|总裁|宣布|发布|回应|方面|股价|财报|旗下|平台|品牌|用户|员工|门店|电器|产品|系列|高管|中国|董事|公告|换股|股东|定增|停牌|复牌|[涨跌](?:停|超|近|幅)|净利|营收|拟|中标|控股"
    r"|的?(?:出货量|市占率|市场份额)|独占|推出|[（(](?:\d{6}|SH|SZ|sh|sz|\d{4,5}[.,，]?HK)|的?\d[\d.,]*(?:[%％]|[万亿]?股)|的(?:股权|股份|股票|总股本|公告|业绩|董事|净利|营收|年报)|[ABH]股|总股本|业绩"
    r"|股票|个股|年报|季报|接到|收到|持有|签署|等(?:个股|多股|股票|上市公司|多家|\d+只)|证券部|每股|实现|保持|出货|博主|上(?:一则|一条|有网友|网友|流传|发文)|预计|复牌|晚间|今日(?:公告|涨|跌)"
    r"|(?:正式|将于?|已|突然|宣布)*(?:停止营业|歇业|停业|试营业|开业)|之后(?:第|的?又一)|关店|闭店|关闭(?:[^，。]{0,4}店|\d+家)|将[^，。]{0,4}关店|[\u4e00-\u9fff]{2,6}店(?:宣布|发布公告|将于)|\d{4}年(?:将|拟|计划)|专卖店|旗舰店|专柜|经销商|[45]S店|车型|车主|加盟|联名|首店|新店|单店"
    r"|拖欠|薪酬|侵权|侵犯|高层|工程师|开发者|供应链|生态链|新机|概念股|被诉|败诉|胜诉|披露|表示|透露|主营|董事会|监事会|第[一二三四五六七八九十\d]+届|关于|子公司|大股东|增发|募资|定向|第[一二三]季度|上市|[、，,](?:股票|证券)(?:代码|简称)|一季报|三季报|中报"
)
AT_STAKE = re.compile(
    r"(?:收购|持有|增持|减持|入股|参股|控股|重组|受让|买入|卖出|认购|出售|转让|质押|上市公司|个股|借壳|子公司|控股股东|龙头股|概念股)\Z"
)
"""What is done to shares, before a listed company's name that words of the language make up."""
AS_NUMBER = re.compile(r"令\s?(?:第|〔|[（(\[]?20)|公告[〔\[]|\d{1,4}号(?!线|楼|文|公告)")
"""Behind an office that gives a decree its number (证监会|令第40号), or a name that only names a product: 锦江|69号."""
OPPOSED = re.compile(
    r"(?:起诉|指责|状告|控告|约谈|入股|巨头|对手|母公司|供应商|客户|前员工|高管|品牌|旗下|车企|房企|卖家|领域的)\Z"
)
"""What stands before a firm whose name is a word besides, and before no such word: 起诉苹果."""


def names(
    text: str, vocabulary: Vocabulary, known: frozenset[KnownName] = frozenset(), title: str | None = None
) -> tuple[NameFound, ...]:
    """Find the names of a text, in order of their first mention.

    `known` are names that other documents hold for certain: they are looked for as the vocabulary's own are. `title` is
    the text's headline where that does not stand in it.
    """
    words, cuts = lore(vocabulary), Cuts(text)
    others, other_forms = _others(known)
    hits = _by_use(words.entries.find(text))
    mine = [(start, end, entry.known) for start, end, entry in hits["known"] if entry.known]
    gazetteer = _gazetteer(text, [*mine, *others.find(text)], _places(hits["phrase"]), cuts, words)
    found = list(gazetteer)
    ends = [(start, end, one.ending) for start, end, one in hits["ending"] if one.ending]
    found += endings(text, ends, cuts, words)
    found += list(siblings(text, ends, found, cuts, words))
    found += called_firms(text, cuts, words)
    found += list(branches(text, found, cuts, words))
    found += list(in_full(text, found, cuts, words))
    found += departments(text, ((s.start, s.end, s.kind) for s in gazetteer))
    found += ministries(text, _places(hits["place"]), words)
    found += police(text, cuts, words)
    found += media(text, cuts, words)
    found += premises(text, cuts, words)
    found += latin(text, words)
    people = list(persons.sightings(text, _places(hits["title"]), _places(hits["speech"]), cuts, words))
    introduced = introductions(text, _longest((s.end, s) for s in found), cuts, words)
    if terms := list(explained(text, _longest((s.start, s) for s in found))):
        introduced = replace(
            introduced,
            sightings=(*introduced.sightings, *(form for form, _ in terms)),
            links=(*introduced.links, *(link for _, link in terms if link is not None)),
        )
    if sellers := [one for one in gazetteer if one.rule == "names/local" and one.kind == "seller" and one.trigger]:
        same = (Link(text[one.start : one.end], one.trigger or "") for one in sellers)  # 子公司深圳市|甲乙 is 甲乙
        introduced = replace(introduced, links=(*introduced.links, *same))
    mended = frozenset(introduced.mended)
    found = [sighting for sighting in found if (sighting.start, sighting.end) not in mended]
    found += introduced.sightings
    named = {person.start for person in people}
    offices = [(start, end) for start, end in _places(hits["title"]) if end in named and OFFICE.match(text, start, end)]
    found += deeds.framed(text, [*_places(hits["body"]), *offices], cuts, words)
    found += deeds.nouns(text, _places(hits["body"]), cuts, words)
    found += deeds.done(text, [(s, e, entry.firm) for s, e, entry in hits["deed"]], cuts, words)
    found += deeds.said(text, cuts, words)
    found += deeds.opening(text, _places(hits["opening"]), cuts, words)
    found += deeds.posted(text, _places(hits["opening"]), cuts, words)
    found += deeds.allied(text, cuts, words)
    found += sited(text, _places(hits["place"]), cuts, words)
    found += dealings(text, cuts, words)
    found += parents_named(text, cuts, words)
    found += contexts.headed(text, cuts, words)
    found += contexts.taken(text, cuts, words)
    found += contexts.stakes(text, cuts, words)
    found += quotednames.side_by_side(text, cuts, words)
    found += quotednames.bracketed(text, words)
    found += quotednames.quoted(text, cuts, words)
    found += contexts.parties(text, cuts, words)
    found += contexts.of_trade(text, cuts, words)
    found += headed(title, text, cuts, words)
    found += alone(text, cuts, words)
    found += listings(text, _longest((s.start, s) for s in found), cuts, words)
    found += people
    found = unmasked(text, found)
    called = frozenset(link.short for link in introduced.links)
    found = [_without_lead(text, sighting, words, called) for sighting in found]
    forms = ChainMap(words.by_form, other_forms) if other_forms else words.by_form
    return together(text, found, introduced, forms, cuts, words)


def _without_lead(text: str, sighting: Sighting, words: Lore, called: frozenset[str]) -> Sighting:
    """The sighting from where a known name in it, or a short one that the text introduces, begins to where it ends."""
    if sighting.rule not in LOOSE:
        return sighting
    start = known_inside(text, sighting.start, sighting.end, words, called)
    end = known_ahead(text, start, sighting.end, words)
    return sighting if (start, end) == (sighting.start, sighting.end) else sighting._replace(start=start, end=end)


Hits = list[tuple[int, int, Entry]]


def _by_use(hits: Iterable[tuple[int, int, Entry]]) -> dict[Use, Hits]:
    """The places of words by what they may be, each in order."""
    used: dict[Use, Hits] = {use: [] for use in USES}
    for hit in hits:
        for use in hit[2].uses:
            used[use].append(hit)
    return used


def _places(hits: Hits) -> list[tuple[int, int]]:
    return [(start, end) for start, end, _ in hits]


def known_names(found: Iterable[NameFound]) -> frozenset[KnownName]:
    """What one document's names give to the reading of others: only those that a rule holds for certain everywhere.

    Persons, departments and names by their context alone stay with their document.
    """
    sure = (
        "names/ending",
        "names/introduced",
        "names/list",
        "names/code",
        "names/filing head",
        "names/special treatment",
        "names/short ending",
        "names/former",
    )
    given: list[KnownName] = []
    for name in found:
        if name.trace and name.trace.rule in sure and name.kind != "person" and len(name.name) >= 2:
            forms = tuple(form for form in name.aliases if not tag(form))
            if not tag(name.name):
                given.append(KnownName(name.name, name.kind, forms, name.code))
    return frozenset(given)


@lru_cache(maxsize=4)
def _others(known: frozenset[KnownName]) -> tuple[Lookup[KnownName], dict[str, KnownName]]:
    """Names of other documents by form; of two names that claim a form the first in order counts."""
    forms: dict[str, KnownName] = {}
    for one in sorted(known, key=lambda k: (k.name, k.kind, k.aliases, k.code or "")):
        for form in (one.name, *one.aliases):
            forms.setdefault(form, one)
    return Lookup(forms.items()), forms


def _longest(found: Iterable[tuple[int, Sighting]]) -> dict[int, Sighting]:
    """The longest sighting at each place, of equally long ones the last."""
    kept: dict[int, Sighting] = {}
    for at, sighting in found:
        other = kept.get(at)
        if other is None or sighting.end - sighting.start >= other.end - other.start:
            kept[at] = sighting
    return kept


def _gazetteer(
    text: str,
    hits: Iterable[tuple[int, int, KnownName]],
    phrases: Iterable[tuple[int, int]],
    cuts: Cuts,
    words: Lore,
) -> list[Sighting]:
    """Names known beforehand, where they stand as words of their own, and not in one of the phrases."""
    evident: set[str] = set()
    kept: list[tuple[int, int, KnownName]] = []
    phrased = {at: stop for begin, stop in sorted(phrases, key=itemgetter(1)) for at in range(begin, stop)}
    for start, end, one in hits:
        form = text[start:end]
        if phrased.get(start, 0) >= end or AS_NUMBER.match(text, end):
            continue
        if not stands_alone(text, start, end, cuts) or (one.code and _inside_words(text, start, end, cuts)):
            continue
        if text.startswith("股东", start - 1):
            continue  # 控股股|东阳光集团
        if text[start] in "万亿千百" and text[start - 1 : start].isdigit():
            continue  # 2.4|万和0元
        if text[start] in words.place_lasts and start and words.place_at(text, start - 1) == start + 1:
            continue  # 北|京东方
        if form in words.ambiguous and (
            EVIDENT.match(text, end)
            or (end - start > 3 and AT_STAKE.search(text, max(0, start - 4), start))
            or OPPOSED.search(text, max(0, start - 3), start)
            or (end - start > 3 and form.isascii() and _among_chinese(text, start, end))
        ):
            evident.add(form)
        kept.append((start, end, one))
    doubtful = [(start, end) for start, end, _ in kept if text[start:end] in words.ambiguous]
    neighbours, ends, firms = _beside(text, kept, words) if doubtful else (set(), set(), set())
    for start, end in doubtful:
        form = text[start:end]
        before, after = text[start - 1 : start], text[end : end + 1]
        listed = (after == "、" and end + 1 in neighbours) or (before == "、" and start - 1 in ends)
        if listed or (after in BESIDE and end + 1 in firms) or (before in BESIDE and start - 1 in firms):
            evident.add(form)
    abroad = [
        Sighting(start, end + 2, one.kind, "names/extended", "中国", spread=False)
        for start, end, one in kept
        if one.kind in HOUSED and OF_CHINA.match(text, end) and text[start:end] not in words.beside
    ]
    sure = [one for one in kept if text[one[0] : one[1]] not in words.ambiguous or text[one[0] : one[1]] in evident]
    sure = _joined(text, sure, words)
    return (
        abroad
        + list(adjoined(text, sure))
        + _joint(text, sure, words)
        + list(houses(text, sure, cuts, words))
        + [Sighting(start, end, one.kind, "names/known", one.name, spread=False) for start, end, one in sure]
    )


def _beside(text: str, kept: Sequence[tuple[int, int, KnownName]], words: Lore) -> tuple[set[int], set[int], set[int]]:
    """Where names begin, where they end, and the borders of those that can only be firms'."""
    firms = {at for start, end, one in kept if _told_apart(text[start:end], one, words) for at in (start, end)}
    return {start for start, _, _ in kept}, {end for _, end, _ in kept}, firms


def _joined(text: str, kept: list[tuple[int, int, KnownName]], words: Lore) -> list[tuple[int, int, KnownName]]:
    """The names but for those that are plain words and have none of their kind joined to them: 招行、民生."""
    doubtful = {one for one in kept if text[one[0] : one[1]] in words.beside}
    if not doubtful:
        return kept
    ends = {end: (start, end, one) for start, end, one in kept}
    pairs = [(one, other) for one in kept if text[one[0] - 1] in JOINT and (other := ends.get(one[0] - 1))]
    for pair in (*pairs, *reversed(pairs)):
        alike = _sort(pair[0][2]) == _sort(pair[1][2])
        if alike and not doubtful.issuperset(pair):
            doubtful.difference_update(pair)
    return [one for one in kept if one not in doubtful]


JOINT = "、和与及"
BESIDE = tuple("和与及")
"""Between a firm and one whose name is a word besides: 甲乙和苹果."""


def _among_chinese(text: str, start: int, end: int) -> bool:
    """Whether a Latin word stands by itself in Chinese, where it is no word of a sentence or of a longer name."""
    return not any(
        char.isascii() and not char.isspace() for char in text[max(0, start - 2) : start] + text[end : end + 2]
    )


def _told_apart(form: str, name: KnownName, words: Lore) -> bool:
    """Whether a known form can only be a firm's."""
    return name.kind in HOUSED and form not in words.ambiguous and form not in words.beside


def _sort(name: KnownName) -> str:
    return "company" if name.kind in FIRMS or name.kind == "brand" else name.kind


def _inside_words(text: str, start: int, end: int, cuts: Cuts) -> bool:
    """Whether words of the language run over the borders: 我国新能源 holds 国新能源 by its letters alone."""
    before = (text[max(0, start - 1) : start + 1], text[max(0, start - 2) : start + 2])
    behind = (text[end - 1 : end + 1], text[end - 2 : end + 2])
    return (start > 0 and any(map(tag, before)) and not cuts.is_edge(start)) or (
        end < len(text) and any(map(tag, behind)) and not cuts.is_edge(end)
    )


def _joint(text: str, kept: Iterable[tuple[int, int, KnownName]], words: Lore) -> list[Sighting]:
    """Two firms' names side by side are a joint venture's: 东风日产, 长安福特."""
    firms = [
        (start, end) for start, end, one in kept if one.kind in FIRMS and end - start < 5 and text[start] > "\u4e00"
    ]
    starts = dict(firms)
    apart = [
        Sighting(start - size - 1, end, "company", "names/joint")
        for start, end, _ in kept
        if start > 2 and text[start - 1] == " "
        for size in (2, 3)
        if size < start and text[start - size - 1 : start - 1] + text[start:end] in words.by_form
    ]  # 甲乙 丙丁, of a known joint venture
    return apart + [
        Sighting(start, starts[end], "company", "names/joint")
        for start, end in firms
        if end in starts and "\u4e00" < text[end] < "\u9fff" and not text.startswith(("集团", "公司"), end - 2)
    ]
