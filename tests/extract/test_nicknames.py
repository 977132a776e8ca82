"""Traders whose name a text keeps back, by the four ways in which it speaks of them."""

import pytest

from aftershock.extract.scene.nicknames import Nicknames, nickname


@pytest.mark.parametrize(
    ("text", "owners", "told", "at_figure"),
    [
        pytest.param("做灯具的老徐今年赔了。", [], [], None, id="nobody's"),
        pytest.param("据了解，小雅名下有", ["小雅"], ["小雅"], None, id="what is theirs"),
        pytest.param("老徐原来租了一层楼。", [], ["老徐"], None, id="at the head of a text"),
        pytest.param("义乌卖家老徐告诉记者，", [], ["老徐"], None, id="of whom it tells"),
        pytest.param("还有宁波的阿峰，", [], [], "阿峰", id="whose the figure behind is"),
        pytest.param("老板说，小店的账号", [], [], None, id="words of the language"),
    ],
)
def test_nicknames_by_what_stands_around_them(
    text: str, owners: list[str], told: list[str], at_figure: str | None
) -> None:
    nicknames, end = Nicknames(text), len(text)
    assert [found["nick"] for found in nicknames.owners(0, end)] == owners
    assert [found["nick"] for found in nicknames.told(0, end)] == told
    assert nicknames.at_figure(0, end) == at_figure


def test_a_nickname_before_a_verb_of_saying() -> None:
    assert nickname("做家居的老徐") == "老徐"
    assert nickname("这家老店") is None
