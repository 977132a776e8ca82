"""Texts that are set otherwise than Chinese print is say what they say as print sets them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime

import pytest

from aftershock.extract import extract
from aftershock.extract.language.typesetting import plainly_set
from aftershock.model import Facts
from aftershock.vocabulary import load_vocabulary
from crawlers.article import BEIJING, Article
from tests.extract.written import CASES

_VOCABULARY = load_vocabulary()
_DAY = datetime(2022, 3, 16, tzinfo=BEIJING)
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")
_ENGLISH = str.maketrans("，：；（）！？“”", ',:;()!?""')
_USUAL = str.maketrans("帐遭", "账被")
_CORNERS = str.maketrans("“”", "「」")
_BEFALLEN = re.compile("(?<![已续继后经])被(?=[封关冻停禁扣])")
_WIDE = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
_STYLES: dict[str, Callable[[str], str]] = {
    "spaces": lambda text: _BETWEEN.sub(" ", text),
    "English marks": lambda text: text.translate(_ENGLISH),
    "full-width digits": lambda text: text.translate(_WIDE),
    "corner brackets": lambda text: text.translate(_CORNERS),
    "other characters": lambda text: _BEFALLEN.sub("遭", text).replace("账", "帐"),
    "other words": lambda text: _BEFALLEN.sub("已陆续被", text).replace("店铺", "网店").replace("关闭了", "关掉了"),
    "indented": lambda text: "\n".join(f"\u3000\u3000{line}" for line in text.split("\n")),
}
_SENTENCES = list(
    dict.fromkeys(
        line.partition("\t")[0]
        for line in (CASES / "roles.tsv").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    )
)
_CASES = [
    (style, text)
    for number, style in enumerate(_STYLES)
    for text in _SENTENCES[number::16]
    if text != _STYLES[style](text) and '"' not in text
]


def _facts(text: str) -> Facts:
    return extract(Article("", "", text, published=_DAY), _VOCABULARY)


def _plain(text: str | None) -> str:
    plain = re.sub('[ "“”「」]', "", unicodedata.normalize("NFKC", text or ""))
    return plain.translate(_USUAL).replace("已陆续被", "被").replace("网店", "店铺").replace("关掉", "关闭")


def _told(facts: Facts) -> list[tuple[object, ...]]:
    return [(m.kind, _plain(m.text), m.value, m.role, _plain(m.subject), m.from_) for m in facts.mentions]


@pytest.mark.parametrize(("style", "text"), _CASES)
def test_figures_are_the_same_however_they_are_set(style: str, text: str) -> None:
    printed = _STYLES[style](text)
    facts = _facts(printed)
    assert _told(facts) == _told(_facts(text))
    for mention in facts.mentions:
        assert printed[mention.start : mention.end] == mention.text
    for event in facts.events:
        assert printed[event.start : event.end] == event.text


def test_names_are_found_by_both_forms() -> None:
    text = "TCL 科技称,已关闭 12 家门店,另有 300 多人离职。"
    facts = _facts(text)
    (name,) = facts.names
    assert (name.name, name.aliases) == ("TCL科技", ("TCL 科技",))
    assert [text[start:end] for start, end in name.mentions] == ["TCL 科技"]
    assert [(m.text, m.subject) for m in facts.mentions] == [("12 家", "TCL科技"), ("300 多人", "TCL科技")]


@pytest.mark.parametrize(
    "text",
    [
        "没有什么要改。",
        "营业收入 1,234.56 987.65\t12",
        "一、 2021 年度",
        "证券代码：300999 证券简称：远航股份，公告编号：2021-068 甲。",
        "新机：iPhone 12 手机。",
        "See Apple, Google (and Meta): 12,345 at 10:30.",
        "网址是https://example.org/a?b=c。",
    ],
)
def test_cells_headings_codes_models_and_english_keep_theirs(text: str) -> None:
    assert plainly_set(text) is None


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("关停３，０００家、冻结１，２３４，５６７．８元", "关停3,000家、冻结1,234,567.8元"),
        ("２０２１，３００家；５，１２家", "2021，300家；5，12家"),
    ],
)
def test_marks_inside_full_width_numbers_are_the_numbers(printed: str, read: str) -> None:
    plain = plainly_set(printed)
    assert plain is not None and plain[0] == read


def test_places_lead_back_to_the_letters() -> None:
    text = '共 300 多个店铺(含"蓝砾")被 Amazon 关闭,损失５万元。'
    plain = plainly_set(text)
    assert plain is not None
    read, places = plain
    assert read == "共300多个店铺（含“蓝砾”）被Amazon关闭，损失5万元。"
    assert places == sorted(places) and places[-1] == len(text) and len(places) == len(read) + 1
    assert [_plain(text[place]) for place in places[:-1]] == [_plain(letter) for letter in read]
