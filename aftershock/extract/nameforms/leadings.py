"""Leadings: letters before a name that the cutter takes for its first, as it does not know the name.

点名的有|甲乙汽车      原|甲乙基金      委托人为|甲乙银行      公司附属|甲乙科技
"""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import tag
from aftershock.extract.nameforms.lore import Lore

PREFIXED = frozenset("指请诉受对据由向被把给让仅跟占称按以从因与除继后持欠任兼获而系只为其")
"""No proper name that the dictionary lacks begins with these letters."""
ROLE_IS = re.compile(r"[\u4e00-\u9fff]{0,4}(?:人|(?<![东西南北])方)(?:分别)?为|(?:更名|变更|改名)为")
"""质权人为|甲乙银行, 质押方为|甲乙信托."""
ADVERB = frozenset("原若遂初就到次乃")
"""Letters that lead to a name and seldom begin one, which the cutter may take for its first."""
HAVING = frozenset(["嘉宾", "股东", "机构", "投资人", "代表", "供应商"])
"""Of whom names are told with 有: 嘉宾有|甲乙资本."""
SOME_OF = frozenset(["卖家", "大卖", "品牌", "平台", "商家", "房企", "车企", "企业"])
"""Of these some are named behind 有 or 如: 头部卖家如|甲乙科技."""
LED = (
    *("紧盯", "远超", "挥别", "告别", "媲美", "直逼", "力压", "赶超", "入局", "扛起"),
    *("撑起", "补齐", "乐见", "试水", "卡位", "唱衰", "看空", "看衰", "彻查", "突查"),
    *("逼退", "逼走", "挤走", "挤垮", "折戟", "败走", "踩雷", "带火", "炒热", "捧红"),
    *("拉低", "拉高", "推高", "不输", "不敌", "起于", "借道", "强过", "转投", "出圈"),
    *("敲钟", "刚到", "无证"),
    "图为",
    "分属",
    "前有",
    "后有",
    "所持",
    "下称",
    "简称",
    "曾任",
    "现任",
    "时任",
    "历任",
    "起任",
    "系因",
    "其为",
    "即为",
    "拟同",
    "拟与",
    "拟向",
    "拟由",
    "标称",
    "拟将",
)
"""Two words, or a word, that the cutter takes for the beginning of a name behind them."""
LEADERS = frozenset(LED)
_TRADE = frozenset(
    [
        "品牌",
        "贸易",
        "制造",
        "渠道",
        "代理",
        "经销",
        "供应",
        "运营",
        "开发",
        "零售",
        "分销",
        "发行",
        "承包",
        "生产",
        "供货",
        "采购",
        "电器",
        "地产",
    ]
)
"""What with 商 says who trades or makes: 跨境品牌商|甲乙科技."""
_MAY_LEAD = PREFIXED | frozenset("商股是及和与或系为由将强过有如像附").union(word[0] for word in LEADERS)
"""Letters that `without_verb` looks at; what begins with others is a role at most."""


def without_adverb(text: str, start: int, ending: int, lore: Lore) -> int:
    """原|甲乙基金, 若|甲乙丙科技: the letter is none of the name's where two or more are left."""
    if ending - start < 3 or text[start] not in ADVERB or tag(text[start : start + 2]):
        return start
    return start if lore.place_at(text, start) > start or lore.known.at(text, start) else start + 1


def without_verb(text: str, start: int) -> int:
    """点名的有|甲乙汽车, 对|甲乙实业: the cutter takes the word before for the beginning of what it does not know."""
    letter, role = text[start], text.find("为", start, start + 8) > 0 and ROLE_IS.match(text, start)
    if letter not in _MAY_LEAD:
        return role.end() if role else start
    if letter == "商" and text[max(0, start - 2) : start] in _TRADE:
        return start + 1
    if text[start - 1 : start] in ("%", "％", "司") and text.startswith(("股份", "股权", "股票"), start):
        return start + 2  # 不超2%股份|甲乙科技
    if text.startswith(LED, start):
        return start + 2
    if text.startswith("附属", start) and not text.startswith(("医", "第", "中", "小"), start + 2):
        return start + 2  # 公司附属|甲乙科技, but not 附属医院
    if role:
        return role.end()
    if (
        letter in PREFIXED
        and text[start + 1 : start + 2].isalnum()
        and not any(map(tag, (text[start : start + 2], text[start : start + 3])))
    ):
        return start + 1
    if letter in "是及和与或系为由将" and text[max(0, start - 2) : start] in ("公司", "集团", "银行"):
        return start + 1
    if letter == "和" and text[start - 1 : start] in ("）", ")") and not tag(text[start : start + 2]):
        return start + 1  # 甲乙（600000）和|丙丁科技
    if letter == "强" and text[start - 1 : start].isdigit():
        # 民企40强|某地甲乙集团
        return start + 1
    if letter in "为过" and start and "\u4e00" <= text[start - 1] <= "\u9fff":
        return start + 1
    if letter in "有如像" and text[max(0, start - 2) : start] in SOME_OF:
        return start + 1
    had = (
        letter == "有"
        and text[start - 3 : start] != "旗下的"
        and (text[start - 1 : start] in tuple("的还仅只就共已中方者下") or text[max(0, start - 2) : start] in HAVING)
    )
    return start + had
