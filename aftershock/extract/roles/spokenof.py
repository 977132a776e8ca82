"""Spoken of: what the figures just before counted, for one that has only a measure word.

已关闭6家超市。…今年关闭了9家              nine stores
关闭176家，净减少91家                     91 closed
餐厅312家，较年初减少89家                  89 closed
关闭煤矿126处。…山西关闭15处               15 closed, of the same
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Outline, Sentence, Span
from aftershock.extract.roles.countedfigure import BARE, TOPICS
from aftershock.extract.roles.words import Hit, RoleReader
from aftershock.model import Mention, Trace

MEASURES = frozenset("家个间所座处户")
_NOTHING = ("", -9)
_RUN = frozenset({"closed", "suspended", "stopped", "opened", "founded"})
"""Of stores: 新开门店94家，关闭84家 and 20家是彻底关闭，其余43家只是暂停营业 are of those spoken of."""
_ACTED = frozenset({"closed", "suspended", "stopped"})
_DONE_TO_OTHERS = _ACTED | {"banned", "taken down", "blocked"}
"""What is done, too, to accounts and stores on platforms."""
_UNDERGONE = _DONE_TO_OTHERS | {"blocked", "hit"}
_AMONG_THEM = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{0,10}?(?:就|也|都|均|便)?(?:在名单|榜上有名|在此列|在其中|在列|在内|名列其中|身在其中)"
)
_OF_THEM = re.compile(r"其中的?(?:有|约|近)*\Z")
_NET_OF = re.compile(r"(净减少|净减|净关闭?)了?(?:约|近|超过?)?\Z")
_SHUTS = re.compile(r"[闭关]店\d+家|关[闭停]\d*[^，。；\n]{0,6}店\d*家?，|关[闭停]\d+家[，；]")
"""甲乙闭店8家，|丙丁同期净减少|42家: of shops too"""
_STORES = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:门店|店铺|网点|餐厅|药店)")
NET = re.compile(
    r"(?:[较比][^，。；]{1,8}?|半年|全年|全年度|期内|季内|年内|当期|同期|一年|[一二两三四五六七八九十]{1,3}个(?:月|季度)内?"
    r"|同比|环比|则|又|再){0,3}(净减少|净减|净关闭?)了?(?:约|近|超过?)?"
)
_OUTLETS = (
    r"(?:门店|网点|店铺|餐厅|药店|影院|分店|专柜|直营店|加盟店|零售点|销售点|酒店|卖场|商场|住宿设施|机构|校区|[店馆])"
)
_BY_SO_MANY = re.compile(
    rf"(?:[^，。；]{{0,24}}?(?:{_OUTLETS}(?:总数|数量|规模|数)?|总数|数量|规模))?"
    r"(?:[较比](?![^，。；]{0,3}日)[^，。；]{1,16}?|对比[^，。；]{1,10}?|同比|环比|按[季年]|\d{1,2}年[内间里来]|[一半两三全](?:年|个?季度|个?月)[内间里]?|期内|年内|上半年|下半年|去年|今年|前?[一二三四五六七八九十\d]{1,2}个?(?:月份?|季度)|合计|共|总计|均|也|又|且|则|光|仅|单|就){0,5}"
    rf"(减少|锐减|缩减|下降|缩水|收缩|少|减)了?{_OUTLETS}?(?:约|近|超过?|逾)?"
)
"""门店312家，较年初减少|89家: by how many fewer there are, where the figure before tells how many there are."""
_LESS = frozenset("少减降水缩")
"""Letters of words for that."""
_SHRANK = re.compile(
    rf"{_OUTLETS}(?:总数|数量|规模|数)?[^，。；新关开闭停]{{0,14}}(?:减少|缩减|下降|缩水|收缩|锐减|[，]|\Z)"
)
"""网点数量均有所缩减，合计减少312个: of what there are fewer, where no figure tells how many there are."""
_COMPARED = re.compile(r"[较比]")
"""门店较年初减少12家, where no figure tells how many there are: a change, and no closing."""
_FEWER_AGAIN = re.compile(r"(减少|缩减|下降|收缩)了?(?:约|近|超过?|逾)?\Z")
_THE_SAME = re.compile(r"(?:上述|前述|以上|该等|这|此)(?:被[\u4e00-\u9fff]{1,4}的)?(?:全部|共|约|近)?\Z")
"""上述|83个|店铺上年收入6亿元: to which something was done where they were told of first."""
_DIVIDED = re.compile(r"(?:从|按|分)[^，。；]{1,10}(?:看|来看|划分|分布|统计)，|分[^，。；]{1,6}看，")
_KIND_ROLES = frozenset({"", "banks", "firms", "shares"})
_KIND_OF_THEM = re.compile(
    r"其中，?(?!涉及|包括|包含|有|已|约|新|保留)[\u4e00-\u9fff]{2,8}?(?<!企业)(?<!公司)(?<!商家)(?<!卖家)(?<!品牌)(?:为|有|占|达|约|近)*"
)
_STANDING = re.compile(r"新开|开业|拥有|现有|在营|剩余|仅剩|保留|正常|恢复|解封|继续|仍|[未没不]")
_UNDERGO = re.compile(r"(?:均|都|也|则|已经?|全部|先后|相继|将)*(?:被永久|[被遭])到?")
_JUST_SO = re.compile(r"(?:了|掉|其中)?(?:约|近|超过?|逾|至少)?\Z")
"""Between a verb and the figure that it is told of."""
_ENDS = frozenset("，。；、）)和及与\n")
"""Behind a figure with no noun of its own."""


class SpokenOf:
    """What the figures of a text counted so far; asked of each figure in order."""

    def __init__(self, words: RoleReader) -> None:
        self._words = words
        self._role: str | None = None
        self._sentence = 0
        self._there_are: tuple[str, int] = _NOTHING
        """Of what a figure last told how many there are, and in which sentence."""
        self._standing: dict[str, tuple[str, int]] = {}
        """What the last figure of stores told of them and in which sentence, by its measure word."""
        self._acted: dict[str, tuple[str, int]] = {}
        """What the last figure of those to whom something was done told, likewise."""
        self._undergone_by: dict[tuple[str, object], str] = {}
        """What befell so many of a thing."""
        self._fewer: dict[str, int] = {}
        """In which sentence it was last said how many fewer stores there are, by the measure word."""

    def seen(self, outline: Outline, mention: Mention) -> Mention:
        """The mention with what it counts; a topic holds for three sentences."""
        if mention.kind != "count":
            return mention
        number = outline.index(mention.start) or 0
        measure = mention.text[-1:]
        if mention.role in (None, "stores"):
            mention = self._fewer_of_them(outline, mention, number)
        if mention.role is None:
            mention = self._net_of_them(outline, mention, number)
        if mention.role is None and mention.unit == measure:
            mention = self._done_to_the_same(outline, mention, number)
        if mention.role is None and not self._kind_of_them(outline, mention, number):
            return mention
        mention = self._of_the_topic(outline, mention, number)
        thing, _, action = (mention.role or "").rpartition(" ")
        if measure in MEASURES:
            if (mention.role or "").startswith("stores"):
                self._standing[measure] = mention.role or "", number
            if thing and action in (_DONE_TO_OTHERS if thing in TOPICS else _ACTED):
                self._acted[measure] = mention.role or "", number
        return mention

    def _of_the_topic(self, outline: Outline, mention: Mention, number: int) -> Mention:
        thing, _, action = (mention.role or "").rpartition(" ")
        if (
            mention.role in TOPICS
            and self._role
            and self._role.startswith(f"{mention.role} ")
            and number - self._sentence <= 1
            and _AMONG_THEM.match(outline.text, mention.end)
        ):
            return mention._replace(role=self._role)  # 停用了860家店铺。他的3个店铺就在其中
        if self._kind_of_them(outline, mention, number):
            return mention._replace(role=self._role)
        if mention.role in TOPICS and (self._parts(outline, mention, number) or self._among(outline, mention, number)):
            return mention._replace(role=self._role)
        if thing in TOPICS:
            if action in _UNDERGONE:
                self._undergone_by[thing, mention.value] = mention.role or ""
            self._role, self._sentence = mention.role, number
            return mention
        befell = self._undergone_by.get((mention.role or "", mention.value))
        if befell and _THE_SAME.search(outline.text, max(0, mention.start - 9), mention.start):
            return mention._replace(role=befell)
        if mention.role in TOPICS:
            self._there_are = mention.role or "", number
        there, told = self._there_are
        if (
            thing == "firms"
            and number - told <= 1
            and (
                _OF_THEM.search(outline.text, max(0, mention.start - 6), mention.start)
                or (there == "stores" and mention.unit in BARE and action in _ACTED)
            )
        ):
            mention = mention._replace(role=f"{there} {action}")  # 经营三家店铺。其中两家同时被关
            if mention.unit in BARE:
                self._role, self._sentence = mention.role, number
            return mention
        if thing == "firms" and mention.unit not in BARE:
            self._role = None  # 注销银行377家: firms by name are spoken of now.
        held = self._role if self._role and number - self._sentence <= 3 else ""
        topic, _, before = held.rpartition(" ")
        goes_on = topic and (before == action or {before, action} <= _RUN) and thing == "firms"
        if not goes_on or mention.unit not in BARE:
            return mention
        self._role, self._sentence = f"{topic} {action}", number
        return mention._replace(role=self._role)

    def _kind_of_them(self, outline: Outline, mention: Mention, number: int) -> bool:
        """Whether a part of those told of is given by the kind whose they are: 1332家网点停业，其中国有大行566家."""
        thing, _, action = (self._role or "").rpartition(" ")
        if thing != "stores" or number != self._sentence or not mention.text.endswith("家"):
            return False
        told, _, done = (mention.role or "").rpartition(" ")
        if (told or done) not in _KIND_ROLES or (told and done != action):
            return False
        sentence = outline.at(mention.start)
        clause = sentence.clause(mention.start) if sentence else None
        return clause is not None and _KIND_OF_THEM.fullmatch(outline.text, clause.start, mention.start) is not None

    def _net_of_them(self, outline: Outline, mention: Mention, number: int) -> Mention:
        """The mention, closed where it says how many fewer there are of those told of: 关闭176家，净减少91家."""
        thing, _, action = (self._role or "").rpartition(" ")
        sentence = outline.at(mention.start)
        if not thing or action not in _RUN or mention.unit not in BARE or number != self._sentence or sentence is None:
            return mention
        clause = sentence.clause(mention.start)
        fewer = NET.fullmatch(outline.text, clause.start, mention.start)
        return mention if fewer is None else _closed(mention, thing, fewer)

    def _fewer_of_them(self, outline: Outline, mention: Mention, number: int) -> Mention:
        """The mention, closed where it says how many fewer stores there are: 餐厅312家，较年初减少89家."""
        measure = mention.text[-1:]
        there, told = self._standing.get(measure, _NOTHING)
        if number != told:
            there = ""
        sentence = outline.at(mention.start)
        if sentence is None or there not in ("", "stores"):
            return mention
        clause = sentence.clause(mention.start)
        if _LESS.isdisjoint(outline.text[clause.start : mention.start]):
            return mention
        fewer = _BY_SO_MANY.fullmatch(outline.text, clause.start, mention.start)
        if fewer is None:
            return mention
        unsaid = not there and (
            _COMPARED.search(fewer[0]) or not _SHRANK.search(outline.text, sentence.start, fewer.start(1))
        )
        if unsaid:
            return mention
        self._fewer[measure] = number
        return _closed(mention, "stores", fewer)

    def _done_to_the_same(self, outline: Outline, mention: Mention, number: int) -> Mention:
        """The mention, where the same is done to as many of the same measure: 关闭煤矿126处。…山西关闭15处."""
        role, told = self._acted.get(mention.unit or "", _NOTHING)
        there, when = self._there_are
        sentence = outline.at(mention.start)
        if sentence is None:
            return mention
        if number in (told, when) and (befell := self._undergone(outline.text, sentence, mention)):
            thing = role.rpartition(" ")[0] if number == told else there
            return mention._replace(role=f"{thing} {befell.role}", trace=trace(mention, befell))
        if number - told > 2 or outline.text[mention.end : mention.end + 1] not in _ENDS:
            return mention
        clause = sentence.clause(mention.start)
        measure = mention.unit or ""
        if number - self._fewer.get(measure, -9) <= 1 and (
            again := _FEWER_AGAIN.search(outline.text, clause.start, mention.start)
        ):
            return _closed(mention, "stores", again)
        hits = self._words.hits("count", outline.text, clause.start, mention.start)
        if (
            not hits
            or hits[-1].role not in _DONE_TO_OTHERS
            or not _JUST_SO.fullmatch(outline.text, hits[-1].end, mention.start)
        ):
            return mention
        thing = role.rpartition(" ")[0]
        return mention._replace(role=f"{thing} {hits[-1].role}", trace=trace(mention, hits[-1]))

    def _undergone(self, text: str, sentence: Sentence, mention: Mention) -> Hit | None:
        """What is said right behind a bare figure to have been done to as many: 146处煤矿停产，32处|被关闭."""
        under = _UNDERGO.match(text, mention.end, sentence.end)
        if under is None:
            return None
        hits = self._words.hits("count", text, under.end() - 1, min(under.end() + 5, sentence.end))
        return hits[0] if hits and hits[0].role in _UNDERGONE and hits[0].start <= under.end() + 1 else None

    def _among(self, outline: Outline, mention: Mention, number: int) -> bool:
        """Whether a sentence tells how many of those told of are such: 封禁账号1136个。其中，百万粉丝的账号有27个."""
        sentence = outline.at(mention.start)
        if sentence is None or number - self._sentence != 1 or not (self._role or "").startswith(f"{mention.role} "):
            return False
        told = outline.text[sentence.start : sentence.clause(mention.end).end]
        return told.startswith("其中") and told.count("，") <= 2 and _STANDING.search(told) is None

    def _parts(self, outline: Outline, mention: Mention, number: int) -> bool:
        """Whether the figure is one of the parts into which those told of are divided: 从行业看，31家为餐饮门店."""
        sentence = outline.at(mention.start)
        if sentence is None or number - self._sentence != 1 or not (self._role or "").startswith(f"{mention.role} "):
            return False
        told = outline.text[sentence.start : mention.start]
        return _DIVIDED.match(told) is not None and _STANDING.search(told) is None


def _closed(mention: Mention, thing: str, said: re.Match[str]) -> Mention:
    return mention._replace(role=f"{thing} closed", trace=trace(mention, Hit("closed", said[1], *said.span(1))))


def trace(mention: Mention, hit: Hit) -> Trace | None:
    """The mention's trace with the word that gave its role."""
    return Trace(mention.trace.rule, hit.word, mention.trace.anchor) if mention.trace else Trace("role", hit.word)


def net_of_stores(text: str, clause: Span, mention: Mention) -> re.Match[str] | None:
    """The word by which there are so many fewer on balance, where stores are told of."""
    net = _NET_OF.search(text, clause.start, mention.start)
    of_shops = net and (
        _STORES.match(text, mention.end) or _SHUTS.search(text, max(0, clause.start - 30), clause.start)
    )
    return net if of_shops else None
