"""What makes a statement particular: a figure, a day, a name, a person or an office beside the word of an event.

A type says which of these it needs (`needs` in config/frames/events.toml); one of them is enough.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from aftershock.extract.sentences import Span
from aftershock.extract.whose import Places
from aftershock.model import Mention

NOT_ACTING = frozenset({"media", "product"})
"""Kinds of names that do nothing that an event tells."""
_NO_NEWS = frozenset({"platform", "media", "person", "product"})
"""Kinds of names that alone make no sentence particular."""
_GROUP = re.compile(
    r"(?:部分|一些|多家|一批|大批|大量|众多|诸多|不少|很多|多个|多位|陆续有|不少|各大)[^，。；、]{0,14}(?:卖家|商家|企业|公司|门店|店铺|工厂|厂商|机构|品牌|房企|平台|银行|商户)"
)
"""A group that is counted loosely: a particular statement all the same."""
_AUTHORITIES = frozenset({"government", "regulator", "exchange"})
_OFFICES = re.compile(
    r"国务院|政府|人大|[\u4e00-\u9fff](?:部|委|局|厅|署|省|市|县|央行)(?![\u4e00-\u9fff]*(?:公司|股份|集团))"
    r"|央行|各地|多地|我国|全国|(?:条例|法|法案|办法|规定)》"
)
"""Who makes policies, by what offices are called."""
_OFFICIALS = re.compile(
    r"警方|公安|民警|检察院|检方|法院|监管部门|有关部门|相关部门|主管部门|工商|市监|市场监管|网信办|证监|交易所|税务|海关"
    r"|管理局|人社|住建|应急|消协|消保委|[省市县区州](?:局|委|政府|办)"
)
"""Who acts for the state, by what they are called."""
_POSTS = re.compile(
    r"董事|监事|总经理|总裁|[Cc][EFOT][Oo]|首席|财务总监|财务负责人|董秘|行长|高管|高级管理|主席|法定代表人|副总|总监"
)
"""What makes a change of persons one of business."""
_SIR = re.compile(r"[\u4e00-\u9fff](?:先生|女士)(?!们)")
"""Somebody named by the surname alone."""
_LATELY = re.compile(r"近日|日前|近期|最近")
_MARKET = re.compile(
    r"[沪深道纳恒标]指|指数|深成指|创业板指|科创50|板块|大盘|两市|三大股指|期货|期指|期价|美股|A股|港股"
)
"""A market as a whole, or what is traded beside shares: no firm's share moved."""
_SHARES = re.compile(r"股(?!份)|涨停|跌停|盘|市值|停牌|复牌|报收|元/")
"""What tells that shares are traded (大跌 is said of sales, too)."""
_NO_ACCOUNTS = NOT_ACTING | {"platform", "person", "government", "regulator", "association", "exchange"}
_ALL_OF_THEM = re.compile(r"财政部|监管部门|卖家|商家|企业|厂商|行业|同行|店主|商户")
"""Whose figures are nobody's accounts."""
NEAR = 160
"""How far before its clause what makes a statement particular may be looked for word by word, in characters."""


class InOrder:
    """Mentions by position."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._all = mentions
        self._starts = [m.start for m in mentions]

    def within(self, start: int, end: int) -> Sequence[Mention]:
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class Particulars:
    """Of one text, by position."""

    def __init__(self, text: str, figures: InOrder, days: InOrder, places: Places) -> None:
        self.text = text
        self.figures = figures
        self.days = days
        self.places = places

    def has(self, need: str, begin: int, reach: int, clause: Span) -> bool:
        match need:
            case "figure":
                figures = self.figures.within(clause.start, reach)
                return any(not m.flags & {"ordinal", "duration"} for m in figures)
            case "money":
                return any(m.kind == "money" for m in self.figures.within(begin, reach))
            case "date":
                days = self.days.within(begin, reach)
                return any(m.from_ for m in days) or bool(
                    _LATELY.search(self.text, max(begin, clause.start - NEAR), reach)
                )
            case "name":
                return any(p.name.kind not in _NO_NEWS for p in self.places.within(begin, clause.end))
            case "any name":
                return any(p.name.kind not in NOT_ACTING for p in self.places.within(begin, clause.end))
            case "group":
                return bool(_GROUP.search(self.text, clause.start, clause.end))
            case "account":
                firms = [p for p in self.places.within(clause.start, clause.end) if p.name.kind not in _NO_ACCOUNTS]
                owned = firms or not _ALL_OF_THEM.search(self.text, clause.start, reach)
                return bool(owned) and self.has("figure", begin, reach, clause)
            case "firm":
                told = any(p.name.kind not in _NO_ACCOUNTS for p in self.places.within(begin, clause.end))
                return told or "公司" in self.text[begin : clause.end]
            case "shares":
                begin = max(begin, clause.start - NEAR)
                traded = bool(_SHARES.search(self.text, begin, reach))
                named = any(p.name.kind not in NOT_ACTING for p in self.places.within(begin, reach))
                return traded and (named or not _MARKET.search(self.text, begin, reach))
            case "moved shares":
                told = any(self.has(one, begin, reach, clause) for one in ("figure", "date"))
                return told and self.has("shares", begin, reach, clause)
            case "authority":
                begin = max(begin, clause.start - 30)
                named = any(p.name.kind in _AUTHORITIES for p in self.places.within(begin, clause.end))
                return named or bool(_OFFICES.search(self.text, begin, clause.end))
            case "official":
                return bool(_OFFICIALS.search(self.text, max(begin, clause.start - NEAR), clause.end))
            case "post":
                return bool(_POSTS.search(self.text, clause.start, clause.end))
            case "person":
                named = any(p.name.kind == "person" for p in self.places.within(begin, clause.end))
                return named or bool(_SIR.search(self.text, clause.start, clause.end))
            case _:
                raise ValueError(f"unknown need {need!r}")
