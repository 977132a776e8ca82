"""What goes into the file comes out of it: every field of every noun."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from aftershock.knowledge import Knowledge, Reading
from aftershock.model import EventFound, Facts, Mention, NameFound, RelationFound, Trace
from aftershock.numbers import decimal, number
from crawlers.article import BEIJING, Article, Block

TEXT = "云上（曾用名云下）至少关闭54家店铺，占比三成。"
FULL = Facts(
    mentions=(
        Mention(
            "count", 11, 16, "关闭54家", value=Decimal("54.25"), low=Decimal(50), high=Decimal("6E22"),
            unit="店铺", comparison=">=",
            role="stores closed", subject="云上", speaker="某平台", direct=False,
            as_of=date(2021, 7, 6), from_=date(2021, 7, 1), to=date(2021, 7, 31), of="店铺", per="股", same_as=0,
            changed_from=3, flags=frozenset({"vague", "cell"}), trace=Trace("count/digits", "家", "named before"),
        ),
        Mention("date", 0, 2, "云上"),
    ),
    names=(NameFound("云上", "seller", ("云下",), "300001", ((0, 2),), ("云下",), Trace("names/former")),),
    relations=(RelationFound("brand", "云上", "云下", 0, 8),),
    events=(
        EventFound("封号", 0, 8, TEXT[:8], date(2021, 7, 1), "某平台", "云上", ((11, 16),), "rumour", True, "业内人士"),
        EventFound("关店", 0, 2, TEXT[:2]),
    ),
)  # fmt: skip
ARTICLE = Article(
    url="https://example.org/a", source="nbd", text=TEXT, title="题", publisher="某报", original_publisher="甲报",
    authors=("王某", "李某"), reporter="王某", editor="张某",
    published=datetime(2021, 8, 12, 23, 5, 48, tzinfo=BEIJING),
    precision="second", published_raw="2021-08-12 23:05:48", summary="摘要", media_type="application/pdf",
    filename="a.pdf", code="300001", blocks=(Block("row", 0, 8, 2, 0), Block("paragraph", 9, 16)), problems=("一",),
)  # fmt: skip


def test_this_test_fills_every_field() -> None:
    for noun in (FULL.mentions[0], FULL.names[0], FULL.relations[0], FULL.events[0], ARTICLE, FULL.names[0].trace):
        named = noun._fields if isinstance(noun, Mention | Trace) else [field.name for field in fields(noun)]  # type: ignore[arg-type]
        for name in named:
            assert getattr(noun, name) not in (None, (), "") or name in ("trigger", "anchor"), name


def test_every_field_comes_back(tmp_path: Path) -> None:
    with Knowledge.open(tmp_path / "k.sqlite", write=True) as knowledge:
        reading = Reading("key", ARTICLE.url, "nbd", datetime(2021, 8, 13, tzinfo=UTC), 0, ARTICLE)
        knowledge.store_readings([reading], [], "one")
        (document,) = knowledge.documents()
        assert document.latest.article == ARTICLE
        knowledge.store_facts([(document.id, document.latest.id, "names", FULL)], "one")
        assert knowledge.facts(document.latest) == FULL
        assert knowledge.facts(document.latest.id) == FULL
        assert knowledge.facts("no such version") == Facts()


def test_two_documents_with_one_text_keep_facts_of_their_own(tmp_path: Path) -> None:
    other = replace(ARTICLE, url="https://example.org/b", published=None)
    with Knowledge.open(tmp_path / "k.sqlite", write=True) as knowledge:
        when = datetime(2021, 8, 13, tzinfo=UTC)
        pages = [Reading(page.url, page.url, "nbd", when, at, page) for at, page in enumerate((ARTICLE, other))]
        knowledge.store_readings(pages, [], "one")
        first, second = sorted(knowledge.documents(), key=lambda document: document.url)
        assert first.latest.id == second.latest.id
        knowledge.store_facts([(first.id, first.latest.id, "names", FULL)], "one")
        assert knowledge.facts(first.latest) == FULL
        assert knowledge.facts(second.latest) == Facts()
        assert knowledge.facts(second.latest.id, second.id) == Facts()


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_no_figure_is_rounded(value: Decimal) -> None:
    kept = number(value)
    assert isinstance(kept, int | float | str)
    assert decimal(kept) == value


def test_figures_are_numbers_where_these_are_exact() -> None:
    assert [number(Decimal(each)) for each in ("54", "41430000", "57.29", "-0.5", "1E+8")] == [
        54,
        41430000,
        57.29,
        -0.5,
        10**8,
    ]
    assert number(Decimal("123456789012345678901234.5")) == "123456789012345678901234.5"
    assert number(None) is None
