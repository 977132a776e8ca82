"""Names by the words around them: X发布公告, 据X报道, 品牌“X”, 子公司X, X创始人; Latin names.

The words are data (organisations.toml, frames); what stands in the frame must still look like a proper name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from aftershock.extract.borders import proper
from aftershock.extract.cutting import Cuts, tag
from aftershock.extract.lore import Lore, _any
from aftershock.extract.sightings import Sighting
from aftershock.model import NameKind
from aftershock.vocabulary import Vocabulary

LATIN = re.compile(
    r"(?<![A-Za-z0-9@/._#-])[A-Z][A-Za-z0-9&'’-]*(?: (?:[A-Z&][A-Za-z0-9&'.-]*|of|and|the|power))*(?![A-Za-z@/_])"
)
FORM = (
    r"LIMITED|Limited|LTD\.?|Ltd\.?|INC\.?|Inc\.?|LLC|Corp\.?|Corporation|CORPORATION|GmbH|S\.A\.|PLC|plc|Group|GROUP"
)
REGISTERED = re.compile(
    rf"[A-Z][A-Za-z0-9&.,'() -]{{2,60}}? (?:{FORM}|Holdings|HOLDINGS)"
    r"(?: (?:LIMITED|Limited|LTD\.?|Ltd\.?|LLC|Inc\.?))?(?![A-Za-z])"
)
TITLE_MARKS = re.compile(r"《([^《》\n]{2,24})》")
PAPER = re.compile(
    r"(?:日报|晚报|时报|周刊|周报|新闻|财经|经济|商报|早报|晨报|杂志|都市报|快报|观察|评论|导报|证券报|青年报|报道|邮报|财富|卫报)$"
)
REPORTING = re.compile(r"^(?:的?(?:消息|报道)|记者|[^，。《》\n]{0,12}?(?:报道|刊发|发表|刊登|援引|刊文|记者|首发))")
ACCORDING = re.compile(
    r"(?:据|综合|援引|来自|根据)([\u4e00-\u9fffA-Za-z0-9]{2,12}?)(?:网站|官网|等媒体)?(?:\d+月\d+日|昨日|今日|最新)?(?:报道|消息|讯|援引|网讯|独家)"
)
REPORTER = re.compile(
    r"(?:^|[，。；：、“\s（(】]|向|对|告诉|接受)([\u4e00-\u9fffA-Za-z0-9]{2,10}?)(?:见习|实习|驻[\u4e00-\u9fff]{2})?记者"
)
NOTICE = re.compile(
    r"[【\[]([\u4e00-\u9fffA-Za-z0-9]{2,12}?)(?:导读|讯|消息|综合|报道|原创)[】\]]|本文(?:为|系|由)([\u4e00-\u9fffA-Za-z0-9]{2,12}?)(?:原创|编辑|综合)"
)
QUOTE = re.compile(r"[“\"「『]([^“”\"「」『』\n，。；：、！？]{2,16})[”\"」』]")
AT_START = re.compile(r"(?:^|[，。；：！？“”\"\n\t（(】—…])(?:\s*)", re.M)
TIME = re.compile(r"(?:\d+年)?(?:\d+月)?(?:\d+日|初|底|中旬|上旬|下旬)?(?:晚间?|上午|下午|凌晨|早间|午间|起)?")


@dataclass(frozen=True, slots=True)
class _Frames:
    """The vocabulary's frames, compiled."""

    subject: re.Pattern[str]
    quoted: re.Pattern[str]
    quoted_after: re.Pattern[str]
    not_subjects: re.Pattern[str]


@lru_cache(maxsize=8)
def _frames(vocabulary: Vocabulary) -> _Frames:
    frames, borders = vocabulary.organisations.frames, vocabulary.organisations.borders
    adverbs = _any(frames.get("adverbs", ()))
    subject = (
        r"\s*(?:\d[\d年月日晚间上下午凌晨早间]{1,12}|(?:此外|其中|同时|而|但|不过|随后|近日|日前|今年|去年|昨日|今日|昨晚|目前|例如"
        rf"|比如|另外|如|据悉|当日|同日|对此)，?)?([\u4e00-\u9fffA-Za-z0-9*·]{{2,8}}?)(?:{adverbs}){{0,2}}\Z"
    )
    return _Frames(
        re.compile(subject),
        re.compile(rf"(?:{_any(frames.get('quoted', ()))})(?:名称|业务|产品|系列|项目)?[：:]?\Z"),
        re.compile(_any(frames.get("quoted_after", ()))),
        re.compile(_any(borders.get("not_subjects", ()))),
    )


def media(text: str, lore: Lore) -> Iterator[Sighting]:
    """Papers and sites: 《X》记者, 据X报道, X记者, 【X导读】."""
    for found in TITLE_MARKS.finditer(text):
        if PAPER.search(found[1]) and (
            REPORTING.match(text[found.end() : found.end() + 24]) or found[1] in lore.by_form
        ):
            yield Sighting(*found.span(1), "media", "names/title marks")
    for pattern in (ACCORDING, REPORTER, NOTICE):
        for found in pattern.finditer(text):
            group = found.lastindex or 1
            name = found[group]
            known = next((at for at in range(len(name) - 1) if name[at:] in lore.by_form), None)
            if known:
                yield Sighting(
                    found.start(group) + known, found.end(group), "media", "names/reported by", found[0][-2:]
                )
                continue
            if re.match(r"本报|本网|本刊|记者|我国|公司", name):
                continue
            if name in lore.by_form or PAPER.search(name) or (pattern is NOTICE and not lore.ordinary(name)):
                yield Sighting(*found.span(group), "media", "names/reported by", found[0][-2:])


def framed(text: str, bodies: Iterable[tuple[int, int]], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Subjects of what only a body does: X发布公告, X股价, X创始人; `bodies` are the places of such words."""
    frames = _frames(lore.vocabulary)
    for stop, after in bodies:
        first = max(text.rfind(mark, max(0, stop - 32), stop) for mark in "，。；：！？、“”\n\t】—…") + 1
        found = frames.subject.match(text, max(first, stop - 32), stop)
        if found is None or (first == 0 and stop > 32):
            continue
        start, end = found.span(1)
        if frames.not_subjects.match(text, start) or not cuts.is_edge(end):
            continue
        if _subject(text, start, end, cuts, lore) and not (
            (text[stop:after] in PERSONAL or text[stop:after] in lore.titles) and _person_like(text[start:end], lore)
        ):
            yield Sighting(start, end, "company", "names/subject", text[stop:after])


def _subject(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """One unknown word, or a place, with the ending words that names have, and nothing else."""
    place = lore.place_at(text, start)
    if start < place < end and text[place:end] in lore.last_words and text[place:end] not in lore.not_names:
        return lore.last_words[text[place:end]].strength != "full"
    words = [word for _, _, word in cuts.words(start, end)]
    while len(words) > 1 and (words[-1] in lore.last_words or words[-1] in "网社"):
        words.pop()
    if len(words) > 2 or any(word in lore.stops or word in lore.heads or word in lore.by_form for word in words):
        return False
    if len(words) == 2 and (
        any(tag(word)[:1] in ("v", "p", "d", "c", "r", "u") for word in words if len(word) > 1)
        or len(words[0] + words[1]) > 4
    ):
        return False
    return proper(text, start, end, cuts, lore) >= 0.7


def headed(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """A name right behind the noun of what it is: 子公司X, 收购X, 品牌X, as far as one proper word goes."""
    for found in _heads(lore.vocabulary).finditer(text):
        start = found.end()
        clause = cuts.clause(start)[1] if start < len(text) else start
        if clause - start < 2:
            continue
        words = cuts.words(start, min(clause, start + 12))
        end = start
        for _, stop, word in words:
            kind = tag(word)
            if end > start and word in lore.last_words and lore.last_words[word].strength == "short":
                end = stop
                continue
            if kind or word in lore.stops or word in lore.titles or len(word) < 2 or not word[0] > "\u4e00":
                break
            if end > start:
                break
            end = stop
        if end - start >= 2 and proper(text, start, end, cuts, lore) >= 0.8 and not _person_like(text[start:end], lore):
            yield Sighting(start, end, "company", "names/head", found[0])


@lru_cache(maxsize=8)
def _heads(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = [
        w
        for table in (vocabulary.relations.children, vocabulary.relations.parents)
        for ws in table.values()
        for w in ws
    ]
    return re.compile(rf"(?:{_any(tuple(w for w in words if w not in ('股东', '品牌')))}|旗下)")


def quoted(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Quoted brands, accounts and shops: 品牌“X”, “X”公众号."""
    frames = _frames(lore.vocabulary)
    for found in QUOTE.finditer(text):
        start, end = found.span(1)
        before = frames.quoted.search(text, max(0, found.start() - 10), found.start())
        after = frames.quoted_after.match(text, found.end()) or re.match(r"官方", text[found.end() : found.end() + 2])
        if not (before or after):
            continue
        name = text[start:end]
        if proper(text, start, end, cuts, lore) < 0.5 and not any(
            form in name for form in lore.by_form if len(form) > 2 and name.startswith(form)
        ):
            continue
        trigger = (before[0] if before else "") or (text[found.end() : found.end() + 2])
        kind: NameKind = (
            "brand" if "品牌" in trigger or "商标" in trigger else "seller" if "店" in trigger else "organisation"
        )
        yield Sighting(start, end, kind, "names/quoted", trigger)


def latin(text: str, lore: Lore) -> Iterator[Sighting]:
    """Names in Latin letters that stand where a body stands; registered ones anywhere."""
    for found in REGISTERED.finditer(text):
        yield Sighting(found.start(), found.end(), "company", "names/registered abroad")
    for found in LATIN.finditer(text):
        name = found[0].rstrip("-&'’ ")
        start, end = found.start(), found.start() + len(name)
        if (
            len(name) < 3
            or name in lore.not_latin
            or (any(part in lore.not_latin for part in name.split()[:1]) and " " not in name)
        ):
            continue
        if any(word in lore.not_latin for word in (name.upper(), name.rstrip("0123456789"))):
            continue
        if text[start - 1 : start] in "《" or _inside_title(text, start):
            continue
        kind = _latin_kind(text, start, end)
        if kind is not None:
            yield Sighting(start, end, kind, "names/latin", text[end : end + 2])


PERSONAL = ("宣布", "披露", "公布", "回应称")
"""What persons do as well as bodies."""
BODY_AFTER = re.compile(
    r"[”\"]?(?:公司|集团|平台|品牌|官方|方面|宣布|发布|表示|称|透露|披露|推出|旗下|的(?:数据|报告|研究|统计|调查|股价|创始人|首席|CEO|营收|财报)|创始人|首席执行官|CEO|总裁|股价|市值|报告|数据显示|联合创始人|店铺|官网|账号|卖家|预测|预计|分析师|记者|报道|收购|起诉)"
)
BODY_BEFORE = re.compile(
    r"(?:平台|公司|品牌|投行|机构|服务商|企业|集团|巨头|旗下|媒体|网站|据|根据|收购|起诉|入股|投资|客户|供应商|子公司|牵头|店铺|券商|银行|厂商|竞争对手|独角兽)[“\"]?\Z"
)
LEGEND = {
    "平台": "platform",
    "品牌": "brand",
    "投行": "bank",
    "媒体": "media",
    "店铺": "brand store",
    "服务商": "service provider",
    "银行": "bank",
    "网站": "platform",
}


def _latin_kind(text: str, start: int, end: int) -> NameKind | None:
    before = BODY_BEFORE.search(text, max(0, start - 6), start)
    after = BODY_AFTER.match(text, end)
    if re.search(r"(?:Store|Shop|Official)$", text[start:end]):
        return "brand store"
    if not before and not after:
        return None
    word = (before[0] if before else after[0] if after else "").strip('“"”的')
    for legend, kind in LEGEND.items():
        if word.startswith(legend):
            return kind  # type: ignore[return-value]
    return "company"


def _inside_title(text: str, at: int) -> bool:
    """Whether this stands in 《…》 on its line."""
    line = max(text.rfind("\n", 0, at), at - 120)
    return (
        text.rfind("《", line, at) > text.rfind("》", line, at)
        if line >= 0
        else text.rfind("《", 0, at) > text.rfind("》", 0, at)
    )


def _person_like(name: str, lore: Lore) -> bool:
    return (
        len(name) <= 3
        and name[:1] in "".join(lore.vocabulary.persons.surnames)
        and len(name) == 3
        and name not in lore.by_form
        and name[-1] not in "信通科达特康宝德"
    )
