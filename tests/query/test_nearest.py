"""The nearest name is the one that comparing with every name finds."""

from __future__ import annotations

import random
from difflib import get_close_matches

from aftershock.nearest import Nearest


def test_is_what_difflib_finds_among_all() -> None:
    dice = random.Random(5)
    names = ["".join(dice.choices("云帆电子科技有限公司海天大树商", k=dice.randint(1, 14))) for _ in range(400)]
    nearest = Nearest(names)
    found = 0
    for _ in range(300):
        word = dice.choice(names)
        place = dice.randrange(len(word))
        word = word[:place] + dice.choice(["", "a", "云", "公司"]) + word[place + dice.randint(0, 2) :]
        about = [name for name in names if abs(len(name) - len(word)) <= 1]
        expected = get_close_matches(word, about, n=1, cutoff=0.66) if 3 <= len(word) <= 12 else []
        assert nearest(word) == (expected[0] if expected else None), word
        assert nearest(word) == nearest(word)
        found += bool(expected)
    assert found > 30
