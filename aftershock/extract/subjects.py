"""Subjects: whose a figure is.

In this order: the counted ones themselves (5万家中国企业被封: 中国企业); who stands before 被/遭 in the clause; the
last name before the figure in its clause, then in the clauses and sentences before it in the paragraph; 公司, 该公司
and 其 stand for whoever they were said of. Who acts (被亚马逊…, 由…), who only reports (media), and, for figures of
those hit, the platform or authority that hit them, is never the subject. Where nothing fits, there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from aftershock.extract.roles import RoleReader
from aftershock.extract.sentences import Outline, Sentence, Span
from aftershock.extract.speakers import Said, Statement
from aftershock.extract.whose import Place, Places, usual
from aftershock.model import Mention, NameFound, Trace

_HIT = re.compile(
    r"\b(?:frozen|closed|banned|hit|suspended|stopped|taken down|blocked|reinstated|punished|laid off)\b|^fine|^loss$"
)
_DONE_BY_PLATFORMS = re.compile(
    r"\b(?:frozen|closed|banned|hit|suspended|stopped|taken down|blocked|reinstated|punished)\b|^fine|^loss$"
)
"""What a platform or an authority does to others: the one named is not whose it is."""
_ON_PLATFORMS = re.compile(r"(?:stores|sites|accounts|links|products|sellers|brands|receivables|inventory)\b")
"""What others have on a platform."""
_HIS = re.compile(
    r"(?<![\u4e00-\u9fff])(?:他|她)(?!们|的[名书话观看])|(?:他|她)(?:的|自己|家|名下|手[里上中])|自己(?:的|被|公司)"
)
_MANY = re.compile(
    r"(?:[两二三四五六七八九十几多数]|\d+)[余多]?家(?:公司|企业|卖家|平台|机构|银行|工厂|门店|上市公司)?(?=的|20\d\d年|均|都|合计|共计|总)"
)
"""Several together: what follows is none of theirs alone."""
_PART = re.compile(r"[\d两二三四五六七八九十几多数百千万余]{1,6}[家个名]")
_SEVERAL = re.compile(r"^(?:firms|sellers|brands)$")
_STOCK = re.compile(
    r"staff|managers|engineers|cash|debt|inventory|assets|receivables|goodwill|stores$|sites$|accounts$|market value$"
)
"""What is counted on a day, not over a time."""
_COUNTED = re.compile(r"^(?:sellers|firms|brands)\b")
_ACTS_BEFORE = re.compile(r"(?:被|遭|遭到|受到|由|经|受|根据|依据|据|《|在|于|从|通过)$")
_ACTS_AFTER = re.compile(
    r"(?:[》”]|平台(?:规则|政策)|小卖|大卖|头部|中国|[\u4e00-\u9fff]{0,3}卖家|商家|店铺|账号|上的|电商平台|的?(?:此轮|这轮|此次|这次|大|大量)?(?:封号|封店|封禁|封杀|大规模|集体|规则|政策|公告日)|记者|方面?(?:暂停|关闭|冻结))"
)
_PRONOUN = re.compile(
    r"(?<![\u4e00-\u9fff子分母])(?:本公司|该公司|上市公司|公司|其|该企业|该集团)(?!等|他|中|间|实|余|次|司)|占公司|公司20|公司货币"
)
_GROUP = re.compile(
    r"(?:^|的|等|着|有|导致|造成|致使|令|使|让|使得|给|对|，|、)((?:[\u4e00-\u9fffA-Za-z0-9]{0,8}?)(?:行业|企业|卖家|商家|市场|产业|店铺|公司|工厂|平台|用户|消费者|厂商|商户|经销商|产品|品牌))(?:造成|带来)?(?:的|也|都|已|共|均|们)?$"
)
_DETERMINER = re.compile(
    r"^(?:哪个|哪家|某|一家|一个|一名|有|这个|那个|该|各|已有|共有|其中|还有|约|近|这样的|巨量|逾|超|和|与|也|多个|不少|许多|大量|部分|的|另有|最近|目前)+"
)
_NEVER = frozenset({"media", "exchange", "person", "product", "association", "research institute"})
_OUTSIDE = frozenset({"platform", "government", "regulator"})
_FIRMS = frozenset({"listed company", "company", "seller", "brand", "customer", "supplier"})
_AUTHORITY = frozenset({"government", "regulator"})


_BARE_FIRM = frozenset(
    {"公司", "企业", "平台", "机构", "店铺", "账号", "站点", "产品", "商品", "市场", "本公司", "上市公司"}
)
_VERB = re.compile(r"[被遭]|涉及|包括|新开|关闭|关停|暂停|下架|封|造成|导致|占")
_TOGETHER = re.compile(r"合作|合资|签署|签订|达成|共同|联合|组建|设立")
_DONE = re.compile(r"关停|关闭|停产整治|整治|清退|封禁|封停|查封|取缔|注销|叫停")
"""What an authority does to those counted; 关停高耗能企业61家 are 高耗能企业."""
_ELSEWHERE = re.compile(r"^(?:本|该)?公司|^其|在|于")
"""公司在…平台的15个账号: a place of theirs, and no owner."""
_SELLERS = re.compile(r"(?:中国|国内)[\u4e00-\u9fff]{0,4}?(?:卖家|商家|商户)")
_MINE = re.compile(r"我们?(?:的|公司|店)|我们|我有")
_THEIRS = re.compile(r"(?:他|她|自己)们?(?:的|家|公司|店)|自己|(?:^|，)[他她](?:有|还有|共)")
_OF_A_FIRM = re.compile(
    r"revenue|profit|loss|frozen|inventory|receivables|goodwill|stores|sites|accounts|laid off|left|staff|managers"
    r"|debt|assets|cash|sales"
)
"""Roles that, where the sentence names nobody, are those of the firm that the article is about."""


def _anchored(trace: Trace | None, anchor: str) -> Trace:
    """The trace with one more anchor."""
    if trace is None:
        return Trace("subject", anchor=anchor)
    return replace(trace, anchor=f"{trace.anchor}; {anchor}" if trace.anchor else anchor)


_NOW = re.compile(r"目前|现在|如今|眼下|现有")
_ANNOUNCES = re.compile(
    r"(?:[（(][^（）()]*[）)])?(?:方面|则|还|也|随后|当日|当天|此前|在?公告中?|晚间|进一步)*(?:公告称|表示|称|说|披露|公告|回应称|坦言|强调|介绍|透露)"
)
_OWNED = re.compile(r"(?:子公司|孙公司|旗下|控股|全资)$")
NEAR = 100
"""How far before a figure 他的 may stand, in characters."""
SHORT_FORMS = 40
"""How many of the shortest names are looked for at the head of longer ones."""


def protagonist(places: Places) -> str | None:
    """The firm that an article is about: the only one named, or named three times and more than all others together."""
    counted = Counter(usual(p.name) for p in places.all if p.name.kind in _FIRMS)
    if not counted:
        return None
    for short in sorted(counted, key=len)[:SHORT_FORMS]:
        # A registered name that begins with a short one that the text uses is taken for the same firm's.
        for full in [name for name in counted if name != short and name.startswith(short)]:
            counted[short] += counted.pop(full)
    best, times = counted.most_common(1)[0]
    alone = len(counted) == 1
    return best if alone or (times >= 3 and times * 2 > counted.total()) else None


@dataclass(frozen=True, slots=True)
class Whose:
    """What is needed to say whose a figure is."""

    outline: Outline
    places: Places
    said: Sequence[Statement]
    words: RoleReader
    issuer: NameFound | None
    """The company whose filing this is: 公司 is this company everywhere. None for news."""
    main: str | None
    """The one firm that the article is about, if there is one."""
    by_place: Said
    published: date | None = None
    """Day of publication: what a filing calls 目前."""

    def figures(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The same mentions, each figure with its subject and the day it holds for, where the text gives them."""
        days = [m for m in mentions if m.kind == "date" and m.from_ and m.from_ == m.to]
        starts = [m.start for m in days]
        out = []
        for mention in mentions:
            if mention.kind in ("date", "person") or mention.role is None:
                out.append(mention)
                continue
            sentence = self.outline.at(mention.start)
            ways = self._candidates(mention, sentence) if sentence else iter(())
            way, subject = next(((way, who) for way, who in ways if who), ("", None))
            near = days[bisect_left(starts, sentence.start) : bisect_left(starts, mention.start)] if sentence else []
            as_of = self._as_of(mention, sentence, near) if sentence else None
            trace = _anchored(mention.trace, f"subject: {way}") if subject else mention.trace
            out.append(replace(mention, subject=subject, as_of=as_of, trace=trace))
        return tuple(out)

    def whom(self, at: int, sentence: Sentence) -> str | None:
        """Whom 公司, 该公司 or 其 stands for, where one of them is the last such word of the sentence before `at`."""
        pronouns = list(_PRONOUN.finditer(self.outline.text, sentence.start, at))
        found = pronouns[-1] if pronouns else None
        return (
            self._stands_for(found.start(), "公司" in found.group() and "该" not in found.group(), "")
            if found
            else None
        )

    def _as_of(self, mention: Mention, sentence: Sentence, days: Sequence[Mention]) -> date | None:
        """The day the figure holds for.

        What is counted on a day (staff, cash, debt) holds for the day named right before it: in its clause, or alone
        in the clause before. Anything else holds for the day after 截至, the nearest before the figure. What a filing
        calls 目前 is of its day of publication.
        """
        text = self.outline.text
        own = sentence.clauses[sentence.clause_at(mention.start)]
        stock = bool(_STOCK.match(mention.role or ""))
        if stock and self.issuer and self.published and _NOW.search(text, own.start, mention.start):
            return self.published
        if stock and _NOW.search(text, own.start, mention.start):
            return None
        for day in reversed(days):
            if day.end > mention.start:
                continue
            if stock and (day.start >= own.start or text[day.end : own.start] == "，"):
                return day.from_
            head = text[max(sentence.start, day.start - 3) : day.start + 2]
            if re.search(r"截至|截止|截\s?至", head):
                return day.from_
        return None

    def _candidates(self, mention: Mention, sentence: Sentence) -> Iterator[tuple[str, str | None]]:
        """How a subject may be found, and whom that finds; the first found is taken."""
        role = mention.role or ""
        is_hit = bool(_HIT.search(role))
        counted = self._counted(mention, sentence) if _COUNTED.match(role) else None
        if counted and _PART.fullmatch(counted):
            return  # 四家中有三家: of which four, the text does not say here.
        if counted and (not self.words.bare(counted) or role.startswith("sellers")):
            yield "the counted themselves", counted
        own = sentence.clause_at(mention.start)
        if is_hit or _ON_PLATFORMS.match(role):
            yield "who speaks", self._of_speaker(mention, sentence)
        if is_hit:
            yield "beside the figure", self._beside(mention, sentence.clauses[own], role)
        if self._is_his(mention, sentence, role):
            yield "whom he or she stands for", self._person(mention.start)
            return
        if _MANY.search(self.outline.text, sentence.clauses[own].start, mention.start) or (
            _SEVERAL.match(role) and (not counted or self.words.bare(counted)) and not role.startswith("sellers")
        ):
            return
        for n in range(own, -1, -1):
            clause = sentence.clauses[n]
            if n < own and (told := self._of_those_told_of(sentence, clause, role)):
                yield "whom the one who says so was speaking of", told
            yield "named before it", self._in_clause(clause.start, mention.start if n == own else clause.end, role)
            if n == own:
                yield "group before the role's word", self._after(mention, clause.end, role)
        yield "named in a sentence before", self._before(sentence, role)
        unit = self.words.thing(mention.unit)
        if counted or (_COUNTED.match(role) and unit and role.startswith(unit)):
            yield "the counted themselves", counted or mention.unit
        if _OF_A_FIRM.search(role):
            yield "the firm of the article", self.main
            yield "the sellers spoken of", self._sellers_spoken_of(mention) if is_hit else None

    def _of_those_told_of(self, sentence: Sentence, clause: Span, role: str) -> str | None:
        """Whom the sentence before tells of, where a clause only says who announces (X称，…) and X is its parent."""
        if self.issuer is not None or not (_HIT.search(role) or role.startswith("staff")):
            return None
        text = self.outline.text
        places = [p for p in self.places.within(clause.start, clause.end) if self._able(p, role)]
        if len(places) != 1 or not _ANNOUNCES.fullmatch(text, places[0].end, clause.end):
            return None
        number = self.outline.index(sentence.start) or 0
        for earlier in reversed(self.outline.sentences[max(0, number - 4) : number]):
            if earlier.paragraph < sentence.paragraph - 1:
                break
            told = [
                p
                for p in self.places.within(earlier.start, earlier.end)
                if self._able(p, role) and p.name.kind in _FIRMS and p.name is not places[0].name
            ]
            if told:
                owned = [p for p in told if _OWNED.search(text[max(earlier.start, p.start - 5) : p.start])]
                return (owned or told)[-1].shown
        return None

    def _is_his(self, mention: Mention, sentence: Sentence, role: str) -> bool:
        """Whether 他的, 她的 or 自己的 stands before the figure in its sentence, and no firm behind that word."""
        text = self.outline.text
        found = list(_HIS.finditer(text, max(sentence.start, mention.start - NEAR), mention.start))
        if not found or self.by_place.around(found[-1].start(), mention.end) is not None:
            return False
        return not any(self._able(p, role) for p in self.places.within(found[-1].end(), mention.start))

    def _person(self, at: int) -> str | None:
        """The last person named in the paragraph before a position, if only one was."""
        line = self.outline.text.rfind("\n", 0, at) + 1
        named = {p.shown for p in self.places.within(line, at) if p.name.kind == "person"}
        return named.pop() if len(named) == 1 else None

    def _sellers_spoken_of(self, mention: Mention) -> str | None:
        """Nobody's stores are those of the sellers that the paragraph speaks of (亚马逊中国卖家)."""
        text = self.outline.text
        start, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
        group = _SELLERS.search(text, start, len(text) if end < 0 else end)
        if group is None:
            return None
        platform = [
            p for p in self.places.within(max(start, group.start() - 12), group.start()) if p.end == group.start()
        ]
        return (platform[-1].text if platform else "") + group.group()

    def _beside(self, mention: Mention, clause: Span, role: str) -> str | None:
        """Whose they are by the words at the figure: X的12个店铺, 关闭了12个X的店铺."""
        text = self.outline.text
        if before := re.search(
            r"([^，。；、“”\s]{2,10})的\Z", text[max(clause.start, mention.start - 11) : mention.start]
        ):
            noun = _DETERMINER.sub("", before.group(1))
            if self._group(noun) and not self.words.bare(noun) and not (_VERB.search(noun) or _ELSEWHERE.search(noun)):
                return noun
        near = self.places.within(mention.end, min(clause.end, mention.end + 12))
        if near and self._able(near[0], role) and near[0].name.kind not in _OUTSIDE:
            behind = text[near[0].end : near[0].end + 6]
            if near[0].start - mention.end <= 1 and re.match(r"(?:公司|集团)?(?:旗下)?的", behind):
                return near[0].shown
        return None

    def _of_speaker(self, mention: Mention, sentence: Sentence) -> str | None:
        """Who says 我的 or, in reported speech, 他的, speaks of what is theirs."""
        text = self.outline.text
        clause = sentence.clauses[sentence.clause_at(mention.start)]
        statement = self.by_place.around(mention.start, mention.end)
        if statement is None or statement.speaker is None or statement.paper:
            return None
        mine = _MINE if statement.direct else _THEIRS
        found = mine.search(text, max(clause.start, statement.start), mention.start)
        return statement.speaker if found else None

    def _counted(self, mention: Mention, sentence: Sentence) -> str | None:
        """The counted ones: the noun behind the figure, or before 有/达/共 and the figure."""
        text = self.outline.text
        behind = re.match(r"[的个家名户]?([\u4e00-\u9fffA-Za-z]{0,12})", text[mention.end : sentence.end])
        if behind:
            noun = self._noun(behind.group(1))
            if noun:
                return noun
        group = re.search(
            r"([^“”，。、（）]{2,12})”?(?:（[^）]*）)?之?[中里]，?(?:已|就|仅|只|其中|还|目前)*有?$",
            text[sentence.start : mention.start],
        )
        if group:
            return None if group.group(1)[0] in "他她我你其" else group.group(1)
        before = re.search(
            r"([\u4e00-\u9fff]{2,8}?)(?:已有|共有|就有|约有|有|达|超过|数量达到?|共|多达|数量|已达|已经?达到|总数达?)?$",
            text[sentence.start : mention.start],
        )
        owner = _DONE.split(before.group(1).rpartition("的")[2])[-1] if before else ""
        if owner and (noun := self._noun(owner, whole=True)) and self._group(noun):
            return noun
        return None

    def _group(self, noun: str) -> bool:
        """Whether a noun is a group that can own something: sellers, firms, brands."""
        return (self.words.thing(noun) or "") in ("sellers", "firms", "brands", "banks", "suppliers")

    def _noun(self, words: str, *, whole: bool = False) -> str | None:
        """The shortest head of `words` that ends with a known thing (店铺, 卖家, 企业 …), without determiners."""
        ends = [len(words)] if whole else range(2, len(words) + 1)
        best = None
        for end in ends:
            head = _DETERMINER.sub("", words[:end])
            if self.words.thing(head) and not re.search(r"受|因|在|了|他|她|我", head) and not _VERB.search(head):
                best = head
            elif best:
                break
        return best

    def _in_clause(self, start: int, end: int, role: str) -> str | None:
        text = self.outline.text
        places = [p for p in self.places.within(start, end) if self._able(p, role)]
        pronouns = list(_PRONOUN.finditer(text, start, end))
        if pronouns and (not places or pronouns[-1].start() > places[-1].end):
            at = pronouns[-1].start()
            word = pronouns[-1].group()
            resolved = self._stands_for(at, "公司" in word and "该" not in word, role)
            if resolved:
                return resolved
        if places:
            return self._leader(places, start, end).shown
        passive = re.search(r"([\u4e00-\u9fff]{2,14}?)(?:被|遭)[^被遭]*$", text[start:end])
        if passive:
            noun = re.sub(
                r"(?:已经|已|均|也|都|曾|累计|陆续|相继|再次|又)+$", "", _DETERMINER.sub("", passive.group(1))
            )
            if self._group(noun) and noun not in _BARE_FIRM and _GROUP.search(noun):
                return noun or None
        return None

    def _leader(self, places: list[Place], start: int, end: int) -> Place:
        """The last name of a clause; where it is one that another does something with (甲与乙、丙合作), that other."""
        text = self.outline.text
        last = len(places) - 1
        while (
            last > 0
            and text[places[last].start - 1] in "、和及"
            and text[places[last - 1].end : places[last].start]
            in (
                "、",
                "和",
                "及",
                "以及",
            )
        ):
            last -= 1
        with_others = last > 0 and text[max(start, places[last].start - 1) : places[last].start] in (
            "与",
            "同",
            "跟",
            "和",
        )
        if with_others and _TOGETHER.search(text, places[-1].end, end):
            return places[last - 1]
        return places[-1]

    def _after(self, mention: Mention, end: int, role: str) -> str | None:
        """A group named right before the role's word (中国电商行业损失…), when no name stood before the figure."""
        text = self.outline.text
        sentence = self.outline.at(mention.start)
        trigger = mention.trace.trigger if mention.trace else None
        if sentence is None or not trigger:
            return None
        clause = sentence.clauses[sentence.clause_at(mention.start)]
        at = text.rfind(trigger, clause.start, mention.start)
        group = _GROUP.search(text[clause.start : at]) if at > clause.start else None
        if not group:
            return None
        noun = _DETERMINER.sub("", re.split(r"[给对使令]", group.group(1))[-1])
        return noun if len(noun) >= 2 and noun not in _BARE_FIRM and not _VERB.search(noun) else None

    def _before(self, sentence: Sentence, role: str) -> str | None:
        """The last able name in the three sentences before, in the same paragraph; then the issuer of a filing."""
        number = self.outline.index(sentence.start) or 0
        for n in range(number - 1, max(-1, number - 4), -1):
            earlier = self.outline.sentences[n]
            if earlier.paragraph != sentence.paragraph:
                break
            places = [p for p in self.places.within(earlier.start, earlier.end) if self._able(p, role)]
            if role.startswith(("staff", "loss", "laid off")):
                places = [p for p in places if p.name.kind != "platform"]
            # Who only announces is not whom the announcement is about, where that names somebody.
            told = [p for p in places if self.by_place.around(p.start, p.end)]
            if places:
                return self._main(told or places, earlier).shown
        later = [p for p in self.places.within(sentence.start, sentence.end) if self._able(p, role)]
        if self.issuer and later and usual(later[0].name) != usual(self.issuer):
            return later[0].shown
        return usual(self.issuer) if self.issuer else None

    def _main(self, places: list[Place], sentence: Sentence) -> Place:
        """Whom a sentence is about: the last name in its first clause that has one."""
        for clause in sentence.clauses:
            inside = [p for p in places if clause.holds(p.start, p.end)]
            if inside:
                return inside[-1]
        return places[0]

    def _stands_for(self, at: int, company: bool, role: str) -> str | None:
        """Whom 公司 or 其 stands for at a position."""
        if company and self.issuer:
            return usual(self.issuer)
        if company:
            for statement in reversed(self.said):
                if statement.start <= at <= statement.end and statement.paper and statement.speaker:
                    return statement.speaker.removesuffix(statement.paper)
        line = self.outline.text.rfind("\n", 0, at) + 1
        places = [p for p in self.places.within(line, at) if self._able(p, role)]
        if places:
            return places[-1].shown
        return self.main if company else None

    def _able(self, place: Place, role: str) -> bool:
        """Whether a name can be the subject of a figure with this role."""
        kind = place.name.kind
        text = self.outline.text
        before, after = text[max(0, place.start - 3) : place.start], text[place.end : place.end + 8]
        if kind == "person":
            return role == "fine" and not re.match(r"[（(]?(?:表示|称|说|认为)", after)
        if kind in _NEVER or (kind == "brand store" and role.startswith("stores")):
            return False
        if (
            kind in _OUTSIDE
            and _DONE_BY_PLATFORMS.search(role)
            and not (role == "fine" and re.search(r"[对给]$", before))
        ):
            able = kind == "platform" and role in ("fine", "loss")
            return able and not _ACTS_BEFORE.search(before) and not _ACTS_AFTER.match(after)
        if kind == "platform" and _ON_PLATFORMS.match(role):
            return False
        if kind in _AUTHORITY:
            return False
        if re.search(r"(?:被|遭|遭到|由|据|根据|按照|援引)$", before) or re.match(r"的?(?:数据|统计|研报)", after):
            return False
        return not (kind == "platform" and _ACTS_AFTER.match(after))
