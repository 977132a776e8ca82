"""What reading depends on, as one string: the same in every process, another when anything changes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal

import pytest

from aftershock import fingerprint
from aftershock.vocabulary import load_vocabulary


@dataclass(frozen=True)
class Words:
    """A vocabulary."""

    words: frozenset[str]
    table: dict[str, tuple[str, ...]]


def test_equal_words_have_one_fingerprint_and_others_another() -> None:
    one = Words(frozenset({"封号", "冻结"}), {"a": ("x",), "b": ()})
    same = Words(frozenset({"冻结", "封号"}), {"b": (), "a": ("x",)})
    other = Words(frozenset({"冻结"}), {"b": (), "a": ("x",)})
    assert fingerprint.reading(one) == fingerprint.reading(same) != fingerprint.reading(other)
    assert fingerprint.resolving(()) != fingerprint.reading(())


def test_the_packaged_words_are_the_same_to_every_process() -> None:
    code = (
        "from aftershock import fingerprint; from aftershock.vocabulary import load_vocabulary;"
        "print(fingerprint.reading(load_vocabulary()))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert said == {fingerprint.reading(load_vocabulary())}


def test_what_it_does_not_know_is_refused() -> None:
    assert fingerprint.canonical((Decimal("1.0"), re.compile("a", re.I), None)) == '["1.0", ["a", 34], null]'
    with pytest.raises(TypeError, match="object"):
        fingerprint.canonical(object())
