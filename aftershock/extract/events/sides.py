"""Which side of a deal a text tells of: what one sells another buys, and a filing tells both of its own side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from aftershock.extract.events.word import EventWord
from aftershock.extract.language.sentences import Outline

_SOLD, _BOUGHT = "出售", "收购"
_SALES = re.compile("出售|转让|脱售|售出|挂牌底价|公开挂牌")
_PURCHASES = re.compile("收购|购买|受让|购入|增持")
_NO_SIDE = ("本次交易", "转让价", "股权转让")
"""What both sides call their deal."""
MORE = 2
"""How many times as often a text must speak of one side as of the other."""


def sided(outline: Outline, words: Sequence[EventWord], orders: Mapping[str, int]) -> Sequence[EventWord]:
    """The words of a text: of a clause that tells of both sides of a deal those of the side that the text is about."""
    if not any(w.type in (_SOLD, _BOUGHT) for w in words) or not {_SOLD, _BOUGHT} <= orders.keys():
        return words
    side = _side(outline.text)
    return words if side is None else list(_of_side(outline, words, orders, side))


def _side(text: str) -> str | None:
    """The side that a text speaks of at least twice as often as of the other."""
    sales, purchases = len(_SALES.findall(text)), len(_PURCHASES.findall(text))
    if sales >= MORE * purchases and sales > 1:
        return _SOLD
    return _BOUGHT if purchases >= MORE * sales and purchases > 1 else None


def _of_side(outline: Outline, words: Sequence[EventWord], orders: Mapping[str, int], side: str) -> Iterable[EventWord]:
    told = {_clause(outline, w) for w in words if w.type == side}
    for word in words:
        if word.type not in (_SOLD, _BOUGHT) or word.type == side:
            yield word
        elif outline.text.startswith(_NO_SIDE, word.start):
            yield word._replace(type=side, order=orders[side])
        elif _clause(outline, word) not in told:
            yield word


def _clause(outline: Outline, word: EventWord) -> int:
    sentence = outline.at(word.start)
    return sentence.clause(word.start)[0] if sentence else word.start
