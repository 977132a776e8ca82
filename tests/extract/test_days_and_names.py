"""Names and days that stand beside each other: neither is read into the other."""

from __future__ import annotations

from datetime import date

import pytest

from aftershock.extract.dates import dates
from aftershock.extract.names.apart import apart_from_days
from aftershock.model import NameFound

PUBLISHED = date(2021, 8, 12)


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ("股票自8月9日上午9时起在交易所停牌。", "时起", False),
        ("本周老铺金饰调价。", "周老铺金饰", False),
        ("公司于29日向农商行借款。", "29日向农商行", False),
        ("时报3月4日讯", "时报3月4日", False),
        ("平台即日起停业。", "即日起", False),
        ("2020年海岳电器停产。", "海岳电器", True),
        ("截至天星股份的公告，门店已关。", "天星股份", True),
        ("海岳2020年停产。", "海岳", True),
    ],
)
def test_a_name_that_is_half_of_a_day_is_none(text: str, name: str, kept: bool) -> None:
    at = text.index(name)
    found = NameFound(name, "company", mentions=((at, at + len(name)),))
    assert bool(apart_from_days((found,), dates(text, PUBLISHED))) is kept


def test_a_name_keeps_its_other_mentions() -> None:
    text = "本周老店开业。周老店是品牌。"
    found = NameFound("周老店", "brand", mentions=((1, 4), (7, 10)))
    (left,) = apart_from_days((found,), dates(text, PUBLISHED))
    assert left.mentions == ((7, 10),)
