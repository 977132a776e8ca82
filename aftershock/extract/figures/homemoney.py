"""Home money: what 元 is in a text of Taiwan or Hong Kong, which seldom says so.

…高雄地檢署指出，查扣現金85萬元      TWD
…港島警方指，戶口內85萬元           HKD

Only a text in traditional characters is asked, and only where it tells of one of the two alone; one that tells of the
mainland as well, or of 人民币, is read as any other.
"""

from __future__ import annotations

import re

from aftershock.model import Mention

_PLACES = {
    "TWD": re.compile(
        "新?台币|台湾|台北|台中|台南|高雄|新北|桃园|新竹|屏东|彰化|云林|花莲|行政院|立法院|立委|中央社|金管会|检调|地检署|警政署|市刑大|检方|刑事局"
        "|调查局|国税局|公平会|经济部|台股|上柜|柜买|证交所|卫福部|主计总处"
    ),
    "HKD": re.compile(
        "港[元币]|香港|港股|港交所|九龙|新界|立法会|警务处|金管局|积金局|廉署|消委会|旺角|荃湾|尖沙咀|中环|观塘|沙田|高等法院|律政司|强积金|屯门|元朗|大埔|将军澳|葵涌|深水埗|铜锣湾|湾仔|油麻地|海关财富调查|找换店|裁判法院|商业罪案调查科|O记|港岛|银行户口"
    ),
}
_MAINLAND = re.compile("人民币|内地|大陆|上海|北京|深圳|广州|杭州|国务院|公安部?|A股|沪深")
_YUAN = re.compile("[元圆块]")
_NAMED = re.compile("人民币|RMB|CNY|[¥￥]")
ENOUGH = 2
"""How many different words must tell of a place."""


def home_currency(text: str) -> str | None:
    """The currency of a text, in simplified characters, that tells of Taiwan or Hong Kong alone; else None."""
    if _MAINLAND.search(text):
        return None
    told = {code: len(set(words.findall(text))) for code, words in _PLACES.items()}
    least, most = sorted(told.values())
    return max(told, key=lambda code: told[code]) if most >= ENOUGH and most > least * 2 else None


def in_home_money(mentions: tuple[Mention, ...], code: str) -> tuple[Mention, ...]:
    """The mentions, with what is told in 元 in a text's own currency."""
    return tuple(
        m._replace(unit=code)
        if m.kind == "money" and m.unit == "CNY" and "cell" not in m.flags and _is_plain(m.text)
        else m
        for m in mentions
    )


def _is_plain(written: str) -> bool:
    return _YUAN.search(written) is not None and _NAMED.search(written) is None
