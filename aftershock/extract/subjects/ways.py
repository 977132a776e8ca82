"""The ways in which whose a figure is may be found, in the order in which they are tried.

Each gives its name, which `extract --explain` prints, and whom it finds; the first that finds somebody is taken. "" is
an answer too: it is nobody's alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aftershock.extract.language.sentences import Sentence
from aftershock.extract.roles.cellheads import label
from aftershock.extract.roles.nearness import ADDS_UP
from aftershock.extract.scene import Scene
from aftershock.extract.scene.places import usual
from aftershock.extract.subjects.asked import Asked, Way, ask, role_of
from aftershock.extract.subjects.bargains import bought
from aftershock.extract.subjects.capacity import able
from aftershock.extract.subjects.clausenames import before_bracket, in_clause, of_all, with_kin
from aftershock.extract.subjects.clauseways import around, in_earlier_clause, in_own_clause
from aftershock.extract.subjects.countedones import counted, counted_before, market, part_group
from aftershock.extract.subjects.doers import POLICE, Deed, deed, owners, turned_on
from aftershock.extract.subjects.figuresbefore import (
    back_with,
    of_those_above,
    part_of_frozen,
    rest_of,
    the_same,
    told_before,
)
from aftershock.extract.subjects.frozenholders import countrys_wealth, holder_by_words, of_two, opening, that_country
from aftershock.extract.subjects.frozenpeople import account_of, cheated, people_at, told_behind
from aftershock.extract.subjects.frozenshares import share_of
from aftershock.extract.subjects.hosts import host, in_account, in_group, of_parent, whom_named
from aftershock.extract.subjects.inquiries import case_of
from aftershock.extract.subjects.namedbehind import given_to, owned_behind
from aftershock.extract.subjects.personsmeant import another_told_of, is_his, one_unnamed, person_before, some_of_them
from aftershock.extract.subjects.possessors import (
    addressed,
    beside,
    examples_before,
    of_speaker,
    one_among,
    parent_before,
    run_by,
    standing_behind,
)
from aftershock.extract.subjects.protagonists import told_of
from aftershock.extract.subjects.rows import together
from aftershock.extract.subjects.sentencesbefore import headed
from aftershock.extract.subjects.textways import HOST, NOUN_SAYS, STORY, THEMSELVES, of_the_text, told_earlier
from aftershock.extract.subjects.unnamed import strangers_own
from aftershock.model import Mention

_MANY = re.compile(
    r"(?:[两二三四五六七八九十几多数]|\d+)[余多]?家(?![被遭][^，。；]{1,6}的(?:门店|店|网点|账号))(?P<of>(?:公司|企业|卖家|平台|机构|银行|工厂|上市公司)?)(?=的|被|旗下|20\d\d年|均|都|合计|共|总|(?<=[司业构台])[^，。；\d]{1,10}合计)"
    r"|(?:[两二三四五六七八九十几多数]|\d+)[余多]?家(?P<kind>[\u4e00-\u9fff]{1,5}(?:大行|银行|券商|连锁|药房|院线))(?=均|都|合计|共|总|网点|门店|今年|去年|[上下]半年|先后|陆续|相继|已|累计|裁撤|关|撤)"
    r"|(?<![\u4e00-\u9fff])(?P<giants>[\u4e00-\u9fff]{2,4}[两二三四五六七八九十]巨头)”?(?=累计|合计|共|总计|均|都|半年|一年|上半年|今年|去年|关|闭)"
    r"|(?P<banks>[两二三四五六七八九十]大行)(?!业)"
    r"|[几各两二三四五六七八九十]大(?P<great>[\u4e00-\u9fff]{0,8}?)(?=今年|去年|[上下]半年|累计|合计|共|总计|网点|门店|均|都|先后|已)"
)
"""Several together: what follows is none of theirs alone."""
_HER_FIRM = re.compile(r"[他她]们?(?:[告坦透]?[\u4e00-\u9fff]{0,5}?)[说称示露言]，?公司")
"""她说|公司被冻结的资金有130多万美元: the firm's"""
_CLIENTS = re.compile(
    r"(?:服务|代理|合作|对接|辅导|接触|签约|负责)过?的(?:[^，。；的]{0,6})(?P<who>客户|卖家|商家|商户|学员|企业)们?(?=[中里，当已]|[就也都]?有)"
    r"|(?:(?<=[，。；：“\n])|其|我们?|公司|平台)(?:的|手[里上]的?)?(?P<ours>客户)(?:群体)?(?=[中里当])"
)
"""其服务的|客户|中有116家被封, 涉及店铺1400个: theirs, and not who serves them."""
_SOMEBODY = re.compile("有人(?![说称讲估爆预告透传])")
_THIS_ONE = re.compile("[这那]家|该|作为|[是有]一?家|曾经?")
_OF_SUCH = re.compile(r"(?:以上|以下|左右|级别)?的[\u4e00-\u9fff]{0,4}(?:卖家|大卖|企业|公司|商家|品牌|店铺|客户)")
"""年销售额过亿元|的卖家: of none that is named"""
_LARGEST = re.compile(
    r"(?:其中|而|这里面)?[^，。；]{0,10}最[大多高惨少小][^，。；]{0,4}的(?:那?一[家个位]|客户|卖家)(?!品牌|平台|店)"
)
"""其中规模最大的一家|被封213个店铺"""
_PART = re.compile(r"[\d两二三四五六七八九十几多数百千万余]{1,6}[家个名]")
_SEVERAL = frozenset({"firms", "sellers", "brands"})
CLAUSES = 12
"""How many clauses of its sentence may stand between a figure and whose it is."""
UNNAMED = "one that is not named"
BESIDE = "beside the figure"
WORDS_SAY = "who has it by the words around it"


def ways(scene: Scene, mention: Mention, sentence: Sentence, before: Sequence[Mention]) -> Iterator[Way]:
    """How a subject may be found, and whom that finds. `before` are the figures so far."""
    role = mention.role or ""
    says = role_of(role, mention.kind == "count")
    ones = counted(scene, mention, sentence) if says.counted else None
    daughters = ones is not None and ones.endswith("子公司")
    asked = ask(scene, mention, sentence, before, says, None if daughters else ones)
    if "cell" in mention.flags:
        yield from _in_table(asked)
    if daughters:
        yield "whose subsidiaries they are", parent_before(scene, mention, sentence.start)
    if role.startswith("firms ") and scene.outline.text[mention.start - 1] in "向与给同跟":
        return  # 甲集团要向|31家|列入关停名单的企业停止供应: others
    if ones and _PART.fullmatch(ones):
        return  # 四家中有三家: of which four, the text does not say here.
    yield from _at_the_figure(asked)
    if asked.hit and (done := deed(scene, mention, sentence)):
        yield from _of_a_deed(asked, done)
        return
    yield from _by_the_account(asked)
    if (
        ((asked.hit and asked.on_platforms) or role.startswith("firms "))
        and not role.startswith("brands ")
        and examples_before(scene, mention, asked.clause)
    ):
        return
    text = scene.outline.text
    if mention.kind == "money" and not asked.hit and (kind := _OF_SUCH.match(text, mention.end)):
        this = _THIS_ONE.search(text, asked.clause.start, mention.start)
        if not this and not any(p.start == kind.end() for p in scene.places.within(mention.end, kind.end() + 12)):
            return
    if asked.hit or asked.on_platforms or role in ("sales", "revenue"):
        if _LARGEST.match(text, sentence.start, mention.start):
            return
        if _SOMEBODY.search(text, asked.clause.start, mention.start):
            return  # 同行里有人一夜之间丢了70多个店铺
        yield "whom somebody serves", _clients(asked)
    alone = _of_one_kind(asked)
    if alone is not None:
        yield from alone
        return
    for n in range(asked.own, max(-1, asked.own - CLAUSES), -1):
        yield from in_own_clause(asked) if n == asked.own else in_earlier_clause(asked, sentence.clauses[n])
    yield from around(asked)
    if asked.hit and of_all(scene, mention, sentence, role):
        yield THEMSELVES, ones
        yield HOST, host(scene, mention, sentence, role) if asked.hosted and role.startswith("accounts") else None
        return
    yield from told_earlier(asked)
    yield from of_the_text(asked)
    if role == "frozen":
        yield "whose case it is", case_of(scene, mention)
        yield "who opens the sentence", opening(scene, mention, sentence)
        yield "whose wealth the text tells of", countrys_wealth(scene, mention)
        yield "who opens the next clause", told_behind(scene, mention, sentence)


def _in_table(asked: Asked) -> Iterator[Way]:
    """Of a cell: who is named in its row, the row's label, whose the table is."""
    scene, sentence, role = asked.scene, asked.sentence, asked.role
    in_row = in_clause(scene, sentence.start, asked.mention.start, role)
    row = label(scene.outline.text, sentence.start) if asked.hit or asked.on_platforms else None
    if row and in_row and row.startswith(in_row) and not row.endswith(("公司", "集团", "）", ")")):
        yield "the label of its row", row  # 甲乙锻造, where only 甲乙 is known
    yield "named in its row", in_row
    yield "the label of its row", row
    yield "whose the table is", usual(scene.issuer) if scene.issuer else scene.defined or scene.firm(sentence.end)


def _at_the_figure(asked: Asked) -> Iterator[Way]:
    """By the noun counted, and by the words that stand at the figure."""
    scene, mention, sentence, role, ones = asked.scene, asked.mention, asked.sentence, asked.role, asked.ones
    if ones and (not scene.words.bare(ones) or role.startswith("sellers") or _of_a_kind(asked)):
        yield THEMSELVES, ones
    yield "named before the bracket", before_bracket(scene, mention.start, role)
    if asked.hit or role == "frozen":
        yield "told of before", the_same(mention, scene.outline.text, asked.before)
    if role == "frozen":
        yield "told of before", of_those_above(scene, mention, sentence, asked.before)
        yield "whose case it is", case_of(scene, mention, asked.clause.start)
        yield WORDS_SAY, share_of(scene, mention, asked.before)
        yield "of whose money it is the rest", rest_of(scene, mention, asked.clause, asked.before)
        yield "whose frozen money it is part of", part_of_frozen(scene, mention, asked.before)
        yield "of two the one meant", of_two(scene, mention, sentence, asked.clause, role)
        yield "the country spoken of", that_country(scene, mention, sentence)
        yield "the people who have it", people_at(scene, mention, sentence, asked.clause)
        yield WORDS_SAY, holder_by_words(scene, mention, asked.clause, role)
        yield WORDS_SAY, account_of(scene, mention, sentence)
    if asked.hit and not asked.role.startswith(("firms", "sellers")):
        yield "who is said behind to own it", owned_behind(scene, mention, sentence)
    if role == "returned":
        yield "to whom it is given back", given_to(scene, mention, asked.clause.end, role)
        yield "whose shops were given back too", back_with(sentence, asked.before)
    if role == "purchase price":
        yield "what is bought", bought(scene, mention, asked.clause)
    if asked.hit:
        yield UNNAMED, another_told_of(scene, mention, sentence, role)
    if (asked.hit or asked.on_platforms) and not role.startswith("sellers"):
        yield "who speaks", of_speaker(scene, mention, sentence)
    yield "the heading above", headed(scene, mention.start, role)
    if not asked.hit:
        return
    yield BESIDE, beside(scene, mention, asked.clause, role)
    if asked.on_platforms:
        yield BESIDE, strangers_own(scene, mention, asked.clause)
    yield NOUN_SAYS, in_group(scene, mention) if asked.hosted else None
    yield NOUN_SAYS, part_group(scene, mention, asked.clause) if asked.hosted else None
    yield "some of a group", some_of_them(scene, mention, asked.clause)
    yield UNNAMED, one_unnamed(scene, mention, asked.clause, role)
    yield "those of whom it is one", one_among(scene, mention, sentence)
    if asked.on_platforms:
        yield "who stand behind them", standing_behind(scene, mention, sentence)
    yield "who runs them", run_by(scene, mention, asked.clause)


def _of_a_kind(asked: Asked) -> bool:
    """Whether the noun of firms says of what kind they are: 5,000家网贷机构, but not 5,000家上市公司."""
    ones = asked.ones or ""
    return asked.role.startswith("firms ") and len(ones) > 3 and ones.endswith(_KINDS) and ones not in _ANY_FIRMS


_KINDS = ("机构", "平台", "企业")
_ANY_FIRMS = frozenset(
    {
        "平台企业",
        "中小企业",
        "民营企业",
        "第三方机构",
        "第三方平台",
        "大型企业",
        "涉事企业",
        "涉事平台",
        "相关企业",
        "相关机构",
    }
)


def _of_a_deed(asked: Asked, done: Deed) -> Iterator[Way]:
    """Where somebody does it to others: to whom."""
    scene, mention, sentence = asked.scene, asked.mention, asked.sentence
    yield NOUN_SAYS, in_account(scene, mention) if asked.hosted else None
    yield "whom it turns on", turned_on(scene, mention, sentence)
    yield from owners(scene, mention, sentence, done)
    if mention.kind == "money" and not done.crime:
        yield "whose the figure before is", told_before(sentence, mention, asked.before)
    if mention.kind == "count":
        yield "those counted before", counted_before(scene, mention, sentence)
    if mention.role == "frozen":
        yield "who was cheated of it", cheated(scene, mention)
    if mention.kind == "money" and not done.crime and not POLICE.search(scene.outline.text, sentence.start, done.start):
        yield STORY, told_of(scene, mention, sentence, asked.role)
    if mention.kind == "money":
        yield "whose case it is", case_of(scene, mention)
    if mention.role == "frozen" and not done.crime:
        yield "who opens the sentence", opening(scene, mention, sentence)
    whose = _SOMEBODYS.search(scene.outline.text, done.end, mention.start)
    yield HOST, host(scene, mention, sentence, asked.role) if asked.hosted and not whose else None


_SOMEBODYS = re.compile("旗下|名下")
"""平台封禁了|鲜果时光旗下的|6个账号: somebody's, whom no rule finds, and not the platform's."""


def _by_the_account(asked: Asked) -> Iterator[Way]:
    """By the name that the accounts bear (9个Instagram账号), where nobody is told to have them."""
    if not (asked.hit and asked.hosted) or is_his(asked.scene, asked.mention, asked.sentence, asked.role):
        return
    if asked.role.startswith("accounts"):
        yield HOST, of_parent(asked.scene, asked.mention, asked.clause.start)
    if not whom_named(asked.scene, asked.sentence, asked.mention, asked.role):
        yield NOUN_SAYS, in_account(asked.scene, asked.mention)


def _of_one_kind(asked: Asked) -> Iterator[Way] | None:
    """The only ways of what is a person's, a market's or several bodies' together; None where all may be tried."""
    scene, mention, role, ones = asked.scene, asked.mention, asked.role, asked.ones
    if is_his(scene, mention, asked.sentence, role):
        return _of_him(asked)
    if asked.of_market:
        return _of_market(asked)
    text, clauses = scene.outline.text, asked.sentence.clauses
    first = max(0, asked.own - 2) if asked.own and ADDS_UP.match(text, asked.clause.start) else asked.own
    start = clauses[first].start
    said = text[start : mention.start]
    if (
        ("家" in said or "大" in said or "巨头" in said)
        and (many := _MANY.search(text, start, mention.start))
        and not (many.end() <= asked.clause.start and _named_here(asked))
    ):
        return _of_several(asked, many, start)
    if role in _SEVERAL and (not ones or scene.words.bare(ones)) and not role.startswith("sellers"):
        return iter(())
    return None


def _clients(asked: Asked) -> str | None:
    """Those whom a sentence tells to be somebody's clients, where nobody is named behind that."""
    scene, mention = asked.scene, asked.mention
    text, start = scene.outline.text, asked.sentence.start
    if "的" not in text[start : mention.start] and "客户" not in text[start : mention.start]:
        return None
    found = _CLIENTS.search(text, start, mention.start)
    named = found and any(able(scene, p, asked.role) for p in scene.places.within(found.end(), mention.start))
    if found is None or named:
        return None
    return "" if found["who"] in (None, "企业") else found["who"]  # 其客户中有214个店铺被关闭: nobody is named


def _named_here(asked: Asked) -> bool:
    """Whether one of several is named where its part is told: 三家公司合计被冻结9亿元，其中甲公司|2亿元."""
    text, clause, mention = asked.scene.outline.text, asked.clause, asked.mention
    return text.startswith("其中", clause.start) and bool(asked.scene.places.within(clause.start, mention.start))


def _of_him(asked: Asked) -> Iterator[Way]:
    scene, mention, sentence, role = asked.scene, asked.mention, asked.sentence, asked.role
    if asked.of_sellers:
        yield "who is addressed", addressed(scene, mention, sentence, role)
        yield STORY, told_of(scene, mention, sentence, role)
    if not _HER_FIRM.search(scene.outline.text, asked.clause.start, mention.start):
        yield "whom he or she stands for", person_before(scene, mention.start)


def _of_market(asked: Asked) -> Iterator[Way]:
    yield "named before it", in_clause(asked.scene, asked.clause.start, asked.mention.start, asked.role)
    yield "the market spoken of", market(asked.scene, asked.mention, asked.sentence)


def _of_several(asked: Asked, many: re.Match[str], start: int) -> Iterator[Way]:
    named = asked.scene.places.within(start, many.start())
    told = asked.scene.places.within(asked.sentence.start, many.start())
    if asked.hit and (parent := with_kin(asked.scene.outline.text, told)):
        yield "several together", parent.shown
    if asked.hit and named and named[-1].end == many.start() and (row := together(asked.scene.outline.text, named)):
        yield "several together", row
    of = many["of"] or many["kind"] or many["giants"] or many["banks"] or many["great"] or ""
    of = "" if of.startswith("品牌") else of  # 旗下甲、乙两大|品牌的|门店
    yield "several together", of or None
