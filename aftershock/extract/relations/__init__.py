"""Relations between two names of a text: A的全资子公司B, A旗下品牌B, A控股股东B, A收购B.

The word between them decides; the child stands right behind it (also after a description: 子公司、主营…的B does not
count). Without a name before the word in its clause the parent is the last body that the sentence names. The rooms:

    owners         whose the word is, where a name stands before it     甲的|子公司|乙
    topics         whom 公司, 你公司 or 其 means                        其|子公司|乙
    behind         the bodies behind a word                             子公司|甲、乙
    statements     all that stands whole around a word; of it
    stated         whole statements                                     乙是甲的子公司
    appositions    asides and descriptions                              乙（甲的子公司）, 作为甲的子公司，乙…
    affiliation    words that need no 子公司                            乙隶属于甲, 甲设立乙, 乙从甲分拆
    control        control and dealings in shares                       乙由甲实际控制, 甲收购其51%股权
    holdings       who holds how much of whom                           甲持有乙60%的股份
    shareholders   the same, told behind the body                       乙由甲持股60%, 乙（甲持股60%）
    heldby         the same in forms and definitions of filings         乙由甲间接拥有60%权益
    deals          whether somebody bought another          甲|拟|收购乙, 甲完成对乙的收购
    brandlists     brands told before the word              甲运营|乙、丙三大品牌
    dealparties    bodies called by their part in a deal                目标公司由乙全资拥有
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice

from aftershock.extract.language.alternatives import any_of
from aftershock.extract.relations.affiliation import affiliations
from aftershock.extract.relations.behind import ONLY_THINGS, behind, changed, past_holders
from aftershock.extract.relations.brandlists import brand_lists
from aftershock.extract.relations.control import controls
from aftershock.extract.relations.dealparties import by_part
from aftershock.extract.relations.deals import beside, bought_ones, by_pronoun, unmade
from aftershock.extract.relations.holdings import holdings
from aftershock.extract.relations.owners import FAR, NONE, OFFICES, Place, anothers, owner, row_before, whole
from aftershock.extract.relations.stated import labels
from aftershock.extract.relations.statements import BARE, HELD_BY, statement
from aftershock.extract.relations.topics import Topics
from aftershock.model import NameFound, RelationFound
from aftershock.vocabulary import Vocabulary

BODIES = frozenset(
    (
        "company",
        "listed company",
        "seller",
        "brand",
        "platform",
        "organisation",
        "investor",
        "bank",
        "supplier",
        "customer",
        "service provider",
        "media",
        "brand store",
        "exchange",
        "research institute",
        "hospital",
        "government",
        "regulator",
    )
)
ON_IT = re.compile(r"(?:电商|销售)?(?:平台)?(?:上的?)?(?:部分)?(?:店铺|站点|账[号户]|卖家|网店|业务)")
"""What a firm has on a platform, whose child that is not: 子公司|亚马逊|店铺."""


@lru_cache(maxsize=8)
def _words(vocabulary: Vocabulary) -> tuple[re.Pattern[str], dict[str, tuple[str, str]], re.Pattern[str]]:
    """Pattern of all relation words; for each its type and where the other name is; a town before a child's name."""
    words = vocabulary.relations
    types: dict[str, tuple[str, str]] = {}
    for side, table in (("child", words.children), ("parent", words.parents), ("acquired", words.acquisitions)):
        for kind, group in table.items():
            for word in group:
                types.setdefault(word, (kind, side))
    types.setdefault("旗下", ("subsidiary", "child"))
    places = vocabulary.places
    towns = any_of((*places.cities, *places.provinces, *places.countries))
    return re.compile(any_of(tuple(types))), types, re.compile(rf"的?(?:{towns})[省市]?")


def relations(
    text: str,
    names: Sequence[NameFound],
    vocabulary: Vocabulary,
    title: str | None = None,
    headed: Iterable[RelationFound] = (),
) -> tuple[RelationFound, ...]:
    """The relations that the text states, in order; parent and child by their fullest names in this document.

    `title` is the text's headline where that does not stand in it: a filing's tells who 公司 is. `headed` are those
    that headings and the text below them tell.
    """
    reader = _Reader(text, names, vocabulary, title)
    reader.by_words(vocabulary)
    reader.beyond(headed)
    return tuple(sorted(_strongest(reader.found.values()), key=lambda relation: (relation.start, relation.end)))


class _Reader:
    """Reads the relation words of one text, and keeps each relation once, where it is first told."""

    def __init__(self, text: str, names: Sequence[NameFound], vocabulary: Vocabulary, title: str | None) -> None:
        self.text = text
        alone = (Place(start, end, name) for name in names if name.kind in BODIES for start, end in name.mentions)
        places = whole(text, alone)
        self.places = sorted((*places, *by_part(text, places)), key=lambda place: place.start)
        self.starts = [place.start for place in self.places]
        self.persons = frozenset(end for name in names if name.kind == "person" for _, end in name.mentions)
        self.children: dict[str, int] = {}
        """Where names were last told to be somebody's child."""
        self.owned: dict[str, Place] = {}
        """Whose names were last told to be."""
        self.topics = Topics(text, self.places, self.starts, title, self.children)
        self.found: dict[tuple[str, str, str], RelationFound] = {}

    def by_words(self, vocabulary: Vocabulary) -> None:
        """Find what the words of the vocabulary tell."""
        text = self.text
        pattern, types, towns = _words(vocabulary)
        for word in pattern.finditer(text):
            kind, side = types[word[0]]
            at = bisect_left(self.starts, word.start()) - 1
            if at >= 0 and word.start() < self.places[at].end < word.end():
                continue  # 甲乙控股|的: the word begins within a name
            if word[0] in TIGHT and self.starts[bisect_left(self.starts, word.end()) :][:1] != [word.end()]:
                continue
            if side != "acquired" and _denied(text, word):
                continue
            if kind == "wholly owned subsidiary" and text[word.start() - 1 : word.start()] == "非":
                kind = "subsidiary"  # 间接非全资附属公司
            stated = statement(text, word, side, self.places, self.starts, self.topics)
            if stated is None:
                self._behind_word(word, kind, side, towns)
                continue
            if word[0] == "旗下" and BRAND_OF.match(text, word.end()):
                kind = "brand"
            for child in stated[1]:
                self._keep(kind, stated[0], child, word.end())

    def beyond(self, headed: Iterable[RelationFound]) -> None:
        """Find what shares, other verbs and labels tell."""
        text, places, starts = self.text, self.places, self.starts
        told = (rule(text, places, starts, self.topics) for rule in (holdings, affiliations, controls, brand_lists))
        for relation in (*chain.from_iterable(told), *labels(text, places, starts), *headed):
            self.found.setdefault((relation.type, relation.parent, relation.child), relation)

    def _behind_word(self, word: re.Match[str], kind: str, side: str, towns: re.Pattern[str]) -> None:
        """The bodies behind a word, each with whose it is."""
        text, places, starts = self.text, self.places, self.starts
        if side != "acquired" and anothers(text, word.start(), self.persons, places, starts):
            return
        after = past_holders(text, word.end(), places, starts) if side == "acquired" else word.end()
        alone = SUED.search(text, max(0, word.start() - FAR), word.start()) is not None
        new = changed(text, after, places, starts) if side == "parent" else None
        others = [new] if new else list(islice(behind(text, after, places, starts, towns), 1 if alone else None))
        mates = _paired(text, others, word.start(), places, starts) if side == "child" else {}
        listed = side == "child" and not mates and _one_of_several(text, word.start(), places, starts, others)
        if len(others) > 1 and (listed or HOLD_IT.match(text, others[-1].end)):
            others = others[:1]  # 该公司由甲全资子公司乙、|丙共同持股; 丁、甲旗下的乙、|丙
        if word[0].endswith("品牌") and others and others[0].start == word.end() + 1 and text[word.end()] == "的":
            return  # 拥有乙、丙等品牌|的甲
        if side == "acquired":
            others = list(bought_ones(text, others))
        if word[0] == "入主" and text.startswith("的", word.end()):
            return  # 已正式入主|的甲
        if side == "acquired" and others and TRADES_IN.match(text, others[-1].end):
            others = []  # 收购甲和乙|经销商丙
        brands = kind == "subsidiary" and bool(others) and BRANDS.match(text, others[-1].end) is not None
        at = bisect_right(starts, word.start() - 1) - 1
        before = places[at].name if at >= 0 and places[at].end == word.start() else None
        for other in others:
            if self._no_other(other, side) or other.name is before:
                continue  # 甲集团旗下|甲, which are one name here
            whose = self._whose(word, side, other, mates)
            if whose is None or whose.name is other.name:
                continue
            if side == "acquired" and unmade(text, whose.end, word.start(), others[-1].end):
                continue
            if side == "parent" and kind == "subsidiary" and THEIRS.fullmatch(text, whose.end, word.start()):
                row = row_before(text, places, bisect_right(starts, whose.start) - 1)
                for child in row[:-1]:
                    self._keep(kind, other, child)
            parent, child = (other, whose) if side == "parent" else (whose, other)
            if side == "parent" and text.startswith("的", word.end()) and text.endswith("作为", 0, word.start()):
                parent, child = child, parent  # 公司作为|大股东|的乙
            branded = brands or (kind == "subsidiary" and other.name.kind in ("brand", "brand store"))
            self._keep("brand" if branded else kind, parent, child)

    def _no_other(self, other: Place, side: str) -> bool:
        """Whether what stands behind a word is neither child nor parent: an office, a firm's things, its platform."""
        return (
            (other.name.kind in OFFICES and side != "parent")
            or (side == "parent" and PEOPLE.match(self.text, other.end) is not None)
            or (side == "acquired" and ONLY_THINGS.match(self.text, other.end) is not None)
            or (side == "acquired" and SELLS.match(self.text, other.end) is not None)
            or (other.name.kind == "platform" and ON_IT.match(self.text, other.end) is not None)
        )

    def _whose(self, word: re.Match[str], side: str, other: Place, mates: Mapping[int, Place]) -> Place | None:
        """Who has what stands behind a word to do with it."""
        text, topics = self.text, self.topics
        if side == "parent" and text[word.start() - 1 : word.start()] in ("（", "("):
            at = bisect_right(self.starts, word.start() - 1) - 1
            if at >= 0 and self.places[at].end == word.start() - 1 and self.places[at].name.kind not in OFFICES:
                return self.places[at]  # 乙（|母公司|为甲）
        sisters = self.children if side == "child" else NONE
        whose = mates.get(other.start) or owner(
            text, word, self.places, self.starts, other, topics.author(word.start()), sisters
        )
        if side == "parent" and word[0] not in BARE and TO.search(text, max(0, word.start() - 1), word.start()):
            author = topics.author(word.start())
            if author is not None and author.name is not other.name:
                return author  # 甲公告，乙90%股权划转至|控股股东|丙
        if side == "parent" and word[0] not in BARE and self.text[word.start() - 1 : word.start()] == "，":
            whose = topics.told(word.start(), other) or whose  # 乙旗下有品牌丙，|母公司为甲
        run = word[0] == "所属公司" and not whose.name.name.endswith(("集团", "公司", "股份")) if whose else False
        if whose is not None and (run or (word[0][:2] == "所属" and whose.name.kind in ("brand", "brand store"))):
            return None  # 乙|所属公司|甲 owns 乙
        if whose is not None and word[0] in BARE and not _beside(text, whose.end, word.start()):
            whose = None
            if word[0] == "股东" and self._of_filer(word):
                return topics.author(word.start())
            if not word[0].endswith("品牌"):
                return None
        if word[0] in HELD_BY and ELIDED.search(text, max(0, word.start() - 6), word.start()):
            whose = topics.told(word.start(), other)
        elif word[0] in HELD_BY and (whose is None or not HOW.fullmatch(text, whose.end, word.start())):
            return None
        if side == "acquired" and (whose is None or not beside(text, whose, word.start())):
            it = by_pronoun(text, word.start(), self.places, self.starts)
            whose = topics.before(it, other) if it >= 0 else whose
        elif whose is None and word[0] not in BARE:
            whose = topics.before(word.start(), other)
        if whose is None and side == "acquired" and (then := THEN.match(text, other.end)):
            at = bisect_left(self.starts, then.end())
            named = at < len(self.places) and self.places[at].start == then.end()
            it = text.startswith(("公司", "其"), then.end())
            whose = self.places[at] if named else topics.told(word.start(), other) if it else None
        if word[0].endswith("品牌"):
            whose = whose or self._of_brand(word, other)
        if side == "child":
            self.children[other.name.name] = other.start
        if whose is not None:
            self.owned[other.name.name] = whose
        return whose

    def _of_filer(self, word: re.Match[str]) -> bool:
        """因|股东|甲集团有限公司提名, in what somebody announces."""
        led = self.text[word.start() - 1 : word.start()] in tuple("因由向获经与，")
        at = bisect_left(self.starts, word.end())
        return (
            led
            and self.starts[at : at + 1] == [word.end()]
            and self.text[self.places[at].end - 2 : self.places[at].end] == "公司"
        )

    def _of_brand(self, word: re.Match[str], other: Place) -> Place | None:
        """甲创立了家居品牌乙和户外|品牌|丙, 甲主营家居，其主打|品牌|有乙."""
        at = bisect_right(self.starts, word.start() - 1) - 1
        if at >= 0 and JOINED_KIND.fullmatch(self.text, self.places[at].end, word.start()):
            return self.owned.get(self.places[at].name.name)
        its = ITS_BRAND.search(self.text, max(0, word.start() - 12), word.start())
        if its is not None and "后者" in its[0]:
            return self.places[at] if at >= 0 else None
        if its is not None:
            return self.topics.told(word.start(), other)
        return None

    def _keep(self, kind: str, parent: Place, child: Place, end: int = 0) -> None:
        if child.name.kind in OFFICES or child.name.name.endswith(WARES):
            return
        first, last = min(parent.start, child.start), max(end or parent.end, child.end)
        relation = RelationFound(kind, parent.name.name, child.name.name, first, last)
        self.found.setdefault((kind, relation.parent, relation.child), relation)


def _paired(
    text: str, children: Sequence[Place], start: int, places: Sequence[Place], starts: Sequence[int]
) -> dict[int, Place]:
    """甲、丙增资旗下|乙、丁: as many parents as children, one for each; by where the child stands."""
    at = bisect_right(starts, start - 1) - 1
    if len(children) < 2 or at < 1 or start - places[at].end > 8 or "，" in text[places[at].end : start]:
        return {}
    parents = row_before(text, places, at)
    if len(parents) != len(children) or (len(parents) < 3 and places[at].end == start):
        return {}  # 甲、乙|旗下的丙、丁 may be three as well
    return {child.start: parent for child, parent in zip(children, parents, strict=True)}


def _one_of_several(
    text: str, start: int, places: Sequence[Place], starts: Sequence[int], others: Sequence[Place]
) -> bool:
    """Whether who stands right before the word is one of a list: 丁、|甲旗下的乙、丙, 接盘方包括|甲旗下的乙以及丙."""
    at = bisect_right(starts, start - 1) - 1
    if at < 0 or places[at].end != start:
        return False
    led = LISTED.search(text, max(0, places[at].start - 3), places[at].start)
    rest = len(others) > 1 and text[others[0].end : others[1].start] in ("及", "以及")
    return led is not None and (rest or led[0] == "、")


LISTED = re.compile("(?:、|包括|[方东][为是])\\Z")


SELLS = re.compile(
    r"[”\"]?(?:[（(][^（）()\n]{1,60}[）)])? ?等?的?"
    r"(?:旗下|下属|名下|所持|持有?的|约?[1-4]?\d(?:\.\d+)?[%％]的?股)"
)
"""Behind whom something is bought of, or of whom less than half is."""
THEN = re.compile(r"[”\"]?(?:公司|集团|全部股权|\d+[%％]的?股[权份])?(?:之?[前后]|以[来后前]|时)，")
"""Behind what is bought where the clause that goes on says by whom: 收购乙|之前，甲主营化纤."""
WARES = ("业务", "产品", "项目", "门店", "店铺", "公募基金", "型基金")
"""How what a firm has is called, and no child."""
TRADES_IN = re.compile(r"[”\"]?(?:的)?(?:经销|代理|供应|制造|分销|代工|承包|服务)商|[”\"]?母公司")
"""Behind those of whose dealer is told who is bought."""
HOLD_IT = re.compile(
    r"(?:公司)?(?:（[^（）\n]{1,20}）)?(?:共同|分别|各自|合资|联合)(?:持股|持有|出资|投资|设立|成立|发起)"
)
"""Behind the last of a list that is one of those who hold or found, of whom the first may be somebody's child."""
BRANDS = re.compile(r"[”\"]?等?(?:在内的)?(?:[\d多数几十余]{1,4}[个大家款])?[\u4e00-\u9fff]{0,4}品牌")
"""Behind the last of those listed, where they are brands: 旗下拥有甲、乙|等多个品牌."""
BRAND_OF = re.compile(r"的?[\u4e00-\u9fff]{0,8}?品牌(?:之一)?[，。；、）)]")
"""Behind 旗下, where what was told of is a brand: 乙是甲旗下|的茶饮品牌."""
SUED = re.compile(r"(?:诉|被告[一二三四五\d]?[为系]?[:：]?|被申请人[一二\d]?[:：]?|被上诉人[:：]?)[^，。；\n]{0,40}\Z")
"""Before a child that is sued: those who are sued with it may be anybody's."""
THEIRS = re.compile(
    r"的(?:共同)?|[，、]?(?:以及|和|及)?(?:它们|他们|两者|二者|三者|上述公司|[两三四]家公司)的?(?:共同)?"
)
"""Between a row of bodies and what is parent to them all: 甲、乙|以及它们的|母公司."""
TIGHT = ("附属", "麾下")
"""Words that tell nothing where no name follows at once."""
TO = re.compile("[至给与向]")
"""Right before who is what the word says to whom a line lets announce."""
PEOPLE = re.compile(r"的(?:[\u4e00-\u9fff]{0,4})(?:创始|管理层|团队|高管|员工|股东)")
"""Behind a body whose people alone hold: 大股东是甲|的创始团队."""
JOINED_KIND = re.compile(r"[”\"]?(?:[（(][^（）()\n]{1,20}[）)])?(?:[、和与及]|，?以及)[\u4e00-\u9fff]{0,8}")
"""Between a brand and what the next one is: 家居品牌甲|和户外|品牌乙."""
ITS_BRAND = re.compile(
    r"(?:[，。；：]|\A)(?:旗下|后者的?|(?:另外?|其余|其他)(?:[两三四五几]个)?|其中|目前|主要|(?:它|其|公司)的?)?(?:自有|自主|主打|主要|主力|核心|知名|旗下|代表|多个|主营)*\Z"
)
"""Right before brands of whom the sentence is about."""
HOW = re.compile(r"(?:公司|集团)?(?:通过[^，。；\n]{2,10}?)?(?:曾|所|实际|直接|间接|目前|共同|已|仍|现|先后){0,3}")
"""Between the two."""
ELIDED = re.compile(r"，(?:目前|现|现已|如今|还|并|且|已|其中){0,3}\Z")
"""Before such a word, where who owns opened the sentence: 甲投资了八百家公司，目前|全资拥有的开发商包括乙."""
RUMOUR = re.compile("传|谣")
DENIED = re.compile("否认|不实|不属实|谣言|辟谣|澄清|纯属|子虚乌有")


def _denied(text: str, word: re.Match[str]) -> bool:
    """Whether the sentence tells a rumour and that there is nothing in it: 网传乙是甲的子公司，甲予以否认."""
    begin = max(text.rfind(mark, max(0, word.start() - FAR), word.start()) for mark in "。；\n") + 1
    if RUMOUR.search(text, max(begin, word.start() - FAR), word.start()) is None:
        return False
    end = next(
        (i for i in range(word.end(), min(len(text), word.end() + FAR)) if text[i] in "。；\n"), word.end() + FAR
    )
    return DENIED.search(text, word.end(), end) is not None


def _beside(text: str, end: int, start: int) -> bool:
    """Whether a bare word belongs to the name before it: 甲旗下的品牌, 甲公司股东."""
    between = text[end:start]
    return (
        len(between) <= 8
        and not between.startswith(("以及", "及", "和", "与"))
        and not any(mark in between for mark in "、，；“”‘’")
    )


def _strongest(found: Iterable[RelationFound]) -> Iterator[RelationFound]:
    """Of several types between the same two names the most telling one; who is another's child has not bought it."""
    order = ("wholly owned subsidiary", "subsidiary", "own brand", "brand", "holding", "acquired", "shareholder")
    best: dict[tuple[str, str], RelationFound] = {}
    for one in found:
        key = (one.parent, one.child)
        if key not in best or order.index(one.type) < order.index(best[key].type):
            best[key] = one
    for one in best.values():
        other = best.get((one.child, one.parent)) if one.type == "acquired" else None
        if other is None or other.type not in _PARENTS:
            yield one  # 丙被|甲旗下乙|收购, where 丙 is unknown


_PARENTS = frozenset({"wholly owned subsidiary", "subsidiary", "holding"})
