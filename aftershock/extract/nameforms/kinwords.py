"""Words of kinship, across which no name goes on: 甲控股公司|乙, 甲子公司|乙."""

from __future__ import annotations

import re

KIN = ("控股公司", "参股公司", "子公司", "孙公司", "母公司", "附属公司", "控股股东", "旗下")
"""What a body is to another, between the two."""
_ANY = re.compile("公司|控股股东|旗下")
"""What each of them holds; most stretches hold none."""
LINKS = ("为", "是", "系", "即", "之")
"""Letters that lead from such a word to the name."""


def behind_kin(text: str, first: int, last: int) -> int:
    """Where a stretch goes on behind the last such word that stands between two places, else its first place."""
    for word in KIN if _ANY.search(text, first, last) else ():
        if (at := text.rfind(word, first, last)) >= 0 and text[at + len(word)] != "有":
            first = at + len(word) + text.startswith(LINKS, at + len(word))
    return min(first, last)
