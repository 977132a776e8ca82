"""List heads: whose the items of a list are, by the words that open it, where an item only says of what kind or where.

青禾零售关闭的门店中，商超26家，百货有5家        青禾零售
青禾零售公布年报。关闭的门店中，江苏有9家        青禾零售
"""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import tag
from aftershock.extract.language.sentences import Sentence
from aftershock.extract.scene import Scene
from aftershock.extract.scene.places import TOWN
from aftershock.extract.subjects.clausenames import in_clause
from aftershock.extract.subjects.kinds import TRADES
from aftershock.extract.subjects.sentencesbefore import earlier_name
from aftershock.model import Mention

_HEAD = re.compile(r"(?:的[\u4e00-\u9fff]{1,6}?|名单)(?:当中|之中|中|里)，")
_ITEM = re.compile(
    rf"(?P<what>{TRADES}|[\u4e00-\u9fff]{{2,8}}?)(?:类|业态)?(?:有|为|则|关闭|关店|闭店)*(?:约|近|超过?)?"
)


def of_list(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """Whom the words that open a list name, else the sentences before, of an item that names nobody."""
    text = scene.outline.text
    head = None
    for mark in ("中，", "里，"):
        at = text.find(mark, sentence.start, mention.start)
        head = head or (_HEAD.search(text, sentence.start, at + 2) if at >= 0 else None)
    clause = sentence.clause(mention.start)
    if head is None or clause.start < head.end() or scene.places.within(head.end(), mention.start):
        return None
    start = max(clause.start, text.rfind("、", clause.start, mention.start) + 1)
    item = _ITEM.fullmatch(text, start, mention.start)
    what = item["what"] if item else ""
    if not (TOWN.fullmatch(what) or tag(what) == "np" or scene.words.thing(what) == "stores" or _KIND.fullmatch(what)):
        return None
    return in_clause(scene, sentence.start, head.end(), role) or earlier_name(scene, sentence, role)


_KIND = re.compile(TRADES)
