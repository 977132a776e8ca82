"""Names introduced for others: X（以下简称“Y”）, Y（全称X）, X（300464）, X（曾用名Y）, 更名为Y, 证券简称：Y."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.abbreviations import corrected, introduced_body, under_head
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Code, Link, Sighting
from aftershock.extract.names.bracketbodies import (
    ABROAD,
    BRIEF,
    brief,
    foreign,
    in_brief,
    in_latin,
    listed_before,
    office,
    special_before,
    with_trade,
)
from aftershock.extract.names.renamings import renamings

BRACKET = Scan("（(", r"[（(]([^（()）\n]{1,70}(?:[（(][^（()）\n]{1,20}[）)][^（()）\n]{0,40})?)[）)]")
STAMP = re.compile(r"[（(](?:维权|[，,]?股吧|行情|诊股|问诊)[）)]\Z")
"""What a portal puts behind every stock, which is no part of its name: 甲乙股份（维权）（300944）."""
PARTS = re.compile(r"([，,；;、]|或者|或|及|和(?=[“\"]))")
FORMERLY = re.compile(
    r"(?:原名?|曾用名|前身为?|现名|现为|(?:现已?|已)?(?:更名|改名|改称)为|现(?![已正在任仍不未归停更改]))[:：]?(?=[“\u4e00-\u9fffA-Z])"
)
INTRODUCED = re.compile(r"^(?:以下|下文|下|后文|文中|上文)?(?:均|统|合|一并)?(?:简称|称)(?:为|作)?\s*[:：]?\s*(.+)$")
IN_WORDS = re.compile(r"(?:全称|(?:英文|中文|外文)(?:名称?|简称|全称|缩写))(?:为|是)?[:：]?(?=.{2})")
"""Before another form in a bracket: （英文名：Jiayi）."""
ALSO = re.compile(r"(?:即|又[名称]|亦称|也称)(?=\*?ST[\u4e00-\u9fff]{2,4}\Z|[A-Z][A-Za-z .]{1,20}\Z|[“\"])")
"""Before what a body is called besides: 甲乙影视（即*ST甲乙）."""
STRESSED = re.compile(r"\*?ST ?[\u4e00-\u9fff]{2,4}")
"""A stock under special treatment, alone in a bracket: 甲乙药业（*ST甲药）."""
FORM = re.compile(r"[\u4e00-\u9fffA-Za-z*]{2,10}")
"""Another short name behind the first: （以下简称甲乙或*ST甲乙）."""
QUOTED = re.compile(r"^[“\"「『'‘]([^“”\"」』'’]{2,16})[”\"」』'’]$")
STOCK = re.compile(r"(?:SH|SZ|BJ|sh|sz)?[.:： ]?(\d{6})(?:[. -]?(?:SH|SZ|BJ|sh|sz|SS))?$")
LISTED_ABROAD = re.compile(
    r"(?:0\d{4}|\d{4,5}[.-]?HK|HK[.:：]?\d{4,5}|S[HZ]|BJ|SS|HK|(?:NASDAQ|NYSE|OTC|US|纳斯达克|纽交所|港股|美股|港交所)[:：.]?\s?[A-Z0-9.]{1,8}|[A-Z]{1,5}\.(?:US|N|O))$",
    re.I,
)
FOUR_FIGURES = re.compile(r"\d{4}(?:[.-]?TW)?")
"""A code of four figures, as on the exchanges of Taiwan and Hong Kong."""
YEAR = re.compile(r"(?:19|20)[0-4]\d")
CODES = re.compile(r"[（(]\d{4}[）)]")
SEVERAL = 4
"""Brackets of four figures that a text holds, of which one may look like a year, if they are codes."""
LABEL = re.compile(r"^(?:股票|证券|A股|公司)?(?:代码|简称|股票代码|证券代码)(?:为)?[:：]?")
OPEN_SHORT = re.compile(r"[，,](?:以下|下)?简称(?:为)?[“\"]?([\u4e00-\u9fffA-Za-z0-9*]{2,12}?)[”\"]?(?=[，,。；)）])")
IN_FULL = Scan(("的全", "全称"), r"(?:的)?全称(?:为|是|叫)?[“\"]?")
"""Between a short name and its full one."""
BESIDES = Scan(("又称", "又名", "亦称", "也称"), r"(?:又称|又名|亦称|也称)(?:为|作)?[“\"]([^“”\"\n]{2,12})[”\"]")
"""Behind a name: what it is called besides."""
HEADER = re.compile(
    r"(?:证券|股票|[AB]股)代码[:：]\s*(\d{6})(?:[、/]\s?\d{6})*[\s，,；;|]*(?:证券|股票|[AB]股)简称[:：]\s*((?:(?!公告编)[^\s、，,；;。（()）|/]){2,10})"
)
SPECIAL = re.compile(r"ST(?!帽|公司|股票|板块|概念|个股|制度|企业|类)[\u4e00-\u9fff]{2}(?![\u4e00-\u9fff]{0,2}板)")
"""A stock under special treatment has two letters after its mark."""
OTHERS = re.compile(r"(?:子|孙|母|附属|参股)公司|旗下|股东|品牌|^(?:包括|含|其中)|[%％]")
"""In a bracket that tells of others, and of no other form: 甲（含子公司乙、丙）."""
PREDECESSOR = re.compile(r"(.{2,30}?)的?前身")
"""In the bracket behind a former name: 乙公司（甲的前身）."""
BRANDED = re.compile(r"品牌(?:[有为是：:]|包括|分别)")
"""In a bracket that lists brands: 甲（主要品牌为Abc、Def）."""
PRONOUNS = frozenset(
    [
        "公司",
        "本公司",
        "上市公司",
        "我公司",
        "该公司",
        "贵公司",
        "集团",
        "本集团",
        "子公司",
        "附属公司",
        "标的公司",
        "目标公司",
        "母公司",
        "发行人",
        "本所",
        "我所",
        "本行",
        "该行",
        "转让方",
        "受让方",
        "甲方",
        "乙方",
        "丙方",
        "原告",
        "被告",
        "交易对方",
        "控股股东",
        "收购人",
        "保荐机构",
        "评估机构",
        "会计师",
        "年审会计师",
        "律师",
        "审计机构",
        "合资公司",
        "项目公司",
        "协会",
        "基金",
        "信托",
        "出租方",
        "承租方",
        "债权人",
        "债务人",
        "担保人",
        "保证人",
        "受托方",
        "委托方",
        "管理人",
        "独立财务顾问",
        "法院",
        "银行",
        "公告",
        "本次交易",
        "报告期",
        "问询函",
        "关注函",
        "通知",
        "实际控制人",
        *(
            "申请人",
            "被申请人",
            "被执行人",
            "信息披露义务人",
            "上诉人",
            "被上诉人",
            "出售方",
            "购买方",
            "卖方",
            "买方",
            "丁方",
        ),
        *("标的资产", "重整投资人", "投资人", "产业投资人", "控股子公司", "全资子公司", "委托人", "受托人", "融资方"),
        *("借款人", "贷款人", "质权人", "出质人", "主承销商", "本单位", "我行", "贵行", "我司", "贵司"),
    ]
)


@dataclass(frozen=True, slots=True)
class Introductions:
    """What introductions of a text give."""

    sightings: tuple[Sighting, ...]
    links: tuple[Link, ...]
    codes: tuple[Code, ...]
    mended: tuple[tuple[int, int], ...] = ()
    """Spans of names whose beginning the short form shows to be another."""


def introductions(text: str, named: dict[int, Sighting], cuts: Cuts, lore: Lore) -> Introductions:
    """Read all introductions. `named` holds the names already found, by where they end."""
    sightings: list[Sighting] = []
    links: list[Link] = []
    codes: list[Code] = []
    mended: list[tuple[int, int]] = []
    for bracket in BRACKET.finditer(text):
        _bracket(text, bracket, named, cuts, lore, sightings, links, codes, mended)
    for header in HEADER.finditer(text) if "代码" in text else ():
        name = header[2]
        sightings.append(Sighting(*header.span(2), "listed company", "names/filing head", header[1]))
        codes.append(Code(name, header[1]))
        if registered := under_head(text, header.end(), name, named):
            links.append(Link(registered, name))
    for opened in OPEN_SHORT.finditer(text) if "简称" in text else ():
        full = named.get(opened.start()) or named.get(_bracket_start(text, opened.start()))
        if full is not None and opened[1] not in PRONOUNS:
            sightings.append(Sighting(*opened.span(1), full.kind, "names/introduced", text[full.start : full.end]))
            links.append(Link(text[full.start : full.end], opened[1]))
    for told in IN_FULL.finditer(text):
        short = named.get(told.start() - (text[told.start() - 1] in "，,"))
        whole = next(
            (named[e] for e in range(told.end() + 4, told.end() + 40) if e in named and named[e].start == told.end()),
            None,
        )
        if short is not None and whole is not None:
            links.append(Link(text[whole.start : whole.end], text[short.start : short.end]))
    for also in BESIDES.finditer(text):
        one = named.get(also.start())
        if one is not None and also[1] not in PRONOUNS and not lore.ordinary(also[1]):
            sightings.append(Sighting(*also.span(1), one.kind, "names/introduced", text[one.start : one.end]))
            links.append(Link(text[one.start : one.end], also[1]))
    for stock in SPECIAL.finditer(text):
        before = text[stock.start() - 1 : stock.start()]
        if not (before.isascii() and before.isalpha()):
            start = stock.start() - (before == "*")
            known = lore.known.at(text, stock.start() + 2)
            end = max(
                stock.end(), known[0] if known and known[0] < stock.end() + 3 else 0
            )  # ST甲乙丙, as 甲乙丙 is known
            sightings.append(Sighting(start, end, "listed company", "names/special treatment", "ST"))
    renamings(text, named, lore, sightings, links)
    return Introductions(tuple(sightings), tuple(links), tuple(codes), tuple(mended))


def _bracket_start(text: str, end: int) -> int:
    """Where the bracket opens that closes at `end`; -1 where none does."""
    return max(text.rfind("（", 0, end), text.rfind("(", 0, end)) if text[end - 1 : end] in ("）", ")") else -1


def _bracket(
    text: str,
    bracket: re.Match[str],
    named: dict[int, Sighting],
    cuts: Cuts,
    lore: Lore,
    sightings: list[Sighting],
    links: list[Link],
    codes: list[Code],
    mended: list[tuple[int, int]],
) -> None:
    """One bracket: what it says of the name before it."""
    at, code, listed = bracket.start(1), None, False
    introduced: list[tuple[int, int, bool]] = []
    formers: list[tuple[int, int, bool]] = []
    told, joined = False, ""
    for part in PARTS.split(bracket[1]):
        inner, begin = part.strip(), at + len(part) - len(part.lstrip())
        at += len(part)
        bare = LABEL.sub("", inner)
        stock = STOCK.fullmatch(bare)
        short = INTRODUCED.match(inner)
        former = FORMERLY.match(inner)
        quoted = QUOTED.match(inner)
        further = told and joined in ("或", "或者", "、") and FORM.fullmatch(inner)
        told, joined = bool(short or further or (told and not FORM.fullmatch(inner))), inner
        if stock:
            code, listed = stock[1], True
        elif LISTED_ABROAD.fullmatch(bare) or (FOUR_FIGURES.fullmatch(bare) and _is_code(text, bare)):
            listed = True
        elif short:
            _form(short[1], begin + short.start(1), introduced)
        elif further:
            _form(inner, begin, introduced)
        elif former and len(inner) - former.end() >= 2:
            _form(inner[former.end() :], begin + former.end(), formers)
        elif quoted:
            _form(inner, begin, introduced)
        elif (before_it := PREDECESSOR.fullmatch(inner)) and (now := named.get(begin + before_it.end(1))) is not None:
            if now.start == begin and (old := named.get(bracket.start())) is not None:
                links.append(Link(text[now.start : now.end], text[old.start : old.end], "former"))
        elif LABEL.match(inner) and 2 <= len(bare) <= 8 and not bare.isdigit():
            _form(bare, begin + len(inner) - len(bare), introduced)
        elif label := IN_WORDS.match(inner):
            _form(inner[label.end() :], begin + label.end(), introduced)
        elif (also := ALSO.match(inner)) or STRESSED.fullmatch(inner):
            _form(inner[also.end() if also else 0 :], begin + (also.end() if also else 0), introduced)
        elif (ABROAD.match(inner) and inner not in lore.not_latin and BRANDED.search(bracket[1]) is None) or (
            begin + len(inner) in named
            and named[begin + len(inner)].start == begin
            and OTHERS.search(bracket[1]) is None
        ):
            introduced.append((begin, begin + len(inner), False))
    if not (code or listed or introduced or formers):
        role = bracket[1] in PRONOUNS or bracket[1] in lore.heads  # 甲有限公司（附属公司）
        if not role and (full := brief(text, bracket.span(1), bracket.start(), named, lore)) is not None:
            if (wrong := named[bracket.start()]) is not full:
                mended.append((wrong.start, wrong.end))
            sightings += (full, Sighting(*bracket.span(1), full.kind, "names/introduced", text[full.start : full.end]))
            links.append(Link(text[full.start : full.end], bracket[1]))
        return
    stamp = STAMP.search(text, max(0, bracket.start() - 6), bracket.start())
    before = stamp.start() if stamp else bracket.start() - (text[bracket.start() - 1 : bracket.start()] == " ")
    called = next(
        (text[b:e] for b, e, sure in introduced if (sure or BRIEF.fullmatch(text, b, e)) and text[b:e] not in PRONOUNS),
        None,
    )
    official, other = office(text, before, introduced, lore), named.get(before)
    if official is not None and other is not None and official.start < other.start:
        mended.append((other.start, other.end))  # 英国竞争与|市场管理局
        other = official
    full = (
        (special_before(text, before) if formers else None)
        or other
        or foreign(text, bracket, introduced, cuts, lore)
        or listed_before(text, before, bool(code or listed), cuts, lore)
        or official
        or (with_trade(text, before, named, lore) if introduced else None)
        or (introduced_body(text, before, called, cuts, lore) if called and "称" in bracket[1] else None)
        or in_brief(text, before, bracket, named, cuts, lore)
        or next((in_latin(text, before, named[e], lore) for _, e, sure in introduced if not sure and e in named), None)
    )
    if full is None:
        return
    if called and named.get(before) is full and (whole := corrected(text, full, called, cuts, lore)) is not full:
        mended.append((full.start, full.end))
        full = whole
    if (code or listed) and LONE.search(text, max(0, full.start - 3), full.start):
        full = full._replace(start=full.start - 2)  # 上市的|嘉和|国际教育（01758.HK）
    if called == text[full.start : full.end] and text.endswith("中国", 0, full.start):
        full = full._replace(start=full.start - 2)  # 中国|甲乙集团（简称“甲乙集团”）
    sightings.append(full)
    name = text[full.start : full.end]
    if code:
        codes.append(Code(name, code))
    kind = "listed company" if listed and full.kind in ("company", "organisation", "seller") else full.kind
    if kind != full.kind:
        sightings.append(Sighting(full.start, full.end, kind, "names/code", code))
    for begin, end, _ in introduced:
        if text[begin:end] not in PRONOUNS and text[begin:end] not in lore.heads:
            sightings.append(Sighting(begin, end, kind, "names/introduced", name))
            links.append(Link(name, text[begin:end]))
    for begin, end, _ in formers:
        sightings.append(Sighting(begin, end, kind, "names/former", name))
        links.append(Link(name, text[begin:end], "former"))


LONE = re.compile(r"(?:\A|(?<=[的，。；：、\n]))[\u4e00-\u9fff]和\Z")
"""Before what goes on behind 和, and where one letter alone before it is no other's name."""


def _is_code(text: str, figures: str) -> bool:
    """Whether four figures alone in a bracket are a stock's code, and no year."""
    return YEAR.match(figures) is None or len(CODES.findall(text)) >= SEVERAL


def _form(raw: str, at: int, found: list[tuple[int, int, bool]]) -> None:
    """A name as it stands in a bracket, its quotation marks left off; several where each has its own: “公司”“甲乙”."""
    for piece in re.finditer(r"[^“”\"「」『』《》【】‘’'\s]+(?:(?<=[A-Za-z]) [A-Z][A-Za-z0-9.&-]*)*", raw):
        if 2 <= len(piece[0]) <= 40 and "《" not in raw:
            found.append((at + piece.start(), at + piece.end(), True))
            if not raw.startswith("”“", piece.end()):
                return
