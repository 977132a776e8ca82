"""Papers and news sites by the words around them: 《X》记者, 据X报道, X记者, 【X导读】."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from aftershock.extract.language.cutting import Cuts, cut
from aftershock.extract.language.scan import Scan, occurrences
from aftershock.extract.nameforms.likeness import person_like, proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting

TITLE_MARKS = re.compile(r"《([^《》\n]{2,24})》")
PAPER = re.compile(
    r"(?:日报|晚报|时报|周刊|周报|新闻|财经|经济|商报|早报|晨报|杂志|都市报|快报|观察|评论|导报|证券报|青年报|报道|邮报|财富|卫报|传媒)$"
)
SITE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2,}(?:网|社|资讯|快讯)\Z")
"""A site or an agency, where no word of the language is meant: 甲乙网, but not 外网."""
MAGAZINE = re.compile(
    r"(?:杂志|周刊|月刊|双周刊|半月刊|报纸)社?(?:的?(?:消息|报道)|记者|编辑|列入|评[选为]|刊[登发文]|发[表布]|[、，。])"
)
REPORTING = re.compile(
    r"^(?:的?(?:消息|报道)|记者|(?:杂志|报|网)?(?:统计|梳理|调查|查询|了解|获悉|注意)|[^，。《》\n]{0,12}?(?:报道|刊发|发表|刊登|援引|刊文|记者|首发|采访|专访))"
)
CITED = re.compile(
    r"(?:此前|早前|独家|昨日|今日|日前|近日|最新|\d{1,2}月\d{1,2}日|的){0,3}(?:报道|消息|援引)|(?:独家)?(?:获悉|了解到)|记者"
    r"|从[^，。《》\n]{2,16}(?:获悉|了解到)"
)
"""What only a paper does, behind its title, whatever it is called: 据《甲乙》报道."""
CITED_FIRSTS = frozenset("此早独昨今日近最的报消援获了记从0123456789")
HEARS = {
    "向": ("证实", "回应", "表示", "透露", "坦言", "确认", "称", "说"),
    "对": ("证实", "回应称", "透露", "坦言", "确认"),
}
"""What is said to a paper: 向《甲乙》证实; 对《长津湖》表示期待 is said of a work."""
DOCUMENT = re.compile(
    r"(?:通知|公告|报告|办法|条例|意见|规定|计划|白皮书|法|协议|合同|书|函|案|数据|通报|决定|规划|榜|名单|指南|政策|排行|统计|文件|声明|信)\Z"
)
"""With what titles of documents end."""
ACCORDING = Scan(
    ("据", "综合", "援引", "来自", "根据"),
    r"(?:据|综合|援引|来自|根据)([\u4e00-\u9fffA-Za-z0-9]{2,12}?)(?:网站|官网|等媒体)?(?:\d+月\d+日|昨日|今日|最新)?(?:报道|消息|讯|援引|网讯|独家)",
)
REPORTER = re.compile(
    r"(?:(?<![\u4e00-\u9fffA-Za-z0-9》])|向|对|告诉|接受)([\u4e00-\u9fffA-Za-z0-9]{2,10}?)(?:见习|实习|驻[\u4e00-\u9fff]{2})?\Z"
)
"""What stands before 记者."""
NOTICE = Scan(
    ("【", "[", "本文"),
    r"[【\[]([\u4e00-\u9fffA-Za-z0-9]{2,12}?)(?:导读|讯|消息|综合|报道|原创)[】\]]|本文(?:为|系|由)([\u4e00-\u9fffA-Za-z0-9]{2,12}?)(?:原创|编辑|综合)",
)

SPOKEN = Scan(
    ("告诉", "对", "向", "回应"),
    r"(?:告诉|对|向|回应)([\u4e00-\u9fff]{3,7}?)(?:记者)?"
    r"(?=直言|坦言|喊冤|证实|透露|表示|称|说|分析|解释|确认|介绍|指出|抱怨|强调|爆料|吐露|报料|反映|投诉|发送的?采访|，“|：“|，「)",
)
"""Whom somebody speaks to: 对X直言, 向X证实, 回应X：“."""
GATHERED = re.compile(
    r"记者|从[^，。\n]{2,14}(?:获悉|了解到|得知)|独家获悉|获悉|注意到|了解到|梳理发现|查询发现|获得的一份|走访"
)
GATHERING = re.compile(r"(?:^|[，。”\n])([\u4e00-\u9fff]{3,7})\Z", re.M)
"""Who gathers what a report tells: X从多家公司获悉, X获得的一份."""
PAPERLIKE = re.compile(
    r"(?:[业锋消视务活汽经济]报|日报|晚报|时报|导报|商报|早报|快报|财讯|快讯|参考|观察|纵横|周刊|财经|网|社|智库|早知道|导刊|头条|评论|视点|新闻|杂志|在线)\Z"
)

OWN = re.compile(r"据网|法院|[起上]诉|本报|本网|本刊|记者|我国|公司")
MIXED = re.compile(
    r"(?:告诉|向|对|(?<!数)据|接受)(?![外港美英日韩台德法]媒)(?![\u4e00-\u9fff]{0,2}(?:公司|机构|平台|品牌|企业))([\u4e00-\u9fff]{2,4}[A-Z][A-Za-z]+)(?=[“，。、\s”]|透露|表示|回应|分析|了解|提到|坦言|解释|注意|指出|称|采访|独家|报道)",
)
"""A paper of Chinese and Latin letters that somebody talks to: 告诉甲乙Insight."""


INTERVIEWED = Scan(
    ("接受", "截至发稿", "截稿"),
    r"接受了?(?:[“《])([\u4e00-\u9fffA-Za-z0-9]{2,10})(?:[”》])(?:的|独家|记者)?(?:采访|专访)"
    r"|(?:截至)?(?:发稿|截稿)[前时]?，([\u4e00-\u9fffA-Za-z0-9]{2,8}?)(?:记者)?(?:暂|尚|仍|并|还)*未(?:收到|获得?|得到)",
)
"""Whom somebody grants an interview, or who had no answer before a report went out."""
ENDED = re.compile(r"[。！？”][ \u3000]*\Z")
SIGNED = Scan(
    "（(",
    r"(?m:[（(](?!记者|编辑|责编|来源|完|图|文|作者|本文|原|转|未完|下同|单位|注|见|以下|详见)"
    r"([\u4e00-\u9fffA-Za-z0-9]{2,8})[）)][ \u3000]*$)",
)
"""Whose report it is, in brackets behind the last sentence of a paragraph: …。（甲乙财经）"""


PICTURED = re.compile(r"(?:照片?|制图|制表|提供|绘制?|摄影?|图)\Z")
"""Whose picture it is, in the same brackets: （甲乙社档案照片）."""
ACCOUNT = Scan(
    ("公众",),
    r"公众号(?![发文上里的称推刊近此曾是和运中也已于在因被将与达共总超约逾数]|今[天日]|昨[天日])([\u4e00-\u9fffA-Za-z0-9]{2,8}?)(?=上|里|发布|发文|发表|称|曾|的文章|此前|近日|刊|[，,。；“《]|\d)",
)
"""An account that a text names without marks: 公众号甲乙丙发文."""
BYLINE = re.compile(
    r"(?:(?:^|[ \u3000])\d{1,2}:\d{2}(?::\d{2})?[ \u3000]+(?:来源[:：][ \u3000]*)?"
    r"|^(?:文章|新闻|稿件|信息)?来源[:：][ \u3000]*)"
    r"([\u4e00-\u9fffA-Za-z0-9]{2,10})(?=[ \u3000]*$)",
    re.M,
)
"""Whose a report is, behind its time: 2021年06月17日 19:35 甲乙财经."""
DISPATCH = re.compile(
    r"(?:[（(【])?据?([\u4e00-\u9fffA-Za-z0-9]{1,8}?(?:社|网|报|新闻|财经|在线)(?=客户端)"
    r"|[\u4e00-\u9fffA-Za-z0-9]{1,8}(?:社|网|报|新闻|财经|在线|客户端))(?:客户端)?"
    r"(?:[\u4e00-\u9fff]{2,3})?(?:[）)】])?[ \u3000]*\d{1,2}月\d{1,2}日"
    r"(?:电(?![话视商力站动网池影])|(?:讯|消息)(?![\u4e00-\u9fff]))"
)
"""Whose a dispatch is, at the start of a paragraph: 甲乙社7月8日电."""


BRACKETED = re.compile(r"[（(]([\u4e00-\u9fff]{2,9}(?:社|网|报|新闻|通讯))[）)](?![，。；])")
"""Whose a report is, in brackets at the start of a paragraph."""


def _signed(text: str, lore: Lore) -> Iterator[Sighting]:
    """Papers and agencies by the lines that say whose a report is."""
    for found in ACCOUNT.finditer(text):
        if not lore.ordinary(found[1]) and proper(found[1], 0, len(found[1]), Cuts(found[1]), lore) >= 0.3:
            yield Sighting(*found.span(1), "media", "names/reported by", "公众号")
    for found in _bylines(text) if ":" in text or "来源" in text else ():
        if found[1] in lore.by_form or (
            not person_like(found[1], lore) and (PAPERLIKE.search(found[1]) or PAPER.search(found[1]))
        ):
            yield Sighting(*found.span(1), "media", "names/signed")
    dispatched = "日电" in text or "日讯" in text or "日消息" in text
    bracketed = text.startswith(("（", "(")) or "\n（" in text or "\n(" in text
    for at in chain((0,), (end + 1 for end in occurrences(text, "\n"))) if dispatched or bracketed else ():
        sent = DISPATCH.match(text, at) if dispatched else None
        sent = sent or (BRACKETED.match(text, at) if text.startswith(("（", "("), at) else None)
        if sent is not None and not OWN.match(sent[1]):
            yield Sighting(*sent.span(1), "media", "names/signed")


def _bylines(text: str) -> Iterator[re.Match[str]]:
    """The matches of BYLINE, tried only before a time of day, and where a line begins with the word for a source."""
    clocks = (at - 1 - text[at - 2 : at - 1].isdigit() for at in occurrences(text, ":") if text[at - 1 : at].isdigit())
    sources = (max(text.rfind("\n", 0, at) + 1, at - 2) for at in occurrences(text, "来源"))
    done = 0
    for at in sorted({*clocks, *sources}):
        start = at - (text[at - 1 : at] in ("\u3000", " "))
        if start >= done and (found := BYLINE.match(text, start)):
            yield found
            done = found.end()


def _paper(text: str, found: re.Match[str], lore: Lore) -> bool:
    """Whether what stands in title marks is a paper, by its name or by what it does."""
    name, end = found[1], found.end()
    if PAPER.search(name) and (REPORTING.match(text[end : end + 24]) or name in lore.by_form):
        return True
    if text.startswith(HEARS.get(text[found.start() - 1 : found.start()], ()), end):
        return DOCUMENT.search(name) is None
    cited = len(name) < 15 and text[end : end + 1] in CITED_FIRSTS and CITED.match(text, end) is not None
    return (cited and DOCUMENT.search(name) is None) or MAGAZINE.match(text, end) is not None


def media(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Papers and sites: 《X》记者, 据X报道, X记者, 【X导读】."""
    for found in TITLE_MARKS.finditer(text):
        if _paper(text, found, lore):
            yield Sighting(*found.span(1), "media", "names/title marks")
    yield from _heard(text, cuts, lore)
    yield from _signed(text, lore)
    for found in INTERVIEWED.finditer(text):
        start, end = found.span(found.lastindex or 1)
        if not OWN.search(text, start, end) and not lore.ordinary(text[start:end]):
            yield Sighting(start, end, "media", "names/reported by", found[0][:2])
    for found in SIGNED.finditer(text):
        if not ENDED.search(text, max(0, found.start() - 8), found.start()) or PICTURED.search(found[1]):
            continue
        if found[1] in lore.by_form or not (lore.ordinary(found[1]) or person_like(found[1], lore)):
            yield Sighting(*found.span(1), "media", "names/signed")
    for found in _mixed(text):
        if found[1] not in lore.by_form and not OWN.match(found[1]):
            yield Sighting(*found.span(1), "media", "names/reported by", found[0][:2])
    for found in LEARNT.finditer(text) if "获悉" in text or "了解到" in text else ():
        name = found[1]
        if OWN.search(name) or lore.ordinary(name) or person_like(name, lore) or name[0] in "从据近日":
            continue
        again = name in lore.by_form or text.count(found[0]) > 1
        if again or proper(name, 0, len(name), Cuts(name), lore) >= 0.5:
            yield Sighting(*found.span(1), "media", "names/reported by", "获悉")
    for found in (*ACCORDING.finditer(text), *_reporters(text), *NOTICE.finditer(text)):
        group = found.lastindex or 1
        name, trigger = found[group], found[0][-2:]
        if "的" in name or "记者" in name or name in lore.not_names or name[0] in "该此" or name[-1] in "向对和与给":
            continue
        if (told := TOLD.match(name) or LED_TO.match(name)) and not lore.ordinary(name[told.end() :]):
            yield Sighting(found.start(group) + told.end(), found.end(group), "media", "names/reported by", trigger)
            continue
        known = next((at for at in range(len(name) - 1) if name[at:] in lore.by_form), None)
        if known:
            yield Sighting(found.start(group) + known, found.end(group), "media", "names/reported by", trigger)
        elif not OWN.match(name) and (
            name in lore.by_form
            or (SITE.match(name) and not lore.ordinary(name) and proper(name, 0, len(name), Cuts(name), lore) >= 0.6)
            or PAPER.search(name)
            or (found.re is NOTICE.pattern and not lore.ordinary(name))
            or (found.re is REPORTER and _sent(text, *found.span(group), cuts, lore))
        ):
            yield Sighting(*found.span(group), "media", "names/reported by", trigger)


LEARNT = re.compile(r"^[ \u3000]*([\u4e00-\u9fffA-Za-z]{2,7})(?:独家)?(?:获悉|了解到)，", re.M)
"""Who learns what a paragraph tells: 甲乙丙获悉，."""


def _mixed(text: str) -> Iterator[re.Match[str]]:
    """The matches of MIXED, looked for from its Latin letters back: of those a text has few."""
    done = 0
    for latin in _LATIN.finditer(text):
        at = latin.start()
        starts = range(max(done, at - 6), at - 2)
        found = next((told for start in starts if (told := MIXED.match(text, start))), None)
        if found is not None:
            done = found.end()
            yield found


_LATIN = re.compile(r"[A-Z](?<=[\u4e00-\u9fff].)(?=[A-Za-z])")


LED_TO = re.compile(r"据?[外港美英日韩台德法]媒[“《]?(?=[\u4e00-\u9fff]{2}|[A-Z]{2})|据(?=[\u4e00-\u9fff]{3}|[A-Z]{2})")
"""据|甲乙商报记者, 外媒|IGN报道"""
TOLD = re.compile(
    r"(?:[\u4e00-\u9fff]*[人士生员者家师总](?:对|向|告诉)|[\u4e00-\u9fff]{2,4}(?:向|告诉))"
    r"(?=[\u4e00-\u9fff]{2}[\u4e00-\u9fff]*(?:报|社|新闻|财经|周刊)\Z)"
)
"""Who speaks to a paper: 负责人对|甲乙晚报记者, 张三丰向|甲乙财社记者."""


def _sent(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether what stands before 记者 and opens a clause is a name of no word: 甲乙丙记者注意到."""
    name = text[start:end]
    return (
        end - start > 2
        and cuts.clause(start)[0] == start
        and not lore.ordinary(name)
        and not person_like(name, lore)
        and proper(name, 0, end - start, Cuts(name), lore) >= 0.8
    )


def _heard(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Papers that somebody speaks to, or that gather what is told."""
    for found in (*SPOKEN.finditer(text), *_gathering(text)):
        start, end = found.span(1)
        start += LED_TO.match(found[1]) is not None
        name = text[start:end]
        if "的" in name or OWN.search(name) or lore.ordinary(name) or person_like(name, lore) or not cuts.is_edge(end):
            continue
        if lore.known.at(text, start) is None and PAPERLIKE.search(name) and not lore.title_end.search(name):
            words = cut(name)
            if not any(word in lore.stops or word in lore.heads for word in words):
                yield Sighting(start, end, "media", "names/reported by", text[found.start() : start])


def _gathering(text: str) -> Iterator[re.Match[str]]:
    """What opens a clause and gathers what a report tells."""
    done = -1
    told = GATHERED.search(text)
    while told is not None:
        at = told.start()
        found = GATHERING.search(text, max(0, at - 8), at)
        if found is not None and found.start(1) > done:
            done = found.start(1)
            yield found
        told = GATHERED.search(text, at + 1)


def _reporters(text: str) -> Iterator[re.Match[str]]:
    """What stands before each 记者."""
    at = text.find("记者")
    while at >= 0:
        found = REPORTER.search(text, max(0, at - 18), at)
        if found is not None:
            yield found
        at = text.find("记者", at + 2)
