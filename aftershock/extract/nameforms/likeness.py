"""Whether a stretch of text is a proper name at all: by the words that the cutter's dictionary has and lacks."""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.borders import DERIVED, LEADING, NEVER, NTH, UNBOUND
from aftershock.extract.nameforms.lore import Lore
from aftershock.model import NameKind


def proper(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> float:
    """How much a stretch looks like a proper name rather than words of the language: 0 (not) to 1 (surely)."""
    name = text[start:end]
    if name not in cuts.proper:
        cuts.proper[name] = _proper(text, start, end, cuts, lore)
    return cuts.proper[name]


def _proper(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> float:
    name = text[start:end]
    if name in lore.not_names or name in lore.stops or name in lore.heads or name in lore.titles:
        return 0.0
    if name in lore.by_form:
        return 1.0
    if lore.sort(name):
        return 0.0
    if " " in name.strip() and name.isascii():
        parts = name.split()
        return 0.9 if all(part[0].isupper() for part in parts) and parts[0] not in lore.not_latin else 0.0
    words = cuts.bare(start, end)
    if len(words) > 1 and len(words[-1]) == 1 and name[-2:] in lore.distinct:
        words = [*cuts.bare(start, end - 2), name[-2:]]  # 鑫|航电|商: the ending is known, and a word across it is none
    if (
        words[0] in UNBOUND
        or name[0] in "本各该此每某"
        or (name[0].isdigit() and re.match(r"\d+(?:[年月日%亿万家个]|$)", name))
    ):
        return 0.0
    for word in words:
        if word in NEVER or word in "，。；：、！？“”（）()《》\n\t ":
            return 0.0
    if len(words) > 1 and compound(name, lore) and any(len(word) > 1 and not tag(word) for word in words):
        return 0.3  # 小|吃快餐, as the cutter parts 小吃快餐
    stem = list(words)
    if len(stem) > 2 and stem[-1] not in lore.last_words and _short(stem[-2] + stem[-1], lore):
        del stem[-2:]  # 甲乙|早教|中心
    while len(stem) > 1 and (stem[-1] in lore.last_words or _endings(stem[-1], lore)):
        stem.pop()
    ended = len(stem) < len(words)
    ending = lore.trailing.search(stem[-1], 1) if not ended and stem[-1][-1] in lore.last_letters else None
    if ending is not None and ending.start() > 1:
        # One word with its ending, as the cutter guesses for what it does not know: 注册资本, 甲乙科技; 使用|安全玻璃.
        rest = stem[-1][: ending.start()]
        if len(stem) == 1 or lore.ordinary(rest) or rest in lore.plain:
            stem, ended = [*stem[:-1], rest], True
    if ended and "".join(stem) in lore.not_names:
        return 0.0
    if ended and "".join(stem) in lore.by_form:
        return 0.9
    return _stem(stem, ended, name[-1] in lore.last_letters and _distinct(name, lore), lore)


def _distinct(name: str, lore: Lore) -> bool:
    """Whether the longest ending that a name has tells names from words of the language."""
    ending = next((name[at:] for at in range(1, len(name)) if name[at:] in lore.last_words), None)
    return ending in lore.distinct


def _short(word: str, lore: Lore) -> bool:
    return word in lore.last_words and lore.last_words[word].strength == "short"


def _endings(word: str, lore: Lore) -> bool:
    """Two endings that the cutter takes for one word: 控股集团."""
    return len(word) == 4 and word[:2] in lore.last_words and word[2:] in lore.last_words


def _stem(words: list[str], ended: bool, distinct: bool, lore: Lore) -> float:
    """The same for what is left of a name without its ending words."""
    stem = "".join(words)
    if POINTING.match(words[0]) or (ended and stem in lore.plain):
        return 0.0
    for word in words:
        if (word in lore.stops and len(word) > 1) or word in "该此其各":
            return 0.0
    if not STILL.isdisjoint(words[1:]) and not (distinct and len(stem) == 2 and stem[1] == "都"):
        return 0.0
    if any(len(w) > 2 and w[-1] in DERIVED for w in words[:-1]) or lore.place_at(stem + "某", 0) == len(stem):
        return 0.0
    if len(words) == 2 and ended and distinct and tag(words[1]) == "np" and lore.place_at(stem, 0) == len(words[0]):
        words = words[1:]  # 杭州|甲乙|微电子
    return _one_word("".join(words), ended, distinct, lore) if len(words) == 1 else _several(words, ended, lore)


POINTING = re.compile(
    rf"{NTH.pattern}|[这那另只仅其最某][\u4e00-\u9fff]|每[个条家位名款项]|我[来们国市省]|[无未零]营收|未盈利|前?\d+[场届家款]\Z"
)
"""With what no name begins: 第四届|中国地产, 另一家|水泥, 最具|领导力."""
STILL = frozenset("已曾还也都又将仍均再未")
"""Adverbs, which no name has further in."""


RESULTS = frozenset("全好紧牢掉完满足活稳出准透")
"""With what a verb makes a word that no dictionary has: 补全, 管好."""


def compound(word: str, lore: Lore) -> bool:
    """Two words of the language that the cutter takes for one which it does not know: 心理健康, 严厉打击."""
    return len(word) == 4 and all(
        tag(half) not in ("", "np") and half not in lore.by_form for half in (word[:2], word[2:])
    )


def _one_word(stem: str, ended: bool, distinct: bool, lore: Lore) -> float:
    kind = "np" if stem in lore.callings else tag(stem)
    if stem in lore.modern or stem in lore.not_latin or stem in lore.stops:
        return 0.0
    if any(char.isascii() and char.isalpha() for char in stem):
        return 0.9
    if len(stem) > 2 and stem[-1] in "省市县镇乡村区":
        return 0.0
    if not kind and (compound(stem, lore) or (len(stem) == 2 and stem[1] in RESULTS and tag(stem[0]) == "v")):
        return 0.1
    if not kind and not (len(stem) > 2 and stem[-1] in DERIVED):
        return 0.9 if stem not in lore.inside else 0.1
    if not ended or len(stem) not in (2, 3) or stem in lore.inside:
        return 0.0
    return 0.6 if kind == "np" and distinct else 0.3 if kind and kind[0] not in "vdpcrmtuq" else 0.0


def _several(words: list[str], ended: bool, lore: Lore) -> float:
    stem = "".join(words)
    ordinary = [
        w
        for w in words
        if len(w) > 1
        and (
            tag(w)
            or w in lore.stops
            or w in lore.inside
            or w in lore.modern
            or w[-1] in DERIVED
            or (len(w) == 4 and compound(w, lore))
        )
    ]
    single = [w for w in words if len(w) == 1]
    unknown = [w for w in words if len(w) > 1 and w not in ordinary]
    if any(tag(w)[:1] in ("d", "p", "c", "r", "u", "t", "y") and w not in lore.inside for w in ordinary):
        return 0.0
    if any(w in LEADING or w == "和" for w in words[1:]):
        return 0.0
    if any(w.isascii() and w.isalnum() for w in words) and (ordinary or words[0][0].isdigit()):
        return 0.3
    if len(ordinary) > 1 and not ended:
        return 0.3
    if ended and len(stem) == 3 and words[-1] in OF_SHOPS:
        return 0.7
    if ended and len(stem) > 3 and any(tag(w) == "v" and len(w) > 1 and w not in lore.inside for w in words[1:]):
        return 0.2  # 要稳慎推进|资本
    if unknown:
        placed = lore.place_at(stem, 0) == len(words[0])
        return 0.4 if words[0] in ordinary and ended and words[0] not in lore.last_words and not placed else 0.8
    if not ordinary:
        return 0.7 if len(stem) <= 4 and sum(w in lore.stops for w in single) < 2 else 0.3
    if single and len(stem) <= 4 and not any(w in lore.stops for w in single):
        return 0.5
    return 0.1


OF_SHOPS = frozenset("堂坊轩斋阁记庄")
"""Letters that houses end their names with: 启明|堂|教育."""
FIRM_KINDS = frozenset(["company", "investor"])


def firmlike(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """A firm's ending after a stem of two to four letters that is no kind of firm: 锦绣地产, not 高端酒店."""
    words = cuts.bare(start, end)
    stem = list(words)
    while len(stem) > 1 and stem[-1] in lore.last_words and lore.last_words[stem[-1]].strength != "full":
        stem.pop()
    if len(stem) == 3 and len(stem[0]) > 1 and lore.place_at(text, start) == start + len(stem[0]):
        start, stem, words = start + len(stem[0]), stem[1:], words[1:]  # 上海|烁|光|网络
    size = sum(map(len, stem))
    if (
        len(stem) == len(words)
        or not 2 <= size <= 4
        or len(stem) > 2
        or lore.last_words[words[-1]].kind not in FIRM_KINDS
    ):
        return False
    name = text[start:end]
    if name in lore.not_names or name in lore.by_form or name[0] < "\u4e00" or "".join(stem) in lore.plain:
        return False
    if POINTING.match(name) or (size > 2 and "".join(stem)[-1] in DERIVED):
        return False
    if lore.place_at(name, 0) == size:
        return lore.last_words[words[-1]].strength == "short"
    return not any(
        word in lore.stops
        or word in lore.heads
        or word in lore.modern
        or word in lore.plain
        or word in lore.titles
        or (
            len(word) > 1
            and (
                word in lore.inside
                or (
                    word not in lore.callings
                    and (tag(word) == "ad" or tag(word)[:1] in ("v", "d", "p", "c", "r", "m", "t", "f", "q", "u"))
                )
            )
        )
        for word in stem
    )


def ends_as(name: str, kind: NameKind, lore: Lore) -> bool:
    """Whether a stretch ends as names of a kind do, though words of the language go before: 南山国家基金."""
    ending = lore.trailing.search(name, 2)
    if ending is None or lore.last_words[ending[0]].kind != kind or name in lore.not_names:
        return False
    stem = name[: ending.start()]
    words = Cuts(name).bare(0, ending.start())
    return (
        stem not in lore.plain
        and stem not in lore.abroad
        and not any(word in lore.stops or word in lore.heads or word in lore.plain or word in NEVER for word in words)
        and (lore.place_at(name, 0) > 0 or lore.known.at(name, 0) is not None or not lore.ordinary(words[0]))
    )


OF_NATURE = frozenset(
    "鹿兔猫狗熊豚鱼鸟虎狮象马牛羊猪鹅蜂蝶雀鹰鸽蚁龟鼠猴鹭狐狸鲸鲨蜗果瓜莓桃梨橙橘柠檬萄豆荷葵花草叶木林森竹松梅兰菊杏榄田星月阳光火山海洋湖溪泉云雨雪风虹露石球帆"
)
"""Last letters of beasts, plants and things of nature, which do no business but lend firms their names."""


def natural(name: str, lore: Lore) -> bool:
    """Whether a word of the language is a beast, a plant or a thing of nature: 向日葵, 麦田, 蜗牛."""
    return (
        name[-1] in OF_NATURE
        and 2 <= len(name) <= 4
        and tag(name) in ("n", "np")
        and not (name in lore.plain or name in lore.heads or name in lore.stops or name in lore.not_names)
        and lore.place_at(name, 0) == 0
        and name not in lore.modern
        and name[0] not in lore.common
    )


TRANSCRIBING = frozenset("莱弗沃尔斯蒂克洛珈伽普奥拓菲诺迈奇卡哈博特顿凯泰索尼")
"""Letters that transcribe foreign sounds, two of which no given name is made of: 欧|莱凯."""


def person_like(name: str, lore: Lore) -> bool:
    """Three letters with a surname that no firm's usual last letter ends, or two with a common one."""
    if name in lore.by_form or len(name) not in (2, 3):
        return False
    return (
        name[0] in lore.common
        if len(name) == 2
        else name[0] in lore.surnames
        and name[-1] not in "信通科达特康宝德斯仕尔坊客仓铺"
        and not (name[1] in TRANSCRIBING and name[2] in TRANSCRIBING)
    )


def nouns(border: int, start: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether nothing but nouns and words of names makes up a stretch."""
    return all(
        word in lore.inside or (tag(word)[:1] == "n" and word not in lore.stops and word not in lore.heads)
        for word in cuts.bare(border, start)
    )


def trade(text: str, start: int, begin: int, stop: int, lore: Lore) -> bool:
    """Whether an ending that trades share has a word of the language before it, and so makes no name: 加密|通信."""
    ending = lore.last_words.get(text[begin:stop])
    if ending is None or (ending.strength != "faint" and text[begin:stop] not in ("期货", "供应链", "俱乐部")):
        return False
    stem = text[start:begin]
    return stem not in lore.by_form and lore.place_at(text, start) == start and lore.ordinary(stem[:2])
