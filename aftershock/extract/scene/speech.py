"""Speech: the vocabulary's words of saying, compiled for finding who says what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aftershock.extract.language.scan import ScanAlone
from aftershock.lexicon import Speech, pattern

ANNOUNCED = ("公告", "公布", "披露", "宣布")
"""S公告，…: said of the clauses that follow."""
HEARD = ("获悉", "了解到", "得知", "获知", "了解")
"""从S处获悉，…: said of the clauses that follow."""
AT_END = ("显示", *ANNOUNCED, *HEARD)
"""Words that tell at the end of a clause."""
_SOME = "(?<![责始言情办理伙制持内事证系法商间荐起托掌当])人"
"""人称华南城四少 and 有人说 name nobody; 负责人说, 创始人称 and 知情人说 do."""
_JOINS = ("另", "又", "而", "不过", "但")
"""What may stand before a word of sources."""


@dataclass(frozen=True, slots=True)
class SpeechPatterns:
    says: re.Pattern[str]
    telling: ScanAlone
    """These verbs, words of sources and those that tell at the end of a clause, anywhere in a text."""
    according: re.Pattern[str]
    sourced: frozenset[str]
    """First letters of these words."""
    shows: re.Pattern[str]
    paper: re.Pattern[str]
    anonymous: re.Pattern[str]
    people: tuple[str, ...]
    rumour: re.Pattern[str]
    acts: re.Pattern[str]

    def tells_rumour(self, text: str, begin: int, start: int, end: int) -> bool:
        """Whether what is told from `start` on is a rumour, by its words or those that lead to it from `begin` on.

        What is said to one (针对网传消息，甲公司澄清，…) is none.
        """
        found = self.rumour.search(text, begin, end)
        if found and found.start() < start and _ANSWERED.search(text, begin, found.start()):
            found = self.rumour.search(text, start, end)
        return found is not None


_ANSWERED = re.compile(r"(?:针对|对于?|关于|就)[^，。；\n]{0,30}\Z")
"""Before a rumour that somebody only answers."""


@lru_cache(maxsize=8)
def speech_patterns(speech: Speech) -> SpeechPatterns:
    noun = pattern(speech.anonymous)
    before, after = (
        f"(?<![俗简统名号别自堪职对下合传据小学述被])(?<!{_SOME})(?<!信息(?=披露))(?<![当同本]期(?=披露))",
        "(?![的为之号谓呼法明服辞师函信日前者])",
    )
    says = f"{before}(?:{pattern(speech.says)})(?:了|道)?{after}"
    sources = (*speech.according, *AT_END)
    return SpeechPatterns(
        says=re.compile(says),
        telling=ScanAlone(_firsts((*speech.says, *sources)), f"(?P<verb>{says})|{pattern(sources)}"),
        according=re.compile(rf"^\W*(?:{'|'.join(_JOINS)})?(?:{pattern(speech.according)})(?!点|有|此)"),
        sourced=frozenset(word[0] for word in (*_JOINS, *speech.according)),
        shows=re.compile(rf"(?:{pattern(speech.shows)})+$"),
        paper=re.compile(f"(?:{pattern(speech.papers)})(?!会)"),
        anonymous=re.compile(
            rf"((?:(?:有关|[^，。；：、“”‘’《》（）()\s的有]){{0,12}}的?)?(?:{noun}))(?=$|[向对在也则均都还已就告此曾进并一同补])"
        ),
        people=tuple(speech.anonymous),
        rumour=re.compile(pattern(speech.rumour)),
        acts=re.compile(rf"(?:{pattern(speech.acts)})"),
    )


def _firsts(words: Sequence[str]) -> Iterator[str]:
    """The first two letters of each, before a gap."""
    return (word.partition("…")[0][:2] for word in words)
