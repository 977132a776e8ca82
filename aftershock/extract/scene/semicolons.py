"""Semicolons: the parts of a sentence, behind each of which another may begin to speak."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.language.sentences import Sentence, Span

_APART = re.compile("[;；]")


def parts(text: str, sentence: Sentence) -> Sequence[Sentence]:
    """A sentence in parts that semicolons end, each with its clauses; quoted ones end nothing."""
    if not _APART.search(text, sentence.start, sentence.end):
        return (sentence,)
    parts: list[Sentence] = []
    clauses: list[Span] = []
    quotes, counted = 0, sentence.start
    for clause in sentence.clauses:
        clauses.append(clause)
        quotes += text.count("“", counted, clause.end) - text.count("”", counted, clause.end)
        counted = clause.end
        if (text[clause.end : clause.end + 1] in (";", "；") and quotes <= 0) or clause is sentence.clauses[-1]:
            start = clauses[0].start if parts else sentence.start
            end = sentence.end if clause is sentence.clauses[-1] else clause.end
            parts.append(Sentence(text, start, end, sentence.paragraph))
            clauses = []
    return parts
