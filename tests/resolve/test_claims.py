"""Questions: who says what, what no longer counts, and which answers cannot both hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from aftershock.ids import digest, document_id
from aftershock.model import Claim, NameFound, Question
from aftershock.resolve import State, resolve
from tests.resolve.made import count, document, event, money, name

D = Decimal
CLOUD = name("云上", "seller")
JULY_6 = date(2021, 7, 6)


def only(*states: State) -> Question:
    (question,) = resolve(states).questions
    return question


def by_text(*states: State) -> dict[str, Claim]:
    return {claim.text: claim for question in resolve(states).questions for claim in question.claims}


def paper(
    key: str, figure: str, value: float, *, text: str = "{}", day: date = date(2021, 8, 1), **more: object
) -> State:
    """A report that 云上 has so much frozen."""
    comparison = more.pop("comparison", "=")
    speaker = more.pop("speaker", None)
    as_of = more.pop("as_of", None)
    names: list[NameFound] = list(more.pop("names", ()))  # type: ignore[call-overload]
    body = text.format(f"{key}报道：云上被冻结资金{figure}。")
    fact = money(figure, value, "云上", comparison=comparison, speaker=speaker, as_of=as_of)
    more.setdefault("publisher", f"{key}报")
    return document(key, body, fact, CLOUD, *names, day=day, **more)  # type: ignore[arg-type]


def test_a_claim_carries_its_sentence_and_its_permalink() -> None:
    question = only(paper("a", "1.3亿元", 130_000_000, as_of=JULY_6, text="前一句。{}后一句。"))
    (claim,) = question.claims
    assert (question.subject, question.role, question.unit, question.as_of) == ("云上", "frozen", "CNY", JULY_6)
    assert question.name == digest("云上")
    assert claim.question == question.id
    assert claim.evidence.quote == "a报道：云上被冻结资金1.3亿元。"
    assert claim.id == digest(document_id("https://example.org/a"), claim.evidence.quote, "1.3亿元")
    assert claim.start == 4 + len("a报道：云上被冻结资金")
    assert (question.low, question.high, question.conflict) == (D(130_000_000), D(130_000_000), False)


def test_two_publishers_that_cannot_both_be_right() -> None:
    question = only(paper("a", "1.3亿元", 130_000_000), paper("b", "1.6亿元", 160_000_000))
    assert question.conflict
    assert (question.low, question.high) == (D(130_000_000), D(160_000_000))


@pytest.mark.parametrize(
    ("figure", "value", "comparison"),
    [("约1.3亿元", 130_000_000, "~"), ("超过1亿元", 100_000_000, ">"), ("1.30亿元", 130_000_000, "=")],
)
def test_figures_that_can_both_hold_are_no_conflict(figure: str, value: float, comparison: str) -> None:
    assert not only(paper("a", "1.3亿元", 130_000_000), paper("b", figure, value, comparison=comparison)).conflict


def test_other_units_roles_subjects_and_days_are_other_questions() -> None:
    text = "云上被冻结1亿元、关闭54家店铺，营收2亿元；云下被冻结3亿元。"
    states = document(
        "a", text, money("1亿元", 1e8, "云上"), count("54家", 54, "云上"), money("2亿元", 2e8, "云上", "revenue"),
        money("3亿元", 3e8, "云下"), CLOUD, name("云下"),
    )  # fmt: skip
    later = paper("b", "9亿元", 9e8, day=date(2021, 9, 1), as_of=date(2021, 8, 30))
    earlier = paper("c", "1亿元", 1e8, day=date(2021, 8, 1), as_of=JULY_6)
    questions = resolve([states, later, earlier]).questions
    assert len(questions) == 6 - 1  # the undated 1亿元 repeats what 6 July's question says
    assert not any(question.conflict for question in questions)


def test_a_figure_without_role_or_subject_is_no_claim() -> None:
    text = "被冻结1亿元，云上有2亿元，第3家，可能是4亿元。"
    found = document(
        "a", text, money("1亿元", 1e8, None), money("2亿元", 2e8, "云上", None),
        count("第3家", 3, "云上", flags=frozenset({"ordinal"})),
        money("4亿元", 4e8, "云上", flags=frozenset({"hypothetical"})), CLOUD,
    )  # fmt: skip
    assert resolve([found]).questions == ()


def test_an_undated_repetition_stands_beside_the_dated_figure() -> None:
    filing = paper("a", "4143万元", 41_430_000, as_of=JULY_6, day=JULY_6, source="cninfo", code="300001")
    repeated = paper("b", "4143万元", 41_430_000, day=date(2021, 9, 1))
    soon = paper("c", "9000万元", 90_000_000, day=date(2021, 7, 8))
    question = only(filing, repeated, soon)
    assert question.as_of == JULY_6
    assert question.conflict
    long_after = paper("c", "9000万元", 90_000_000, day=date(2021, 10, 8))
    assert [question.conflict for question in resolve([filing, repeated, long_after]).questions] == [False, False]


def test_ranks_best_first_then_oldest() -> None:
    names = [name("某局", "regulator"), name("张三", "person"), name("某平台", "platform")]
    said = [
        paper("f", "1.1亿元", 1.1e8, source="cninfo", code="300001"),
        paper("r", "1.2亿元", 1.2e8, speaker="某局", names=names, text="某局称，{}"),
        paper("c", "1.3亿元", 1.3e8, speaker="某平台", names=names, text="某平台称，{}"),
        paper("p", "1.4亿元", 1.4e8, speaker="张三", names=names, text="张三称，{}"),
        paper("o", "1.5亿元", 1.5e8, day=date(2021, 7, 1)),
        paper("n", "1.5亿元", 1.5e8),
        paper("u", "1.6亿元", 1.6e8, speaker="业内人士", text="业内人士称，{}"),
    ]
    for order in (said, said[::-1]):
        question = only(*order)
        ranks = [claim.rank for claim in question.claims]
        assert ranks == ["filing", "regulator", "company", "person", "press", "press", "anonymous"]
        assert [claim.text for claim in question.claims][4:6] == ["1.5亿元", "1.5亿元"]
        assert question.claims[4].published is not None and question.claims[4].published.month == 7


def test_a_pdf_with_a_stock_code_is_a_filing_and_a_rumour_is_anonymous() -> None:
    pdf = paper("a", "1亿元", 1e8, source="local", code="300001", media_type="application/pdf")
    text = "网传云上被冻结2亿元。"
    rumour = document(
        "b", text, money("2亿元", 2e8, "云上"), CLOUD, event(text, text, "冻结", "2亿元", certainty="rumour")
    )
    assert {claim.text: claim.rank for claim in by_text(pdf, rumour).values()} == {
        "1亿元": "filing",
        "2亿元": "anonymous",
    }


def test_one_speaker_in_two_papers_is_one_voice() -> None:
    names = [name("某平台", "platform")]
    one = paper("a", "1亿元", 1e8, speaker="某平台", names=names, text="某平台称，{}")
    other = paper("b", "3亿元", 3e8, speaker="某平台", names=names, text="某平台说，{}")
    question = only(one, other)
    assert not question.conflict
    assert (question.low, question.high) == (D(10) ** 8, 3 * D(10) ** 8)
    assert only(one, paper("c", "3亿元", 3e8)).conflict


def test_a_company_and_its_own_filing_are_one_voice() -> None:
    listed = [name("云海股份", "listed company", code="300001")]
    filing = paper("a", "1亿元", 1e8, source="cninfo", code="300001", names=listed, text="云海股份公告，{}")
    quoted = paper("b", "3亿元", 3e8, speaker="云海股份", names=listed, text="云海股份表示，{}")
    assert not only(filing, quoted).conflict


def test_reprints_do_not_speak_twice() -> None:
    rest = "监管部门此前多次提醒卖家注意合规。" + "".join(f"第{n}段讲的是另一件与此无关的事情。" for n in range(8))
    text = "云上被冻结资金{}。" + rest
    first = document("a", text.format("1亿元"), money("1亿元", 1e8, "云上"), CLOUD, publisher="甲报")
    again = document(
        "b", "乙网讯，" + text.format("1亿1千万元"), money("1亿1千万元", 1.1e8, "云上"), CLOUD, publisher="乙网",
        day=date(2021, 8, 2),
    )  # fmt: skip
    result = resolve([first, again])
    assert result.reprints == {again.document: first.document}
    (question,) = result.questions
    assert len(question.claims) == 2
    assert not question.conflict
    other = document("c", "云上被冻结资金1亿1千万元。", money("1亿1千万元", 1.1e8, "云上"), CLOUD, publisher="丙报")
    assert only(first, again, other).conflict


def test_what_a_page_says_of_its_origin_decides_who_speaks() -> None:
    one = paper("a", "1亿元", 1e8, publisher="甲报")
    taken = paper("b", "3亿元", 3e8, publisher="乙网", original_publisher="甲报")
    assert not only(one, taken).conflict


def test_a_revised_figure_keeps_its_history() -> None:
    old = document(
        "a", "云上被冻结1.2亿元。另有54家店铺被关。", money("1.2亿元", 1.2e8, "云上"), count("54家", 54, "云上"), CLOUD
    )
    new = document("a", "云上被冻结1.6亿元。", money("1.6亿元", 1.6e8, "云上"), CLOUD, number=2)
    claims = by_text(old, new)
    assert claims["1.2亿元"].superseded == "revised in version 2 from 1.2亿元 to 1.6亿元"
    assert claims["54家"].superseded == "removed in version 2"
    assert claims["1.6亿元"].superseded is None
    assert claims["1.2亿元"].evidence.version == old.version.id
    amounts = next(question for question in resolve([old, new]).questions if question.role == "frozen")
    assert (amounts.low, amounts.high, amounts.conflict) == (D(160_000_000), D(160_000_000), False)


def test_an_unchanged_sentence_is_one_claim_and_a_reworded_one_says_so() -> None:
    old = document("a", "云上被冻结1亿元。", money("1亿元", 1e8, "云上"), CLOUD)
    same = document("a", "云上被冻结1亿元。新的一段。", money("1亿元", 1e8, "云上"), CLOUD, number=2)
    other = document("a", "据公告，云上被冻结1亿元。", money("1亿元", 1e8, "云上"), CLOUD, number=3)
    assert len(only(old, same).claims) == 1
    claims = only(old, same, other).claims
    assert [claim.superseded for claim in claims] == ["reworded in version 3", None]
    back = document("a", "云上被冻结1亿元。又一段。", money("1亿元", 1e8, "云上"), CLOUD, number=4)
    assert {claim.superseded for claim in only(old, same, other, back).claims} == {None, "reworded in version 4"}


def test_a_correcting_filing_replaces_what_the_company_filed_before() -> None:
    def filing(key: str, figure: str, value: float, title: str, day: date, code: str = "300001") -> State:
        return paper(key, figure, value, day=day, source="cninfo", code=code, title=title, as_of=JULY_6)

    first = filing("a", "1.2亿元", 1.2e8, "关于部分资金冻结的公告", JULY_6)
    right = filing("b", "1.6亿元", 1.6e8, "关于部分资金冻结公告的更正公告", date(2021, 7, 8))
    question = only(first, right)
    texts = {claim.text: claim.superseded for claim in question.claims}
    assert texts == {"1.2亿元": "corrected by 关于部分资金冻结公告的更正公告 (2021-07-08)", "1.6亿元": None}
    assert (question.low, question.high, question.conflict) == (D(160_000_000), D(160_000_000), False)
    same_day = only(first, filing("b", "1.6亿元", 1.6e8, "更正公告", JULY_6))
    assert {claim.text for claim in same_day.claims if claim.superseded is None} == {"1.6亿元"}
    twice = only(first, right, filing("c", "1.7亿元", 1.7e8, "第二次更正公告", date(2021, 7, 9)))
    assert {claim.text for claim in twice.claims if claim.superseded is None} == {"1.7亿元"}
    # Nothing is corrected by an earlier filing, by another company's, by a paper, or by the same figure given again.
    for other in (
        filing("b", "1.6亿元", 1.6e8, "更正公告", date(2021, 7, 1)),
        filing("b", "1.6亿元", 1.6e8, "更正公告", date(2021, 7, 8), code="300002"),
        paper("b", "1.6亿元", 1.6e8, day=date(2021, 7, 8), as_of=JULY_6, title="更正"),
        filing("b", "1.2亿元", 1.2e8, "补充公告", date(2021, 7, 8)),
    ):
        assert all(claim.superseded is None for claim in only(first, other).claims)


def test_what_is_only_planned_or_denied_does_not_count() -> None:
    planned_text, denied_text = "云上计划关闭80家店铺。", "云上没有关闭90家店铺。"
    stated = document("a", "云上关闭54家店铺。", count("54家", 54, "云上"), CLOUD, publisher="甲报")
    planned = document(
        "b", planned_text, count("80家", 80, "云上"), CLOUD,
        event(planned_text, planned_text, "关店", "80家", certainty="planned"), publisher="乙报",
    )  # fmt: skip
    denied = document(
        "c", denied_text, count("90家", 90, "云上"), CLOUD,
        event(denied_text, denied_text, "关店", "90家", negated=True), publisher="丙报",
    )  # fmt: skip
    question = only(stated, planned, denied)
    assert {claim.text: claim.certainty for claim in question.claims} == {"54家": None, "80家": "planned"}
    assert (question.low, question.high, question.conflict) == (D(54), D(54), False)


def test_words_that_are_no_name_make_a_question_of_their_own() -> None:
    question = only(
        document("a", "中国卖家被关闭5万家店铺。", count("5万家", 50_000, "中国卖家"), publisher="甲会"),
        document("b", "中国卖家被关闭3000家店铺。", count("3000家", 3000, "中国 卖家"), publisher="乙报"),
    )
    assert (question.name, question.conflict) == (None, True)


def test_one_figure_twice_in_one_sentence_is_two_claims() -> None:
    text = "云上有3家店铺、云下有3家店铺被关闭。"
    first = count("3家", 3, "云上")
    second = count("3家", 3, "云下", start=text.rindex("3家"))
    claims = [
        claim
        for q in resolve([document("a", text, first, second, CLOUD, name("云下"))]).questions
        for claim in q.claims
    ]
    assert len({claim.id for claim in claims}) == 2


def test_the_order_of_documents_decides_nothing() -> None:
    states = [
        paper("a", "1.2亿元", 1.2e8, as_of=JULY_6, source="cninfo", code="300001", day=JULY_6),
        paper("b", "1.6亿元", 1.6e8, day=date(2021, 7, 8)),
        paper("c", "1.2亿元", 1.2e8, day=date(2021, 7, 8)),
        paper("d", "约1.5亿元", 1.5e8, comparison="~", speaker="业内人士", text="业内人士称，{}"),
    ]
    first = resolve(states)
    for order in permutations(states):
        assert resolve(order) == first


def test_a_voice_that_says_several_things_agrees_with_whoever_says_one_of_them() -> None:
    text = "云上被冻结1亿元，此前被冻结3亿元。"
    both = document("a", text, money("1亿元", 1e8, "云上"), money("3亿元", 3e8, "云上"), CLOUD, publisher="甲报")
    assert not only(both, paper("b", "3亿元", 3e8)).conflict
    assert only(both, paper("b", "2亿元", 2e8)).conflict


def test_columns_of_a_table_without_days_are_no_answers() -> None:
    text = "单位：元\t2019年\t2018年\n资金\t5,985,722\t5,539,316\n店铺\t54\t54"
    cell = frozenset({"cell"})
    table = document(
        "a", text, money("5,985,722", 5985722, "云上", flags=cell), money("5,539,316", 5539316, "云上", flags=cell),
        count("54", 54, "云上", flags=cell), CLOUD,
    )  # fmt: skip
    assert [question.role for question in resolve([table]).questions] == ["stores closed"]


def test_a_bodys_own_voice_by_another_word() -> None:
    names = [name("某平台", "platform")]
    for speaker in ("某平台方面", "某平台相关负责人", "某平台公告"):
        (claim,) = only(paper("a", "1亿元", 1e8, speaker=speaker, names=names, text=speaker + "称，{}")).claims
        assert claim.rank == "company"
    (claim,) = only(paper("a", "1亿元", 1e8, speaker="某平台卖家", names=names, text="某平台卖家称，{}")).claims
    assert claim.rank == "anonymous"


def test_a_correction_that_prints_the_wrong_figure_beside_the_right_one() -> None:
    def filing(key: str, text: str, title: str, day: date, *figures: str) -> State:
        found = [money(figure, float(figure[:-2]) * 1e8, "云上") for figure in figures]
        return document(key, text, *found, CLOUD, title=title, day=day, source="cninfo", code="300001")

    first = filing("a", "云上被冻结1.2亿元。", "公告", JULY_6, "1.2亿元")
    body = "更正前：云上被冻结1.2亿元。更正后：云上被冻结1.6亿元。"
    right = filing("b", body, "更正公告", date(2021, 7, 8), "1.2亿元", "1.6亿元")
    why = "corrected by 更正公告 (2021-07-08)"
    question = only(first, right)
    assert {(claim.text, claim.superseded) for claim in question.claims} == {("1.2亿元", why), ("1.6亿元", None)}
    assert len(question.claims) == 3
    assert question.low == question.high == D(160_000_000)
    added = filing("b", "云上被冻结1.2亿元，另被冻结0.4亿元。", "补充公告", date(2021, 7, 8), "1.2亿元", "0.4亿元")
    assert all(claim.superseded is None for claim in only(first, added).claims)
