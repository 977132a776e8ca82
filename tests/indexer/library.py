"""A few entries with everything the contract speaks of, small enough to know by heart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from indexer.index import Entry

YI = Decimal(10**8)


def entry(id_: str, text: str = "", **more: object) -> Entry:
    """An entry of which only what matters need be said."""
    return replace(
        Entry(id=id_, kind="document", version="1", title="", text=text, link=f"documents/{id_}.html"), **more
    )  # type: ignore[arg-type]


FILING = entry(
    "filing",
    "子公司在平台上的店铺被停用，冻结的货款为1.30亿元。公司已经请律师写信申诉。",
    title="关于子公司部分店铺停用的公告",
    published=datetime(2021, 7, 5, 16, 30, tzinfo=UTC),  # 00:30 on the 6th in Beijing
    source="cninfo",
    publisher="天帆信息",
    companies=("天帆信息", "大榕树"),
    types=("冻结", "封号"),
    amounts=((Decimal("1.3") * YI, Decimal("1.3") * YI),),
    rank=5,
    traits=("conflict",),
)
NEWS = entry(
    "news",
    "Amazon 表示没有针对中国卖家。有卖家说账户里有5,000万至2亿元不能动用，冻结可能持续到年底。",
    title="大榕树回应：冻结资金正在沟通",
    published=datetime(2021, 7, 31, 15, 59, 59, tzinfo=UTC),  # 23:59:59 on the 31st in Beijing
    source="nbd",
    publisher="每日测试",
    companies=("大榕树",),
    types=("冻结",),
    amounts=((Decimal("0.5") * YI, 2 * YI), (Decimal(300), Decimal(300))),
    rank=2,
)
POLICY = entry(
    "policy",
    "多地鼓励企业建设独立站，\n扩大海外仓。会议没有谈到封号。",
    title="跨境电商新措施",
    published=datetime(2021, 7, 31, 16, 0, tzinfo=UTC),  # the first second of August in Beijing
    source="sina",
    types=("政策",),
)
UNDATED = entry(
    "undated", "一份没有日期的材料，提到封号与裁员。", source="sina", companies=("柏森",), types=("封号", "裁员")
)
CLAIM = entry(
    "claim",
    "冻结的货款为1.30亿元",
    kind="claim",
    link="documents/filing.html#f1",
    published=FILING.published,
    source="cninfo",
    companies=("大榕树",),
    amounts=FILING.amounts,
    rank=5,
)
EVENT = entry("event", "店铺被停用", kind="event", published=NEWS.published, source="nbd", types=("封号",))

ALL = (FILING, NEWS, POLICY, UNDATED, CLAIM, EVENT)
