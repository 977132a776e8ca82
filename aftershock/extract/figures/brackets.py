"""Figures whose sign or unit stands in brackets: （1,234.50）万元 is a loss, 营业收入（百万美元）：1,234.5 names its unit first."""

from __future__ import annotations

import re
from typing import NamedTuple

from aftershock.extract.figures import money
from aftershock.extract.figures.tableunits import IN_BRACKETS, bracketed_unit
from aftershock.extract.figures.units import Unit
from aftershock.extract.language.chinesenumbers import magnitude_of
from aftershock.extract.language.numerals import Numeral
from aftershock.model import MentionKind

_MAGNITUDE = re.compile("[）)][ \u00a0]?(?P<magnitude>[十百千]?[万亿]|百万|千)?")
_LOSS = re.compile("(?:亏损|损失|负债|减少|下降)(?:额|净额)?[为约达：:]{0,2}$")
_LABEL = re.compile(f"{IN_BRACKETS.pattern}(?:[：:]|分别为|为|约|达)?[ \u00a0]?$")
_LABEL_ENDS = frozenset("：:）)为约达 \u00a0")
_KINDS: dict[str, MentionKind] = {"money": "money", "count": "count", "headcount": "headcount"}


class Loss(NamedTuple):
    """An amount in the brackets of accountants."""

    unit: Unit
    start: int
    sign: int


def in_brackets(text: str, number: Numeral) -> Loss | None:
    """（1,234.50）万元, (2.3)亿元: below nothing, unless a word before says that it is a loss."""
    start = number.start - 1
    if not number.grouped or text[max(0, start) : number.start] not in ("（", "("):
        return None
    magnitude = _MAGNITUDE.match(text, number.end)
    currency = money.after(text, magnitude.end()) if magnitude else None
    if magnitude is None or currency is None:
        return None
    factor = magnitude_of(magnitude["magnitude"]) if magnitude["magnitude"] else 1
    word = text[magnitude.end() : currency.end]
    unit = Unit("money", currency.end, currency.code, "money/in brackets", currency.factor * factor, word=word)
    return Loss(unit, start, 1 if _LOSS.search(text, max(0, start - 8), start) else -1)


def labelled(text: str, number: Numeral) -> Unit | None:
    """The unit that the label of a bare number gives in brackets: 营业收入（百万美元）：1,234.5."""
    start = number.start
    if text[max(0, start - 1) : start] not in _LABEL_ENDS or number.chinese:
        return None
    label = _LABEL.search(text, max(0, start - 16), start)
    if label is None:
        return None
    said = bracketed_unit(label)
    kind = _KINDS.get(said.kind)
    return kind and Unit(
        kind, number.end, said.unit, f"{said.kind}/label", said.factor, per=said.per, word=label.group()
    )
