"""Names, relations, events and claims across documents. Pure: the same documents give the same answer in any order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from aftershock.model import Event, Evidence, Relation
from aftershock.resolve.claims import Statement, questions, statements
from aftershock.resolve.events import events, newest_first
from aftershock.resolve.names import Identities
from aftershock.resolve.places import places
from aftershock.resolve.reprints import Sketch, reprints, sketch
from aftershock.resolve.state import Resolution, State, proof
from aftershock.sentences import Sentences
from aftershock.vocabulary import Company

__all__ = ["Resolution", "State", "resolve"]


def resolve(states: Iterable[State], companies: Sequence[Company] = ()) -> Resolution:
    """What follows from all documents together.

    `states` holds every version of every document, the versions of one document in a row and oldest first. It is gone
    through twice, and need not be in memory.
    `companies` are those that the event lists; they are names even where no document mentions them.
    """
    identities = Identities()
    listed = identities.configure(companies)
    sketches: list[Sketch] = []
    for group in _documents(states):
        latest = group[-1]
        identities.take(latest, Sentences(latest.version.article.text))
        sketches.append(sketch(latest))
    identities.settle()

    found: list[Statement] = []
    happened: list[Event] = []
    related: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for kind, parent, child in listed:
        related.setdefault((identities.of(parent).id, kind, identities.of(child).id), [])
    for group in _documents(states):
        latest = group[-1]
        sentences = Sentences(latest.version.article.text)
        found += statements(group, identities)
        happened += events(latest, sentences, identities)
        for key, evidence in _relations(latest, sentences, identities):
            related[key].append(evidence)
    copies = places(sketches, reprints(sketches))
    return Resolution(
        names=identities.names(),
        relations=tuple(
            Relation(kind, parent, child, tuple(sorted(evidence, key=_place)))
            for (parent, kind, child), evidence in sorted(related.items())
        ),
        events=tuple(sorted(happened, key=newest_first)),
        questions=questions(found, copies),
        reprints=copies,
    )


def _place(evidence: Evidence) -> tuple[str, int]:
    return evidence.document, evidence.start


def _documents(states: Iterable[State]) -> Iterator[list[State]]:
    for _, group in groupby(states, key=lambda state: state.document):
        yield list(group)


def _relations(
    state: State, sentences: Sentences, identities: Identities
) -> Iterator[tuple[tuple[str, str, str], Evidence]]:
    for relation in state.facts.relations:
        parent = identities.find(state.document, relation.parent)
        child = identities.find(state.document, relation.child)
        if parent is not None and child is not None and parent is not child:
            evidence = proof(state.version, sentences, relation.start, relation.end)
            yield (parent.id, relation.type, child.id), evidence
