"""Names in lists: 包括A、B、C等数十家头部卖家; “四少”（A、B、C）; 客户有A、B和C.

A list is one of names when what it is of says so (卖家, 平台, 车企 …) and most of its items look like names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.nameforms.items import items_of, lists
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.listitems import named
from aftershock.extract.names.listnouns import (
    all_counted,
    branded,
    headed,
    held_through,
    labelled,
    noun_of,
    of_media,
    opened,
)
from aftershock.extract.names.listsigns import (
    EACH,
    FOLLOWS,
    SUFFERED,
    besides,
    bodily,
    grouped,
    may_be_headed,
    promising,
    told_of_firms,
)
from aftershock.extract.names.listwords import list_words

KINDS = re.compile(
    r"等?(?:\d+|[二两三四五六七八九十多几数])?大?(?:业态|板块|业务|领域|赛道|品类|场景|渠道|产业|行业|环节|维度|模块)(?!公司|集团|平台)"
    r"|等?[\d两二三四五六七八九十几多]+家(?:分行|支行|分公司|门店|分店|直营店)"
)
"""Behind a list that says of what kinds things are."""
TOLD = re.compile(r"[则着了把被让给]")
"""What is told of a body, so that the item is more than its name: 甲乙|则带着丙丁."""


def listings(
    text: str, names: dict[int, Sighting], cuts: Cuts, lore: Lore, traditional: bool = False
) -> Iterator[Sighting]:
    """Names that stand in lists; `names`, found before and given by where they start, vouch for their neighbours.

    `traditional` tells that the text was printed in traditional characters.
    """
    words = list_words(lore.vocabulary)
    for found in lists(text):
        told = promising(text, found, names, words, traditional)
        if not (told or may_be_headed(text, found, words)):
            continue
        each = items_of(text, found, cuts, lore, words.openers)
        first = next(each, None)
        if first is None or not (told or opened(text, first[0], found.end(), lore, words)):
            continue
        items = [first, *each]
        if KINDS.match(text, items[-1][1]):
            continue  # 旗下涵盖百货、超市、免税|五大业态
        bodies = sum(1 for start, end in items if start in names and not TOLD.search(text, names[start].end, end))
        noun = noun_of(text, items, cuts, words)
        if noun is None and any(start not in names and lore.place_at(text, start) == end for start, end in items):
            continue  # 在浦东、金山以及崇明|都有布局
        counted = (
            all_counted(text, items)
            or held_through(text, items)
            or (bodies > 0 and (labelled(text, items) or of_media(text, items, names)))
        )
        if len(items) > 1 and (
            noun
            or counted
            or headed(text, first[0], lore, words)
            or _befallen(text, items)
            or besides(text, first[0], names)
            or branded(text, items)
            or grouped(text, found)
            or 2 * bodies >= len(items)
            or bodily(text, items, bodies)
            or told_of_firms(text, items, names, traditional)
        ):
            yield from named(text, items, noun, counted, names, cuts, lore)


def _befallen(text: str, items: list[tuple[int, int]]) -> bool:
    """Whether what stands behind a list is told of several firms, each of them."""
    first, end = items[0][0], items[-1][1]
    if SUFFERED.match(text, end) is not None or EACH.match(text, end) is not None:
        return True
    return text[first - 1] == "继" and FOLLOWS.match(text, end) is not None
