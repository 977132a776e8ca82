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
    brief,
    foreign,
    in_brief,
    in_latin,
    listed_before,
    office,
    special_before,
    with_trade,
)
from aftershock.extract.names.bracketwords import PRONOUNS, Said, said_in
from aftershock.extract.names.renamings import renamings

BRACKET = Scan("（(", r"[（(]([^（()）\n]{1,70}(?:[（(][^（()）\n]{1,20}[）)][^（()）\n]{0,40})?)[）)]")
STAMP = re.compile(r"[（(](?:维权|[，,]?股吧|行情|诊股|问诊)[）)]\Z")
"""What a portal puts behind every stock, which is no part of its name: 甲乙股份（维权）（300944）."""
LONE = re.compile(r"(?:\A|(?<=[的，。；：、\n]))[\u4e00-\u9fff]和\Z")
"""Before what goes on behind 和, and where one letter alone before it is no other's name."""
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
    said = said_in(text, bracket, named, lore)
    links += said.links
    if not said.anything():
        role = bracket[1] in PRONOUNS or bracket[1] in lore.heads  # 甲有限公司（附属公司）
        if not role and (full := brief(text, bracket.span(1), bracket.start(), named, lore)) is not None:
            if (wrong := named[bracket.start()]) is not full:
                mended.append((wrong.start, wrong.end))
            sightings += (full, Sighting(*bracket.span(1), full.kind, "names/introduced", text[full.start : full.end]))
            links.append(Link(text[full.start : full.end], bracket[1]))
        return
    full = _whose(text, bracket, said, named, cuts, lore, mended)
    if full is None:
        return
    sightings.append(full)
    name = text[full.start : full.end]
    if said.code:
        codes.append(Code(name, said.code))
    kind = "listed company" if said.listed and full.kind in ("company", "organisation", "seller") else full.kind
    if kind != full.kind:
        sightings.append(Sighting(full.start, full.end, kind, "names/code", said.code))
    for begin, end, _ in said.introduced:
        if text[begin:end] not in PRONOUNS and text[begin:end] not in lore.heads:
            sightings.append(Sighting(begin, end, kind, "names/introduced", name))
            links.append(Link(name, text[begin:end]))
    for begin, end, _ in said.formers:
        sightings.append(Sighting(begin, end, kind, "names/former", name))
        links.append(Link(name, text[begin:end], "former"))


def _whose(
    text: str,
    bracket: re.Match[str],
    said: Said,
    named: dict[int, Sighting],
    cuts: Cuts,
    lore: Lore,
    mended: list[tuple[int, int]],
) -> Sighting | None:
    """The name before a bracket, whose borders what the bracket says may show to be others."""
    stamp = STAMP.search(text, max(0, bracket.start() - 6), bracket.start())
    before = stamp.start() if stamp else bracket.start() - (text[bracket.start() - 1 : bracket.start()] == " ")
    introduced, called, has_stock = said.introduced, said.called(text), bool(said.code or said.listed)
    official, other = office(text, before, introduced, lore), named.get(before)
    if official is not None and other is not None and official.start < other.start:
        mended.append((other.start, other.end))  # 英国竞争与|市场管理局
        other = official
    full = (
        (special_before(text, before) if said.formers else None)
        or other
        or foreign(text, bracket, introduced, cuts, lore)
        or listed_before(text, before, has_stock, cuts, lore)
        or official
        or (with_trade(text, before, named, lore) if introduced else None)
        or (introduced_body(text, before, called, cuts, lore) if called and "称" in bracket[1] else None)
        or in_brief(text, before, bracket, named, cuts, lore)
        or next((in_latin(text, before, named[e], lore) for _, e, _ in introduced if e in named), None)
    )
    if full is None:
        return None
    if called and named.get(before) is full and (whole := corrected(text, full, called, cuts, lore)) is not full:
        mended.append((full.start, full.end))
        full = whole
    if has_stock and LONE.search(text, max(0, full.start - 3), full.start):
        full = full._replace(start=full.start - 2)  # 上市的|嘉和|国际教育（01758.HK）
    if called == text[full.start : full.end] and text.endswith("中国", 0, full.start):
        full = full._replace(start=full.start - 2)  # 中国|甲乙集团（简称“甲乙集团”）
    return full
