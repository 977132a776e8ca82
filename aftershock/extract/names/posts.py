"""Firms that no rule knows, right before the post of somebody named: 蓝砾首席医学官韩某, 蓝砾前品质经理韩某."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.recurring import strange_before

POST = re.compile(r"创始|创办人|董事长|总裁|CEO|CFO|COO|CTO|CMO|总监|首席|经理|主管|合伙人|负责人|董秘|律师")
"""What titles hold that only firms give."""
PART = re.compile(
    r"的?[前原]?(?:品质|质量|运营|技术|市场|销售|产品|财务|人事|人力|采购|品牌|客户|大区|区域|中国区?|亚太区?|华东区?|华南区?|华北区?|海外|公关|招商|研发|供应链"
    r"|物流|仓储|项目|联合|联席|高级|副|总|执行|首席|常务|集团|公司|电商|线上|渠道|投放|营销|设计|生产|大客户|HR|IT)*(?:部门?|中心|事业部)?\Z"
)
"""What may stand between a firm and a post: where somebody works in it, or that he did."""
LONGEST = 14
"""So many letters such words have at most."""


def of_posts(text: str, people: Iterable[Sighting], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names before the posts of the persons found."""
    for person in people:
        title = person.trigger or ""
        at = person.start - len(title)
        if person.rule != "persons/title" or POST.search(title) is None or not text.startswith(title, at):
            continue
        part = PART.search(text, max(0, at - LONGEST), at)
        end = part.start() if part else at
        start = strange_before(text, end, cuts, lore)
        if start is not None:
            yield Sighting(start, end, "company", "names/post", title)
