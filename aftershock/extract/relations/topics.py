"""Whom 公司, 你公司 or 其 means where a statement of ownership names nobody: the issuer of a filing, the firm a letter
goes to, the subject of the line, or the body that the text is mainly about.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from aftershock.extract.language.scan import Scan, Words
from aftershock.extract.names import glossaries
from aftershock.extract.relations.announcers import FAR_BACK, Announcers
from aftershock.extract.relations.owners import BYLINE, IS_ITS, NONE, OWN, Place, able, named_aside

_CALLED = r"(?: ?(?:(?:本|我|上市|挂牌)?公司|发行人) ?(?![\u4e00-\u9fffA-Za-z])|(?:本|我|上市)?公司(?=[或及和]))"
ISSUER = Scan(
    ("（", "(", "证券", "股票", "以下"),
    rf"[（(](?:[^（）()\n]{{0,40}}?称[^（）()\n]{{0,40}}?(?<=[称为作：:“\"‘「、，,或及和/ ]){_CALLED}"
    rf"|[^（）()\n]{{0,24}}?[“\"‘「]{_CALLED})[^（）()\n]{{0,60}}[）)]"
    r"|以下简?称[“\"‘「]?公司[”\"’」]?(?=[，。])|(?:证券|股票)简称[:：]\s*[^\s，。；]{2,10}",
)
"""Where a filing says who 公司 is."""
ADDRESSED = re.compile(r"(?:董事会|全体股东|管理人)?[:：]\s*(?:\n|\Z)")
"""Behind the firm that a letter goes to, which stands at the head of a line."""
LETTER = Words("你公司", "贵公司", "你司", "贵司")
LETTER_HEAD = 400
"""How far from a letter's beginning its address stands, in characters."""
CONVENES = re.compile(r"第[一二三四五六七八九十\d]{1,3}届|(?:董事会|监事会)|于?20\d\d年|关于")
OWN_VOICE = re.compile(r"本公司(?:及其?)?(?:董事会|董事局|全体)|我公司")
"""By these a text is its issuer's own, whom it may not name."""
TITLED = re.compile(r"关于(?:对)?|的|[（(]|[:：]|20\d\d年")
"""Behind the firm that a title begins with; 关于对 may stand before it."""
NAMED = re.compile(r"(?:名称|被担保人|担保对象|标的公司|目标公司|债务人)[:：]\s*")
"""Before the name in a form that tells of a body line by line."""
FORM = 900
"""Characters of such a form, at most."""
ANNOUNCED = re.compile(
    r"(?:(?:公告|年报|财报|报告|招股书|资料)(?:显示|称|披露|指出)?|(?<![\u4e00-\u9fff])公司(?:回复|表示|回应|公告|解释)?称?)[，：:](?:[^，。；\n]{2,12}(?:以来|日|起|末|期间|内)，)?(?:因|为|由于)?\Z"
    r"|(?:(?<![\u4e00-\u9fff])|(?<=[对向由将使令给就因过]))(?:本|上市)?公司(?:的|之|间接|直接|非|全资|旗下|下属|控股|重要|核心|主要|拟|将|已|近日|此前|对|向|为|通过|设立|投资|出资|与|及|以|收购|转让|出售|收到){0,4}\Z"
)
"""Right before what belongs to who announces: 公告显示，|子公司甲, 公司|子公司甲."""
LEAD = re.compile(r"[^，。\n]{0,24}(?:丨|\||讯|电|消息|日 ?[-—] ?|[，：:])[ \u3000]*(?:近日，)?")
THIS_FIRM = re.compile(r"该公司(?:是|系|为|则|也|目前|现|又)?\Z")
LISTED = re.compile(r"(?:上市公司|[本我]公司|发行人)[^，。；\n]{0,6}\Z")
"""Whom a text calls so that has no issuer is the firm that announces, or nobody that is known."""
OF_FILER = re.compile(
    r"公告(?:称|显示|披露)?，(?:旗下|下属|全资|控股|间接|非){0,3}\Z|(?:(?<![\u4e00-\u9fff])|(?<=[对向由将使令给就因为与及和]))(?:[本我]|上市)?公司"
    r"(?:的|之|[与及和]|其|通过|旗下|下属|另外?|还有?|一家|间接|直接|非|全资|控股|重要|核心|主要){0,5}\Z"
)
"""Right before what belongs to whom a line lets announce: 公司与其|附属公司甲, 公司另外一家|子公司甲."""
SHOWS = re.compile(r"(?:APP|App|数据|信息|股东信息|股权穿透|官网|平台|消息)?(?:显示|数据|资料)")
"""Behind a registry that only tells: 天眼查|显示，第一大股东为甲."""
SPEAKS = re.compile(
    r"(?:方面|集团|公司)?(?:也|则|还|亦)?(?:在[^，。；\n]{2,12}中)?(?:表示|称|公告|指出|披露|宣布|回应)"
)
SUES = ("诉", "起诉", "向公司")
"""Behind who acts against 公司, which it is not."""
OPENING = 200
"""Characters within which an article names whom it is about."""
LABEL = re.compile(r"(?:[（(][^（）()\n]{1,24}[）)])?[：:]")
PAPER = re.compile(r"(?:公告|报告书?|通知|说明|回复|意见|函|快报|预告|摘要|提示)(?:[（(][^（）()]{1,12}[）)])?\Z")


class Topics:
    """Whom a text means by words that name nobody."""

    def __init__(
        self,
        text: str,
        places: Sequence[Place],
        starts: Sequence[int],
        title: str | None = None,
        children: Mapping[str, int] = NONE,
    ) -> None:
        self._text, self._places, self._starts, self._children = text, places, starts, children
        self._announcers = Announcers(text, places, starts)
        self._title = title or ""

    # All of these are first asked for where a relation is told, as in most texts none is.

    @cached_property
    def _issuers(self) -> list[Place]:
        """Those whose text this is, in order."""
        told = sorted(self._defined(), key=lambda place: place.start) or list(self._addressed())
        if not told and self._headed is not None and PAPER.search(self._title):
            return [self._headed]
        return told or (list(self._convening()) if self._speaks_for_itself else [])

    @cached_property
    def _speaks_for_itself(self) -> bool:
        return OWN_VOICE.search(self._text, 0, LETTER_HEAD) is not None

    @property
    def _own_voice(self) -> bool:
        """Whether a text speaks for an issuer that it does not name."""
        return self._speaks_for_itself and not self._issuers

    @cached_property
    def _announces(self) -> Place | None:
        """Who announces in all of the text."""
        return self._headed or self._only_listed()

    @cached_property
    def _main(self) -> list[Place]:
        """The three named oftenest, each where it is named first."""
        firsts: dict[str, Place] = {}
        for place in self._places:
            if able(place):
                firsts.setdefault(place.name.name, place)
        return sorted(firsts.values(), key=lambda p: (-len(p.name.mentions), p.start))[:3]

    def _defined(self) -> Iterator[Place]:
        """甲股份有限公司（以下简称“公司”）, 证券简称：甲: in order, for a page may hold several filings."""
        for issuer in ISSUER.finditer(self._text):
            first = bisect_right(self._starts, issuer.start() - 60)
            near = [p for p in self._places[first : bisect_right(self._starts, issuer.end())] if able(p)]
            inside = [p for p in near if issuer.start() <= p.end and p.start < issuer.end()]
            before = [p for p in near if issuer.start() - 40 < p.end <= issuer.start()]
            yield from (inside or before)[-1:]
        for term in glossaries.ISSUER.finditer(self._text) if glossaries.TERMS in self._text else ():
            number = bisect_right(self._starts, term.end() - 1)
            if number < len(self._places) and self._places[number].start == term.end():
                yield self._places[number]

    def _addressed(self) -> Iterator[Place]:
        """甲股份有限公司董事会：, at the head of a letter that speaks of 你公司."""
        if not LETTER.stand_in(self._text):
            return
        for place in self._places[: bisect_right(self._starts, LETTER_HEAD)]:
            alone = place.start == 0 or self._text[place.start - 1].isspace()
            if alone and able(place) and ADDRESSED.match(self._text, place.end):
                yield place
                return

    def _convening(self) -> Iterator[Place]:
        """甲股份有限公司第六届董事会…, 甲股份有限公司于…召开: who opens a line at the head of what speaks of 本公司."""
        for place in self._places[: bisect_right(self._starts, LETTER_HEAD)]:
            opens = not self._text[self._text.rfind("\n", 0, place.start) + 1 : place.start].strip()
            firm = self._text.startswith("公司", place.start + len(place.name.name) - 2) and able(place)
            alone = self._text.startswith("\n", place.end)
            if opens and firm and (alone or CONVENES.match(self._text, place.end)):
                yield place
                return

    @cached_property
    def _headed(self) -> Place | None:
        """甲关于…的公告, 关于对甲的问询函, 甲：…: the firm that a title begins with."""
        head = self._title.removeprefix("关于对").removeprefix("关于")
        for place in self._places:
            for form in (place.name.name, *place.name.aliases):
                if head.startswith(form) and TITLED.match(head, len(form)) and able(place):
                    return place
        return None

    def _only_listed(self) -> Place | None:
        """The only listed company that the text names, from its beginning."""
        listed = {place.name.name: place for place in reversed(self._places) if listed_one(place)}
        one = next(iter(listed.values())) if len(listed) == 1 and len(self._labels) < 2 else None
        return one if one is not None and one.start < OPENING else None

    @cached_property
    def _labels(self) -> dict[int, Place]:
        """Those who stand before a colon at the head of a line, which then tells of them, by where it begins."""
        text = self._text
        return {
            p.start: p
            for p in self._places
            if LABEL.match(text, p.end) and (p.start == 0 or text[p.start - 1] == "\n") and able(p)
        }

    def issuer(self, at: int) -> Place | None:
        """Who 公司 is at a place by what the text itself or its title says; None for news."""
        before = [place for place in self._issuers if place.start < at]
        return before[-1] if before else self._issuers[0] if self._issuers else None

    def author(self, at: int) -> Place | None:
        """Who 公司 is at a place by what the text says: the issuer, else who announces in its line."""
        return self.issuer(at) or self._announcers.at(at)

    def voice(self, at: int) -> Place | None:
        """Who 公司 is at a place: as the text says, else who announces in all of it; None where neither is known."""
        return self.author(at) or self._announces

    def filer(self, at: int, other: Place) -> Place | None:
        """Who 公司 is in 甲是公司的子公司: the issuer, else who announces, else the topic at the place."""
        for place in (self.author(at), self._labels.get(self._text.rfind("\n", 0, at) + 1), self._announces):
            if place is not None and place.name is not other.name:
                return place
        return self.before(at, other)

    def before(self, at: int, other: Place) -> Place | None:
        """The topic at a place, which is not `other`; None where the text leaves it open."""
        issuer = self.issuer(at)
        if issuer is not None and issuer.name is not other.name:
            return issuer
        if self._own_voice:
            return None
        if OF_FILER.search(self._text, max(0, at - 24), at):
            author = self._announcers.at(at)
            if author is not None and author.name is not other.name:
                return author
        if self._announces is None and LISTED.search(self._text, max(0, at - 12), at):
            return self._speaking(at, other)
        line = self._text.rfind("\n", max(0, at - 400), at) + 1
        first = bisect_right(self._starts, max(line, at - FAR_BACK) - 1)
        last, said = bisect_right(self._starts, at - 1), self._announces
        if (
            self._announced(at, line, other)
            and said is not None
            and any(place.name is said.name for place in self._places[first:last])
        ):
            return said  # 某某网5月6日讯，甲公告称，公司|子公司乙
        for number in range(bisect_right(self._starts, at - 1) - 1, first - 1, -1):
            place = self._places[number]
            if place.name is other.name or not able(place) or not self._opens(number, line):
                continue
            if self._children.get(place.name.name, -1) == place.start:
                continue  # told there to be somebody's child
            if IS_ITS.match(self._text, place.end) and OF_FILER.search(self._text, max(0, at - 24), at):
                return None
            if SHOWS.match(self._text, place.end) or BYLINE.match(self._text, place.end):
                continue
            if self._text.startswith(SUES, place.end):
                return None  # 甲诉公司子公司乙, in a text that does not say who 公司 is
            if not OWN.fullmatch(self._text, place.end, at):
                return place
            said = self._announces
            return said if said is not None and said.name not in (place.name, other.name) else None
        if self._announced(at, line, other):
            return self._announces
        if (only := self._only_one(at, line, other)) is not None:
            return only
        main = [p for p in self._main if p.name is not other.name and p.start < at and p.name.kind != "platform"]
        main = [place for place in main if place.name.name not in self._children] or main
        if main and len(main[0].name.mentions) > 2 and self._near(main[0], at):
            clear = len(main) < 2 or len(main[0].name.mentions) >= 1.5 * len(main[1].name.mentions)
            return main[0] if clear else None
        return self._above(at, other)

    def _near(self, place: Place, at: int) -> bool:
        """Whether a body is named in the line of a place or in the two above, so that 其 may still mean it."""
        line = at
        for _ in range(3):
            line = max(0, self._text.rfind("\n", 0, line))
        return any(line <= start < at for start, _ in place.name.mentions)

    def _only_one(self, at: int, line: int, but: Place) -> Place | None:
        """The only body that the sentence before names: 某上市公司旗下的甲换了打法。|母公司乙公告."""
        text = self._text
        at -= text[at - 1 : at] == "其"
        if text[at - 1 : at] != "。":
            return None
        begin = text.rfind("。", line, at - 1) + 1 or line
        between = self._places[bisect_right(self._starts, begin - 1) : bisect_right(self._starts, at - 1)]
        named = {
            place.name.name: place
            for place in between
            if able(place) and place.name is not but.name and text[place.start - 1] not in "被遭"
        }
        return next(iter(named.values())) if len(named) == 1 else None

    def _announced(self, at: int, line: int, but: Place) -> bool:
        """Whether what stands here belongs to who announces, who is not `but`."""
        said = self._announces
        if said is None or said.name is but.name:
            return False
        return ANNOUNCED.search(self._text, max(line, at - 28), at) is not None

    def _speaking(self, at: int, but: Place) -> Place | None:
        """甲也表示，乙为本公司的子公司: who opens the sentence and speaks in it."""
        sentence = max(self._text.rfind(mark, max(0, at - FAR_BACK), at) for mark in "。\n") + 1
        for place in self._places[bisect_right(self._starts, sentence - 1) : bisect_right(self._starts, at - 1)]:
            if able(place) and place.name is not but.name and SPEAKS.match(self._text, place.end):
                return place
        return None

    def _above(self, at: int, but: Place | None) -> Place | None:
        """Who opens the line above, where none is named in this one yet."""
        line = self._text.rfind("\n", max(0, at - 400), at) + 1
        last = bisect_right(self._starts, at - 1) - 1
        if not line or last < 0 or self._places[last].start >= line:
            return None
        head = self._text.rfind("\n", max(0, line - FAR_BACK), line - 1) + 1
        number = bisect_right(self._starts, head - 1)
        if number >= len(self._places):
            return None
        opener = self._places[number]
        if opener.start >= line or not able(opener) or (but is not None and opener.name is but.name):
            return None
        return opener if self._opens(number, head) and not SHOWS.match(self._text, opener.end) else None

    def _opens(self, number: int, line: int) -> bool:
        """Whether a body opens its sentence, but for a byline or a word of time: 某报5月7日讯，|甲公司."""
        place = self._places[number]
        led = self._text[place.start - 1 : place.start] in ("为", "是", "系", "由", "被", "遭", "在", "对", "向", "受")
        if led or self._text.startswith("除了", max(0, place.start - 2)):
            return False  # 大股东为|甲, 该公司被|甲关停
        sentence = max(line, *(self._text.rfind(mark, line, place.start) + 1 for mark in "。？！】"))
        while number and self._starts[number - 1] >= sentence:
            number -= 1
            if able(self._places[number]) and not BYLINE.match(self._text, self._places[number].end):
                return False
        return place.start - sentence < 8 or LEAD.fullmatch(self._text, sentence, place.start) is not None

    def told(self, at: int, but: Place | None = None) -> Place | None:
        """Whom 其 means at a place: who opens its sentence, else the one before it in the line, else a form's 名称."""
        text = self._text
        if THIS_FIRM.search(text, max(0, at - 5), at) and (nearest := self._nearest(at, but)) is not None:
            return nearest
        line = text.rfind("\n", max(0, at - 400), at) + 1
        sentence = max(line, text.rfind("。", line, at) + 1, text.rfind("】", line, at) + 1)
        part = text.rfind("；", sentence, at) + 1
        if part and any(
            map(able, self._places[bisect_right(self._starts, part - 1) : bisect_right(self._starts, at - 1)])
        ):
            sentence = part  # …；乙的运营方是丙，|大股东为丁
        latter = text.rfind("后者", sentence, at)
        if latter >= 0:
            number = bisect_right(self._starts, latter - 1) - 1
            place = self._places[number] if number >= 0 else None
            if place is not None and place.start >= sentence and able(place) and place.name is not (but and but.name):
                return place
        for begin, end in ((sentence, at), (text.rfind("。", line, max(line, sentence - 1)) + 1 or line, sentence)):
            for place in self._places[bisect_right(self._starts, begin - 1) : bisect_right(self._starts, end - 1)]:
                if able(place) and (but is None or place.name is not but.name) and not named_aside(text, place):
                    if SHOWS.match(text, place.end):
                        continue
                    return place
        return self.entered(at) or self._above(at, but)

    def _nearest(self, at: int, but: Place | None) -> Place | None:
        """The last firm by its registered name before a place, some lines above at most: what 该公司 is."""
        for place in reversed(self._places[bisect_right(self._starts, at - FORM) : bisect_right(self._starts, at - 1)]):
            if able(place) and place.name.name.endswith("公司") and (but is None or place.name is not but.name):
                return place
        return None

    def entered(self, at: int) -> Place | None:
        """Whom the form tells of that a line belongs to: 名称：甲有限公司, some lines before."""
        labels = list(NAMED.finditer(self._text, max(0, at - FORM), at))
        if not labels:
            return None
        label = labels[-1]
        number = bisect_right(self._starts, label.end() - 1)
        named = number < len(self._places) and self._places[number].start == label.end()
        return self._places[number] if named else None


def listed_one(place: Place) -> bool:
    """Whether a body is listed: by its code, or by what the text says of it."""
    return place.name.code is not None or place.name.kind == "listed company"
