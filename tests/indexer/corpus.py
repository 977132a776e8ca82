"""Texts made for these tests, and a literal scan to hold every search to.

`documents(n)` gives the same n entries each time. queries.tsv lists what is asked of the first 300 of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from indexer.index import Entry
from indexer.tokens import fold

BEIJING = timezone(timedelta(hours=8))
COMPANIES = ("云帆电商", "海棠贸易", "ST远航", "柏森股份", "启明跨境", "TechNova", "九州优选", "蓝鲸出海")
TYPES = ("封号", "冻结", "裁员", "问询", "下架")
SOURCES = ("nbd", "sina", "cninfo", "ofweek")
WORDS = [
    "店铺", "账户", "资金", "平台", "卖家", "库存", "海外仓", "物流", "评论", "违规",
    "申诉", "供应链", "现金流", "公告", "子公司", "年报", "诉讼", "律师", "团队", "合规",
    "独立站", "供应商", "银行", "汇率", "关税", "品牌", "旺季", "退款", "仓储", "广告",
]  # fmt: skip
LATIN = ("Amazon", "Prime Day", "FBA", "B2C", "USB-C", "Seller Central", "iPhone 12", "v2.0", "KOL", "SKU")
SENTENCES = (
    "{company}在公告里说，{month}月以来有{count}家{a}受到影响，被冻结的{b}约{figure}亿元。",
    "记者联系{company}时，对方称{a}与{b}仍在核对，{latin}后台显示的数目为{count}个。",
    "据{company}估算，{a}减少{figure}%，{b}的损失在{count}万元上下；{latin} 的规则没有改变。",
    "「{a}」一词在{year}年的报告中出现{count}次，而「{b}」只有{figure}次。",
    "{year}-{month:02d}-15，{company}（代号 {latin}）向法院提交{a}材料，涉及金额１．{count}億元。",
    "這次{a}的調整讓{company}損失約{count}萬美元，{b}部門表示將繼續申訴。",
    "{latin}{a}占{figure}％，{b}、{c}和{d}各有{count}，其余年份不详。",
    "\n{company}：{a}\n  {b}　{count}件／{figure}元\t{latin}\n",
    "问：{a}会恢复吗？答：要看{b}。年底前，{company}至少需要5,{count:03d}万元。",
    "有人把{a}{b}叫作“{c}{d}”，{company}不同意，他说{count}.{month}才是对的。",
)


def documents(count: int, seed: int = 7) -> list[Entry]:
    """`count` entries, the same each time."""
    return list(stream(count, seed))


def stream(count: int, seed: int = 7) -> Iterator[Entry]:
    """The same, one after the other."""
    dice = random.Random(seed)
    return (_document(number, dice) for number in range(count))


def _document(number: int, dice: random.Random) -> Entry:
    companies = tuple(dice.sample(COMPANIES, dice.randint(1, 2)))
    text = "".join(_sentence(dice, dice.choice(companies)) for _ in range(dice.randint(3, 9)))
    day = datetime(2021, 4, 1, tzinfo=BEIJING) + timedelta(hours=dice.randrange(24 * 240))
    low = Decimal(dice.randrange(1, 900)) * 1_000_000
    high = low if dice.random() < 0.6 else low + Decimal(dice.randrange(1, 500)) * 1_000_000
    return Entry(
        id=f"doc{number:05d}",
        kind=dice.choice(("document", "document", "document", "claim", "event")),
        version=f"{number:x}",
        title=f"{companies[0]}{dice.choice(WORDS)}{dice.choice(WORDS)}的第{number}份报道",
        text=text,
        link=f"documents/doc{number:05d}.html",
        published=day if dice.random() < 0.95 else None,
        source=dice.choice(SOURCES),
        publisher="测试日报",
        companies=companies,
        types=tuple(sorted(dice.sample(TYPES, dice.randint(0, 2)))),
        amounts=((low, high),) if dice.random() < 0.7 else (),
        rank=dice.randint(0, 5),
    )


def _sentence(dice: random.Random, company: str) -> str:
    a, b, c, d = dice.sample(WORDS, 4)
    return dice.choice(SENTENCES).format(
        company=company,
        a=a,
        b=b,
        c=c,
        d=d,
        latin=dice.choice(LATIN),
        count=dice.randrange(1, 999),
        figure=f"{dice.randrange(1, 99)}.{dice.randrange(0, 99):02d}",
        month=dice.randrange(1, 13),
        year=dice.choice((2019, 2020, 2021)),
    )


def queries() -> list[tuple[str, str]]:
    """(kind, query) of queries.tsv."""
    lines = Path(__file__).with_name("queries.tsv").read_text("utf-8").splitlines()
    return [(kind, query) for kind, _, query in (line.partition("\t") for line in lines)]


_FIGURE_OR_WORD = re.compile(r"[0-9]+(?:,[0-9]{3}(?![0-9])|\.[0-9]+)+|[0-9]+")


def scan(entries: list[Entry], query: str) -> set[str]:
    """Ids of the entries whose title or text holds `query` literally; written without the code under test.

    Spaces count, however many; a Latin word or figure is not found inside a longer one.
    """
    wanted = re.sub(" +", " ", fold(query)).strip()
    return {entry.id for entry in entries if any(_holds(part, wanted) for part in (entry.title, entry.text))}


def _holds(text: str, wanted: str) -> bool:
    folded = re.sub(" +", " ", fold(text))
    place = folded.find(wanted)
    while place >= 0:
        if not _cuts(folded, place) and not _cuts(folded, place + len(wanted)):
            return True
        place = folded.find(wanted, place + 1)
    return False


def _cuts(text: str, place: int) -> bool:
    """Whether a border at `place` would cut a Latin word or a figure."""
    before, after = text[place - 1 : place], text[place : place + 1]
    if _latin(before) and _latin(after):
        return True
    around = text[max(0, place - 20) : place + 20]
    middle = place - max(0, place - 20)
    return any(match.start() < middle < match.end() for match in _FIGURE_OR_WORD.finditer(around))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
