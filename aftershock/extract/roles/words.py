"""Role words: the vocabulary's words that tell what a figure is, and the things that are counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from aftershock.lexicon import Lexicon, pattern

APART = "apart"
"""The role of words that only hold another role's word and say nothing (销售权限, 卖家, 未受限资金)."""


class Hit(NamedTuple):
    """A word that may give a figure its role."""

    role: str
    word: str
    start: int
    end: int
    weak: bool = False


_SUMS = re.compile(r"[货贷存欠钱回罚借赔退付汇尾]款\Z")
"""Money by its name: a bare 款 counts products, 商家的货款 does not."""


class RoleReader:
    """Finds role words of one vocabulary; made once per Lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._money = _Table((w, (r.role, r.weak)) for r in lexicon.money for w in r.words)
        self._percentage = _Table((w, (r.role, r.weak)) for r in lexicon.percentage for w in r.words)
        self._actions = _Table((w, (role, False)) for role, words in lexicon.actions for w in words)
        self._things = {w.lower(): thing for thing, words in lexicon.things for w in words}
        self._of_unit = lru_cache(maxsize=4096)(self._thing)  # few units are most of those that texts have
        self._things_expression = re.compile(pattern(self._things, any_case=True))

    def hits(self, kind: str, text: str, start: int, end: int) -> list[Hit]:
        """All role words of a stretch of text, overlapping ones resolved to the longest."""
        table = self._money if kind == "money" else self._percentage if kind == "percentage" else self._actions
        found = []
        for match in table.expression.finditer(text, start, end):
            word = match.group()
            role, weak = table.of(word.lower())
            found.append(Hit(role, word, match.start(), match.end(), weak))
        return found

    def thing(self, unit: str | None) -> str | None:
        """What is counted, in the vocabulary's words: the longest known word that the unit ends with."""
        return self._of_unit(unit)

    def _thing(self, unit: str | None) -> str | None:
        if not unit or _SUMS.search(unit):
            return None
        lowered = unit.lower()[-8:]
        for length in range(len(lowered), 0, -1):
            if thing := self._things.get(lowered[-length:]):
                return thing
        return None

    def first_thing(self, text: str, start: int, end: int) -> str | None:
        """The first thing named in a stretch of text, with what goes on right behind it (卖家|账号 are accounts)."""
        found = self._things_expression.search(text, start, end)
        while found and (more := self._things_expression.match(text, found.end(), end)):
            found = more
        return self._things[found.group().lower()] if found else None

    def bare(self, noun: str) -> bool:
        """Whether a noun is the thing itself, without a word that says which (企业, not 中国企业)."""
        return noun.lower() in self._things

    def things_in(self, text: str, start: int, end: int) -> list[str]:
        """The things named in a stretch of text, in order."""
        return [self._things[m.group().lower()] for m in self._things_expression.finditer(text, start, end)]


class _Table:
    """Words with the role that each tells."""

    def __init__(self, words: Iterable[tuple[str, tuple[str, bool]]]) -> None:
        self._roles: dict[str, tuple[str, bool]] = {}
        for word, role in words:
            self._roles.setdefault(word.lower(), role)
        self._gapped = [(word.partition("…"), role) for word, role in self._roles.items() if "…" in word]
        self.expression = re.compile(pattern(self._roles, any_case=True))

    def of(self, found: str) -> tuple[str, bool]:
        """The role of what the expression found, which may fill a word's gap, and whether it is weak."""
        role = self._roles.get(found)
        if role is not None:
            return role
        return next(role for (first, _, last), role in self._gapped if found.startswith(first) and found.endswith(last))


@lru_cache(maxsize=8)
def reader(lexicon: Lexicon) -> RoleReader:
    """The compiled vocabulary, kept between documents."""
    return RoleReader(lexicon)
