"""Who does what an event tells, and whom it is done to.

被A… makes A the actor, who stands before it the subject; 对A makes A the subject. What only a platform or an authority
does (封号, 冻结, 处罚) is undergone by any other name. A place where something happens (在深交所) takes no part.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from aftershock.extract.events.particulars import NOT_ACTING, InOrder
from aftershock.extract.events.word import EventWord
from aftershock.extract.events.words import EventReader
from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.scene import Scene
from aftershock.extract.scene.places import Place, across, usual
from aftershock.extract.subjects.capacity import OPPOSES, is_platform
from aftershock.extract.subjects.heads import firm_of
from aftershock.extract.subjects.pronouns import PRONOUN, whom
from aftershock.extract.subjects.sentencesbefore import earlier_name

TELLING = frozenset({"声明", "报道", "传言"})
"""Types whose words are followed by what is told, not by whom it is told of."""
_OF_DATA = TELLING | {"统计", "评估", "通报"}
_COUNTS_IT = re.compile(r"(?:的|发布的)?(?:不完全)?(?:数据|统计|监测|公开信息)|(?:信息)?显示")
"""Behind a name that only counts what others did: 甲乙统计，…融资138起."""
_PASSIVE = re.compile(r"(?:(?:被|遭到|遭)(?:自然人|股东|投资者|债权人|供应商|员工)?|受到|由|经|获得?(?:公司)?)\Z")
_PASSIVE_ENDS = frozenset("被到遭人东者商工由经获得司")
_SUFFERED = re.compile(r"[被遭]")
_TOWARDS = re.compile(r"(?:对|向|给|将|就|针对|围绕|起诉|收购)\Z")
_TOWARDS_ENDS = frozenset("对向给将就绕诉购")
_AT = re.compile(r"(?:在|于|通过|透过|登陆)(?:其|该)?\Z")
_AND = re.compile(
    r"(?:[（(][^（）()]{0,40}[）)])?(?:、|(?:[于在][^，。；、与和]{2,16}|(?:\d{4}年)?\d{1,2}月\d{1,2}[日号])?(?:已|将|拟|曾|正在?|没有|[尚并从暂]?未|计划|宣布)?[和与]|及|以及|暨|联合|携手)"
)
"""Between the names of a row."""
_ACCOUNT = re.compile(
    r"(?:官方)?(?:公众号|账号|视频号|平台|发文|发布|发表|官微|上|旗舰店|专营店|专卖店|自营|小店|网店|店铺)"
)
"""Behind the name of a platform that somebody speaks through, or has a store on."""
_HOLDS = re.compile(r"(?:所|合计|共同|直接|间接)*(?:持有|拥有|控制|旗下)")
"""Behind whose shares are bought: what they are shares of is named next."""
_FACES = re.compile(r"面临|接受|遭遇|受到|陷入|卷入|收到|涉及|涉嫌")
_JUDGES = re.compile(r"[^，。；]{0,8}(?:判|裁定|裁决|受理|开庭|审理|冻结|终止|通报|否决|决定)")
"""Words of what a court or an exchange does itself."""
_INQUIRED = frozenset({"调查", "起诉", "逾期", "违约"})
"""Types that one may only be faced with."""
_TOGETHER = frozenset({"签约", "合作", "起诉"})
"""Types of two parties, of whom both may stand before the word."""
_OFFICES = frozenset({"任职", "离职"})
_BY_PLATFORMS = frozenset({"封号", "解封"})
_OF_STATE = frozenset({"政策", "统计", "通报", "传言", "报道", "会议", "涨价", "短缺", "调查"})
"""Types that are told of no firm, or of none in particular."""
_SOMEBODY = re.compile(
    r"全国|我国|国内|全球|全行业|行业|市场|警方|部门|法院|政府|多家|家|名|位|人士|卖家|商家|消费者|投资者|家长|用户|员工|国家|某"
    r"|[向与](?!其|该|公司|此|他|她|对方)[\u4e00-\u9fff]{2,8}?(?:求证|核实|询问|发去|了解|取得联系)"
)
"""Before an event's word: its sentence has a subject of its own, though no name."""
_CLOSED = re.compile(r" (?:banned|closed|suspended|stopped|taken down|blocked|hit|frozen)$")
_TOLD_BY = {"冻结": re.compile(r"^frozen|frozen$"), "处罚": re.compile(r"^fine$")}
"""The roles of figures that tell of a type."""
_OWN_BY = {
    "关店": re.compile(r"^(?:stores|sites|campuses|firms) (?:closed|stopped|suspended)$"),
    "裁员": re.compile(r"^(?:laid off|staff)$"),
    "亏损": re.compile(r"^loss$"),
    "财报": re.compile(r"^(?:revenue|net profit|profit|gross profit|loss|sales)$"),
}
"""The roles of figures whose owner does what a type tells."""
_DECIDED = frozenset({"处罚", "立案", "约谈", "问询"})
"""Types where, of an authority and a platform, the authority decides."""
_LISTED = re.compile(r"[一二三四五六七八九十]+[是、]")
"""What no name begins with: the item of a list."""
_OFFICIALS = frozenset({"government", "regulator", "exchange", "association", "court"})
"""Who tells of what firms do to themselves, and does none of it."""
_OWNED = re.compile(r"[将把]其?(?:旗下|(?:所|直接|间接|合计|已)*持有)的?[^，。；]{0,14}\Z")
"""Before whose shares somebody sells: 拟将所持有的控股子公司甲公司70%股权转让."""
_WRITES = re.compile(
    r"(?:记者|编辑|责编|撰文|通讯员|作者|文)[ \u3000/:：|｜]?\Z|(?:法定代表人|法人代表|实际控制人|负责人)[为是系：]\Z"
)
"""Before the name of who wrote it down, or of who heads a firm told of, and did nothing that it tells."""
_KEPT_AT = re.compile(r"(?:开[立设户]|存放|存)(?:[于在]|行[为：])\Z")
"""开立于|甲银行: the bank of an account froze nothing."""
_HIS = re.compile(r"[我咱他她](?!国)|自己|其(?!中|他|它|余|实)|公司")
"""By which somebody tells of himself or of what is his."""
_UNDER = re.compile(r"(?:违反|根据|依据|按照|依照|触犯|违背)了?\Z")
_LAW = re.compile(r"[\u4e00-\u9fff]{0,12}(?:法|条例|规则|政策|规定|办法)")
_DOERS = frozenset({"platform", "government", "regulator", "exchange", "bank", "court"})
_BYSTANDERS = frozenset({"association", "research institute", "person"})
_OUTSIDE = _BYSTANDERS - {"person"} | {"platform", "regulator", "exchange"}


class Parties:
    """Of the events of one text."""

    def __init__(self, scene: Scene, figures: InOrder, words: EventReader) -> None:
        self.text = scene.outline.text
        self.places = scene.places
        self.said = scene.by_place
        self.scene = scene
        self.figures = figures
        self.words = words

    def of(self, word: EventWord, span: Span, sentence: Sentence) -> tuple[str | None, str | None]:
        """Actor and subject of the event that a word in a span tells."""
        actor, subject = self._named(word, span, sentence)
        kind = self.words.types[word.order]
        if kind.undergone:
            if word.type in _BY_PLATFORMS:
                if subject and actor in (None, subject) and is_platform(self.scene, subject):
                    return subject, None  # 其中永久关闭店铺214家: the platform's own figure, and nobody it names
                actor = actor or self._platform(sentence)
            return actor, subject or self._topic(word, sentence)
        if actor is None and subject is None and word.type not in _OF_STATE:
            actor = self._topic(word, sentence)
            subject = actor if kind.own else None
        return actor, subject

    def _platform(self, sentence: Sentence) -> str | None:
        """The platform that a text is about, where its name stands before the sentence ends."""
        name, first = self._main_platform
        return name if first < sentence.end else None

    @cached_property
    def _main_platform(self) -> tuple[str | None, int]:
        """Named oftener than all other platforms together, and where first."""
        platforms = [p for p in self.places.all if p.name.kind == "platform"]
        counted = Counter(usual(p.name) for p in platforms)
        for name, times in counted.most_common(1):
            if times * 2 > counted.total():
                return name, next(p.start for p in platforms if usual(p.name) == name)
        return None, 0

    def _topic(self, word: EventWord, sentence: Sentence) -> str | None:
        """Whom a sentence goes on about that names nobody before its word: the firm of the one before."""
        if self.places.within(sentence.start, word.start) or _SOMEBODY.search(self.text, sentence.start, word.start):
            return None
        return earlier_name(self.scene, sentence, "")

    def _named(self, word: EventWord, span: Span, sentence: Sentence) -> tuple[str | None, str | None]:
        places = [p for p in self.places.within(sentence.start, span.end) if self._takes_part(p)]
        if word.type not in _OF_DATA:
            places = [p for p in places if not _COUNTS_IT.match(self.text, p.end)]
        before = [p for p in places if p.end <= word.end]
        passive = [p for p in before if self.text[p.start - 1] in _PASSIVE_ENDS and self._led(p, _PASSIVE, span)]
        kind = self.words.types[word.order]
        owner = self._owner(word, span) if kind.undergone else None
        if passive:
            actor = passive[-1]
            return actor.shown, owner or self._last(before, actor.start) or whom(self.scene, actor.start, sentence)
        if kind.undergone:
            done_by, done_to = self._done_to(word, span, sentence, [p for p in places if p.shown != owner])
            return done_by, owner or done_to
        if _SUFFERED.search(self.text, max(span.start, word.start - 6), word.end):
            return None, self._last(before, word.start) or whom(self.scene, word.start, sentence)
        if word.type in _OFFICES:
            return self._in_office(word, span, sentence, before)
        return self._acting(word, span, sentence, [p for p in places if not self._is_site(p, word)])

    def _acting(
        self, word: EventWord, span: Span, sentence: Sentence, places: Sequence[Place]
    ) -> tuple[str | None, str | None]:
        """Who stands nearest before the word acts; what stands behind it, or what 对 leads to, is acted on.

        Of a deed that firms do to themselves it is whose the figure is that tells of it.
        """
        if (roles := _OWN_BY.get(word.type)) and (owner := self._of_figure(roles, span)):
            return owner, owner
        towards = self._towards([p for p in places if p.end <= word.end], span)
        # A word may begin with the last letters of a name: 甲|科技公告称.
        doers = [p for p in places if p not in towards and p.start < word.start and p.end < word.end]
        own = self.words.types[word.order].own
        if own:
            doers = [p for p in doers if self._may_undergo(p, span)]
        doer = self._first_of_row(doers) if doers else None
        if doer and word.type in _INQUIRED and _FACES.search(self.text, doer.end, word.end):
            return None, doer.shown
        actor = doer.shown if doer else None
        if (
            not doers
            or self._only_speaks(doers[-1], word)
            or (own and PRONOUN.search(self.text, doers[-1].end, word.start))
        ):
            actor = whom(self.scene, word.start, sentence) or actor
        behind = [] if word.type in TELLING else [p for p in places if p.start >= word.start]
        if own:
            behind = [p for p in behind if p.name.kind != "service provider"]  # 甲破产，并指定乙律师事务所担任管理人
        joint = word.type in _TOGETHER and not (word.type == "起诉" and behind)
        partner = [p for p in doers[-1:] if joint and doer is not p]
        after = [p for p in towards or partner or behind if not _HOLDS.match(self.text, p.end)] or towards or behind
        if own and doer and doer.name.kind == "person" and (said := self.said.around(word.start, word.end)):
            # 创始人李明写道：“我们要关掉12家门店”; what is told of others is not his (协会秘书长李明介绍，158家停业).
            his = _HIS.search(self.text, said.start, word.end) or doer.start >= said.start
            actor = firm_of(self.scene, said) or (actor if his else None)
        if word.type == "出售" and towards and self.text[towards[0].start - 1] in "向给":
            after = [p for p in behind if p.start > towards[-1].start] or after  # 向甲转让乙60%股权
        if own and actor and not towards and after and "；" in self.text[word.end : after[0].start]:
            after = []  # 甲裁员；其业务将并入乙
        if after and after[0].shown != actor:
            return actor, after[0].shown
        return actor, actor if own else None

    def _may_undergo(self, place: Place, span: Span) -> bool:
        """Whether a name may be of whom a type tells that only firms do to themselves: no office that tells of it, and
        no person but one who stands in the stretch itself.
        """
        return place.name.kind not in _OFFICIALS and (place.name.kind != "person" or place.start >= span.start)

    def _in_office(
        self, word: EventWord, span: Span, sentence: Sentence, before: Sequence[Place]
    ) -> tuple[str | None, str | None]:
        """Of a change of persons: who takes or leaves an office, and whose office it is."""
        persons = [p for p in self.places.within(span.start, span.end) if p.name.kind == "person"]
        person = next(iter([p for p in persons if p.end <= word.start][-1:] or persons[:1]), None)
        firms = [p for p in before if p.name.kind != "person" and not self._is_site(p, word)]
        firm = firms[-1].shown if firms else whom(self.scene, word.start, sentence)
        return (person.shown if person else None), firm

    def _led(self, place: Place, words: re.Pattern[str], span: Span) -> bool:
        """Whether one of the words leads to a name."""
        return words.search(self.text, max(span.start, place.start - 8), place.start) is not None

    def _towards(self, places: Sequence[Place], span: Span) -> list[Place]:
        """The names that such a word leads to, and those that go on with them (对甲、乙和丙)."""
        row: list[Place] = []
        for place in places:
            goes_on = row and _AND.fullmatch(self.text, row[-1].end, place.start)
            owned = _OWNED.search(self.text, max(span.start, place.start - 26), place.start)
            if goes_on or owned or (self.text[place.start - 1] in _TOWARDS_ENDS and self._led(place, _TOWARDS, span)):
                row.append(place)
        return row

    def _first_of_row(self, places: Sequence[Place]) -> Place:
        """The last of the names, or the one that begins the row in which it stands (甲、乙与丙签署)."""
        n = len(places) - 1
        while n and _AND.fullmatch(self.text, places[n - 1].end, places[n].start):
            n -= 1
        return places[n]

    def _is_site(self, place: Place, word: EventWord) -> bool:
        """Whether a name only tells where something happens: 在深交所上市, 向法院起诉, 通过微信公众号."""
        text = self.text
        if place.name.kind == "exchange" or text.endswith("法院", place.start, place.end):
            return _JUDGES.match(text, word.start) is None
        if place.name.kind == "platform" and _ACCOUNT.match(text, place.end):
            return True
        return _AT.search(text, max(0, place.start - 4), place.start) is not None

    def _only_speaks(self, place: Place, word: EventWord) -> bool:
        """Whether a person tells of it (甲的CEO乙表示，公司将关闭…): whom 公司 stands for then does it."""
        told = self.said.around(word.start, word.end) if place.name.kind == "person" else None
        return told is not None and place.end <= told.start

    def _owner(self, word: EventWord, span: Span) -> str | None:
        """Whose the figure is that tells what was done: the frozen money, the stores that were closed."""
        return self._of_figure(_TOLD_BY.get(word.type, _CLOSED), span)

    def _of_figure(self, roles: re.Pattern[str], span: Span) -> str | None:
        """Whose the first figure of a span is that has one of the roles."""
        figures = self.figures.within(span.start, span.end)
        return next((m.subject for m in figures if m.subject and m.role and roles.search(m.role)), None)

    def _done_to(
        self, word: EventWord, span: Span, sentence: Sentence, places: Sequence[Place]
    ) -> tuple[str | None, str | None]:
        """Actor and subject of what only a platform or an authority does: any other name is whom it is done to."""
        able = [p for p in places if p.name.kind not in _BYSTANDERS]
        doers = [p for p in able if self._does_it(p)]
        others = [
            p
            for p in able
            if p not in doers
            and not (word.type == "冻结" and (OPPOSES.match(self.text, p.end) or across(self.text, p)))
        ]
        towards = [
            p
            for p in able
            if p.end <= word.end
            and self.text[p.start - 1] in _TOWARDS_ENDS
            and _TOWARDS.search(self.text, max(span.start, p.start - 2), p.start)
            and not (self.text[p.start - 1] == "向" and self._does_it(p))
        ]
        if towards:
            rest = [p.shown for p in doers if p.shown != towards[-1].shown and p.end <= word.end]
            return (rest[-1] if rest else None), towards[-1].shown
        own = [p for p in others if p.start >= span.start and p.end <= word.start]
        behind = [p for p in others if p.start >= word.start]
        subject = next(iter(own[-1:] or behind[:1] or [p for p in others if p.end <= word.start][-1:]), None)
        nearest = [p for p in doers if p.end <= word.end] or [
            p for p in doers if p.start >= span.start and self.text.find("；", word.end, p.start) < 0
        ]
        deciding = [p for p in nearest if p.name.kind != "platform"] if word.type in _DECIDED else []
        actor = (deciding or nearest)[-1].shown if nearest else None
        if subject is None and len({p.shown for p in doers}) > 1 and nearest:
            # 监管总局处罚海岬商城: of two that may act, who stands behind the word is whom it is done to.
            hit = [p for p in doers if p.shown != actor and (p.start >= word.start or p.name.kind == "platform")]
            return actor, hit[-1].shown if hit else whom(self.scene, word.start, sentence)
        return actor, subject.shown if subject else whom(self.scene, word.start, sentence)

    def _does_it(self, place: Place) -> bool:
        """Whether a name is of those that do to others what these types tell."""
        if place.name.kind == "exchange" and self.text.endswith(("回复", "答复"), 0, place.start):
            return False
        return place.name.kind in _DOERS or self.text.endswith(
            ("法院", "检察院", "公安局", "分局"), place.start, place.end
        )

    def _takes_part(self, place: Place) -> bool:
        """Whether a name can act or be acted on: not media, not a product, not whose law it is (违反欧盟《…》)."""
        if place.name.kind in NOT_ACTING or _LISTED.match(place.shown):
            return False
        if place.name.kind == "person" and _WRITES.search(self.text, max(0, place.start - 6), place.start):
            return False
        if place.name.kind == "bank" and _KEPT_AT.search(self.text, max(0, place.start - 4), place.start):
            return False
        law = self.text.startswith("《", place.end) or _LAW.match(self.text, place.end) is not None
        return not (law and _UNDER.search(self.text, max(0, place.start - 6), place.start))

    def _last(self, places: Sequence[Place], end: int) -> str | None:
        able = [p for p in places if p.end <= end and p.name.kind not in _OUTSIDE]
        return able[-1].shown if able else None
