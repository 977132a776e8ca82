"""Names known beforehand, where they stand as words of their own.

A form that is a word of the language besides (苹果) counts where the text shows once that a firm is meant: by what
stands behind it, by what is done to it, or by a firm beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.adjoined import adjoined, numbered_part
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.shortforms import FIRMS
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.nameforms.spreading import stands_alone
from aftershock.extract.names.branches import houses
from aftershock.model import KnownName

Known = tuple[int, int, KnownName]
"""A known name where it stands."""
OF_CHINA = re.compile(
    r"中国(?=[，。；：！？”）)]|、(?!美国|日本|韩国|印度|欧洲|越南|德国)|和|与|及|的(?!市场|消费|用户|卖家|工厂)|外，|等|总部|内部|公关|公司|股权|宣布|表示|方面|CEO|总裁|董事|首席|发布|回应|相关|负责人|官方|称|而言|在|对|则|所[持占]|持有|[」』]|启动|公布|总经理|副总|证实|否认|将|已|\d)"
)
"""A firm's house in China, by what only a body does or has: 甲乙|中国宣布, but not 甲乙|中国市场."""
HOUSED = frozenset([*FIRMS, "bank", "platform", "investor"])
OFFICES = ("regulator", "government")
"""What is told with its country from abroad: 中国|央行."""
EVIDENT = re.compile(
    r"[或拟将已曾]?(?:收购|并购|入股|委任)|[已也则均](?:公告|表示|披露|宣布|发布|计提)|公司|集团|IPO|论坛|社区|手机|汽车|科技|股份|官方|官网|CEO|创始人|董事长|总裁|宣布|发布|回应|方面|股价|财报|旗下|平台|品牌|用户|员工|门店|电器|产品|系列|高管|中国|董事|公告|换股|股东|定增|停牌|复牌|[涨跌](?:停|超|近|幅)|净利|营收|拟|中标|控股"
    r"|的?(?:出货量|市占率|市场份额)|独占|推出|[（(](?:\d{6}|SH|SZ|sh|sz|\d{4,5}[.,，]?HK)|的?\d[\d.,]*(?:[%％]|[万亿]?股)|的(?:股权|股份|股票|总股本|公告|业绩|董事|净利|营收|年报)|[ABH]股|总股本|业绩"
    r"|股票|个股|年报|季报|接到|收到|持有|签署|等(?:个股|多股|股票|上市公司|多家|\d+只)|证券部|每股|实现|保持|出货|博主|上(?:一则|一条|有网友|网友|流传|发文)|预计|复牌|晚间|今日(?:公告|涨|跌)"
    r"|(?:正式|将于?|已|突然|宣布)*(?:停止营业|歇业|停业|试营业|开业)|之后(?:第|的?又一)|报道|关店|闭店|关闭(?:[^，。]{0,4}店|\d+家)|将[^，。]{0,4}关店|[\u4e00-\u9fff]{2,6}店(?:宣布|发布公告|将于)|\d{4}年(?:将|拟|计划)|专卖店|旗舰店|专柜|经销商|[45]S店|车型|车主|加盟|联名|首店|新店|单店"
    r"|拖欠|薪酬|侵权|侵犯|高层|工程师|开发者|供应链|生态链|新机|概念股|被诉|败诉|胜诉|披露|表示|透露|主营|董事会|监事会|第[一二三四五六七八九十\d]+届|关于|子公司|大股东|增发|募资|定向|第[一二三]季度|上市|[、，,](?:股票|证券)(?:代码|简称)|一季报|三季报|中报"
)
AT_STAKE = re.compile(
    r"(?:收购|持有|增持|减持|入股|参股|控股|重组|受让|买入|卖出|认购|出售|转让|质押|上市公司|个股|借壳|子公司|控股股东|龙头股|概念股)\Z"
)
"""What is done to shares, before a listed company's name that words of the language make up."""
AS_NUMBER = re.compile(r"令(?:第|〔|[（(\[]?20)|公告[〔\[]|\d{1,4}号(?!线|楼|文|公告)")
"""Behind an office that gives a decree its number (证监会|令第40号), or a name that only names a product: 锦江|69号."""
NUMBERED_FIRSTS = frozenset("令公0123456789")
"""With what these begin."""
MAKERS = ("company", "listed company", "brand")
BUILDINGS = ("广场", "大厦", "写字楼", "步行街", "科学园", "科技园", "产业园", "工业园")
"""Behind a firm's name, a place that bears it: 银泰|广场."""
OPPOSED = re.compile(
    r"(?:媒体|起诉|指责|状告|控告|约谈|入股|巨头|对手|母公司|供应商|客户|前员工|高管|品牌|旗下|车企|房企|卖家|领域的)\Z"
)
"""What stands before a firm whose name is a word besides, and before no such word: 起诉苹果."""


def known_beforehand(
    text: str, hits: Iterable[Known], phrases: Iterable[tuple[int, int]], cuts: Cuts, words: Lore
) -> list[Sighting]:
    """The known names of a text, and those that known names make together; in one of the phrases they name nobody."""
    kept = list(_standing(text, hits, phrases, cuts, words))
    doubtful = [one for one in kept if text[one[0] : one[1]] in words.ambiguous]
    evident = _evident(text, kept, doubtful, words) if doubtful else frozenset()
    abroad = [
        Sighting(start, end + 2, one.kind, "names/extended", "中国", spread=False)
        for start, end, one in kept
        if one.kind in HOUSED and OF_CHINA.match(text, end) and text[start:end] not in words.beside
    ]
    abroad += [
        Sighting(start - 2, end, one.kind, "names/extended", "中国", spread=False)
        for start, end, one in kept
        if one.kind in OFFICES and text.endswith("中国", 0, start)
    ]
    parts = [
        Sighting(start, stop, one.kind, "names/extended", one.name, spread=False)
        for start, end, one in kept
        if one.kind in HOUSED and (stop := numbered_part(text, end, words)) > end
    ]
    sure = [one for one in kept if text[one[0] : one[1]] not in words.ambiguous or text[one[0] : one[1]] in evident]
    sure = _joined(text, sure, words)
    return (
        abroad
        + parts
        + list(adjoined(text, sure))
        + _joint(text, sure, words)
        + list(houses(text, sure, cuts, words))
        + [Sighting(start, end, one.kind, "names/known", one.name, spread=False) for start, end, one in sure]
    )


def _standing(
    text: str, hits: Iterable[Known], phrases: Iterable[tuple[int, int]], cuts: Cuts, words: Lore
) -> Iterator[Known]:
    """Those that are words of their own and neither in a phrase nor part of a number or a place."""
    phrased = {at: stop for begin, stop in sorted(phrases, key=itemgetter(1)) for at in range(begin, stop)}
    for start, end, one in hits:
        if phrased.get(start, 0) >= end or (text[end : end + 1] in NUMBERED_FIRSTS and AS_NUMBER.match(text, end)):
            continue
        if not stands_alone(text, start, end, cuts) or (one.code and _inside_words(text, start, end, cuts)):
            continue
        if (
            text[start - 1 : start] == "·"
            and one.kind in MAKERS
            and "\u4e00" <= text[start - 2 : start - 1] <= "\u9fff"
        ):
            continue  # 茉莉·|西尔斯: a person's
        if end - start == 2 and tag(text[start - 1 : start]) == "n" and cuts.clause(start)[0] == start - 1:
            continue  # 优|百佳宣布: a longer name
        if text.startswith("股东", start - 1):
            continue  # 控股股|东阳光集团
        if one.kind in HOUSED and text.startswith(BUILDINGS, end):
            continue
        if text[end - 1].isdigit() and text.startswith(("个", "家", "万", "亿"), end):
            continue  # 其他站|点72个
        if text[start] in "万亿千百" and text[start - 1 : start].isdigit():
            continue  # 2.4|万和0元
        if text[start] in words.place_lasts and start and words.place_at(text, start - 1) == start + 1:
            continue  # 北|京东方
        yield start, end, one


def _evident(text: str, kept: Sequence[Known], doubtful: Iterable[Known], words: Lore) -> frozenset[str]:
    """The forms that are words besides, and that the text shows somewhere to be firms'."""
    neighbours, ends, firms = _beside(text, kept, words)
    evident: set[str] = set()
    for start, end, _ in doubtful:
        form = text[start:end]
        if form in evident:
            continue
        before, after = text[start - 1 : start], text[end : end + 1]
        if (
            EVIDENT.match(text, end)
            or (end - start > 3 and AT_STAKE.search(text, max(0, start - 4), start))
            or OPPOSED.search(text, max(0, start - 3), start)
            or (end - start > 3 and form.isascii() and _among_chinese(text, start, end))
            or (after == "、" and end + 1 in neighbours)
            or (before == "、" and start - 1 in ends)
            or (after in BESIDE and end + 1 in firms)
            or (before in BESIDE and start - 1 in firms)
        ):
            evident.add(form)
    return frozenset(evident)


def _beside(text: str, kept: Sequence[Known], words: Lore) -> tuple[set[int], set[int], set[int]]:
    """Where names begin, where they end, and the borders of those that can only be firms'."""
    firms = {at for start, end, one in kept if _told_apart(text[start:end], one, words) for at in (start, end)}
    return {start for start, _, _ in kept}, {end for _, end, _ in kept}, firms


def _joined(text: str, kept: list[Known], words: Lore) -> list[Known]:
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
    return [one for one in kept if text[one[0] : one[1]] not in words.beside or one not in doubtful]


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


def _joint(text: str, kept: Iterable[Known], words: Lore) -> list[Sighting]:
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
        if end in starts
        and "\u4e00" < text[end] < "\u9fff"
        and not text.startswith(("集团", "公司", text[starts[end] - 2 : starts[end]]), end - 2)
        and not _apart(text, start, end, starts[end])
    ]


def _apart(text: str, start: int, border: int, end: int) -> bool:
    """Whether two firms side by side are told of one by one elsewhere, or the first one's is the picture above.

    Headlines leave the mark between them out: 甲乙丙丁拿地超去年, of 甲乙 and 丙丁.
    """
    if text.endswith(("来源：", "来源:", "图源：", "图源:"), 0, start):
        return True
    first, second = text[start:border], text[border:end]
    if text.count(f"{first}{second}") > 1:
        return False
    return any(f"{first}{mark}{second}" in text or f"{second}{mark}{first}" in text for mark in "、和与")
