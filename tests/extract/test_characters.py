"""Texts in traditional characters are read like others, and shown as printed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aftershock.extract import extract
from aftershock.extract.language.characters import traditional
from aftershock.model import Facts
from aftershock.vocabulary import load_vocabulary
from crawlers.article import Article

TEXT = (
    "松藍電器(600999.SH)公佈，2023年3月1日，公司財務人員發現3個銀行賬戶被當地法院凍結，凍結金額合計約人民幣1,250萬元。\n"
    "該公司旗下的網店於上月關閉了12間店舖，這與去年的訴訟有關。"
)


def read(text: str) -> Facts:
    article = Article(
        "https://example.org/1", "test", text, published=datetime(2023, 3, 2, tzinfo=UTC), precision="day"
    )
    return extract(article, load_vocabulary(None))


def test_figures_roles_and_events_are_read() -> None:
    facts = read(TEXT)
    frozen = next(m for m in facts.mentions if m.role == "frozen")
    assert (frozen.value, frozen.unit, frozen.text) == (12_500_000, "CNY", "約人民幣1,250萬元")
    assert frozen.subject == "松藍電器"
    assert [m.role for m in facts.mentions if m.kind == "count"] == ["accounts blocked", "stores closed"]
    assert "冻结" in {event.type for event in facts.events}


def test_everything_lies_where_it_is_printed() -> None:
    facts = read(TEXT)
    assert all(TEXT[item.start : item.end] == item.text for item in (*facts.mentions, *facts.events))
    firm = next(name for name in facts.names if name.code == "600999" or name.name == "松蓝电器")
    assert "松藍電器" in firm.aliases
    for start, end in firm.mentions:
        assert TEXT[start:end] in (firm.name, *firm.aliases)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (TEXT, True),
        ("", False),
        ("公司于近日发现3个银行账户被冻结。" * 5, False),
        ("据报道，“蘭亭”一词出自书名。公司的网店上月关闭了12家店铺，此事与去年的诉讼有关，公司称将积极应对。", False),
    ],
    ids=["traditional", "empty", "simplified", "a name quoted"],
)
def test_which_characters_a_text_is_written_in(text: str, wanted: bool) -> None:
    assert traditional(text) is wanted


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("高雄地檢署指出，台中一家工廠被罰八十五萬元，另賠三萬美元。", ["TWD", "USD"]),
        ("港島警方指，旺角一間商戶戶口內的85萬元被凍結。", ["HKD"]),
        ("高雄地檢署指出，台中一家工廠欠上海的廠商八十五萬元。", ["CNY"]),
        ("港島警方指，旺角一間商戶戶口內的人民幣85萬元被凍結。", ["CNY"]),
        ("警方指，一間商戶戶口內的85萬元被凍結。", ["CNY"]),
    ],
)
def test_yuan_is_the_money_of_the_place_that_alone_is_told_of(text: str, units: list[str]) -> None:
    assert [m.unit for m in read(text).mentions if m.kind == "money"] == units


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("高雄一間公司的帳戶遭凍結，審計部與銀行局要求說明，台電也將檢討。", {"审计部", "银行局", "台电"}),
        ("香港一間公司的戶口被凍結，海關財富調查科表示，消委會會繼續跟進。", {"海关财富调查科", "消委会"}),
        ("公司的帳戶於上月被凍結，這與去年的訴訟有關。公司審計部門將檢討。", set()),
        ("报告称，公司审计部的负责人与海关、银行局和税务局的人员见面。", set()),
        ("马来西亚国家银行说，反贪会已冻结1亿令吉。国行将继续调查。", {"马来西亚国家银行", "反贪会"}),
    ],
)
def test_bodies_of_a_land_count_where_the_text_tells_of_it(text: str, wanted: set[str]) -> None:
    assert {name.name for name in read(text).names} == wanted


def test_a_city_s_office_is_known_by_the_city_s_short_name() -> None:
    text = "台北市議員說，北市勞動局已受理申請，這與刑事警察大隊第七隊的調查有關。行政院會下周討論。"
    names = {name.name for name in read(text).names}
    assert names == {"北市劳动局", "刑事警察大队第七队"}
