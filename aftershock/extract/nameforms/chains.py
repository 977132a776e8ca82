"""What public offices are named by, part behind part: 关务署|高雄关|机场分关."""

from __future__ import annotations

import re
from typing import NamedTuple

from aftershock.extract.language.alternatives import any_of
from aftershock.vocabulary import Offices


class Chains(NamedTuple):
    """What public offices are named by: offices.toml, compiled."""

    part: re.Pattern[str]
    """One part of an office, behind what it belongs to."""
    unit: re.Pattern[str]
    """A kind of part, right behind its place."""
    whole: re.Pattern[str]
    """An office behind its place."""
    firsts: frozenset[str]
    """With what one begins."""
    fields: frozenset[str]
    """What offices are for."""


GOES_ON = {
    "部": "门分署落队件位级属长",
    "处": "理于罚置",
    "科": "技学研",
    "组": "织成合建",
    "队": "伍员",
    "关": "于键注系税闭联门",
    "站": "在点",
    "室": "内外",
    "所": "有以在得属持",
    "司": "法机令",
    "厅": "级",
    "局": "面势限促部",
    "课": "程题",
    "署": "名",
    "股": "份东票价权本市",
    "心": "化",
    "院": "校士",
}
"""Letters with which an office's last one makes a word of its own: 该局|面."""
NOWHERE = "于在由向对从自经被与和及或等至到前后往赴来把将会同并该各此某本全两几数多我个名位下所辖"
"""Letters that no short place's name has that is not listed."""
NUMBERS = "一二三四五六七八九十"
SIDES = "东南西北中"


def compiled(offices: Offices) -> Chains:
    """What an office and its parts look like."""
    no_word = "|".join(f"(?<={last})[{more}]" for last, more in GOES_ON.items())
    one = f"(?:{any_of(offices.fields)}|第[{NUMBERS}0-9]{{1,3}}|[{SIDES}][区部])"
    field = f"{one}(?:[及和与]?{one}){{0,6}}"
    kind = any_of((*offices.units, *offices.parts))
    sited = f"(?:(?![{NOWHERE}])[\u4e00-\u9fff]){{2}}(?:{any_of(offices.sited)})"
    numbered = f"[东南西北中第{NUMBERS}]{{1,3}}(?:分局|分署|大队|总队)"
    return Chains(
        part=re.compile(f"(?:{field}(?:{kind})|{sited}|{numbered})(?!{no_word})"),
        unit=re.compile(f"(?:{any_of((*offices.units, *offices.parts, *offices.sited))})(?!{no_word})"),
        whole=re.compile(f"{field}(?:{any_of(offices.units)})(?!{no_word})"),
        firsts=frozenset((*(field[0] for field in offices.fields), "第", *SIDES)),
        fields=frozenset(offices.fields),
    )
