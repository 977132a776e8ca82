"""The nouns of the knowledge: what documents state, who is meant, and what follows across documents.

Inside one document everything is an offset into the version's text, and one property holds everywhere:
`text[start:end] == quote`. Unknown is None, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from crawlers.article import Article

MentionKind = Literal["money", "count", "headcount", "percentage", "date", "person"]
Comparison = Literal["=", "~", ">", ">=", "<", "<=", "<~", "range"]
"""= exact · ~ 约 左右 · > 多 超过 余 · >= 至少 以上 · < 不到 · <= 不超过 最高 · <~ 近 · range both ends stated."""

Flag = Literal[
    "ordinal", "duration", "fraction", "vague", "implied_currency", "anaphoric", "relative", "hypothetical", "cell"
]
Certainty = Literal["planned", "expected", "risk", "rumour", "inferred"]
"""None means stated as a fact."""

NameKind = Literal[
    "listed company", "company", "seller", "brand", "brand store", "platform", "government", "regulator", "media",
    "association", "service provider", "research institute", "bank", "exchange", "investor", "supplier", "customer",
    "hospital", "organisation", "person", "product",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement stands: `quote` is the sentence, `version.text[start:end] == quote`."""

    document: str
    """Document id."""
    version: str
    """Version id."""
    start: int
    end: int
    quote: str


class Trace(NamedTuple):
    """Why a mention was read as it was; printed by `extract --explain`."""

    rule: str
    """Name of the rule, such as "money/digits+unit"."""
    trigger: str | None = None
    """The word that decided."""
    anchor: str | None = None
    """What it was resolved against, such as "published 2021-08-12" or "named before: 8月5日"."""


class Mention(NamedTuple):
    """A figure, date or person that the text states.

    A tuple: each stage of reading fills in something, and a new dataclass of so many fields takes ten times as long.
    """

    kind: MentionKind
    start: int
    end: int
    text: str
    """As printed: the figure, its unit and the word of degree beside it."""
    value: Decimal | None = None
    """Whole currency units, things counted, or percent. None for a range, and where it is not certain."""
    low: Decimal | None = None
    high: Decimal | None = None
    """Bounds of a range (comparison "range") or of a vague figure such as 数十家."""
    unit: str | None = None
    """ISO currency (None when the text does not say), the thing counted, "%" or "pp"."""
    comparison: Comparison | None = None
    role: str | None = None
    """What the figure is: frozen, stores closed, revenue …"""
    subject: str | None = None
    """Whose it is, by its shortest usual name."""
    speaker: str | None = None
    """Who says so."""
    direct: bool | None = None
    """True inside a direct quotation, False in reported speech, None when no one is named."""
    as_of: date | None = None
    """The day the figure holds for."""
    from_: date | None = None
    """Dates: first day. JSON key "from"."""
    to: date | None = None
    """Dates: last day; None is open."""
    of: str | None = None
    """Percentages and fractions: of what."""
    per: str | None = None
    """Rates: per what, such as 股."""
    same_as: int | None = None
    """Offset of the other half of a pair "X外币（约合人民币Y元）"."""
    changed_from: int | None = None
    """Offset of the earlier figure in 由…减至…."""
    flags: frozenset[Flag] = frozenset()
    trace: Trace | None = None

    # What every figure is given, by slices: `_replace` takes three times as long.

    def moved(
        self, start: int, end: int, text: str, same_as: int | None, changed_from: int | None, trace: Trace | None
    ) -> Mention:
        """The same where it stands in another print of the text."""
        return tuple.__new__(
            Mention, (self.kind, start, end, text, *self[4:18], same_as, changed_from, self.flags, trace)
        )

    def with_role(self, role: str | None, trace: Trace | None) -> Mention:
        """The same with what it is, and with the trace of that."""
        return tuple.__new__(Mention, (*self[:9], role, *self[10:21], trace))

    def with_subject(self, subject: str | None, as_of: date | None, trace: Trace | None) -> Mention:
        """The same with whose it is, and the day it holds for."""
        return tuple.__new__(Mention, (*self[:10], subject, *self[11:13], as_of, *self[14:21], trace))

    def with_speaker(self, speaker: str, direct: bool | None, trace: Trace | None) -> Mention:
        """The same with who says it."""
        return tuple.__new__(Mention, (*self[:11], speaker, direct, *self[13:21], trace))


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name in one document, with every place it stands."""

    name: str
    """Its fullest form in this document."""
    kind: NameKind
    aliases: tuple[str, ...] = ()
    """Other forms for the same, as printed; sorted."""
    code: str | None = None
    """Stock code, six digits."""
    mentions: tuple[tuple[int, int], ...] = ()
    former: tuple[str, ...] = ()
    """Former names the text states (曾用名, 更名为); also among aliases."""
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that other documents, or the configuration, hold for certain."""

    name: str
    kind: NameKind
    aliases: tuple[str, ...] = ()
    code: str | None = None


@dataclass(frozen=True, slots=True)
class RelationFound:
    """A relation that the text states; the parent comes first."""

    type: str
    """subsidiary, wholly owned subsidiary, holding, brand, own brand, acquired, shareholder, group member."""
    parent: str
    child: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EventFound:
    """Something that the text says happened, may happen, or did not."""

    type: str
    """封号, 冻结, 下架 …: one vocabulary for every industry (config/vocabulary)."""
    start: int
    end: int
    text: str
    date: date | None = None
    actor: str | None = None
    subject: str | None = None
    figures: tuple[tuple[int, int], ...] = ()
    certainty: Certainty | None = None
    negated: bool = False
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read out of one article. Every tuple is in order of `start`; names by first mention."""

    mentions: tuple[Mention, ...] = ()
    names: tuple[NameFound, ...] = ()
    relations: tuple[RelationFound, ...] = ()
    events: tuple[EventFound, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a document: a new one is made only when its text or its title changes."""

    id: str
    """First 16 hexadecimal digits of the SHA-256 of the cleaned text and the title."""
    document: str
    number: int
    """1 for the oldest."""
    seen: datetime
    """When it was first fetched; aware, UTC."""
    article: Article
    """What was read; its `text` is what all offsets refer to."""
    times: tuple[datetime, ...] = ()
    """When the address began to show it: once, and again each time it came back after another version."""

    @property
    def since(self) -> datetime:
        """When the address last began to show it."""
        return self.times[-1] if self.times else self.seen


@dataclass(frozen=True, slots=True)
class Document:
    """One address, or one file of one's own, over time. Its face is the version that it shows now."""

    id: str
    """First 16 hexadecimal digits of the SHA-256 of the canonical URL (of the content for files)."""
    url: str
    source: str
    latest: Version
    versions: int
    """How many there are."""
    same_text_as: str | None = None
    """Id of an earlier document with (nearly) the same text: a reprint, or the same filing at another place."""


@dataclass(frozen=True, slots=True)
class Name:
    """One identity across documents."""

    id: str
    """URL-safe and stable: the stock code where there is one, else a hash of the display name."""
    name: str
    """Display name: the shortest usual one, such as 有棵树."""
    kind: NameKind
    full: str | None = None
    """Registered full name, if one was seen or configured."""
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    code: str | None = None
    orgid: str | None = None
    documents: tuple[str, ...] = ()
    """Ids of the documents that mention it, newest first."""
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    """What could not be decided, one sentence each: an alias that several names share, and so stays apart."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two names across documents, parent first."""

    type: str
    parent: str
    """Name id."""
    child: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One statement of an event, resolved to names."""

    id: str
    type: str
    date: date | None
    """Day of the event, else None; `published` serves for ordering then."""
    published: datetime | None
    actor: str | None
    """As printed."""
    subject: str | None
    names: tuple[str, ...]
    """Ids of the names it concerns."""
    certainty: Certainty | None
    negated: bool
    speaker: str | None
    figures: tuple[int, ...]
    """Start offsets of the mentions within the version's text."""
    evidence: Evidence


Rank = Literal["filing", "regulator", "company", "person", "press", "anonymous"]
RANKS: tuple[Rank, ...] = ("filing", "regulator", "company", "person", "press", "anonymous")
"""Who says so, most reliable first."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says about one question."""

    id: str
    """First 16 hexadecimal digits of the SHA-256 of document id, quote and figure: the permalink of the figure."""
    question: str
    """Id of the Question it answers."""
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparison: Comparison | None
    text: str
    """The figure as printed."""
    speaker: str | None
    rank: Rank
    published: datetime | None
    superseded: str | None
    """Why it no longer counts ("corrected by …", "removed in version 2"), or None."""
    start: int
    """Offset of the figure in the version's text (the evidence holds the sentence)."""
    evidence: Evidence
    certainty: Certainty | None = None
    """None: stated as a fact. Planned, expected and risked figures count in neither bounds nor conflicts."""


@dataclass(frozen=True, slots=True)
class Question:
    """What claims answer, such as "frozen funds of 有棵树 as of 2021-07-06": the unit of agreement and conflict."""

    id: str
    subject: str
    """Display name of whose it is; "industry" words such as 中国卖家 stand as printed."""
    name: str | None
    """Name id of the subject, None where it is no name."""
    role: str
    unit: str | None
    as_of: date | None
    claims: tuple[Claim, ...]
    """Best rank first, then oldest first."""
    low: Decimal | None
    high: Decimal | None
    """Bounds over the claims that still count; equal when all agree on one figure."""
    conflict: bool
    """True when two claims that still count cannot both hold."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A capture that could not be read. Nothing is lost: it stays in the archive and is listed by `check`."""

    capture: str
    url: str
    source: str
    filename: str | None
    reason: str
    detail: str
    fetched: datetime
