"""What every match of a pattern has, read off the pattern itself and not off texts that happen to show it.

A match is walked through letter by letter, as the pattern's parts allow. How far a walk has come with one of the words
looked for is the longest beginning of one that its last letters are; a walk that has met a word whole is given up. What
is left at the end are matches without any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from importlib import import_module
from typing import Any

_parser: Any = import_module("re._parser")
_CATEGORIES = {"CATEGORY_DIGIT": "0123456789", "CATEGORY_SPACE": " \t\n\r\x0b\x0c\xa0\u3000"}
"""Letters of the classes, as folded texts have them."""
_OTHER = "\0"
"""Any letter that no word has."""
MANY = 64
"""More rounds of a repeated part than any word has letters."""
States = frozenset[str]
Step = Callable[[str, str], str | None]
"""From how far a walk has come and the next letter to how far it comes by that; None where it is given up."""


def holds(pattern: re.Pattern[str], words: Collection[str]) -> bool:
    """Whether one of the words stands in every match, what it looks ahead at included."""
    firsts = {word[:n] for word in words for n in range(len(word) + 1)}

    def step(state: str, letter: str) -> str | None:
        said = state + letter
        if any(said.endswith(word) for word in words):
            return None
        return next(said[n:] for n in range(len(said) + 1) if said[n:] in firsts)

    return not _Walk(step, set("".join(words))).through(_parts(pattern), frozenset({""}))


def begins(pattern: re.Pattern[str], letters: Collection[str], *, backwards: bool = False) -> bool:
    """Whether every match begins, or ends where `backwards`, with one of the letters."""

    def step(state: str, letter: str) -> str | None:
        return state or (None if letter in letters else letter)

    return not _Walk(step, set(letters), backwards=backwards).through(_parts(pattern), frozenset({""}))


def ends(pattern: re.Pattern[str], letters: Collection[str]) -> bool:
    """Whether every match ends with one of the letters."""
    return begins(pattern, letters, backwards=True)


def _parts(pattern: re.Pattern[str]) -> Any:
    return _parser.parse(pattern.pattern, pattern.flags)


class _Walk:
    def __init__(self, step: Step, letters: Iterable[str], *, backwards: bool = False) -> None:
        self._step = step
        self._letters = frozenset(letters)
        self._backwards = backwards

    def through(self, parts: Iterable[tuple[Any, Any]], states: States) -> States:
        """How far walks come that have come so far before these parts of a pattern."""
        for kind, inside in reversed(list(parts)) if self._backwards else parts:
            if not states:
                break
            states = self._part(str(kind), inside, states)
        return states

    def _part(self, kind: str, inside: Any, states: States) -> States:
        if kind in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return self._by(_letters(kind, inside, self._letters), states)
        if kind == "BRANCH":
            return frozenset().union(*(self.through(branch, states) for branch in inside[1]))
        if kind in ("SUBPATTERN", "ATOMIC_GROUP"):
            return self.through(inside[-1] if kind == "SUBPATTERN" else inside, states)
        if kind.endswith("_REPEAT"):
            return self._repeated(*inside, states)
        if kind == "ASSERT" and inside[0] == (-1 if self._backwards else 1):
            return states if self.through(inside[1], states) else frozenset()
        if kind in ("ASSERT", "ASSERT_NOT", "AT"):
            return states
        raise ValueError(f"{kind} in a pattern: what it lets through is not known here")

    def _repeated(self, least: int, most: int, parts: Any, states: States) -> States:
        reached = frozenset() if least else states
        for n in range(1, min(int(most), int(least) + MANY) + 1):
            states = self.through(parts, states)
            if n >= least:
                if states <= reached:
                    break
                reached |= states
        return reached

    def _by(self, letters: Collection[str], states: States) -> States:
        reached = (self._step(state, letter) for state in states for letter in letters)
        return frozenset(state for state in reached if state is not None)


def _letters(kind: str, inside: Any, asked: frozenset[str]) -> Collection[str]:
    """Which letters one place of a pattern takes: of those asked for, and _OTHER where it takes any more."""
    if kind == "ANY":
        return asked | {_OTHER}
    if kind == "LITERAL":
        return {chr(inside)} if chr(inside) in asked else {_OTHER}
    if kind == "NOT_LITERAL":
        return (asked - {chr(inside)}) | {_OTHER}
    taken: set[str] = set()
    negated = str(inside[0][0]) == "NEGATE"
    for sort, value in inside[negated:]:
        if str(sort) == "CATEGORY":
            known = _CATEGORIES.get(str(value))
            taken |= set(known) if known is not None else asked | {_OTHER}
        elif str(sort) == "RANGE":
            taken |= {chr(code) for code in range(value[0], value[1] + 1)}
        else:
            taken.add(chr(value))
    if negated:
        return (asked - taken) | {_OTHER}
    return (taken & asked) | ({_OTHER} if taken - asked else set())
