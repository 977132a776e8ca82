"""Told before: what the lines and sentences before a figure say was done to those that it counts.

旗下店铺被暂停销售。共涉及店铺11家                   eleven hit
封禁理由分布如下：⏎• 使用外挂的账号共300个           300 banned
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Outline, Sentence
from aftershock.extract.roles.sharedroles import CARRIED
from aftershock.extract.roles.words import Hit, RoleReader
from aftershock.model import Mention

_NETWORK_HAS = re.compile(r"(?:该|这个?|此)(?:虚假|可疑)?(?:账[号户])?网络(?:共|中)?(?:包含|包括|涉及|由|有)")
LONGEST_LIST = 20
"""How many lines of a list are gone up to the line that heads it."""
_ITEM = re.compile(r"[ \u3000]*(?:[•·●■◆▲★◎▶*+-]|[①-⑳]|[（(]?\d{1,2}[)）.、．])")
_INVOLVED = re.compile(
    r"(?:此次|这次|本次|此事|共|累计|合计|总计|一共|总共|其中|目前|已|公告称|，){0,3}(?:涉及|波及|牵涉|牵连)"
    r"(?:的|到|了|其|旗下|相关|被封)?(?:店铺|站点|账[号户]|品牌)?(?:数量?|总数)?(?:约|近|超过?|逾|达|多达|共|为|合计|有)*"
)


def involved(outline: Outline, sentence: Sentence, mention: Mention, words: RoleReader) -> str | None:
    """What befell those involved in what the sentences right before told: …被暂停销售。共涉及店铺11家.

    Of those in a network what was done to that: 删除了一个虚假账号网络。该网络包含57个账号.
    """
    clause = sentence.clause(mention.start)
    network = _NETWORK_HAS.search(outline.text, sentence.start, mention.start)
    if not network and not _INVOLVED.fullmatch(outline.text, clause.start, mention.start):
        return None
    number = outline.index(mention.start) or 0
    start = outline.sentences[max(0, number - (1 if network else 2))].start
    hits = words.hits("count", outline.text, start, network.start() if network else clause.start)
    told = [hit.role for hit in hits if hit.role in CARRIED or hit.role == "taken down"]
    return (told[-1] if network else "hit") if told else None


def done_to_listed(text: str, mention: Mention, words: RoleReader) -> Hit | None:
    """What the line above a list says was done to those listed: 封禁理由分布如下：⏎• 使用外挂的账号共300个."""
    line = text.rfind("\n", 0, mention.start) + 1
    for _ in range(LONGEST_LIST):
        if not line or _ITEM.match(text, line) is None:
            break
        line = text.rfind("\n", 0, line - 1) + 1
    end = text.find("\n", line)
    if end < 0 or end > mention.start or text[end - 1] not in "：:":
        return None
    start = max(line, *(text.rfind(stop, line, end) for stop in "。；，,"))
    told = [hit for hit in words.hits("count", text, start, end) if hit.role in CARRIED]
    return told[-1] if told else None
