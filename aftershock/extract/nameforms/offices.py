"""Local offices: those that a short place alone names, and their parts, named behind them."""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import tag

BRANCH = re.compile(
    r"(?:[\u4e00-\u9fff]{1,4}(?:区|县|新区|开发区)|[\u4e00-\u9fff]{2,3})?分局|(?:经侦|经济犯罪侦查|网安|刑侦)(?:支队|大队)"
)
"""A part of a local office, named behind it: 公安局|某区分局."""
CAMPUS = re.compile(r"[\u4e00-\u9fff]{2,6}?分校")
LOCAL = ("公安局", "税务局", "市场监管局", "市场监督管理局", "监督管理局", "生态环境局", "自然资源局", "管理局")
UNITS = frozenset(["派出所", "公安分局", "工商分局", "消防大队", "消防救援大队", "交警大队"])
"""Offices that are named by a short place that no list has: 甲乙|工商分局."""
NEARBY = frozenset(
    [
        *(
            "所辖",
            "下属",
            "下辖",
            "辖下",
            "开发区",
            "当地",
            "辖区",
            "附近",
            "所在",
            "所在地",
            "属地",
            "公安",
            "边防",
            "基层",
            "社区",
            "镇上",
            "农村",
            "水上",
        ),
        *("铁路", "机场", "港口", "园区", "景区", "交通", "治安", "分区", "新区", "地方", "各地", "本地"),
        *("一地", "某地", "异地", "外地", "多地", "两地", "刑侦", "经侦", "网安"),
    ]
)
"""Before such an office, no name of it."""


DISTRICT = re.compile(
    r"(?!高新|开发|示范|试验|功能|自治|直辖|地级|县级|主城|老城|新城|沿海|部分|各地|所在|其他|多个|两个|本地|周边|保税|经开)"
    r"[\u4e00-\u9fff]{2}[区县]"
)
"""A district or county that no list has, before its office: 运河区|市场监督管理局."""


def named_by_place(stem: str, unit: str) -> bool | None:
    """Whether one word before a local office is its name; None where the office is none of those."""
    if unit.endswith(LOCAL) and DISTRICT.fullmatch(stem):
        return True
    if unit not in UNITS or not 1 < len(stem) < 4 or stem in NEARBY:
        return None
    return tag(stem) in ("", "np", "n")


def part(text: str, name: str, end: int) -> int:
    """Where the name of an office or a university ends with the part that is named right behind it."""
    pattern = BRANCH if name.endswith(LOCAL) else CAMPUS if name.endswith("大学") else None
    found = pattern.match(text, end) if pattern else None
    return found.end() if found else end
