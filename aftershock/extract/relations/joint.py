"""What several found together: 甲与丙共同出资|设立|乙有限公司, 公司与甲|成立|合资公司乙, 甲、丙合资|成立|乙."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.relations.owners import Place, row, row_before
from aftershock.extract.relations.topics import Topics

TOGETHER = re.compile(
    r"[”\"]?(?:等(?:[多\d两三四五六七八九十]{1,3}家)?(?:公司|企业|机构|方)?)?"
    r"(?:拟|已|将|曾|计划|于\d{4}年(?:\d{1,2}月)?|在[\u4e00-\u9fff]{2,6}|近日|日前|宣布|正式|以[^，。；\n]{2,14}|\d{4}年(?:\d{1,2}月)?){0,3}"
    r"(?P<joint>(?:共同|联合|合资|合作|携手|双方|分别|各自){1,2})?"
    r"(?:出资|投资|注资|合计|斥资|发起|约?[\d.,]+[万亿]*(?:美|欧|港)?元|(?:成立)?(?:合资|合伙)){0,3}"
)
"""Between the last of several founders and 设立."""
NEW_ONE = re.compile(
    r"(?:了|(?:一|两|三)家|新的?)*(?P<joint>合资(?:公司|企业|平台)|合营(?:公司|企业)|项目公司|新?公司|(?:控股|参股)?子公司|企业)?"
    r"(?:，?(?:名为|名称为|命名为|即|——|取名))?[“\"]?"
)
"""Between 设立 and what is founded."""
WITH = re.compile(
    r"(?:公司|集团)?(?:拟|将|已|曾|计划|近日|日前|宣布|于\d{4}年(?:\d{1,2}月)?){0,3}(?:与|和|同|联合|携手|联手)(?:关联方|股东方?|控股股东|合作方|其)?"
)
"""Between the first of several founders and the next."""
FILER = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[，。；称由]))(?:[本我]|上市)?公司(?:拟|将|已|计划)?[与和同](?:其)?(?:全资|控股|下属)?(?:子公司|附属公司|孙公司)?\Z"
)
"""Before the second founder, where the first is whom the text is about."""
FIRM = re.compile(r"(?:公司|企业|中心|合伙）|合伙\))\Z")


def jointly_founded(
    text: str, word: re.Match[str], places: Sequence[Place], last: int, topics: Topics
) -> tuple[Sequence[Place], Sequence[Place]] | None:
    """All founders and what they found; None where one founds alone or that is not told."""
    if last < 0 or last + 1 == len(places):
        return None
    how, new = TOGETHER.fullmatch(text, places[last].end, word.start()), places[last + 1]
    kind = NEW_ONE.fullmatch(text, word.end(), new.start) if how is not None else None
    if how is None or kind is None or not (how["joint"] or kind["joint"] or FIRM.search(text, new.start, new.end)):
        return None
    founders = list(row_before(text, places, last))
    first = last - len(founders) + 1
    if first and WITH.fullmatch(text, places[first - 1].end, founders[0].start):
        founders = [*row_before(text, places, first - 1), *founders]
    elif filer := FILER.search(text, max(0, founders[0].start - 16), founders[0].start):
        author = topics.author(filer.start()) or topics.before(filer.start(), founders[0])
        founders = [author, *founders] if author is not None else founders
    if len(founders) < 2 or text[founders[0].start - 1 : founders[0].start] == "由":
        return None
    return founders, row(text, places, last + 1)[:1]
