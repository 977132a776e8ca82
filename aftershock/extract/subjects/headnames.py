"""Head names: who opens a clause by a name that no rule knows, whatever he then does, found by the words of the clause.

星禾|全部关闭了在当地的8家门店              星禾
主营家居的|星禾|被封了11个店铺              星禾
培训机构|星禾|突然停课，涉及11个校区        星禾

The row of words up to the first that moves the clause is looked at: a word that no dictionary has is a name, with the
letter that stands alone before it; what says of what kind he is goes before it. A row of the language's words is one
only where the text has it again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.language.cutting import cut, tag
from aftershock.extract.language.scan import occurrences
from aftershock.extract.language.sentences import Sentence
from aftershock.extract.scene import Scene
from aftershock.extract.subjects.keepers import unheard

_LEADS = ("c", "d", "t", "ad", "r")
"""Tags of what may stand before whoever opens a clause."""
_MOVES = ("v", "d", "p", "t", "c", "r", "u", "y", "l", "i", "a", "s", "f")
"""Tags of words that end the row in which a name may stand."""
_STOPS = frozenset(
    "在已将也又还共就被遭从因于则却仅曾再有关砍撤裁自至与和同对受是为把由向让使都均正才更的等一了比早做占（("
)
"""Letters that do so alone."""
_OF_IT = re.compile(
    "主要|部分|多个|所有|多家|最新|账户|全部|全国|国内|全球|门店|店铺|账号|站点|分店|公司|主打|损失|数量|总数"
)
_SURE = re.compile("旗下|名下|集团|员工|创始人|发言人|负责人|一家|公告|方面|官方|官网|股价|总部")
"""Behind somebody's name, and nothing else's."""
_KIND = re.compile(
    r"(?:品牌|连锁店?|巨头|企业|公司|机构|龙头|[商店房馆院吧社]|集团|卖家|大卖|平台|超市|百货|餐厅|学校|银行|药房|工厂|院线|老字号|对手|一家)\Z"
)
"""What says of what kind somebody is, before his name."""
_SAYS = re.compile("表示|证实|称|说|透露|告诉|坦言|指出|认为|介绍|解释|说道|回忆|强调|直言|告知|向|对")
"""What persons do: who opens a clause so may be one."""
_NOBODY = re.compile(r"[上讯减增]\Z|(?:旗舰|专卖|体验)店\Z|旅客|论坛")
_LETTERS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9&·]+|[A-Z][A-Za-z0-9&·’' ]*")
_BACK = 3
"""How many sentences before are looked at."""
_LONGEST, _LATIN, _SHORT = 8, 24, 3


def head_name(scene: Scene, start: int, end: int, *, whole: bool = False) -> str | None:
    """Who opens a stretch of a clause, by a name unknown here; `whole` where nothing need follow it in the clause."""
    text = scene.outline.text
    words = cut(text[start:end].rstrip("，。；：、"))
    places = scene.places.within(start, end)
    for first in _beginnings(words):
        last = first
        while last < len(words) and not _moves(words[last]):
            last += 1
        last -= last > first and words[last - 1] == " "
        if last == len(words) and not whole:
            continue
        sure = last < len(words) and _SURE.fullmatch(words[last]) is not None
        name = _name(scene, words[first:last], sure=sure)
        if name is None or (not sure and len(name) <= _SHORT and any(map(_SAYS.fullmatch, words[last : last + 4]))):
            continue
        at = start + len("".join(words[:last])) - len(name)
        if not any(p.start < at + len(name) and p.end > at for p in places):
            return name
    return None


def head_before(scene: Scene, sentence: Sentence) -> str | None:
    """Who opens one of the sentences before in the paragraph, by a name unknown here, where no other is named since."""
    number = scene.outline.index(sentence.start) or 0
    for n in range(number - 1, max(-1, number - 1 - _BACK), -1):
        earlier = scene.outline.sentences[n]
        if earlier.paragraph != sentence.paragraph or scene.places.within(earlier.start, earlier.end):
            return None
        for clause in earlier.clauses[:2]:
            if name := head_name(scene, clause.start, clause.end, whole=True):
                return name
    return None


def _beginnings(words: Sequence[str]) -> list[int]:
    """Where the row of words may begin: behind what leads to it, and behind the 的 that ends what describes him."""
    first = 0
    while first < len(words) and (tag(words[first]).startswith(_LEADS) or _is_date(words, first)):
        first += 1
    described = [
        n + (2 if words[n + 1 : n + 2] == ["是"] else 1)
        for n, word in enumerate(words)
        if n > first and word in ("的", "从", "称")
    ]
    return [first + (words[first : first + 1] == ["对于"]), *described]


def _is_date(words: Sequence[str], at: int) -> bool:
    """Whether a number of a date stands here, or what it counts."""
    return (words[at][0].isdigit() and words[at + 1 : at + 2] in (["年"], ["月"], ["日"])) or (
        at > 0 and words[at] in "年月日底末初前内" and words[at - 1][-1] in "0123456789年月日"
    )


def _moves(word: str) -> bool:
    kind = tag(word)
    return bool(
        word in _STOPS
        or word[0].isdigit()
        or _OF_IT.fullmatch(word)
        or _SURE.fullmatch(word)
        or (len(word) > 1 and kind.startswith(_MOVES) and not kind.startswith("vn"))
    )


def _name(scene: Scene, row: Sequence[str], *, sure: bool) -> str | None:
    """The name that ends a row of words, behind nothing but what says of what kind he is.

    `sure` where what follows leaves no doubt that somebody is named.
    """
    first = next((n for n, word in enumerate(row) if not (tag(word) or scene.words.bare(word))), None)
    strange = first is not None
    if first is None:
        kinds = (n for n in range(len(row) - 1, 0, -1) if _KIND.search(row[n - 1]))
        first = next(kinds, 0)
        proper = len(row) - first > 1 and (sure or any(len(word) == 1 or tag(word) == "np" for word in row[first:]))
        again = len(list(occurrences(scene.outline.text, "".join(row)))) > 1
        if not proper or not (sure or first or again):
            return None
    elif sum(len(word) > 1 and tag(word) != "" for word in row[first:]) > 1:
        return None  # 纾解成本压力
    elif first and len(row[first - 1]) == 1 and row[first - 1] not in "家个名位":
        first -= 1
    name = "".join(row[first:])
    name = name[1:] if name[0] in "而但" and len(name) > 2 else name
    if first and not _KIND.search("".join(row[:first])):
        return None
    if len(name) > (_LATIN if name.isascii() else _LONGEST) or scene.words.hits("count", name, 0, len(name)):
        return None
    if tag(name[-2:])[:1] == "v" or name[-1] in _STOPS or _NOBODY.search(name) or (len(name) == 2 and _is_deed(name)):
        return None
    fits = len(name) > (1 if strange else 2) and _LETTERS.fullmatch(name)
    return name if fits and unheard(scene, name, sure=not strange) else None


def _is_deed(pair: str) -> bool:
    """Whether two letters are a verb with what it is done to, which no dictionary has: 限产; or lead on: 比上年."""
    return pair[0] in _STOPS or (tag(pair[0]) == "v" and tag(pair[1])[:1] in ("v", "n"))
