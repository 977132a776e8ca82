"""Reprints are told from reports of their own."""

from __future__ import annotations

from datetime import date

from aftershock.ids import document_id
from aftershock.resolve import resolve
from tests.resolve.made import document

BODY = (
    "八月以来，多家跨境电商的店铺陆续恢复销售。云上公司在公告里写道，其中十二家店铺已经解封，剩余店铺仍在申诉。\n"
    "公司预计全年收入会因此减少，但不会影响其他平台的业务。\n分析师认为，行业的洗牌才刚刚开始，独立站会得到更多关注。"
)


def ids(*keys: str) -> list[str]:
    return [document_id(f"https://example.org/{key}") for key in keys]


def test_a_reprint_points_to_the_earliest_and_not_to_another_reprint() -> None:
    first, second, third = ids("a", "b", "c")
    copy = "某某网讯，" + BODY.replace("，但", "， 但")
    found = resolve(
        [
            document("c", copy + "\n责任编辑某某", day=date(2021, 8, 5), publisher="丙网"),
            document("a", BODY, day=date(2021, 8, 2), publisher="甲报"),
            document("b", copy, day=date(2021, 8, 3), publisher="乙网"),
        ]
    )
    assert found.reprints == {second: first, third: first}


def test_on_one_day_the_page_that_names_an_origin_is_the_reprint() -> None:
    first, second = ids("a", "b")
    states = [
        document("a", BODY, publisher="甲报"),
        document("b", BODY, publisher="乙网", original_publisher="甲报"),
    ]
    assert resolve(states).reprints == {second: first}
    assert resolve(states[::-1]).reprints == {second: first}


def test_the_same_event_in_other_words_is_no_reprint() -> None:
    other = "云上公司昨日公告，十二家店铺恢复。公司说，收入今年会少一些。业内人士看好独立站的前景，行业洗牌还在继续。"
    half = (
        BODY.split("\n")[0]
        + "\n"
        + "记者随后走访了坂田的三个园区，不少办公室已经空置，房东正在寻找新的租客，价格比年初低了两成。" * 2
    )
    assert resolve([document("a", BODY), document("b", other), document("c", half)]).reprints == {}


def test_empty_texts_are_not_reprints_of_each_other() -> None:
    assert resolve([document("a", ""), document("b", ""), document("c", "好。")]).reprints == {}
