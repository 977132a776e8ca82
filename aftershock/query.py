"""The query language for people: words, phrases and filters → the index's Query.

    冻结资金                  these characters, in this order; several words: all of them
    "Seller Central 后台"     a phrase with spaces
    -物流                     without it
    company:有棵树            about this company, by any of its names; repeated: any one of them
    source:nbd  type:冻结  kind:claim  has:conflict
    speaker:filing            who says so: filing, regulator, company, person, press, anonymous
    -company:有棵树 -type:裁员 -source:nbd    without these
    from:2021-07 to:2021-12   days of publication: a year, month or day
    amount:>=1亿              also >, <, <=, 1亿..3亿, 1亿以上; in yuan
    sort:newest  page:2       relevance, newest (date), oldest, amount

Plain words are always literal. Where one reads as an amount, a day or a company, the filter it could be is suggested,
never applied. Filters have Chinese names too: 公司 来源 类型 种类 含 说者 从 到 金额 排序 页.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, cast, get_args

from aftershock.errors import UsageProblem
from aftershock.model import RANKS, Rank
from aftershock.nearest import Nearest
from aftershock.periods import period
from aftershock.sums import Between, amount, looks_like_money
from indexer.index import EntryKind, Query, Sort
from indexer.tokens import fold

LONGEST = 500
"""Characters of a query."""
MOST_RUNS = 20
"""Words and phrases of a query."""
DEEPEST = 1000
"""Last page that can be asked for."""
MOST_HITS = 10_000
"""Hits that can be paged through: page times size."""

FILTERS = {
    "company": "公司",
    "source": "来源",
    "type": "类型",
    "kind": "种类",
    "has": "含",
    "speaker": "说者",
    "from": "从",
    "to": "到",
    "amount": "金额",
    "sort": "排序",
    "page": "页",
}
"""Filter → its Chinese name."""
_BY_NAME = {name: name for name in FILTERS} | {chinese: name for name, chinese in FILTERS.items()}
_TRAITS = ("conflict",)
_SORTS: dict[str, Sort] = {name: name for name in get_args(Sort)} | {"date": "newest"}
_KINDS = get_args(EntryKind)
_EXCLUDABLE = ("company", "source", "type")

_PIECE = re.compile(r"""(?P<minus>-(?=\S))?(?:(?P<filter>[a-zA-Z]+|[\u4e00-\u9fff]{1,2})[:：](?=(?P<rest>\S*)))?""")
_SIGNS = re.compile(r"""[-:："“„＂]""")
"""What pieces other than words have. Of what is printable only the space is blank."""
_WORDS = re.compile("[^ ]+")
_CLOSING = {'"': '"', "“": "”", "„": "“", "＂": "＂"}


class QueryProblem(UsageProblem):
    """A query that cannot be understood: where, what stands there, and what was expected."""

    def __init__(self, position: int, found: str, expected: str) -> None:
        super().__init__(f"in the query, at character {position + 1}: found {found!r}, expected {expected}")
        self.position = position
        """Offset of `found` in the query."""
        self.found = found
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that may be what was meant."""

    word: str
    """As it stands in the query."""
    instead: str
    """What could stand for it, such as "amount:>=1亿"."""
    query: str
    """The whole query with it."""


class Asked(NamedTuple):
    """A query, understood."""

    query: Query
    notes: tuple[str, ...] = ()
    """What was done beyond the letter, one sentence each: "also searched: 有棵树科技"."""
    suggestions: tuple[Suggestion, ...] = ()
    any_kind: bool = False
    """Whether no kind was asked for; documents are looked for then."""


class Piece(NamedTuple):
    """One word, phrase or filter of a query, with its place."""

    start: int
    end: int
    value: str
    at: int
    """Where the value begins."""
    name: str = ""
    """Of a filter; empty for words and phrases."""
    minus: bool = False
    quoted: bool = False


@dataclass(slots=True)
class _Gathered:
    """What the pieces seen so far ask for."""

    runs: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    not_companies: list[str] = field(default_factory=list)
    not_sources: list[str] = field(default_factory=list)
    not_types: list[str] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)
    kinds: list[EntryKind] = field(default_factory=list)
    traits: list[str] = field(default_factory=list)
    since: date | None = None
    until: date | None = None
    amount: Between = field(default_factory=Between)
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    notes: list[str] = field(default_factory=list)
    suggestions: list[tuple[Piece, str]] = field(default_factory=list)


def parse(
    text: str,
    names: Mapping[str, str],
    *,
    sources: Collection[str] = (),
    types: Collection[str] = (),
    nearest: Callable[[str], str | None] | None = None,
    size: int = 10,
) -> Asked:
    """Understand a query.

    `names` maps every name of a company, the display name among them, to the display name that entries carry;
    `sources` and `types` are the known ones, for "did you mean"; `nearest` is `Nearest` of the names, kept by who asks
    often. Raises QueryProblem.
    """
    if len(text) > LONGEST:
        raise QueryProblem(LONGEST, text[LONGEST : LONGEST + 10], f"a query of at most {LONGEST} characters")
    known = {"source": sources, "type": types}
    nearest = nearest or Nearest(names)
    gathered = _Gathered(size=size)
    for piece in pieces(text):
        if piece.name:
            _take_filter(gathered, piece, names, known)
        elif piece.minus:
            gathered.excluded.append(piece.value)
        else:
            gathered.runs.append(piece.value)
            if len(gathered.runs) > MOST_RUNS:
                raise QueryProblem(piece.start, piece.value, f"at most {MOST_RUNS} words")
            if not piece.quoted and (instead := _could_be(piece.value, names, nearest)):
                gathered.suggestions.append((piece, instead))
    return Asked(
        query=Query(
            runs=tuple(gathered.runs),
            excluded=tuple(gathered.excluded),
            companies=tuple(dict.fromkeys(gathered.companies)),
            sources=tuple(gathered.sources),
            types=tuple(gathered.types),
            not_companies=tuple(dict.fromkeys(gathered.not_companies)),
            not_sources=tuple(gathered.not_sources),
            not_types=tuple(gathered.not_types),
            ranks=tuple(dict.fromkeys(gathered.ranks)),
            kinds=tuple(gathered.kinds) or ("document",),
            since=gathered.since,
            until=gathered.until,
            traits=tuple(gathered.traits),
            min_amount=gathered.amount.low,
            max_amount=gathered.amount.high,
            sort=gathered.sort,
            page=gathered.page,
            size=size,
        ),
        notes=tuple(dict.fromkeys(gathered.notes)),
        suggestions=_suggestions(text, gathered.suggestions),
        any_kind=not gathered.kinds,
    )


def _suggestions(text: str, found: list[tuple[Piece, str]]) -> tuple[Suggestion, ...]:
    """One for each, and first, where several words read as filters, one with all of those together."""
    each = [
        Suggestion(piece.value, instead, text[: piece.start] + "-" * piece.minus + instead + text[piece.end :])
        for piece, instead in found
    ]
    filters = [(piece, instead) for piece, instead in found if not piece.name and ":" in instead]
    if len(filters) < 2:
        return tuple(each)
    whole = text
    for piece, instead in reversed(filters):
        whole = whole[: piece.start] + instead + whole[piece.end :]
    words = " ".join(piece.value for piece, _ in filters)
    return (Suggestion(words, " ".join(instead for _, instead in filters), whole), *each)


def pieces(text: str) -> list[Piece]:
    """The words, phrases and filters of a query in order. Raises QueryProblem."""
    if text.isprintable() and not _SIGNS.search(text):  # as it mostly is: nothing but words, parted by spaces
        return [Piece(word.start(), word.end(), word.group(), word.start()) for word in _WORDS.finditer(text)]
    found: list[Piece] = []
    position = 0
    while position < len(text):
        if _blank(text[position]):
            position += 1
            continue
        piece = _piece(text, position)
        found.append(piece)
        position = piece.end
    return found


def _piece(text: str, start: int) -> Piece:
    match = _PIECE.match(text, start)
    assert match is not None  # every part of the pattern is optional
    minus = match.group("minus") is not None
    name, at = _filter_name(match, start + minus)
    if minus and name and name not in _EXCLUDABLE:
        told = ", ".join(f"-{one}:" for one in _EXCLUDABLE)
        raise QueryProblem(start, match.group(), f"after the minus a word, a phrase or one of {told}")
    if at < len(text) and text[at] in _CLOSING:
        close = text.find(_CLOSING[text[at]], at + 1)
        if close < 0:
            raise QueryProblem(at, text[at : at + 10], f"a closing {_CLOSING[text[at]]} later on")
        value, end, quoted = text[at + 1 : close], close + 1, True
    else:
        end = at
        while end < len(text) and not _blank(text[end]):
            end += 1
        value, quoted = text[at:end], False
    if name and not value.strip():
        raise QueryProblem(start, match.group(), f"a value after {name}:")
    return Piece(start, end, value, at, name, minus, quoted)


def _filter_name(match: re.Match[str], start: int) -> tuple[str, int]:
    """The filter that begins here and where its value does; "" and `start` where it is a plain word."""
    written = match.group("filter")
    if written is None or match.group("rest").startswith("//"):
        return "", start
    if name := _BY_NAME.get(written.lower()):
        return name, match.end()
    near = difflib.get_close_matches(written.lower(), FILTERS, n=1, cutoff=0.75)
    if near:
        raise QueryProblem(
            start,
            written + ":",
            f'a filter; did you mean {near[0]}:? (in quotes it is searched as it is: "{written}:…")',
        )
    return "", start


def _blank(char: str) -> bool:
    return char.isspace() or not (char.isprintable() or char == "\ufeff")


def _take_filter(into: _Gathered, piece: Piece, names: Mapping[str, str], known: Mapping[str, Collection[str]]) -> None:
    value = piece.value.strip()
    match piece.name:
        case "company":
            _take_company(into, piece, value, names)
        case "source" | "type":
            source = piece.name == "source"
            value = _as_known(value, known[piece.name])
            if piece.minus:
                (into.not_sources if source else into.not_types).append(value)
            else:
                (into.sources if source else into.types).append(value)
            if known[piece.name] and value not in known[piece.name]:
                into.notes.append(f"there is no {piece.name} {value} here")
                _did_you_mean(into, piece, value, known[piece.name])
        case "kind":
            into.kinds.append(cast(EntryKind, _one_of(piece, value.lower(), _KINDS)))
        case "speaker":
            rank = cast(Rank, _one_of(piece, value.lower(), RANKS))
            into.ranks.append(len(RANKS) - 1 - RANKS.index(rank))
        case "has":
            into.traits.append(_one_of(piece, value.lower(), _TRAITS))
        case "sort":
            into.sort = _SORTS[_one_of(piece, value.lower(), tuple(_SORTS))]
        case "page":
            if not (value.isascii() and value.isdigit() and 1 <= int(value) <= DEEPEST):
                raise QueryProblem(piece.at, value, f"a page from 1 to {DEEPEST}")
            into.page = int(value)
            if into.page * into.size > MOST_HITS:
                raise QueryProblem(piece.at, value, f"a page within the first {MOST_HITS} hits; narrow the query")
        case "from" | "to":
            _take_days(into, piece, value)
        case "amount":
            between = amount(value)
            if between is None:
                raise QueryProblem(piece.at, value, "an amount of yuan such as >=1亿, <5000万, 1亿..3亿 or 1亿以上")
            into.amount = into.amount.within(between)
        case _:
            raise AssertionError(piece.name)


def _take_company(into: _Gathered, piece: Piece, value: str, names: Mapping[str, str]) -> None:
    display = names.get(value) or names.get(_as_known(value, names))
    (into.not_companies if piece.minus else into.companies).append(display or value)
    if display is None:
        into.notes.append(f"no company is called {value} here")
        # No number is nearly another company's code.
        nearest = [] if value.isdigit() else difflib.get_close_matches(value, list(names), n=3, cutoff=0.5)
        into.suggestions += [(piece, _company(name)) for name in dict.fromkeys(names[near] for near in nearest)]
        return
    others = sorted({alias for alias, name in names.items() if name == display} | {display})
    others = [other for other in others if other != value]
    if others:
        into.notes.append(f"also {'left out' if piece.minus else 'searched'}: {', '.join(others)}")


def _as_known(value: str, known: Iterable[str]) -> str:
    """The one of `known` that is written alike: width, case, traditional or simplified; else the value as it is."""
    wanted = fold(value)
    return next((one for one in known if one == value or fold(one) == wanted), value)


def _take_days(into: _Gathered, piece: Piece, value: str) -> None:
    days = period(value)
    if days is None:
        raise QueryProblem(piece.at, value, "a year, month or day such as 2021, 2021-07 or 2021-07-06")
    if piece.name == "from":
        into.since = days[0]
    else:
        into.until = days[1]
    if into.since and into.until and into.since > into.until:
        limit = f"not before from:{into.since}" if piece.name == "to" else f"not after to:{into.until}"
        raise QueryProblem(piece.at, value, f"a day {limit}")


def _one_of(piece: Piece, value: str, choices: tuple[str, ...]) -> str:
    if value in choices:
        return value
    near = difflib.get_close_matches(value, choices, n=1)
    meant = f"; did you mean {near[0]}?" if near else ""
    raise QueryProblem(piece.at, piece.value, f"{piece.name}: one of {', '.join(choices)}{meant}")


def _did_you_mean(into: _Gathered, piece: Piece, value: str, choices: Collection[str]) -> None:
    for near in difflib.get_close_matches(value, choices, n=2, cutoff=0.5):
        into.suggestions.append((piece, f"{piece.name}:{quoted(near)}"))


def _could_be(word: str, names: Mapping[str, str], nearest: Callable[[str], str | None]) -> str | None:
    """The filter that a plain word reads as, or the name it nearly is."""
    if word in names:
        return _company(word)
    if days := period(word):
        return _from_to(word, days)
    if looks_like_money(word) and (between := amount(word)):
        return between.written()
    near = nearest(word)
    return _company(near) if near is not None and fold(near) == fold(word) else near


def _company(name: str) -> str:
    return f"company:{quoted(name)}"


def quoted(value: str) -> str:
    """A filter's value as it must be written: in quotes where it would end early or be read as a phrase."""
    if not (any(map(_blank, value)) or value[:1] in _CLOSING):
        return value
    opening, closing = next((pair for pair in _CLOSING.items() if pair[1] not in value), ('"', '"'))
    return f"{opening}{value.replace(closing, ' ')}{closing}"


def _from_to(word: str, days: tuple[date, date]) -> str:
    first, last = days
    if first == last:
        return f"from:{first} to:{first}"
    if (first.month, last.month) == (1, 12):
        return f"from:{first:%Y} to:{first:%Y}"
    return f"from:{first:%Y-%m} to:{first:%Y-%m}"
