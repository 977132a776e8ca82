"""Dates: every marked sentence reads as marked, every written form of a day reads back, nothing breaks it."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.extract.dates import calendar, dates
from tests.extract.written import cases, day

PUBLISHED = date(2022, 3, 16)
_CASES = cases("dates.txt")
_BORDER = re.compile("(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9])(?=[\u4e00-\u9fff])")
_ITEM = re.compile("[0-9]{1,2}[.]")


def spans(text: str, published: date | None = PUBLISHED) -> list[tuple[date | None, date | None]]:
    """First and last days of all dates of a text."""
    return [(m.from_, m.to) for m in dates(text, published)]


@pytest.mark.parametrize(("text", "wanted"), _CASES, ids=[text[:24] for text, _ in _CASES])
def test_sentence(text: str, wanted: str) -> None:
    assert " ; ".join(day(m) for m in dates(text, PUBLISHED)) == wanted


@pytest.mark.parametrize(("text", "wanted"), _CASES, ids=[text[:24] for text, _ in _CASES])
def test_spaces_between_figures_and_characters_change_no_day(text: str, wanted: str) -> None:
    apart = _BORDER.sub(" ", text)
    if _ITEM.match(text):
        return  # "7. 2 月 26 日" is another text
    found = dates(apart, PUBLISHED)
    assert [(m.from_, m.to) for m in found] == [(m.from_, m.to) for m in dates(text, PUBLISHED)]
    assert all(apart[m.start : m.end] == m.text == m.text.strip() for m in found)


def test_there_are_enough_cases() -> None:
    assert len(_CASES) >= 250
    assert sum(not wanted for _, wanted in _CASES) >= 78


def test_a_day_of_the_document_is_the_day_of_the_announcement_it_reports() -> None:
    text = "3月1日，甲公司公告部分仓库停用。\n3月4日，乙公司发布公告。\n截至甲公司的上述公告，已有两处仓库停用。"
    assert spans(text)[-1] == (date(2022, 3, 1), date(2022, 3, 1))


def test_in_a_filing_its_own_day_counts_whatever_it_names_before() -> None:
    text = "证券代码：300001\n公司于2022年1月5日披露了问询函。\n截至本公告日，尚未回复。\n特此公告。"
    assert spans(text)[-1] == (PUBLISHED, PUBLISHED)


def test_the_signature_serves_where_nothing_says_when_it_was_published() -> None:
    text = "截至本公告披露日，诉讼没有进展。\n特此公告。\n某某股份有限公司董事会\n二〇二一年九月三十日"
    assert spans(text, None) == [(date(2021, 9, 30), date(2021, 9, 30))] * 2


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_of_publication_that_no_page_can_have_is_none(day: date) -> None:
    assert dates("昨年十二年前双十一", day) == dates("昨年十二年前双十一", None)


def test_the_same_period_of_a_year_that_is_not_known() -> None:
    found = dates("与去年同期相比，今年1-2月的收入下降。", None)
    assert [(one.text, one.from_) for one in found] == [("去年同期", None), ("今年1-2月", None)]


def test_without_any_day_to_hang_on_a_relative_date_has_no_days() -> None:
    (found,) = dates("去年公司停产。", None)
    assert (found.from_, found.to) == (None, None)
    assert "relative" in found.flags


def test_an_explicit_date_before_gives_its_year_without_a_day_of_publication() -> None:
    assert spans("2021年5月6日停产，8月7日复产。", None) == [(date(2021, 5, 6),) * 2, (date(2021, 8, 7),) * 2]


def test_a_month_that_was_only_counted_gives_no_year_to_the_next_paragraph() -> None:
    text = "公司于2018年10月上市，18个月后退市。\n4月2日晚间，公司承认造假。"
    assert spans(text, date(2021, 5, 20))[-1] == (date(2021, 4, 2), date(2021, 4, 2))


@pytest.mark.parametrize(
    ("lead", "year"),
    [("", 2008), ("近日，旧案重提。", 2023), ("公司成立于2006年3月。", 2023)],
    ids=["story", "news", "firm"],
)
def test_a_text_that_has_told_of_nothing_but_years_long_past_goes_on_with_them(lead: str, year: int) -> None:
    story = "" if lead else "从2007年12月至2008年5月，公司收到投诉。"
    now = "昨日，" if "近日" in lead else ""
    text = f"{now}{lead}{story}\n进入7月中旬，投诉越来越多。"
    assert spans(text, date(2024, 5, 16))[-1][0] == date(year, 7, 11)


def test_a_year_on_a_line_of_its_own_heads_the_months_below() -> None:
    text = "2020年\n3月，公司成立；\n6月，开店。\n2021年：\n2月，闭店。"
    assert [first for first, _ in spans(text)] == [
        date(2020, 1, 1), date(2020, 3, 1), date(2020, 6, 1), date(2021, 1, 1), date(2021, 2, 1)
    ]  # fmt: skip


def test_what_lasts_till_now_is_open_without_a_day_of_publication() -> None:
    assert spans("2016年至今任董事。", None) == [(date(2016, 1, 1), None)]


def test_quarters_of_an_annual_report_belong_to_its_year() -> None:
    text = "某某股份有限公司2020年年度报告摘要\n单位：元\n第一季度\t第四季度\n营业收入\t1.00\t2.00"
    found = spans(text, date(2021, 4, 20))
    assert found == [
        calendar.year(2020),
        calendar.quarter(2020, 1),
        calendar.quarter(2020, 4),
    ]


def test_the_same_period_is_asked_twice_and_is_the_same_both_times() -> None:
    first, *others = spans("上半年收入下降，毛利率较去年同期低2个百分点，净利率也较去年同期低。", date(2021, 9, 1))
    assert first == calendar.half(2021, 1)
    assert others == [calendar.half(2020, 1)] * 2


@pytest.mark.parametrize("text", ["8月5日", "2021年1~6月份", "今年以来", "截至十月三十号", "2020年年末", "6月中下旬"])
def test_what_other_readers_put_elsewhere(text: str) -> None:
    wanted = {
        "8月5日": (date(2021, 8, 5), date(2021, 8, 5)),
        "2021年1~6月份": (date(2021, 1, 1), date(2021, 6, 30)),
        "今年以来": (date(2022, 1, 1), PUBLISHED),
        "截至十月三十号": (date(2021, 10, 30), date(2021, 10, 30)),
        "2020年年末": (date(2020, 12, 31), date(2020, 12, 31)),
        "6月中下旬": (date(2021, 6, 11), date(2021, 6, 30)),
    }
    assert spans(text) == [wanted[text]]


@pytest.mark.parametrize(
    "text", ["1130.80亿美元", "246.79亿元", "卖出4000多万", "涨幅4.27", "长春的春藤", "一时兴起", "三号营地"]
)
def test_figures_and_words_are_not_dates(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("name", "year", "wanted"),
    [
        ("春节", 2022, date(2022, 2, 1)),
        ("除夕", 2022, date(2022, 1, 31)),
        ("元宵", 2022, date(2022, 2, 15)),
        ("端午", 2021, date(2021, 6, 14)),
        ("中秋", 2021, date(2021, 9, 21)),
        ("清明", 2022, date(2022, 4, 5)),
        ("清明", 2021, date(2021, 4, 4)),
        ("黑色星期五", 2021, date(2021, 11, 26)),
        ("双十一", 2021, date(2021, 11, 11)),
        ("春节", 2099, None),
    ],
)
def test_festivals(name: str, year: int, wanted: date | None) -> None:
    assert calendar.festival(name, year) == wanted


_days = st.dates(min_value=date(1950, 1, 1), max_value=date(2098, 12, 31))
_DIGITS = "〇一二三四五六七八九"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


@given(_days)
def test_a_day_reads_back_in_every_written_form(one: date) -> None:
    y, m, d = one.year, one.month, one.day
    forms = [
        f"{y}年{m}月{d}日",
        f"{y}年{m:02}月{d:02}日",
        f"{y} 年 {m} 月 {d} 日",
        f"{y}-{m:02}-{d:02}",
        f"{y}/{m}/{d}",
        f"{y}.{m:02}.{d:02}",
    ]
    forms.append(f"{y}年{m}月{d}日".translate(str.maketrans("0123456789", "０１２３４５６７８９")))
    if y >= 2000 or y >= 1900:
        forms.append("".join(_DIGITS[int(c)] for c in str(y)) + f"年{_chinese(m)}月{_chinese(d)}日")
    for form in forms:
        assert spans(f"公司于{form}签约。") == [(one, one)], form


@given(st.integers(0, 364))
def test_a_month_and_day_is_the_latest_such_day_not_after_publication(back: int) -> None:
    one = PUBLISHED - timedelta(days=back)
    assert spans(f"{one.month}月{one.day}日，工厂停工。") == [(one, one)]


@given(_days, st.integers(1, 400))
def test_ranges_read_back(first: date, length: int) -> None:
    last = min(first + timedelta(days=length), date(2099, 12, 31))
    text = f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日停业"
    assert spans(text) == [(first, last)]


@given(st.integers(1950, 2098), st.integers(1, 12))
def test_months_and_parts_of_them(year: int, month: int) -> None:
    whole = calendar.month(year, month)
    assert spans(f"{year}年{month}月停业") == [whole]
    assert spans(f"{year}年{month}月上旬停业") == [(whole[0], date(year, month, 10))]
    assert spans(f"{year}年{month}月底停业") == [(date(year, month, 21), whole[1])]


_ALPHABET = (
    "0123456789〇一二三四五六七八九十年月日号今去前昨明本上下当次同截至从自起以来开始"
    "公告周星期末底初旬第季度半Q-~/.：（）“” \t\n，。"
)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=_ALPHABET, max_size=60) | st.text(max_size=60), st.none() | st.dates(min_value=date(1, 1, 1)))
def test_no_text_breaks_it_and_spans_are_in_order(text: str, published: date | None) -> None:
    end = 0
    for mention in dates(text, published):
        assert text[mention.start : mention.end] == mention.text
        assert end <= mention.start < mention.end
        if mention.from_ is not None and mention.to is not None:
            assert mention.from_ <= mention.to
        assert (mention.from_ is None) == ("relative" in mention.flags)
        end = mention.end


_HOSTILE = {
    "as of": "截至" * 50_000,
    "as of a notice": "截至公告" * 25_000,
    "digits": "9" * 100_000,
    "brackets": "（" * 50_000 + "）" * 50_000,
    "today": "今天（9月" * 20_000,
    "same period": "去年同期" * 25_000,
    "days to": "5日至" * 30_000,
    "dashes": "2021-" * 20_000,
    "since": "自3月" * 20_000,
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_text_costs_no_more_than_its_length(name: str) -> None:
    text = _HOSTILE[name][:60_000]
    measured = []
    for _ in range(3):  # a busy machine may double one of them
        quarter, whole = (_seconds(text[:n]) for n in (len(text) // 4, len(text)))
        measured.append((quarter, whole))
        # Four times the text: four times the work, or sixteen if it grew with the square.
        if whole < max(9 * quarter, 0.5):
            return
    raise AssertionError(measured)


def _seconds(text: str) -> float:
    begin = time.process_time()
    dates(text, PUBLISHED)
    return time.process_time() - begin


@pytest.mark.parametrize(
    ("day", "text", "first"),
    [
        (date(2021, 12, 31), "股票将于1月5日复牌。", date(2022, 1, 5)),
        (date(2021, 12, 31), "1月5日，股票复牌。", date(2021, 1, 5)),
        (date(2022, 1, 3), "上半年亏损，下半年扭亏。", date(2021, 7, 1)),
        (date(2022, 1, 3), "公司预计，上半年亏损。", date(2022, 1, 1)),
        (date(2022, 1, 3), "前三季度营收3亿元，四季度预计营收1亿元。", date(2021, 10, 1)),
        (date(2022, 2, 27), "第四季营收5亿元，去年同期为2亿元。", date(2020, 10, 1)),
    ],
    ids=["coming", "gone", "halves", "expected", "quarters", "a year before"],
)
def test_about_the_turn_of_the_year_a_part_is_of_the_year_that_its_sentence_tells_of(
    day: date, text: str, first: date
) -> None:
    assert spans(text, day)[-1][0] == first


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("平台表示，12月中旬完成切换，1月1日收费。", "2021-12-11 2022-01-01"),
        ("平台将于2022年1月起收费\n新规1月1日实施。", "2022-01-01 2022-01-01"),
        ("公司称，12月停产，明年1月复产。", "2021-12-01 2022-01-01"),
        ("平台1月封店300家，11月封店400家。", "2021-01-01 2021-11-01"),
    ],
)
def test_on_the_eve_of_a_year_its_first_months_are_to_come_where_the_text_looks_ahead(text: str, wanted: str) -> None:
    assert " ".join(str(m.from_) for m in dates(text, date(2021, 12, 3))) == wanted


def test_a_text_of_monday_tells_of_the_week_just_over_by_its_days() -> None:
    text = "1月3日至1月9日期间，共发出罚单390张。本周罚单较多。"
    assert spans(text, date(2022, 1, 10))[-1] == (date(2022, 1, 3), date(2022, 1, 9))


@pytest.mark.parametrize(("letter", "year"), [("年报问询函", 2020), ("2020年年度报告的信息披露监管问询函", 2019)])
def test_the_answer_to_a_letter_about_a_report_compares_with_the_year_before_that_of_the_report(
    letter: str, year: int
) -> None:
    text = f"公司于2022年5月23日收到《关于对公司的{letter}》。\n报告期内，你公司营收36亿元，较上年同期减少33%。"
    assert spans(text, date(2022, 6, 10))[-1] == (date(year, 1, 1), date(year, 12, 31))
