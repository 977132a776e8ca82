"""Words of a clause, by jieba's dictionary: where a name cannot begin or end inside a word.

rjieba is used where it is installed (the same cuts, sixteen times as fast). Nothing is loaded before the first clause
is cut, and only clauses with an uncertain border are.
"""

from __future__ import annotations

import importlib.util
import logging
import re
import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain
from pathlib import Path

CLAUSE = re.compile(r"[\u4e00-\u4e27\u4e29-\u9fffA-Za-z0-9·&＆.*%-]{1,80}")
"""What is cut at once: between two marks (丨 is one of them) nothing but letters and figures."""

PROPER = ("nr", "ns", "nt", "nz", "j")
"""jieba's tags of proper names; its other words are ordinary ones."""
COMMON = 60
"""Above this count in jieba's corpus the tag of a name is not believed: 上市 and 明星 are tagged as names there."""
RARE = 8
"""Below this count a word of jieba's dictionary is as likely part of a name as a word of business prose."""

_ENTRY = re.compile(rf"^\S{{1,4}} (?:[{RARE}-9]|[0-9]{{2,}}) (?!nt)\S+$", re.M)
"""A line of the dictionary with a word of four letters at most that is not rare, its count and its tag."""

Word = tuple[int, int, str]
"""Start, end, the word."""


_ADVERBS = frozenset("正已将曾拟还并也再又仍均都")
_LEADS = frozenset("与对向以被由把为从跟")
_LEADING = frozenset("与为及若但且对被由至据系将是向诉乃")
"""Of these no word that the cutter guesses begins with, unless it leads to a name: 为|甲乙丙."""
_TRADERS = "大卖"
"""Large sellers, as the trade calls them: no dictionary has the word, and the cutter glues it to a name."""
_ENDING = frozenset("拟及均皆已自于以")
"""With these no word that the cutter guesses ends: 甲乙电商|拟|与."""
_NEVER_LAST = frozenset("已均皆")
"""With these not even a guess of two letters ends: 鑫航电商 is cut 鑫|航电|商已."""
_PARTIES = frozenset(
    [
        *(
            "业主",
            "运营",
            "经营",
            "合作",
            "投资",
            "收购",
            "供应",
            "客户",
            "平台",
            "股东",
            "受让",
            "出让",
            "转让",
            "承租",
        ),
        *("出租", "建设", "施工", "开发", "委托", "代工", "管理", "主办", "承办", "接盘", "交易", "品牌", "开发商"),
    ]
)
"""Words that with 方 say what somebody is."""
_GLUED = _ADVERBS | _LEADING | {_TRADERS[0]}
_GLUE = re.compile(f"[{''.join(sorted(_GLUED | _ENDING))}]")
"""Most stretches hold none of these: looked for by an expression, for a set must be handed each letter."""
_ABROAD = frozenset("华美中外内日欧")
"""对华, 对美: words that no dictionary has."""


class Cuts:
    """The words of one text, cut clause by clause when asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        if CLAUSE.fullmatch(text):  # as what is cut by itself mostly is
            self._starts, self._ends = [0], [len(text)]
        else:
            found = list(CLAUSE.finditer(text))
            self._starts, self._ends = list(map(re.Match.start, found)), list(map(re.Match.end, found))
        self._last = 0, 0
        """The clause that was asked for last: the next question is often of the same."""
        self._words: dict[tuple[int, int], list[Word]] = {}
        self._pieced: dict[tuple[int, int], tuple[list[int], list[str]]] = {}
        """The same as borders and words, of which many are asked only for the first."""
        self.borders: dict[tuple[str, int, bool], int | None] = {}
        """What was found out about stretches, kept because names recur: where a name begins before its ending."""
        self.proper: dict[str, float] = {}
        """How much a stretch looks like a name."""

    def opens(self, at: int) -> bool:
        """Whether a clause begins here."""
        found = bisect_right(self._starts, at)
        return found > 0 and self._starts[found - 1] == at

    def clause(self, at: int) -> tuple[int, int]:
        """Start and end of the clause that holds the character at `at` or ends there; (at, at) where there is none."""
        if self._last[0] <= at < self._last[1]:
            return self._last
        found = bisect_right(self._starts, at) - 1
        if found < 0 or self._ends[found] < at:
            return at, at
        self._last = self._starts[found], self._ends[found]
        return self._last

    def words(self, start: int, end: int) -> Sequence[Word]:
        """Words of a stretch that may hold marks; a mark is a word of its own."""
        found = self._words.get((start, end))
        if found is None:
            borders, words = self.pieces(start, end)
            found = self._words[start, end] = list(zip(borders, borders[1:], words, strict=False))
        return found

    def bare(self, start: int, end: int) -> Sequence[str]:
        """The same without where they stand."""
        return self.pieces(start, end)[1]

    def edge_after(self, at: int) -> int:
        """The first place from `at` on where a word of its clause begins."""
        if self.is_edge(at):
            return at
        borders = self._pieces(self.clause(at))[0]
        return borders[bisect_left(borders, at)]

    def is_edge(self, at: int) -> bool:
        """Whether a word may begin or end at this offset."""
        clause = self._last
        if not clause[0] <= at < clause[1]:
            clause = self.clause(at)
        if at in clause:
            return True
        borders = (self._pieced.get(clause) or self._pieces(clause))[0]
        return borders[bisect_left(borders, at)] == at

    def pieces(self, start: int, end: int) -> tuple[list[int], list[str]]:
        """Where the words of a stretch begin, with its end; and these words."""
        return self._pieced.get((start, end)) or self._first_cut(start, end)

    def _first_cut(self, start: int, end: int) -> tuple[list[int], list[str]]:
        """The same of a stretch that was not asked for before; it may hold marks."""
        clause = self._last
        if not clause[0] <= start < clause[1]:
            clause = self.clause(start)
        if start < end <= clause[1]:
            return self._within((start, end), clause) or self._pieces((start, end))
        borders: list[int] = []
        words: list[str] = []
        at = start
        for piece in CLAUSE.finditer(self._text, start, end):
            inner, found = self._inside(piece.span(), self.clause(piece.start()))
            borders += [*range(at, piece.start()), *inner[:-1]]
            words += [*self._text[at : piece.start()], *found]
            at = piece.end()
        return [*borders, *range(at, end + 1)], [*words, *self._text[at:end]]

    def _inside(self, key: tuple[int, int], clause: tuple[int, int]) -> tuple[list[int], list[str]]:
        """The same of a stretch without marks."""
        return self._pieced.get(key) or self._within(key, clause) or self._pieces(key)

    def _within(self, key: tuple[int, int], clause: tuple[int, int]) -> tuple[list[int], list[str]] | None:
        """The words of a stretch that begins and ends at borders of its clause, where that is cut already."""
        whole = self._pieced.get(clause) if key[1] <= clause[1] and key != clause else None
        if whole is None:
            return None
        borders, words = whole
        start, end = key
        first = bisect_left(borders, start)
        if borders[first] != start:
            return None
        last = bisect_left(borders, end, first)
        if borders[last] != end:
            return None
        found = self._pieced[key] = borders[first : last + 1], words[first:last]
        return found

    def _pieces(self, key: tuple[int, int]) -> tuple[list[int], list[str]]:
        """Where the words of a stretch begin, with its end; and these words."""
        found = self._pieced.get(key)
        if found is None:
            start, end = key
            words = _words(self._text[start:end])
            found = self._pieced[key] = list(accumulate(map(len, words), initial=start)), words
        return found


def cut(stretch: str) -> Sequence[str]:
    """The words of a stretch by itself."""
    return _words(stretch) if CLAUSE.fullmatch(stretch) else Cuts(stretch).bare(0, len(stretch))


def _words(stretch: str) -> list[str]:
    """The same of one without marks."""
    words = _cutter()(stretch)
    if _GLUE.search(stretch) and [
        word
        for word in words
        if (len(word) > 2 and (word[0] in _GLUED or word[-1] in _ENDING)) or word[1:] in _NEVER_LAST
    ]:
        words = list(chain.from_iterable(map(_unglued, words)))
    return _parties(words) if "方" in stretch else words


def _unglued(word: str) -> tuple[str, ...]:
    """正|与|甲乙: the cutter guesses one word where it does not know the name."""
    if len(word) > 3 and word[0] in _ADVERBS and word[1] in _LEADS and not tag(word):
        return word[0], word[1], word[2:]
    if len(word) > 2 and word[0] in _LEADING and not (word[0] == "对" and word[1] in _ABROAD):
        return (word,) if tag(word) or tag(word[:2]) else (word[0], word[1:])
    if word[-1] in _ENDING and len(word) > 2 and not (tag(word) or tag(word[-2:])):
        return word[:-1], word[-1]
    if word[1:] in _NEVER_LAST and not tag(word):
        return word[0], word[1]
    if word.startswith(_TRADERS) and len(word) > 2 and not tag(word):
        return _TRADERS, word[2:]
    return (word,)


def _parties(words: list[str]) -> list[str]:
    """业主方|华岳, where the cutter guesses a person's name: 业主|方华岳."""
    for n in range(len(words) - 1, 0, -1):
        word = words[n]
        if word[0] == "方" and words[n - 1] in _PARTIES and not (len(word) > 1 and tag(word)):
            words[n - 1 : n + 1] = [word for word in (f"{words[n - 1]}方", word[1:]) if word]
    return words


@cache
def _cutter() -> Callable[[str], list[str]]:
    if importlib.util.find_spec("rjieba"):
        import rjieba

        rust: Callable[[str], list[str]] = rjieba.cut
        return rust
    import jieba

    jieba.setLogLevel(logging.WARNING)
    # jieba unmarshals a cache out of the shared temporary folder, where anyone may have put it: use one of our own.
    folder = tempfile.TemporaryDirectory(prefix="aftershock-jieba-")
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = folder.name
    tokenizer.initialize()
    folder.cleanup()
    return lambda text: list(tokenizer.cut(text))


@cache
def _dictionary() -> dict[str, str]:
    """jieba's words with the first letters of their tags; proper names are left out."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    words: dict[str, str] = {}
    tags: dict[str, str] = {}
    for line in _ENTRY.findall((Path(spec.origin).parent / "dict.txt").read_text("utf-8")):
        word, count, tag = line.split(" ")
        if tag.startswith(PROPER):
            if int(count) < COMMON:
                continue
            tag = "np"
        words[word] = tags.setdefault(tag, tag)
    return words


@lru_cache(maxsize=1 << 15)
def tag(word: str) -> str:
    """jieba's tag of an ordinary word (n, v, d …); empty for names and for what its dictionary lacks.

    "np" is a common word that jieba has for a name. Kept, because texts ask for the same words again and again, and the
    dictionary is so large that each look into it waits for the memory.
    """
    return _dictionary().get(word, "")
