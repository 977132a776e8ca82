"""Which names mean the same body."""

from __future__ import annotations

from itertools import permutations

from aftershock.ids import digest
from aftershock.model import Name
from aftershock.resolve import resolve
from aftershock.vocabulary import Body, Company
from tests.resolve.made import document, name, relation

LISTED = Company(
    code="300001", orgid="9900000001", name="云海股份", full="云海信息股份有限公司", former=("云海电子",),
    bodies=(Body("云上", "seller", "wholly owned subsidiary", full="深圳市云上科技有限公司", aliases=("云上科技",)),),
)  # fmt: skip


def by_name(names: tuple[Name, ...]) -> dict[str, Name]:
    assert len({one.id for one in names}) == len(names)
    return {one.name: one for one in names}


def test_a_short_name_joins_the_one_body_that_explains_it() -> None:
    result = resolve(
        [
            document(
                "a", "深圳市林风科技有限公司（下称林风科技）。", name("深圳市林风科技有限公司", "company", "林风科技")
            ),
            document("b", "林风科技（林风）被封。林风说。", name("林风科技", "seller", "林风")),
            document("c", "林风回应。", name("林风")),
        ]
    )
    (one,) = result.names
    assert (one.name, one.full) == ("林风", "深圳市林风科技有限公司")
    assert one.aliases == ("林风科技", "深圳市林风科技有限公司")
    assert one.id == digest("林风")
    assert len(one.documents) == 3
    assert {proof.quote for proof in one.evidence} >= {
        "深圳市林风科技有限公司（下称林风科技）。",
        "林风科技（林风）被封。",
    }


def test_two_codes_are_never_one() -> None:
    result = resolve(
        [
            document("a", "星辰（000001）", name("星辰", "listed company", code="000001")),
            document("b", "星辰（600001）", name("星辰", "listed company", code="600001")),
            document("c", "星辰宣布。", name("星辰", "company")),
        ]
    )
    assert sorted(one.id for one in result.names) == sorted(["000001", "600001", digest("星辰")])
    (apart,) = [one for one in result.names if one.code is None]
    assert apart.notes == ("星辰 may stand for 000001 or 600001 or 星辰: kept apart",)


def test_an_alias_of_two_bodies_stays_apart_and_says_so() -> None:
    result = resolve(
        [
            document("a", "深圳市天远电子有限公司（天远）。", name("深圳市天远电子有限公司", "company", "天远")),
            document("b", "上海天远食品有限公司（天远）。", name("上海天远食品有限公司", "company", "天远")),
            document("c", "天远关店。", name("天远")),
        ]
    )
    assert len(result.names) == 3
    (short,) = [one for one in result.names if one.full is None]
    assert short.name == "天远"
    assert short.notes == ("天远 may stand for 上海天远食品有限公司 or 天远 or 深圳市天远电子有限公司: kept apart",)


def test_the_events_list_says_who_is_meant() -> None:
    text = "云海股份的子公司云上被冻结，云海电子是其曾用名。"
    result = resolve([document("a", text, name("云海股份", "listed company", "云海电子"), name("云上"))], [LISTED])
    names = by_name(result.names)
    assert names["云海股份"].id == "300001"
    assert names["云海股份"].orgid == "9900000001"
    assert names["云海股份"].former == ("云海电子",)
    assert names["云上"].full == "深圳市云上科技有限公司"
    (held,) = result.relations
    assert (held.type, held.parent, held.child) == ("wholly owned subsidiary", "300001", names["云上"].id)


def test_a_parent_is_not_made_one_with_its_child() -> None:
    text = "海天集团（海天）的子公司为海天电商有限公司（海天）。"
    result = resolve(
        [
            document(
                "a", text, name("海天集团", "company", "海天"), name("海天电商有限公司", "company", "海天"),
                relation(text, "subsidiary", "海天集团", "海天电商有限公司"),
            )
        ]
    )  # fmt: skip
    assert len(result.names) == 2
    (held,) = result.relations
    assert held.evidence[0].quote == text
    assert held.parent != held.child


def test_a_person_and_a_company_of_one_name_are_two() -> None:
    result = resolve(
        [document("a", "王明说。", name("王明", "person")), document("b", "王明上市。", name("王明", "brand"))]
    )
    assert len({one.id for one in result.names}) == 2
    assert {one.kind for one in result.names} == {"person", "brand"}


def test_width_case_and_spaces_do_not_part_names() -> None:
    result = resolve(
        [
            document("a", "Ａｕｋｅｙ说。", name("Ａｕｋｅｙ", "brand")),
            document("b", "AUKEY说。", name("AUKEY", "brand")),
        ]
    )
    assert len(result.names) == 1


def test_the_order_of_documents_decides_nothing() -> None:
    states = [
        document("a", "深圳市林风科技有限公司（林风）。", name("深圳市林风科技有限公司", "company", "林风")),
        document("b", "林风科技（林风）。", name("林风科技", "seller", "林风")),
        document("c", "云海股份与林风签约。", name("云海股份", "listed company", code="300001"), name("林风")),
        document("d", "上海林风食品有限公司（林风）。", name("上海林风食品有限公司", "company", "林风")),
    ]
    first = resolve(states, [LISTED])
    for order in permutations(states):
        assert resolve(order, [LISTED]) == first


def test_the_usual_name_is_short_and_a_stock_prefix_is_better_than_a_registered_name() -> None:
    full = name("北方精密制造股份有限公司", "listed company", "ST北方", code="000009")
    (one,) = resolve([document("a", "北方精密制造股份有限公司（ST北方）公告。ST北方说。", full)]).names
    assert (one.name, one.full) == ("ST北方", "北方精密制造股份有限公司")
    plain = name("北方精密", "listed company", "北方精密制造股份有限公司", code="000009")
    states = [document("a", "北方精密制造股份有限公司（ST北方）公告。", full), document("b", "北方精密说。", plain)]
    assert [each.name for each in resolve(states).names] == ["北方精密"]
