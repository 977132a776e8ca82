"""One filing at several places is one document; two filings that only look alike stay two."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import permutations

import pytest

from aftershock.ids import document_id
from aftershock.resolve import State, resolve
from crawlers.article import BEIJING
from tests.resolve.made import document

TITLE = "关于子公司店铺被暂停销售的公告"
HEAD = "本公司及董事会全体成员保证信息披露的内容真实、准确、完整，没有虚假记载、误导性陈述或重大遗漏。"
STORES = (
    "近日，云上公司的子公司星河科技收到平台通知，其在该平台的十二家店铺被暂停销售，涉及资金约四千万元。\n"
    "公司已经成立专门小组与平台沟通，并请律师提出申诉，目前尚有三家店铺在审核之中。\n"
    "上述店铺去年的营业收入占公司合并报表收入的百分之二十一，预计会对本年业绩产生不利影响。\n"
    "公司将依照规则继续披露进展，敬请广大投资者注意投资风险。"
)
WAREHOUSE = (
    "近日，云上公司在海外租用的仓库因台风进水，存放其中的家居类商品部分受损，损失金额正在清点。\n"
    "公司已向保险机构报案，对方派出的公估人员已到达现场，理赔所需时间尚不能确定。\n"
    "仓库所在园区预计下月恢复供电，此前的订单改由邻近仓库发出，客户的等待时间会延长三至五天。\n"
    "公司将依照规则继续披露进展，敬请广大投资者注意投资风险。"
)
PDF = f"{HEAD}\n{STORES}"
# The web text of a mirror: another head, a table in another form, its last lines cut.
MIRROR = "证券代码三零零九九九的这家公司发布以下公告，本网站转载以便投资者查阅。\n" + STORES.partition("\n公司将")[0]
PREFIX = {"cninfo": "", "szse": "云上股份：", "eastmoney": "300999 云上股份:", "sinabulletin": "云上股份： "}
SOURCES = tuple(PREFIX)


def place(source: str, text: str = PDF, title: str = TITLE, *, key: str = "", hour: int | None = None, **more: object):  # type: ignore[no-untyped-def]
    given = {"code": "300999", "publisher": None, "precision": "day", **more}
    made = document(f"{source}{key}", text, source=source, title=PREFIX[source] + title, **given)
    if hour is None:
        return made
    when = datetime(2021, 7, 31, hour, 5, tzinfo=BEIJING)
    article = replace(made.version.article, published=when, precision="second")
    return replace(made, version=replace(made.version, article=article))


def groups(*states: State) -> set[frozenset[str]]:
    """Names of the documents that are one; the same in every order of coming."""
    names = {state.document: state.version.article.url.rpartition("/")[2] for state in states}
    found = []
    for order in list(permutations(states))[:24]:
        copies = resolve(order).reprints
        assert not copies.keys() & set(copies.values())
        gathered: dict[str, set[str]] = {}
        for state in order:
            gathered.setdefault(copies.get(state.document, state.document), set()).add(names[state.document])
        found.append({frozenset(group) for group in gathered.values()})
    assert all(one == found[0] for one in found)
    return found[0]


def test_four_places_of_one_filing_are_one_with_the_exchange_as_the_original() -> None:
    states = [
        place("sinabulletin", MIRROR),
        place("eastmoney", PDF[: len(PDF) // 2], hour=19),  # the evening before, and cut
        place("szse", PDF.replace("。", "。 ")),
        place("cninfo"),
    ]
    assert groups(*states) == {frozenset(SOURCES)}
    copies = resolve(states).reprints
    assert set(copies.values()) < {document_id("https://example.org/cninfo"), document_id("https://example.org/szse")}
    assert len(set(copies.values())) == 1


def test_a_text_that_is_missing_belongs_to_the_only_filing_it_can_be() -> None:
    assert groups(place("cninfo"), place("sinabulletin", "")) == {frozenset({"cninfo", "sinabulletin"})}


def test_width_spaces_and_a_short_name_without_colon_do_not_part_titles() -> None:
    plain = place("cninfo", title=f"云上股份{TITLE}")
    wide = place("sinabulletin", MIRROR, title="关于子公司 店铺被暂停销售的公告")
    assert groups(plain, wide) == {frozenset({"cninfo", "sinabulletin"})}


@pytest.mark.parametrize("mark", ["（更新后）", "(修订稿)", "（更正后）"])
def test_a_corrected_filing_is_another_one_at_every_place(mark: str) -> None:
    corrected = PDF.replace("十二家", "十三家")
    states = [
        place("cninfo"),
        place("sinabulletin", MIRROR),
        place("cninfo", corrected, TITLE + mark, key="2"),
        place("sinabulletin", MIRROR.replace("十二家", "十三家"), TITLE + mark, key="2"),
    ]
    assert groups(*states) == {frozenset({"cninfo", "sinabulletin"}), frozenset({"cninfo2", "sinabulletin2"})}


def test_two_letters_of_one_day_with_one_title_stay_two() -> None:
    other = f"{HEAD}\n{WAREHOUSE}"
    two = [place("cninfo"), place("cninfo", other, key="2"), place("szse"), place("szse", other, key="2")]
    assert groups(*two) == {frozenset({"cninfo", "szse"}), frozenset({"cninfo2", "szse2"})}
    # Whose copy the text without content is nobody can tell.
    assert frozenset({"eastmoney"}) in groups(two[0], two[1], place("eastmoney", ""))
    assert groups(place("cninfo"), place("szse", other)) == {frozenset({"cninfo"}), frozenset({"szse"})}


def test_two_of_one_place_are_two_filings_and_the_mirror_goes_to_the_closest() -> None:
    # Notices that share most of their words: a form filled in twice.
    second = PDF.replace("十二家店铺", "九家店铺").replace("四千万元", "一千万元").replace("三家店铺", "两家店铺")
    second = second.replace("百分之二十一", "百分之四").replace("星河科技收到", "月光科技收到")
    states = [
        place("cninfo"),
        place("cninfo", second, key="2"),
        place("sinabulletin", MIRROR),
        place("eastmoney", second, key="2"),
    ]
    assert groups(*states) == {frozenset({"cninfo", "sinabulletin"}), frozenset({"cninfo2", "eastmoney2"})}


def test_companies_days_and_titles_keep_filings_apart() -> None:
    here = place("cninfo")
    for other in (
        place("sinabulletin", MIRROR, code="300998"),
        place("sinabulletin", MIRROR, title="关于子公司店铺恢复销售的公告"),
        place("sinabulletin", MIRROR, hour=9),  # the morning of the day before
        place("sinabulletin", MIRROR, code=None),
    ):
        assert len(groups(here, other)) == 2


def test_one_file_is_one_filing_whatever_was_read_from_it_and_whatever_it_is_called() -> None:
    pdf = {"media_type": "application/pdf", "content": "0123456789abcdef"}
    one, other = place("cninfo", **pdf), place("szse", "", "扫描件", code=None, **pdf)
    assert groups(one, other) == {frozenset({"cninfo", "szse"})}
    page = {"content": "0123456789abcdef"}
    assert len(groups(place("cninfo", **page), place("szse", "", "扫描件", **page))) == 2
