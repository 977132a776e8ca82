"""Attribution: the figures of a text, each with who says it."""

from __future__ import annotations

from collections.abc import Sequence

from aftershock.extract.scene.said import Said, Statement
from aftershock.model import Mention, Trace


def speakers(mentions: Sequence[Mention], said: Said) -> tuple[Mention, ...]:
    """The same mentions, each with the speaker of the innermost statement that holds it."""
    return tuple([_with_speaker(m, said.around(m.start, m.end)) for m in mentions])


def _with_speaker(mention: Mention, statement: Statement | None) -> Mention:
    if statement is None or statement.speaker is None:
        return mention
    how = "speaker: quoted" if statement.direct else f"speaker: reported from {statement.start}"
    trace = mention.trace
    if trace is not None:
        trace = Trace(trace.rule, trace.trigger, f"{trace.anchor}; {how}" if trace.anchor else how)
    return mention.with_speaker(statement.speaker, statement.direct, trace)
