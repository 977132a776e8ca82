"""Text → tokens, so that a phrase query finds exactly what a literal scan of the folded text finds.

The rules are few, work code point by code point, and are the same in every engine and in the site's own search. They
are written here so that another language can follow them; `TOKENS` is their version.

**1. Folding** (`fold`) replaces each code point by exactly one code point, so offsets stay what they were:

a. control, format and separator characters, lone surrogates (categories Cc, Cf, Cs, Zs, Zl, Zp) and U+2423 → a space;
b. else its NFKC form, when that is one code point (full-width → ASCII, ① → 1, ㍿ stays);
c. then its lower case, when that is one code point;
d. then its simplified form by the table in simplified.txt (first line: traditional, second line: simplified, in step).

**2. Cutting** the folded text, leftmost first, by `TOKEN`:

- *han*: a run of Han characters, kana and hangul (`HAN`);
- *word*: a run of other letters and numbers. A point between two digits 0-9 stays inside (1.69), and so does a comma
  followed by exactly three digits (4,143); letters and digits stay together (b2c). Words over 64 code points are cut
  into pieces of 64;
- *space*: a run of spaces, which becomes the one token ␣ (none at either end of the text);
- *other*: any other code point, a token of its own.

Nothing is dropped: the tokens say all that the folded text says, but for the length of runs of spaces.

**3. Two token streams** are indexed, each with positions 0, 1, 2 …:

- `grams`: a han run of n ≥ 2 gives its n - 1 overlapping pairs, a lone Han character itself; the rest as cut;
- `chars`: a han run gives its single characters; the rest as cut.

**4. A query phrase** is folded, stripped and cut alike, and asked as a phrase of consecutive tokens: of `chars` when
one of its han runs is a lone character (年 in 2020年: the text may go on with 底, and pairs would not match), else of
`grams`, whose postings are far shorter.

Why that equals the literal scan: both streams are cut at the same places whatever stands around, except inside words,
and there a match at anything but a word's border is not wanted (5 is not found in 1.5, nor amaz in amazon).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from operator import add
from typing import Literal, NamedTuple

TOKENS = 1
"""Version of the rules; an index made by other rules is rebuilt."""

SPACE = "␣"
BORDER = "␣␣"
"""Stands between title and text, which are indexed together. No query holds it, so no phrase runs across."""
HAN = (
    r"\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
LONGEST_WORD = 64
"""Both engines cut or drop very long terms, each at its own length; ours comes first."""

_LETTER = rf"[^\W_{HAN}]"
WORD = re.compile(rf"{_LETTER}+(?:(?<=[0-9])(?:\.(?=[0-9])|,(?=[0-9]{{3}}(?![0-9]))){_LETTER}+)*")
TOKEN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>{WORD.pattern})|(?P<space> +)|(?P<other>[\s\S])")

Stream = Literal["grams", "chars"]


@cache
def simplified() -> dict[str, str]:
    """Traditional character → simplified character, one to one."""
    table = files("indexer").joinpath("simplified.txt").read_text("utf-8").split("\n")
    return dict(zip(table[0], table[1], strict=True))


class _Folding(dict[int, str]):
    """Code point → its folded form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp") or char == SPACE:
            folded = " "
        else:
            folded = _single(unicodedata.normalize("NFKC", char), char)
            folded = _single(folded.lower(), folded)
            folded = simplified().get(folded, folded)
        self[code] = folded
        return folded


def _single(changed: str, before: str) -> str:
    return changed if len(changed) == 1 else before


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The form in which text is compared. Same length as `text`: offsets stay what they were."""
    return text.translate(_FOLDING)


class Phrase(NamedTuple):
    """A query phrase as an engine asks it: consecutive tokens of one stream. Without tokens it asks nothing."""

    stream: Stream
    tokens: tuple[str, ...]


@lru_cache(maxsize=1024)
def phrase(run: str) -> Phrase:
    """The phrase that finds `run` literally (rule 4)."""
    folded = fold(run).strip(" ")
    lone = any(match.lastgroup == "han" and len(match.group()) == 1 for match in TOKEN.finditer(folded))
    stream: Stream = "chars" if lone else "grams"
    return Phrase(stream, tuple(_grams(folded) if stream == "grams" else _chars(folded)))


def grams(text: str) -> str:
    """The `grams` stream, parted by spaces, as a whitespace tokenizer reads it."""
    return " ".join(_grams(fold(text).strip(" ")))


def chars(text: str) -> str:
    """The `chars` stream, parted by spaces, as a whitespace tokenizer reads it."""
    return " ".join(_chars(fold(text).strip(" ")))


def streams(text: str) -> tuple[str, str]:
    """`grams` and `chars` of one text, folded and cut once."""
    pairs: list[str] = []
    singles: list[str] = []
    for match in TOKEN.finditer(fold(text).strip(" ")):
        token = match.group()
        if match.lastgroup == "han":
            singles.extend(token)
            if len(token) > 1:
                pairs.extend(map(add, token, token[1:]))
            else:
                pairs.append(token)
        else:
            rest = _rest(match.lastgroup, token)
            singles.extend(rest)
            pairs.extend(rest)
    return " ".join(pairs), " ".join(singles)


def _grams(folded: str) -> Iterator[str]:
    for match in TOKEN.finditer(folded):
        token = match.group()
        if match.lastgroup == "han" and len(token) > 1:
            yield from map(add, token, token[1:])
        else:
            yield from _rest(match.lastgroup, token)


def _chars(folded: str) -> Iterator[str]:
    for match in TOKEN.finditer(folded):
        token = match.group()
        yield from token if match.lastgroup == "han" else _rest(match.lastgroup, token)


def _rest(group: str | None, token: str) -> tuple[str, ...]:
    if group == "space":
        return (SPACE,)
    if len(token) <= LONGEST_WORD:
        return (token,)
    return tuple(token[start : start + LONGEST_WORD] for start in range(0, len(token), LONGEST_WORD))


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the places of one run in folded text."""

    run: str
    """Folded; empty for a run of nothing but spaces, which stands nowhere."""
    pattern: re.Pattern[str] | None
    """Where there are spaces in the run, of which the text may have more."""
    cuts: bool
    """Whether a match could begin or end inside a word."""

    def spans(self, folded: str, reach: int | None = None) -> list[tuple[int, int]]:
        """Every place [start, end), at word borders; overlapping ones too. With `reach`, those so near the first."""
        if self.pattern is not None:
            found = [match.span(1) for match in self.pattern.finditer(folded)]
        else:
            place = folded.find(self.run)
            if place < 0 or not self.run:
                return []
            found = self._places(folded, place, None if self.cuts else reach)
        if self.cuts:
            found = _at_borders(folded, found)
        if reach is not None and found and found[-1][0] >= found[0][0] + reach:
            return [span for span in found if span[0] < found[0][0] + reach]
        return found

    def _places(self, folded: str, place: int, reach: int | None) -> list[tuple[int, int]]:
        run, width, find = self.run, len(self.run), folded.find
        found: list[tuple[int, int]] = []
        stop = len(folded) if reach is None else place + reach
        while 0 <= place < stop:
            found.append((place, place + width))
            place = find(run, place + 1)
        return found


def _at_borders(folded: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of `spans` that neither begin nor end inside a word."""
    starts: list[int] | None = None
    words: list[tuple[int, int]] = []

    def inside(offset: int) -> bool:
        nonlocal starts
        if _INNER.match(folded, offset) is None:
            return False  # most end beside a sign that stands in no word: no need to cut the text into its words
        if starts is None:
            words.extend(match.span() for match in WORD.finditer(folded))
            starts = [start for start, _ in words]
        before = bisect_right(starts, offset) - 1
        return before >= 0 and words[before][0] < offset < words[before][1]

    return [(start, end) for start, end in spans if not inside(start) and not inside(end)]


@lru_cache(maxsize=1024)
def finder(run: str) -> Finder:
    """What finds `run`."""
    wanted = fold(run).strip(" ")
    spaced = re.compile("(?=(" + " +".join(map(re.escape, re.split(" +", wanted))) + "))") if " " in wanted else None
    return Finder(wanted, spaced, cuts=bool(_EDGE.search(wanted)))


_EDGE = re.compile(rf"^[.,]|^{_LETTER}|{_LETTER}$|[.,]$")
_INNER = re.compile(rf"(?<={_LETTER}|[.,])(?:{_LETTER}|[.,])")
"""A place that may be inside a word."""


def occurrences(text: str, run: str) -> list[tuple[int, int]]:
    """Every place [start, end) of `text` where `run` stands literally, at word borders; overlapping ones too."""
    return finder(run).spans(fold(text))
