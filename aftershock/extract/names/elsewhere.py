"""Names whose last or first letter is none of theirs, by the rest of the text: 比|甲乙集团, 甲乙电子|因涉嫌."""

from __future__ import annotations

from aftershock.extract.nameforms.sightings import Sighting

LED_TO = frozenset("比在和对向与成含把将但")
"""Letters that lead to a name, and that a name may begin with."""
FOLLOWED = ("因涉嫌", "更", "共", "逾", "原")
"""What follows a name, and may end one."""
LASTS = frozenset(word[-1] for word in FOLLOWED)


def as_elsewhere(text: str, sighting: Sighting) -> Sighting:
    """The sighting without such a letter at its edge, where the text has the name oftener without it."""
    start, end = sighting.start, sighting.end
    if end - start < 4:
        return sighting
    name = text[start:end]
    if name[0] in LED_TO and text.count(name[1:]) > text.count(name):
        return sighting._replace(start=start + 1)
    for word in FOLLOWED if name[-1] in LASTS else ():
        rest = name.removesuffix(word)
        if 1 < len(rest) < len(name) and text.count(rest) > text.count(name):
            return sighting._replace(end=start + len(rest))
    return sighting
