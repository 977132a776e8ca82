"""Nicknames: how reports call a trader whose name they keep back (老周, 小雅, 阿峰).

老周说                              who speaks
老周的公司有28个店铺, 小雅名下       what is theirs
卖家老徐今年…, 老徐告诉记者         of whom the text tells
宁波的老徐，|23个店铺全军覆没        whose the figure right behind is

They are looked for once in a text; which of them is meant where depends on what stands between.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from aftershock.extract.language.scan import occurrences

NICKNAME = (
    r"(?:老(?![卖买商手板师人家总外年乡公婆友牌旧大二店鼠虎实是手客员爷妈爸太化区城街挝窖白干凤庙]|东家)|阿(?![里迪根富拉联尔斯姆布胶]|莫西)"
    r"|小(?![编微店贩组区时心米红程鹏牛康学型额众幅规企商卖伙哥姐孩女子朋业麦家食吃龙虾电车说麻产鬼票功长短镇城县院户写数节看写票的]))"
    r"[\u4e00-\u9fff]"
)
"""Two letters, and no word of the language or body that begins so."""
_NAMED = re.compile(
    rf"(?:^|[的，：“]|卖家|商家|商户|店主|店家|主播|老板|运营|员工|创业者|加盟商|经销商|司机|骑手|用户|投资者|博主|工厂主|合伙人|负责人|经理|业主|消费者|家长|储户|农户|90后|80后)"
    rf"({NICKNAME})(?:[（(]化名[）)])?\Z"
)
_OWNER = re.compile(
    rf"(?:(?<=[，。；：“的\n家主播商户红])|\A)(?P<nick>{NICKNAME})(?:[（(]化名[）)])?"
    r"(?:(?:自己|一家)?的(?:公司|[\u4e00-\u9fff]{0,3}店铺?|[\u4e00-\u9fff]{0,3}账[号户]|工厂|团队|货款?|资金|银行卡|卡|\d|\Z)|名下|手[里上中]|家(?![\u4e00-\u9fff]{0,4}(?:负责人|方面|总部|公司))的?|有(?=[\d两三四五六七八九十几]|\Z)|[^，。；]{0,6}被(?!告)"
    r"|(?:更|也|则|同样|早已|早就|早早|很快|最终)+(?:更?早|没能|未能|难|惨|糟|出局|中招|倒下|阵亡|沦陷)[^，。；]{0,6})"
)
_TOLD = re.compile(
    r"(?:\A|(?<=[，。；\n“”])|(?<=卖家|商户|商家|店主|店家|主播|博主|储户|网友|用户|老板|群主|户主|站长|厂长|会长)"
    r"|(?<=经营户|外贸商|外贸人|个体户|加盟商|经销商|供应商|投资者|投资人)|(?<=外贸商户))"
    rf"(?P<nick>{NICKNAME})(?=[，的说称是却也还在被有向把又从和比原做入开经运当如现曾去今就只手名租卖靠拿花带跟没已给早后最不想觉记回认投赔亏刚主每收打找决坦直告表自一算叹笑把裁摆坐站]|（化名）)"
)
_AT_FIGURE = re.compile(
    rf"(?:(?<=[，；。：“”\n])|(?<=[\u4e00-\u9fff]的))(?P<nick>{NICKNAME})"
    r"(?:，|手[里上中]的?|家的?|有|的)(?:近|约|全部|所有|一共|共有?)?\Z"
)
_ANY = re.compile(NICKNAME)


class Nicknames:
    """Of one text, by position."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        """Where one may stand."""
        text = self._text
        found = (at for letter in "老阿小" if letter in text for at in occurrences(text, letter))
        return sorted([at for at in found if _ANY.match(text, at)])

    def owners(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """Those of whom a stretch tells what is theirs: 老周的公司, 小雅名下."""
        return self._matching(_OWNER, start, end)

    def told(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """Those of whom a stretch tells."""
        return self._matching(_TOLD, start, end)

    def at_figure(self, start: int, end: int) -> str | None:
        """Whose what stands at the end of a stretch is, where he is named behind its first letter."""
        found = next(self._matching(_AT_FIGURE, start + 1, end), None)
        return str(found["nick"]) if found else None

    def _matching(self, rule: re.Pattern[str], start: int, end: int) -> Iterator[re.Match[str]]:
        starts = self._starts
        for n in range(bisect_left(starts, start), bisect_left(starts, end)):
            if found := rule.match(self._text, starts[n], end):
                yield found


def nickname(head: str) -> str | None:
    """The nickname at the end of what stands before a verb of saying: 做家居的|老徐|说."""
    if head[-2:-1] not in "老阿小" and head[-1:] not in "）)":
        return None
    found = _NAMED.search(head)
    return found[1] if found else None
