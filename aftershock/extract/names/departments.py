"""Parts of public bodies, named right behind them: 商务部|对外贸易司, 银保监会|统计信息与风险监测部."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.nameforms.sightings import Sighting

DEPARTMENT = re.compile(
    r"[\u4e00-\u9fff]{2,9}?(?:司|局|厅|处|办公室|中心|分会|研究院|研究所|监管局|委员会|分局)"
    r"(?:(?![\u4e00-\u9fff])|(?=下发|公布|发布|印发|通报|约谈|通知|已|近日|日前|负责|对|在|于|将))"
)
TITLED = re.compile(
    r"[\u4e00-\u9fff]{2,9}?(?=[司局厅处]长|(?:司|局|厅|处|中心|分会|研究院|研究所|委员会)(?:副|主|执|首|党|负|发|有|相|研|原|表|公|发|会|秘|所|院))"
)
BUREAU = re.compile(
    r"[\u4e00-\u9fff]{3,12}?[测险查管务业计划策究制理策法息技督]部(?=负责人|主任|副主任|有关|相关|发布|印发)"
)
"""A part of a regulator that is called 部: 银保监会|统计信息与风险监测部."""
PLAIN = frozenset(["大局", "结局", "格局", "布局", "当局", "时局", "政局", "全局", "僵局", "危局", "残局", "邮局"])
"""Words that end like a department."""
TELLING = re.compile(
    r"表示|搜查|拘捕|逮捕|查[获扣]|检获|联络|呼吁|提醒|多个|公司|支持|要求|认为|指出|会同|发布|通报|印发|消息|官网|网站|的"
)
"""What follows a public body but is no part of one."""


def departments(text: str, known: Iterator[tuple[int, int, str]]) -> Iterator[Sighting]:
    """A part of a public body named right behind it."""
    for start, end, kind in known:
        if kind not in ("government", "regulator") or text[end : end + 1] in ("和", "与", "及"):
            continue
        found = DEPARTMENT.match(text, end) or TITLED.match(text, end) or BUREAU.match(text, end)
        if found is None:
            continue
        stop = found.end()
        if text[stop - 1] not in "司局厅处室心会院所" and text[stop : stop + 1] in "司局厅处中分研委":
            stop += 1 if text[stop] in "司局厅处" else 2 if text.startswith(("中心", "分会"), stop) else 3
        if text[stop - 2 : stop] in PLAIN:
            continue  # 安理会|着眼大局
        if stop - end >= 3 and not TELLING.search(text, end, stop):
            yield Sighting(start, stop, "government" if kind == "government" else "regulator", "names/department")
