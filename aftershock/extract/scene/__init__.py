"""The scene of a document: what is looked at to say whose a figure is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aftershock.extract.language.scan import Scan
from aftershock.extract.language.sentences import Outline
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.roles.words import RoleReader
from aftershock.extract.scene.mastheads import OFFICE
from aftershock.extract.scene.places import Place, Places, usual
from aftershock.extract.scene.said import Said, Statement
from aftershock.extract.scene.sections import Sections
from aftershock.model import NameFound

FIRMS = frozenset({"listed company", "company", "seller", "brand", "customer", "supplier"})
_CALLED = Scan(
    "（(",
    r"[（(](?:以下|下文|下)?(?:简称|称)(?:为|：|:)?(?:[“\"‘「][^“”\"（）()]{2,16}[”\"’」][或、，及和])?(?:[“\"‘「]本?公司[”\"’」]|本?公司(?=[）)]))",
)
LEFT = re.compile(r"(?:公司|集团)?(?:离职|辞职|跳槽|出来|离开|工作|上班|打工|任职|就职|实习|退休|(?:做|干|待|工作)了)")
"""彼时他从|甲|离职: where somebody was before."""
_TOLD_BY = re.compile(r"(?:[台网报社]|记者)?(?:获悉|报道|了解到|统计)")
_I_AM = re.compile(r"(?:我叫|我的名字叫|大家好，我是|本人叫)(?P<who>[\u4e00-\u9fff]{2,3})(?=[，,。；])")
_FIRST_PERSON = 6
"""How often a text says 我 that is told in the first person."""
OPENING = 200
"""Characters of the title and the first sentences of an article."""
_TITLED = re.compile(
    r"([*\u4e00-\u9fffA-Za-z]{2,12}?)"
    r"(?:(?:[（(]\d{6}[^）)]*[）)])?(?:[:：]|关于|(?=20\d\d年?(?:年度|半年度|第?[一三]季度|半?年)报))"
    r"|[（(]\d{6}[^）)]*[）)] ?[-—–|｜丨]+ ?)"
)
_ABOUT = re.compile(r"关于[^，。]{2,80}(?:公告|说明|通知|提示|回复|报告)\Z")
"""X：关于…的公告: a filing by its title, whoever else its text names."""
_PAPER = re.compile(
    r"(?:首次公开|招股|20\d\d年|非?公开发行|重大资产|发行股份|[\u4e00-\u9fff]{0,8}?(?:业绩|年度|季度))[^，。]{0,60}?"
    r"(?:说明书|报告书?|公告|预案|意见书|快报|预告|摘要|决议)(?:[（(][^（）()]{1,12}[）)])?\Z"
)
"""X：首次公开发行股票招股说明书, X：2021年半年度报告摘要"""
_LETTER = re.compile(
    r"关于对(?P<who>[\u4e00-\u9fffA-Za-z（）()]{2,24}?)(?:的|采取|出具|给予)[^，。]{0,16}?(?:关注函|问询函|监管函|警示函|工作函|措施)"
)
"""To whom a letter of an exchange is: what it calls 你公司."""
_REGISTERED = re.compile(
    r"(?P<who>[\u4e00-\u9fffA-Za-z（）()]{2,24}?(?:股份)?有限(?:责任)?公司)(?:董事会)?关于[^，。]{2,80}(?:公告|说明|通知|提示|回复|报告)"
)
"""Whose filing it is, by the name in full that begins its title."""
_FORM = re.compile(r"(?:股份|控股|集团)*有限(?:责任)?公司\Z|\A(?:[\u4e00-\u9fff]{2,3}[省市])")
_HEADING = re.compile(
    r"[讯报评谈闻记]\Z|手记|特写|专访|专题|实探|直击|探访|揭秘|解读|盘点|快评|快讯|早餐|日报|周报|复盘|纪实|述评|特稿|封面|案例|消息|公告|独家|重磅|突发|观察|聚焦|深度|提醒|警惕|关注|最新|调查"
)
_STEM = re.compile(r"\A\*?ST|(?:股份|集团|控股|科技|退)\Z")
SHORT_FORMS = 40
"""How many of the shortest names are looked for at the head of longer ones."""


def protagonist(text: str, places: Places) -> str | None:
    """The firm that an article is about: the only one named, or named three times and more than all others together.

    Who is only named as the source of what is told (据X获悉) is not counted.
    """
    firms = (p for p in places.all if p.name.kind in FIRMS and not p.text.endswith(("律所", "律师事务所")))
    counted = Counter(usual(p.name) for p in firms if not _tells(text, p))
    if not counted:
        return None
    for short in sorted(counted, key=len)[:SHORT_FORMS]:
        # A registered name that begins with a short one that the text uses is taken for the same firm's.
        for full in [name for name in counted if name != short and name.startswith(short)]:
            counted[short] += counted.pop(full)
    best, times = counted.most_common(1)[0]
    alone = len(counted) == 1
    if times >= 3 and times * 2 > counted.total():
        return best
    return best if alone and _opens(places, best) else None


def listed_company(places: Places) -> str | None:
    """The only listed company that an article names, and from its beginning; None where it names none or several."""
    listed = {usual(name): name for name in {id(p.name): p.name for p in places.all}.values() if name.code}
    return next(iter(listed)) if len(listed) == 1 and _opens(places, next(iter(listed))) else None


def _opens(places: Places, firm: str) -> bool:
    """Whether an article has it in its first sentences: one named further down is an example of what is told."""
    return any(usual(p.name) == firm for p in places.within(0, OPENING))


def called_company(text: str, places: Places) -> str | None:
    """Whom a bracket says to be called 公司: the name that ends right before it, up to the words 的 or 股份有限公司."""
    found = _CALLED.search(text)
    named = places.within(max(0, found.start() - 40), found.start()) if found else []
    return usual(named[-1].name) if named else None


def titled_company(title: str | None, places: Places) -> str | None:
    """Whom a brief or a filing is about by its title: X：…, X关于…. What it calls 公司 is this one.

    The text names it, under this name or a longer one that holds it; or it names no other firm at all.
    """
    if to_whom := _LETTER.search(title or ""):
        return _short_of(to_whom["who"], places)
    found = _TITLED.match(title or "")
    if registered := _REGISTERED.match(title or ""):
        return _short_of(registered["who"], places)
    if found is None:
        return None
    head = found[1]
    firms = {id(p.name): p.name for p in places.all if p.name.kind in FIRMS}.values()
    stem = _STEM.sub("", head)
    for name in firms:
        if head in (name.name, *name.aliases) or (len(stem) > 1 and stem in name.name and name.name.endswith("公司")):
            return usual(name)
    if _HEADING.search(head):
        return None
    paper = _ABOUT.match(title or "", found.end()) or _PAPER.match(title or "", found.end())
    if found[0].endswith("关于") or paper:
        return head if nameable(stem, headed=True) and not OFFICE.search(head) else None
    return head if not firms and nameable(head) else None


def _short_of(name: str, places: Places) -> str | None:
    """How a text calls whom its title names in full; else the name without its registered ending."""
    stem = _FORM.sub("", name)
    for place in places.all:
        if place.name.kind in FIRMS and (name in (place.name.name, *place.name.aliases) or stem == place.text):
            return usual(place.name)
    stem = stem if len(stem) > 3 or stem == name else name
    return stem if nameable(stem, headed=True) else None


def headlined(title: str | None, places: Places) -> str | None:
    """The one firm that a headline names and the text too; None where it names several or none."""
    if not title:
        return None
    found = {
        usual(name)
        for name in {id(p.name): p.name for p in places.all if p.name.kind in FIRMS}.values()
        if any(form in title for form in (name.name, *name.aliases) if len(form) > 1)
    }
    longest = [name for name in found if not any(name != other and name in other for other in found)]
    return longest[0] if len(longest) == 1 and not _is_digest(title, longest[0], places) else None


def _is_digest(title: str, one: str, places: Places) -> bool:
    """Whether other parts of a headline tell of other bodies: 甲支付获牌照；乙起诉丙；丁半年报出炉."""
    parts = _PARTS.split(title)
    forms = {form for p in places.all for form in (p.name.name, *p.name.aliases) if p.name.kind != "person"}
    return len(parts) > 1 and any(one not in part and any(form in part for form in forms) for part in parts)


_PARTS = re.compile("[；;｜|丨]")


def narrator(text: str) -> str | None:
    """Who tells his own story, where a text of the first person begins with his name: 我叫方远，今年36岁."""
    found = _I_AM.search(text, 0, 2 * OPENING)
    return found["who"] if found and text.count("我") >= _FIRST_PERSON else None


def _tells(text: str, place: Place) -> bool:
    before = text[place.start - 1 : place.start]
    if before in ("从", "在") and LEFT.match(text, place.end):
        return True
    return before == "据" or _TOLD_BY.match(text, place.end) is not None


@dataclass(frozen=True, slots=True)
class Scene:
    """What is looked at to say whose a figure is."""

    outline: Outline
    places: Places
    said: Sequence[Statement]
    words: RoleReader
    issuer: NameFound | None
    """The company whose filing this is: 公司 is this company everywhere. None for news."""
    main: str | None
    """The one firm that the article is about, if there is one."""
    by_place: Said
    defined: str | None = None
    """Whom the text itself calls 公司 from here on (以下简称“公司”)."""
    listed: str | None = None
    """The only listed company named."""
    headline: str | None = None
    """The one firm that the headline names."""
    published: date | None = None
    """Day of publication: what a filing calls 目前."""

    sections: Sections | None = None
    """Whom the text below headings is about."""
    narrator: str | None = None
    """Who tells his own story in a text (我叫方远，…)."""
    masthead: str | None = None
    """Whose notice the text is by its title."""

    def firm(self, end: int) -> str | None:
        """The firm that the article is about, where the text has named it before `end`."""
        if self.sections is not None and self.sections.all:
            return None  # It is about one after the other.
        one = self.main or self.listed
        return one if one and self.places.first(one) < end else None
