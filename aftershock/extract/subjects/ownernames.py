"""Owners' names: whoever is found to have what was closed, banned or frozen, and whom no rule of names knew.

禾木面坊关停了27家门店     禾木面坊 is a firm's name, too, wherever the text has it
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.language.scan import occurrences
from aftershock.extract.nameforms.likeness import person_like, proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.scene import Scene
from aftershock.extract.scene.nicknames import NICKNAME
from aftershock.extract.subjects.capacity import hit
from aftershock.extract.subjects.keepers import unheard
from aftershock.model import Mention, NameFound, Trace

_WAYS = tuple(
    f"subject: {way}"
    for way in (
        "who keeps them",
        "who closes them",
        "beside the figure",
        "whom the clause turns to",
        "the brand of whom the clause tells",
        "named in its item",
        "who is said to have it",
        "who has the most of them",
        "who kept them in a sentence before",
        "who speaks in its paragraph",
    )
)
"""Ways that find somebody by a name unknown."""
_NICKNAMED = re.compile(NICKNAME)
LIKE_A_NAME = 0.5
"""How much who is told of must look like a name."""


def owner_names(
    scene: Scene, found: Sequence[NameFound], mentions: Sequence[Mention], words: Lore
) -> Iterator[NameFound]:
    """A name for each owner that is none of the names found, with the places where it stands."""
    owners = {m.subject: m for m in mentions if m.subject and m.role and hit(m.role) and _unknown(m)}
    if not owners:
        return
    forms = {form for name in found for form in (name.name, *name.aliases)}
    taken = {at for name in found for start, end in name.mentions for at in range(start, end)}
    strangers = {place.text for place in scene.places.all if id(place.name) in scene.places.strangers}
    text = scene.outline.text
    cuts = Cuts(text)
    for who, mention in owners.items():
        if (
            who in forms
            or who in strangers
            or _NICKNAMED.fullmatch(who)
            or person_like(who, words)
            or not unheard(scene, who)
        ):
            continue
        if proper(who, 0, len(who), Cuts(who), words) < LIKE_A_NAME:
            continue
        stands = ((at, at + len(who)) for at in occurrences(text, who))
        places = tuple(one for one in stands if taken.isdisjoint(range(*one)) and cuts.is_edge(one[0]))
        if places:
            yield NameFound(who, "company", mentions=places, trace=Trace("names/owner", mention.text))


def _unknown(mention: Mention) -> bool:
    return mention.trace is not None and (mention.trace.anchor or "").endswith(_WAYS)
