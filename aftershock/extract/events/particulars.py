"""What makes a statement particular: a figure, a day, a name, a person or an office beside the word of an event.

A type says which of these it needs (`needs` in config/frames/events.toml); one of them is enough.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from aftershock.extract.language.sentences import Span
from aftershock.extract.scene.places import Places
from aftershock.model import Mention

NOT_ACTING = frozenset({"media", "product"})
"""Kinds of names that do nothing that an event tells."""
_NO_NEWS = frozenset({"platform", "media", "person", "product"})
"""Kinds of names that alone make no sentence particular."""
_GROUP = re.compile(
    r"(?:部分|一些|有些|有的|某些|多家|一批|大批|大量|众多|诸多|不少|很多|许多|多个|多位|陆续有|各大|头部|若干)[^，。；、]{0,14}(?:卖家|大卖|商家|企业|公司|门店|店铺|工厂|厂商|机构|品牌|房企|平台|银行|商户|供应商|经销商|外贸商)(?![都也]?会)"
    r"|(?:部分|一些|多名|多位|多数|数名|数十名|上百名|数百名|一批|大批|大量|众多|不少)[^，。；、]{0,8}(?:员工|用户|消费者|家长|会员|业主|投资者|投资人|供应商|加盟商|学员|学生|车主|客户|租客|房东|储户|旅客|乘客)"
    r"|(?:最近|近期|近日|日前)?有(?:卖家|商家|店主|网店|主播|博主)因"
    r"|(?:账号|账户|店铺|网店|链接|站点|门店|直播间)[^，。；、]{0,4}(?:均|全部|都|陆续|相继|接连|纷纷)[^，。；、]{0,4}[被遭关]"
)
"""A group that is counted loosely: a particular statement all the same."""
_AUTHORITIES = frozenset({"government", "regulator", "exchange"})
_OFFICES = re.compile(
    r"国务院|政府|人大|[\u4e00-\u9fff](?:部|委|局|厅|署|省|市|县|央行)(?![\u4e00-\u9fff]*(?:公司|股份|集团))"
    r"|央行|各地|多地|当地(?=政府|宣布|出台|将|发布)|我国|全国|(?:条例|法|法案|办法|规定)》"
)
"""Who makes policies, by what offices are called."""
_OFFICIALS = re.compile(
    r"警方|执法|公安|民警|交警|城管|检察院|检方|法院|监管部门|有关部门|相关部门|主管部门|工商|市监|市场监管|网信办|证监|交易所|税务|海关"
    r"|管理局|街道办|派出所|教委|教[育体]局|劳动监察|人社|住建|应急|消协|消保委|[省市县区州](?:局|委|政府|办)"
)
"""Who acts for the state, by what they are called."""
_STATES = re.compile(
    r"[中美欧日韩印英德法俄]方|外交部|商务部|国新办|发改委|国台办|白宫|欧盟|委员会|[部委局署]新闻发言人|(?:部|司|局|署|委|总理|总统|主席|州)长?(?=[\u4e00-\u9fff]{2,4}(?:说|称|表示|指出|强调))"
)
"""Who speaks for a state."""
_POSTS = re.compile(
    r"董事|监事|总经理|总裁|[Cc][EFOT][Oo]|首席|财务总监|财务负责人|董秘|行长|高管|高级管理|主席|法定代表人|副总|总监"
)
"""What makes a change of persons one of business."""
_THIS = "家?(?:店|门店|平台|机构|品牌|集团|医院|酒店|工厂)"
_FIRM = re.compile(
    rf"公司|企业|工厂|厂家|[车房药鞋酒险]企|涉事|学校|校方|机构(?![投研评])|商场|店家|店主|老板|集团|酒店|某[\u4e00-\u9fff]{{0,6}}(?:电商|集团|机构|品牌|大卖|平台|公司|企业)|该{_THIS}|这{_THIS}|[称指]其(?![他它中实余])"
)
"""A firm that is not named, or was before."""
_ONE = re.compile(
    r"某[\u4e00-\u9fff]{0,6}(?:卖家|商家|店铺|网店|主播|博主|网红|账号)|该(?:卖家|商家|店铺|网店|主播|博主|账号|公司)|[他她我]们?公司"
)
"""One seller, account or speaker that is not named."""
_SIR = re.compile(r"[\u4e00-\u9fff](?:先生|女士)(?!们)")
"""Somebody named by the surname alone."""
_ITEM = re.compile(r"\s*[（(]?(?:其?[一二三四五六七八九十]{1,2}|\d{1,2})(?:[）)、．]|是(?!\d))")
"""One of a list of findings: whose they are was said above it."""
_LATELY = re.compile(r"近日|日前|近期|最近|近几[日天]|这几天|连日来")
_MARKET = re.compile(
    r"[沪深道纳恒标]指|指数|深成指|创业板指|科创50|板块|大盘|两市|三大股指|期货|期指|期价|美股|A股|港股"
)
"""A market as a whole, or what is traded beside shares: no firm's share moved."""
_SHARES = re.compile(r"股(?!份)|交易日|涨停|跌停|盘|市值|停牌|复牌|买卖|报收|收[跌涨报]|元/")
"""What tells that shares are traded (大跌 is said of sales, too)."""
_OF_SOMEBODY = re.compile(r"的(?!同时|基础|[增下涨跌降])")
"""Behind a figure that only tells what somebody is like (年营收超百亿的巨头)."""
_NO_ACCOUNTS = NOT_ACTING | {"platform", "person", "government", "regulator", "association", "exchange"}
_NO_FIRM = _NO_ACCOUNTS - {"platform"} | {"research institute", "university", "hospital"}
_ALL_OF_THEM = re.compile(
    r"[产计造测售务输融]业(?![集公股务绩])|(?:产业|行业|全国|我国|全球|全市|全省|全年)[^，。；]{0,12}(?=销售收入|销售额|产值)|财政部|监管部门|卖家|商家|企业|厂商|行业|同行|店主|商户"
)
"""Whose figures are nobody's accounts."""
_DONE = re.compile(
    r"(?:已|[被遭]|均|全部|陆续|相继|接连|纷纷|正在|突然|直接|再次|宣布|决定|至今|迟迟|仍|还没)[^，。；]{0,9}\Z|(?:已|[被遭])[^，。；]{0,14}\Z"
)
"""Before the word of an event, or in it: it was done, to whomever."""
_SINCE = re.compile(r"了(?!解)")
_AT_ANY_TIME = re.compile(
    r"？|凡是|就(?:真的|只能|得|要)|但凡|一[被旦]|如果|若|要是|只要|除非|可能|需要|往往|通常|一般|以前|过去|每|一直|[就都将也]会|会被|怎么|什么|谁|不曾|不仅|也许|或许|意味|担心|害怕|避免"
)
"""What makes of that a thing that happens, or may (账号一被封，…)."""
_THEN = re.compile(r"，?(?:那|我们|公司)?就(?:真的|只能|得|要|会)")
"""Behind a clause: it is what may happen yet (货款要不回来，|就真的撑不下去了)."""
_REMARKS = re.compile(r"有利于|有助于|为了|以便|人们|随之而来|总是|永远")
"""What makes of it a remark on how things are."""
_WHOSE = re.compile(r"[^，。；]{0,8}的")
"""Behind the word: it only tells what somebody is like (被拖欠工资的员工)."""
NEAR = 160
"""How far before its clause what makes a statement particular may be looked for word by word, in characters."""


class InOrder:
    """Mentions by position."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.all = mentions
        self._starts = [m.start for m in mentions]

    def within(self, start: int, end: int) -> Sequence[Mention]:
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


_DAYS_END = ("日", "号", "周一", "周二", "周三", "周四", "周五")
"""How days end that a lead-in names."""
_FREE = frozenset({"ordinal", "duration"})
"""What is said of a figure that makes nothing particular."""


class Stretch(NamedTuple):
    """Where what makes a statement particular may stand."""

    begin: int
    """Of the statement or its sentence."""
    clause: Span
    """The clause of the word, with those before it that hold no word of an event."""
    reach: int
    """The end of the clauses behind it that hold none."""
    start: int
    """Of the word."""
    end: int


class Particulars:
    """Of one text, by position: the parts of a stretch that a need asks for."""

    def __init__(self, text: str, figures: InOrder, days: InOrder, places: Places) -> None:
        self.text = text
        self.figures = figures
        self.days = days
        self.places = places
        self._lately = _LATELY.search(text) is not None

    def has(self, needs: tuple[str, ...], stretch: Stretch) -> bool:
        """Whether a stretch has one of the things that a type needs. Raises ValueError for a need that is none."""
        for test in _tests(needs):  # noqa: SIM110 - a generator each would take longer than the tests
            if test(self, stretch):
                return True
        return False

    def _figure(self, s: Stretch) -> bool:
        inside = self.figures.within(s.clause.start, s.reach)
        return bool(inside) and any(not m.flags & _FREE for m in inside)

    def _own_figure(self, s: Stretch) -> bool:
        inside = self.figures.within(s.clause.start, s.clause.end)
        figures = inside or self.figures.within(s.clause.end, s.reach)
        return any(not m.flags & _FREE and not _OF_SOMEBODY.match(self.text, m.end) for m in figures)

    def _money(self, s: Stretch) -> bool:
        figures = self.figures.within(s.begin, s.reach)
        return any(m.kind == "money" for m in figures)

    def _date(self, s: Stretch) -> bool:
        days = self.days.within(s.begin, s.reach)
        dated = bool(days) and any(m.from_ for m in days)
        if dated or not self._lately:
            return dated
        return _LATELY.search(self.text, max(s.begin, s.clause.start - NEAR), s.reach) is not None

    def _day(self, s: Stretch) -> bool:
        return any(m.from_ for m in self.days.within(s.clause.start, s.clause.end))

    def _name(self, s: Stretch) -> bool:
        places = self.places.within(s.begin, s.clause.end)
        return bool(places) and any(p.name.kind not in _NO_NEWS for p in places)

    def _any_name(self, s: Stretch) -> bool:
        places = self.places.within(s.begin, s.clause.end)
        return bool(places) and any(p.name.kind not in NOT_ACTING for p in places)

    def _group(self, s: Stretch) -> bool:
        return bool(_GROUP.search(self.text, s.clause.start, s.clause.end))

    def _account(self, s: Stretch) -> bool:
        if not self._own_figure(s):
            return False
        if any(p.name.kind not in _NO_ACCOUNTS for p in self.places.within(s.clause.start, s.clause.end)):
            return True
        return not _ALL_OF_THEM.search(self.text, s.clause.start, s.reach)

    def _firm(self, s: Stretch) -> bool:
        places = self.places.within(s.begin, s.clause.end)
        told = bool(places) and any(p.name.kind not in _NO_ACCOUNTS for p in places)
        return told or bool(_FIRM.search(self.text, max(s.begin, s.clause.start - NEAR), s.clause.end))

    def _one(self, s: Stretch) -> bool:
        return bool(_ONE.search(self.text, max(s.begin, s.clause.start - NEAR), s.clause.end))

    def _shares(self, s: Stretch) -> bool:
        begin = max(s.begin, s.clause.start - NEAR)
        if not _SHARES.search(self.text, begin, s.reach):
            return False
        named = any(p.name.kind not in NOT_ACTING for p in self.places.within(begin, s.reach))
        return named or not _MARKET.search(self.text, begin, s.reach)

    def _moved_shares(self, s: Stretch) -> bool:
        return (self._figure(s) or self._date(s)) and self._shares(s)

    def _done(self, s: Stretch) -> bool:
        """Whether a clause tells of it as done, which is news without a name or a day (链接已被下架)."""
        done = _DONE.search(self.text, s.clause.start, min(s.end, s.clause.end))
        if (done or _SINCE.search(self.text, s.start, s.end + 1)) is None or _WHOSE.match(self.text, s.end):
            return False
        begin = max(s.begin, s.clause.start - NEAR)
        return _AT_ANY_TIME.search(self.text, begin, s.clause.end + 1) is None

    def _told(self, s: Stretch) -> bool:
        """Whether nothing in a statement says that it is what happens at any time, or may."""
        begin = max(s.begin, s.clause.start - NEAR)
        if _AT_ANY_TIME.search(self.text, begin, s.clause.end + 1) or _WHOSE.match(self.text, s.end):
            return False
        if _THEN.match(self.text, s.clause.end):
            return False
        return _REMARKS.search(self.text, begin, s.clause.end + 1) is None

    def _nothing(self, _: Stretch) -> bool:
        return True

    def _authority(self, s: Stretch) -> bool:
        begin = max(s.begin, s.clause.start - 30)
        named = any(p.name.kind in _AUTHORITIES for p in self.places.within(begin, s.clause.end))
        return named or bool(_OFFICES.search(self.text, begin, s.clause.end))

    def _state(self, s: Stretch) -> bool:
        return bool(_STATES.search(self.text, max(s.begin, s.clause.start - NEAR), s.clause.end))

    def _state_on_a_day(self, s: Stretch) -> bool:
        if not self._on_a_day(s):
            return False
        begin = max(s.begin, s.clause.start - 30)
        named = any(p.name.kind in _AUTHORITIES for p in self.places.within(begin, s.clause.end))
        return named or bool(_STATES.search(self.text, begin, s.clause.end))

    def _firm_on_a_day(self, s: Stretch) -> bool:
        if not self._on_a_day(s):
            return False
        return any(p.name.kind not in _NO_FIRM for p in self.places.within(max(s.begin, s.clause.start - 30), s.start))

    def _on_a_day(self, s: Stretch) -> bool:
        """Whether a day of the calendar stands close before the word or in it, or 日前 right before it."""
        begin = max(s.begin, s.clause.start - 30)
        if any(m.from_ and m.text.endswith(_DAYS_END) for m in self.days.within(begin, s.end)):
            return True
        return self._lately and _LATELY.search(self.text, max(begin, s.start - 4), s.end) is not None

    def _official(self, s: Stretch) -> bool:
        return bool(_OFFICIALS.search(self.text, max(s.begin, s.clause.start - NEAR), s.clause.end))

    def _post(self, s: Stretch) -> bool:
        return bool(_POSTS.search(self.text, s.clause.start, s.clause.end))

    def _item(self, s: Stretch) -> bool:
        return bool(_ITEM.match(self.text, s.begin))

    def _person(self, s: Stretch) -> bool:
        named = any(p.name.kind == "person" for p in self.places.within(s.begin, s.clause.end))
        return named or bool(_SIR.search(self.text, s.clause.start, s.clause.end))


Need = Callable[[Particulars, Stretch], bool]


@lru_cache(maxsize=256)
def _tests(needs: tuple[str, ...]) -> tuple[Need, ...]:
    for need in needs:
        if need not in _NEEDS:
            raise ValueError(f"unknown need {need!r}; known: {', '.join(_NEEDS)}")
    return tuple(_NEEDS[need] for need in needs)


_NEEDS: Mapping[str, Need] = {
    "figure": Particulars._figure,
    "own figure": Particulars._own_figure,
    "money": Particulars._money,
    "date": Particulars._date,
    "day": Particulars._day,
    "name": Particulars._name,
    "any name": Particulars._any_name,
    "group": Particulars._group,
    "account": Particulars._account,
    "firm": Particulars._firm,
    "one": Particulars._one,
    "shares": Particulars._shares,
    "moved shares": Particulars._moved_shares,
    "told": Particulars._told,
    "nothing": Particulars._nothing,
    "done": Particulars._done,
    "authority": Particulars._authority,
    "official": Particulars._official,
    "state": Particulars._state,
    "state on a day": Particulars._state_on_a_day,
    "firm on a day": Particulars._firm_on_a_day,
    "post": Particulars._post,
    "person": Particulars._person,
    "item": Particulars._item,
}
