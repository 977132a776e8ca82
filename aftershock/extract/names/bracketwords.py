"""Words in brackets: what a bracket behind a name says of it, by its parts.

（以下简称“甲乙”）, （300944）, （NYSE：ABC）, （曾用名丙丁）, （英文名：Jiayi）, （又名“丁戊”）, （甲的前身）
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Link, Sighting
from aftershock.extract.names.bracketbodies import ABROAD, BRIEF

Form = tuple[int, int, bool]
"""Where another form of a name stands, and whether the bracket says so in words."""
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


@dataclass(slots=True)
class Said:
    """What a bracket says of the name before it."""

    code: str | None = None
    listed: bool = False
    introduced: list[Form] = field(default_factory=list)
    formers: list[Form] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    """Of names in the bracket with the one before it that their first is."""

    def anything(self) -> bool:
        return bool(self.code or self.listed or self.introduced or self.formers)

    def called(self, text: str) -> str | None:
        """The short name that it introduces, in words or by its look."""
        forms = ((text[b:e], sure or BRIEF.fullmatch(text, b, e)) for b, e, sure in self.introduced)
        return next((form for form, shown in forms if shown and form not in PRONOUNS), None)


def said_in(text: str, bracket: re.Match[str], named: Mapping[int, Sighting], lore: Lore) -> Said:
    """Read a bracket part by part; `named` holds the names found before, by where they end."""
    said, at = Said(), bracket.start(1)
    told, joined = False, ""
    for part in PARTS.split(bracket[1]):
        inner, begin = part.strip(), at + len(part) - len(part.lstrip())
        at += len(part)
        short = INTRODUCED.match(inner)
        further = told and joined in ("或", "或者", "、") and FORM.fullmatch(inner)
        told, joined = bool(short or further or (told and not FORM.fullmatch(inner))), inner
        if _is_listing(text, inner, said):
            continue
        if short:
            _form(short[1], begin + short.start(1), said.introduced)
        elif further:
            _form(inner, begin, said.introduced)
        else:
            _other_part(text, bracket, inner, begin, named, lore, said)
    return said


def _is_listing(text: str, inner: str, said: Said) -> bool:
    """Whether a part is a stock's code or market."""
    bare = LABEL.sub("", inner)
    if stock := STOCK.fullmatch(bare):
        said.code, said.listed = stock[1], True
        return True
    if LISTED_ABROAD.fullmatch(bare) or (FOUR_FIGURES.fullmatch(bare) and _is_code(text, bare)):
        said.listed = True
        return True
    return False


def _other_part(
    text: str, bracket: re.Match[str], inner: str, begin: int, named: Mapping[int, Sighting], lore: Lore, said: Said
) -> None:
    """A part that introduces no short name in words: a former name, a quoted one, one in another language."""
    bare, former = LABEL.sub("", inner), FORMERLY.match(inner)
    if former and len(inner) - former.end() >= 2:
        _form(inner[former.end() :], begin + former.end(), said.formers)
    elif QUOTED.match(inner):
        _form(inner, begin, said.introduced)
    elif (before_it := PREDECESSOR.fullmatch(inner)) and (now := named.get(begin + before_it.end(1))) is not None:
        if now.start == begin and (old := named.get(bracket.start())) is not None:
            said.links.append(Link(text[now.start : now.end], text[old.start : old.end], "former"))
    elif LABEL.match(inner) and 2 <= len(bare) <= 8 and not bare.isdigit():
        _form(bare, begin + len(inner) - len(bare), said.introduced)
    elif label := IN_WORDS.match(inner) or ALSO.match(inner):
        _form(inner[label.end() :], begin + label.end(), said.introduced)
    elif STRESSED.fullmatch(inner):
        _form(inner, begin, said.introduced)
    elif (ABROAD.match(inner) and inner not in lore.not_latin and BRANDED.search(bracket[1]) is None) or (
        begin + len(inner) in named and named[begin + len(inner)].start == begin and OTHERS.search(bracket[1]) is None
    ):
        said.introduced.append((begin, begin + len(inner), False))


def _is_code(text: str, figures: str) -> bool:
    """Whether four figures alone in a bracket are a stock's code, and no year."""
    return YEAR.match(figures) is None or len(CODES.findall(text)) >= SEVERAL


def _form(raw: str, at: int, found: list[Form]) -> None:
    """A name as it stands in a bracket, its quotation marks left off; several where each has its own: “公司”“甲乙”."""
    for piece in re.finditer(r"[^“”\"「」『』《》【】‘’'\s]+(?:(?<=[A-Za-z]) [A-Z][A-Za-z0-9.&-]*)*", raw):
        if 2 <= len(piece[0]) <= 40 and "《" not in raw:
            found.append((at + piece.start(), at + piece.end(), True))
            if not raw.startswith("”“", piece.end()):
                return
