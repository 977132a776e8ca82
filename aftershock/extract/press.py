"""Papers and news sites by the words around them: 《X》记者, 据X报道, X记者, 【X导读】."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.lore import Lore
from aftershock.extract.sightings import Sighting

TITLE_MARKS = re.compile(r"《([^《》\n]{2,24})》")
PAPER = re.compile(
    r"(?:日报|晚报|时报|周刊|周报|新闻|财经|经济|商报|早报|晨报|杂志|都市报|快报|观察|评论|导报|证券报|青年报|报道|邮报|财富|卫报)$"
)
REPORTING = re.compile(
    r"^(?:的?(?:消息|报道)|记者|[^，。《》\n]{0,12}?(?:报道|刊发|发表|刊登|援引|刊文|记者|首发|采访|专访))"
)
ACCORDING = re.compile(
    r"(?:据|综合|援引|来自|根据)([\u4e00-\u9fffA-Za-z0-9]{2,12}?)(?:网站|官网|等媒体)?(?:\d+月\d+日|昨日|今日|最新)?(?:报道|消息|讯|援引|网讯|独家)"
)
REPORTER = re.compile(
    r"(?:(?<![\u4e00-\u9fffA-Za-z0-9])|向|对|告诉|接受)([\u4e00-\u9fffA-Za-z0-9]{2,10}?)(?:见习|实习|驻[\u4e00-\u9fff]{2})?\Z"
)
"""What stands before 记者."""
NOTICE = re.compile(
    r"[【\[]([\u4e00-\u9fffA-Za-z0-9]{2,12}?)(?:导读|讯|消息|综合|报道|原创)[】\]]|本文(?:为|系|由)([\u4e00-\u9fffA-Za-z0-9]{2,12}?)(?:原创|编辑|综合)"
)


OWN = re.compile(r"本报|本网|本刊|记者|我国|公司")
MIXED = re.compile(
    r"(?:告诉|向|对|据|接受)([\u4e00-\u9fff]{2,4}[A-Z][A-Za-z]+)(?=[“，。、\s”]|透露|表示|回应|分析|了解|提到|坦言|解释|注意|指出|称|采访|独家|报道)"
)
"""A paper of Chinese and Latin letters that somebody talks to: 告诉甲乙Insight."""


def media(text: str, lore: Lore) -> Iterator[Sighting]:
    """Papers and sites: 《X》记者, 据X报道, X记者, 【X导读】."""
    for found in TITLE_MARKS.finditer(text):
        if PAPER.search(found[1]) and (
            REPORTING.match(text[found.end() : found.end() + 24]) or found[1] in lore.by_form
        ):
            yield Sighting(*found.span(1), "media", "names/title marks")
    for found in MIXED.finditer(text):
        if found[1] not in lore.by_form:
            yield Sighting(*found.span(1), "media", "names/reported by", found[0][:2])
    for found in (*ACCORDING.finditer(text), *_reporters(text), *NOTICE.finditer(text)):
        group = found.lastindex or 1
        name, trigger = found[group], found[0][-2:]
        known = next((at for at in range(len(name) - 1) if name[at:] in lore.by_form), None)
        if known:
            yield Sighting(found.start(group) + known, found.end(group), "media", "names/reported by", trigger)
        elif not OWN.match(name) and (
            name in lore.by_form or PAPER.search(name) or (found.re is NOTICE and not lore.ordinary(name))
        ):
            yield Sighting(*found.span(group), "media", "names/reported by", trigger)


def _reporters(text: str) -> Iterator[re.Match[str]]:
    """What stands before each 记者."""
    at = text.find("记者")
    while at >= 0:
        found = REPORTER.search(text, max(0, at - 18), at)
        if found is not None:
            yield found
        at = text.find("记者", at + 2)
