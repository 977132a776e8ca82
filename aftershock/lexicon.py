"""The words by which roles, speech and events are read: data from config/frames and config/events, read once.

A word may hold "…": the part before it, at most 14 characters of the same clause, then the part after it. An event's
word may hold "{one|other}", too: it stands for itself with each of these.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aftershock.errors import ConfigError
from aftershock.model import Certainty

GAP = r"[^，。；：、\n]{0,14}?"


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role and the words that give it."""

    role: str
    words: tuple[str, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class EventWords:
    """An event type, the words that say it happens, and nouns that only name it (年报, 融资额)."""

    name: str
    words: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """The words count only near one of these (上市 of a car is no listing)."""
    without: tuple[str, ...] = ()
    """And only far from all of these."""
    attributes: tuple[str, ...] = ()
    """Right behind a word, but for a few letters: it says of what kind these are (上市心脏支架厂商)."""
    swallows: tuple[str, ...] = ()
    """Types that in its sentence only tell more of it (虚增利润 and the figures of those accounts)."""
    counted: tuple[str, ...] = ()
    """How what is counted ends by whose number a clause tells it that holds no word of an event (有门店300家)."""
    own: bool = False
    """Whoever does it does it to themselves (裁员, 破产): the actor is the subject."""
    undergone: bool = False
    """Only a platform or an authority does it (封号, 冻结): any other firm named is whom it is done to."""
    certainty: Certainty | None = None
    """How certain such an event is where no other word says (传言 is rumour, 目标 planned)."""


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """speech.toml"""

    says: tuple[str, ...] = ()
    according: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    anonymous: tuple[str, ...] = ()
    rumour: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    """Verbs of saying by which a speaker tells of its own deeds (宣布): the speaker counts as named in what is said."""


@dataclass(frozen=True, slots=True)
class Modality:
    """Words that say how certain an event is."""

    apart: tuple[str, ...] = ()
    """Words that hold an event word and say nothing of an event (上市公司, 合作伙伴)."""
    nominal: tuple[str, ...] = ()
    """Behind an event word: it only names the matter."""
    causes: tuple[str, ...] = ()
    """Behind an event word: it is only named as a cause."""
    about: tuple[str, ...] = ()
    """Before an event word: the same."""
    planned: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    risk: tuple[str, ...] = ()
    rumour: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    negated: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    """Before an event word: the text says only that nobody told of it, not whether it happened."""
    denials: tuple[str, ...] = ()
    habitual: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    """Before an event word, with no 的 between: what a firm does for a living."""
    obliged: tuple[str, ...] = ()
    """Before an event word: it is owed; the event counts only where a figure stands beside it."""
    absorbed: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    """Types of which a bare name in a particular statement tells without a figure."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All words for roles, speech and events.

    Compared by identity, so that what is compiled from it is kept and found again without reading every word.
    """

    money: tuple[RoleWords, ...] = ()
    percentage: tuple[RoleWords, ...] = ()
    things: tuple[tuple[str, tuple[str, ...]], ...] = ()
    actions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    speech: Speech = Speech()
    events: tuple[EventWords, ...] = ()
    modality: Modality = Modality()


def load_lexicon(folders: Sequence[Path], events: Sequence[Path] = ()) -> Lexicon:
    """Read the `frames` of configuration folders (later ones add to earlier ones) and of the events that apply.

    An event's roles.toml and events.toml, in the same form, come before the shared ones. Raises ConfigError.
    """
    roles: dict[str, Any] = {"money": [], "percentage": [], "things": {}, "actions": {}}
    types: list[dict[str, Any]] = []
    speech: dict[str, list[str]] = {}
    modality: dict[str, list[str]] = {}
    for place in [*events, *(folder / "frames" for folder in folders)]:
        own = _table(place / "roles.toml")
        _known(place / "roles.toml", own, roles)
        for kind in ("money", "percentage"):
            roles[kind] += own.get(kind, [])
        for kind in ("things", "actions"):
            _extend(roles[kind], own.get(kind, {}))
        told = _table(place / "events.toml")
        types += told.pop("type", [])
        _extend(modality, told)
        _extend(speech, _table(place / "speech.toml"))
    try:
        return Lexicon(
            money=tuple(_role(r) for r in roles["money"]),
            percentage=tuple(_role(r) for r in roles["percentage"]),
            things=tuple((k, tuple(v)) for k, v in roles["things"].items()),
            actions=tuple((k, tuple(v)) for k, v in roles["actions"].items()),
            speech=Speech(**{k: tuple(v) for k, v in speech.items()}),
            events=tuple(_event(t) for t in types),
            modality=Modality(**{k: tuple(v) for k, v in modality.items()}),
        )
    except (TypeError, KeyError) as error:
        raise ConfigError(f"{folders[-1] / 'frames'}: something is missing or misnamed: {error}") from error


def _extend(lists: dict[str, list[str]], more: Mapping[str, Sequence[str]]) -> None:
    for key, words in more.items():
        lists.setdefault(key, []).extend(words)


def _table(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error


def _known(path: Path, table: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    for key in table:
        if key not in known:
            raise ConfigError(f'{path}: unknown key "{key}"; known: {", ".join(known)}')


def _role(table: Mapping[str, Any]) -> RoleWords:
    return RoleWords(table["role"], tuple(table["words"]), bool(table.get("weak", False)))


_LISTS = ("words", "nouns", "needs", "beside", "without", "attributes", "swallows", "counted")


def _event(table: Mapping[str, Any]) -> EventWords:
    lists = {key: tuple(each for word in table.get(key, ()) for each in _spelt_out(word)) for key in _LISTS}
    return EventWords(
        table["name"],
        **lists,
        own=bool(table.get("own", False)),
        undergone=bool(table.get("undergone", False)),
        certainty=table.get("certainty"),
    )


def _spelt_out(word: str) -> Iterator[str]:
    """A word with each of the alternatives of its braces (关{闭|掉}了: 关闭了, 关掉了)."""
    before, opening, rest = word.partition("{")
    if not opening:
        yield word
        return
    alternatives, _, behind = rest.partition("}")
    for end in _spelt_out(behind):
        for one in alternatives.split("|"):
            yield before + one + end


def pattern(words: Iterable[str], *, any_case: bool = False) -> str:
    """A regular expression for any of the words, longest first, "…" being a short gap; of no words: never matches.

    Words that begin alike share their beginning, so that the cost hardly grows with their number. Each branch begins
    with a letter, so that the engine passes over all other letters at once; `any_case` spells both cases of Latin
    letters out, as re.IGNORECASE would take this from it.
    """
    known = {word.lower() if any_case else word for word in words if word}
    plain = {word for word in known if "…" not in word}
    gapped = sorted(known - plain, key=lambda word: (-len(word), word))
    parts = [GAP.join("".join(_letter(c, any_case) for c in part) for part in word.split("…")) for word in gapped]
    for head, rest in sorted(_tails(plain).items()):
        parts += [re.escape(first) + _tree(rest, any_case) for first in _cases(head, any_case)]
    return "|".join(parts) if parts else r"(?!)"


def _cases(letter: str, any_case: bool) -> list[str]:
    return sorted({letter.lower(), letter.upper()}) if any_case and letter.isascii() else [letter]


def _letter(letter: str, any_case: bool) -> str:
    cases = _cases(letter, any_case)
    return re.escape(letter) if len(cases) == 1 else f"[{''.join(cases)}]"


def _tails(words: Iterable[str]) -> dict[str, set[str]]:
    """What follows each first letter."""
    tails: dict[str, set[str]] = {}
    for word in words:
        tails.setdefault(word[0], set()).add(word[1:])
    return tails


def _tree(words: Collection[str], any_case: bool) -> str:
    """The words as a tree of their letters, longer words before the shorter ones that begin them."""
    tails = _tails(word for word in words if word)
    single = "".join(
        re.escape(case) for head, rest in sorted(tails.items()) if rest == {""} for case in _cases(head, any_case)
    )
    branches = [_letter(head, any_case) + _tree(rest, any_case) for head, rest in sorted(tails.items()) if rest != {""}]
    if single:
        branches.append(f"[{single}]" if len(single) > 1 else single)
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if "" in words else "")
