"""Chinese personal names: where one that begins here ends, and what looks like one and is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from aftershock.extract.language.alternatives import any_of
from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import ScanAlone
from aftershock.extract.nameforms.lore import Lore
from aftershock.vocabulary import Vocabulary

TRAILING = frozenset("自不的在被即更则也还又再均都曾已将便就仍却亦只")
"""Adverbs that a given name is taken for."""
NOT_LAST = frozenset("的了着是对向于在被把给也都均称说还曾已是等将时")
"""No given name ends with these; they belong to what follows."""
_EARLY = frozenset("在就已于前年")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The vocabulary's words about persons, compiled."""

    title_end: re.Pattern[str]
    surname: re.Pattern[str]
    says: ScanAlone
    """Words of speech of one letter."""
    single: frozenset[str]
    not_names: frozenset[str]
    follow: re.Pattern[str]
    between: re.Pattern[str]
    """What may stand between a speaker and the word of speech."""
    doubtful: frozenset[str]
    not_given: frozenset[str]


@lru_cache(maxsize=8)
def patterns(vocabulary: Vocabulary) -> Patterns:
    words = vocabulary.persons
    single = "".join(words.surnames)
    surname = rf"(?:{any_of(words.compound_surnames)}|[{single}])"
    speech = any_of(words.speech)
    said = [word for word in words.speech if len(word) == 1]
    return Patterns(
        title_end=re.compile(rf"(?:(?:{any_of(words.titles)})[、兼及和]?)+\Z"),
        surname=re.compile(surname),
        says=ScanAlone(said, f"[{''.join(said)}]"),
        single=frozenset(single),
        between=re.compile(
            rf"(?:{any_of(words.adverbs)}|[向对]{{1}}[^，。；：]{{2,16}}|在[^，。；：]{{2,16}}(?:时|中|上|里)|接受[^，。；：]{{2,16}}时)+\Z"
        ),
        not_names=frozenset(words.not_names),
        doubtful=frozenset(words.doubtful_surnames),
        not_given=frozenset((*words.titles_after, *words.titles)),
        follow=re.compile(
            rf"[^\u4e00-\u9fff]|{speech}|在|对|向|于|和|与|及|的|将|被|为|是|以|因|从|到|等|就|今|近|日|昨|针|等|分|亲|先|带|率|给|来|去|有|未|已|正|会|能|要|没|提|给|自|通|签|涉|共|再|又|却|都|所|主|领|用|看|让|把|拿|离|控制|处以|创[立办建]|执掌|掌舵|携|兼|出席|加盟|加入|操盘|一手|名下|遭|一|临危|(?<!因)早[前在就已]|持[股有]|此前|稍早|当时"
        ),
    )


NUMERALS = frozenset("一二三四五六七八九十百千万亿几数两半零〇")


OF_SENTENCES = frozenset("都同与及于向时来成和位全关")
"""Surnames that are words of every sentence."""


def _wordy(family: str, given: str) -> bool:
    """Whether what stands behind a doubtful surname is a word: 高|管, but not 高|靖."""
    kind = tag(given)
    if family in OF_SENTENCES:
        return kind != ""
    return kind != "np" and kind[1:] != "g" and kind[:1] in tuple("vndpcmqrfatbijls")


def begins_word(text: str, start: int, end: int, lore: Lore, words: Patterns) -> bool:
    """A title followed by a word of the language: 会长任期, 总经理办公会."""
    name = text[start:end]
    if name[0] in words.doubtful and (
        _wordy(name[0], name[1:]) or lore.place_at(name + "某", 1) > 1 or name[1] in lore.stops
    ):
        return True
    if name[1:] in words.not_given:
        return True
    if lore.ordinary(name) or (
        end - start == 3
        and lore.ordinary(name[:2])
        and name[:2] not in words.single
        and tag(name[:2])[:1] not in ("a", "n")
        and not (tag(name[:2]) == "m" and name[0] not in NUMERALS)
    ):
        return True
    two = text[start : start + 2]
    return two in words.not_names or two in lore.stops or bool(tag(two)[:1] in ("v", "p", "d", "c") and len(name) == 2)


def name_end(text: str, start: int, cuts: Cuts, words: Patterns) -> int | None:
    """End of the Chinese name that begins here: two to four characters, by what follows."""
    surname = words.surname.match(text, start)
    if surname is None:
        return None
    family = surname.end() - start
    for given in (2, 1):
        end = start + family + given
        piece = text[start + family : end]
        if len(piece) < given or not all("\u4e00" <= c <= "\u9fff" for c in piece):
            continue
        if given == 2 and (words.follow.match(text, end) or end >= len(text)):
            shorter = words.follow.match(text, end - 1) is not None
            if text[end - 1] == "早" and text[end : end + 1] in _EARLY:
                continue  # 张岚|早在2015年
            if text[end - 1] in NOT_LAST or text[end - 1] in TRAILING:
                continue
            if shorter and not cuts.is_edge(end):
                continue
            if _speech_at(text, end - 1) and not _speech_at(text, end):
                continue
            return end
        if given == 1 and (words.follow.match(text, end) or end >= len(text)):
            return end
    for _, stop, _word in cuts.words(start, min(len(text), cuts.clause(start)[1], start + 10)):
        if family < stop - start <= family + 2:
            return stop - 1 if text[stop - 1] in TRAILING and stop - start > family + 1 else stop
    return None


def _speech_at(text: str, at: int) -> bool:
    return any(
        text.startswith(word, at)
        for word in (
            "表示",
            "认为",
            "告诉",
            "透露",
            "指出",
            "介绍",
            "强调",
            "坦言",
            "称",
            "说",
            "分析",
            "解释",
            "回应",
            "回忆",
        )
    )


def plain_word(name: str, lore: Lore, words: Patterns) -> bool:
    """Whether this is a word of the language, and no name that is so common that the dictionary has it."""
    return lore.ordinary(name) and not _common_name(name, lore, words)


def _conjoined(name: str, words: Patterns) -> bool:
    """和张玲, 与李明: a conjunction before a name, though it may be a surname."""
    return name[0] in words.doubtful and words.surname.match(name, 1) is not None


def _common_name(name: str, lore: Lore, words: Patterns) -> bool:
    """A personal name so common that the cutter's dictionary has it: 张伟; places have tags of the same kind."""
    return (
        tag(name) == "np"
        and name[0] in words.single
        and name[0] not in words.doubtful
        and lore.place_at(name + "某", 0) == 0
        and name not in lore.stops
    )


def _is_other(word: str) -> bool:
    """A verb, adverb, pronoun, number or time: no part of a name. The dictionary counts 许家 among the numbers, too."""
    kind = tag(word)[:1]
    return kind in ("v", "d", "p", "c", "r", "t") or (kind == "m" and word[0] in NUMERALS)


def is_name(start: int, end: int, text: str, cuts: Cuts, lore: Lore, words: Patterns) -> bool:
    name = text[start:end]
    if (
        name[1:] in words.not_given
        or name in words.not_names
        or name[:2] in words.not_names
        or name in lore.by_form
        or _conjoined(name, words)
        or plain_word(name, lore, words)
        or name[-1] in TRAILING
        or name[-1] == "们"
    ):
        return False
    if len(name) == 3 and (_is_other(name[:2]) or name[:2] in lore.stops):
        return False
    pieces = cuts.bare(start, end)
    if not cuts.is_edge(end) and not (text[end : end + 1] in ("称", "说") and cuts.is_edge(end + 1)):
        # The cutter takes 称 for the end of a name that it does not know.
        return False
    return not any(
        len(word) > 1 and (_is_other(word) or tag(word)[:1] == "f" or word in lore.last_words) for word in pieces
    )
