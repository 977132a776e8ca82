"""Main events: of what the clauses of a sentence tell, what is an event of its own and what tells more of another."""

from __future__ import annotations

import re
from itertools import pairwise

from aftershock.extract.events.days import ACCOUNTS, Told
from aftershock.extract.events.particulars import InOrder
from aftershock.extract.events.parties import TELLING
from aftershock.extract.events.word import BREACH
from aftershock.extract.events.words import EventReader
from aftershock.extract.language.sentences import Span

_WHY = re.compile("(?<!原)因(?!此)|由于|涉嫌")
"""Before a breach or in it: it is why something else was done (因违反清算规定，被罚款…; 涉嫌违规，店铺被关)."""
_ABSORBS_NOTHING = TELLING | {BREACH}


class Mains:
    """Of one text: its letters, its figures and days in order, and the words of events."""

    def __init__(self, text: str, figures: InOrder, days: InOrder, words: EventReader) -> None:
        self.text = text
        self.figures = figures
        self.days = days
        self.words = words

    def main(self, stretches: list[Told]) -> list[Told]:
        """Without what only tells more of another event of the sentence; neighbours of one type become one."""
        if len(stretches) < 2:
            return stretches
        swallowed = {kind for s in stretches for kind in self.words.swallows.get(s.word.type, ())}
        stretches = [s for s in stretches if s.word.type not in swallowed]
        stretches = self._unabsorbed(stretches)
        merged: list[Told] = []
        for before, s in pairwise((stretches[0], *stretches)) if stretches else ():
            # 一是处罚甲；二是处罚乙: each is its own.
            apart = s.word.type not in ACCOUNTS and not self._same_part(before.clause, s.clause)
            apart = apart or (before.word.type == s.word.type and self._other_days(before.clause, s.clause))
            if merged and not apart and (merged[-1].word.type == s.word.type or self._of_accounts(merged[-1], s)):
                last = merged[-1]
                plainer = s if s.word.strong and not last.word.strong else last
                merged[-1] = Told(plainer.word, plainer.clause, Span(last.span.start, s.span.end))
            else:
                merged.append(s)
        return merged

    def _unabsorbed(self, stretches: list[Told]) -> list[Told]:
        """Without what only tells more of another event: of one between the same semicolons, figures of any."""
        main = [s for s in stretches if not self._tells_more(s) and s.word.type not in _ABSORBS_NOTHING]
        return [
            s
            for s in stretches
            if not self._tells_more(s)
            or self._is_aim(s)
            or not any(
                s.word.type in ACCOUNTS or self._same_part(s.clause, other.clause)
                for other in main
                if other.word.type != s.word.type
            )
        ]

    def _tells_more(self, stretch: Told) -> bool:
        """Whether a type, a word (受影响的店铺) or a reason only tells more of another event beside it."""
        word = stretch.word
        if word.type == BREACH:
            return not word.strong or _WHY.search(self.text, stretch.clause.start, word.end) is not None
        return word.type in self.words.absorbed or self.text[word.start : word.end] in self.words.absorbed

    def _is_aim(self, stretch: Told) -> bool:
        """Whether a stretch tells of an aim by a figure of its own, whatever is told beside it in other clauses."""
        return stretch.word.type == "目标" and bool(self.figures.within(*stretch.clause))

    def _other_days(self, one: Span, other: Span) -> bool:
        """Whether each of two clauses names a day of its own (1月关了两家店，3月关了四家)."""
        days, others = self.days.within(*one), self.days.within(*other)
        return bool(days and others and one != other) and days[-1].from_ != others[0].from_ is not None

    def _same_part(self, one: Span, other: Span) -> bool:
        """Whether no semicolon parts two clauses of a sentence: behind one something else is told."""
        first, last = sorted((one, other))
        return self.text.find("；", first.end, last.start) < 0

    def _of_accounts(self, accounts: Told, loss: Told) -> bool:
        """Whether a loss is only the next figure of accounts that the sentence gives (营收3亿元，净亏损1亿元)."""
        if accounts.word.type != "财报" or loss.word.type != "亏损":
            return False
        return bool(self.figures.within(accounts.span.start, accounts.span.end))
