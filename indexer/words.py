"""jieba's words of a query run, for the stages after the literal one."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from indexer.tokens import HAN, WORD, fold

KEPT = 1024
"""Runs whose words are kept."""
_HELD = re.compile(rf"[{HAN}]|{WORD.pattern}")


class Words:
    """Cuts runs into words. The dictionary is loaded at the first cut, not before."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """`names` are never cut apart: company names and words of the event."""
        self._names = tuple(names)
        self._cut: Callable[[str], Iterable[str]] | None = None
        self._once = lru_cache(maxsize=KEPT)(self._cut_once)

    @property
    def loaded(self) -> bool:
        """Whether a cut would not have to load the dictionary first."""
        return self._cut is not None

    def __call__(self, run: str) -> tuple[str, ...]:
        """The words of `run` in order, each once; single characters only where there is nothing longer."""
        return self._once(run)

    def _cut_once(self, run: str) -> tuple[str, ...]:
        words = self.all(run)
        longer = [word for word in words if len(word) > 1]
        return tuple(dict.fromkeys(longer or words))

    def all(self, text: str) -> list[str]:
        """The words of `text` in order, as often as they stand there."""
        if self._cut is None:
            self._cut = _cutter(self._names)
        return [word for word in self._cut(fold(text)) if _HELD.search(word)]


def _cutter(names: tuple[str, ...]) -> Callable[[str], Iterable[str]]:
    """rjieba where it is installed (the same cuts of Chinese, and no second to load), else jieba."""
    try:
        import rjieba
    except ImportError:
        return _jieba(names)
    fast = rjieba.Jieba()
    for name in names:
        fast.add_word(fold(name), None, None)
    return lambda text: list(fast.cut(text, False))


def _jieba(names: tuple[str, ...]) -> Callable[[str], Iterable[str]]:
    import jieba

    jieba.setLogLevel(60)  # it reports loading on the standard error, and a cache it cannot write with a traceback
    tokenizer = jieba.Tokenizer()
    # Its cache is unmarshalled: never from the shared temporary folder, where anyone may have put it.
    tokenizer.tmp_dir = str(_own_folder())
    for name in names:
        tokenizer.add_word(fold(name))
    return lambda text: tokenizer.cut(text, HMM=False)


def _own_folder() -> Path:
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    folder = base / "aftershock"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="aftershock-"))
    return folder if os.access(folder, os.W_OK) else Path(tempfile.mkdtemp(prefix="aftershock-"))
