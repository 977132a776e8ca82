"""A body while it is being put together: a company, a brand, a person with every form of its name."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import get_args

from aftershock.ids import digest
from aftershock.model import Evidence, Name, NameKind

_FULL = ("公司", "Inc.", "Ltd.", "LLC", "Limited")
KINDS: tuple[NameKind, ...] = get_args(NameKind)
"""In their order of preference, where two are found equally often."""
_STOCK_PREFIXES = ("*ST", "ST")


def folded(form: str) -> str:
    """A name as it is compared: width, case and spaces do not matter."""
    return "".join(unicodedata.normalize("NFKC", form).casefold().split())


def is_full(form: str) -> bool:
    """Whether this reads like a registered name, which no two bodies share."""
    return form.endswith(_FULL) and len(form) > 4


@dataclass(eq=False)
class Body:
    """One body, while it is being put together."""

    number: int
    """In order of making, which follows from content alone."""
    person: bool
    code: str | None = None
    orgid: str | None = None
    display: str | None = None
    """As the event's list names it; None for bodies known from documents only."""
    full: str | None = None
    own: set[str] = field(default_factory=set)
    """Folded names under which it was found (not aliases)."""
    forms: Counter[str] = field(default_factory=Counter)
    """Form as printed → how many documents use it."""
    former: set[str] = field(default_factory=set)
    kinds: Counter[NameKind] = field(default_factory=Counter)
    listed: bool = False
    documents: dict[str, str] = field(default_factory=dict)
    """Document id → its day, for ordering."""
    proofs: dict[str, tuple[str, Evidence]] = field(default_factory=dict)
    """Form → (order, where it stands first)."""
    notes: set[str] = field(default_factory=set)
    apart: set[int] = field(default_factory=set)
    """Numbers of bodies it must not become one with."""
    members: set[int] = field(default_factory=set)
    into: Body | None = None

    def folded_forms(self) -> set[str]:
        """All its forms, folded."""
        return {folded(form) for form in self.forms} | self.own


def rank(body: Body) -> tuple[bool, bool, str, list[str], bool]:
    """What names a body best comes first, whatever the order of documents."""
    return (not body.listed, body.code is None, body.code or "", sorted(body.own), body.person)


def alike(one: Body, other: Body) -> bool:
    """Whether a name of one contains a name of the other, as 深圳市某某科技有限公司 contains 某某科技."""
    return any(a in b or b in a for a in one.own for b in other.own)


def name_of(body: Body) -> Name:
    """The name that a body has come to."""
    kind = max(body.kinds, key=lambda item: (body.kinds[item], -KINDS.index(item))) if body.kinds else "organisation"
    if body.code and not body.person:
        kind = "listed company"
    display = body.display or _usual(body)
    fulls = sorted(
        (form for form in body.forms if is_full(form) and form not in body.former), key=lambda f: (-len(f), f)
    )
    proofs = {
        evidence: order for order, evidence in sorted(body.proofs.values(), key=lambda item: item[0], reverse=True)
    }
    return Name(
        id=body.code or digest(display),
        name=display,
        kind=kind,
        full=body.full or (fulls[0] if fulls and not body.person else None),
        aliases=tuple(sorted(set(body.forms) - {display})),
        former=tuple(sorted(body.former)),
        code=body.code,
        orgid=body.orgid,
        documents=tuple(sorted(body.documents, key=lambda item: body.documents[item], reverse=True)),
        evidence=tuple(sorted(proofs, key=lambda item: (proofs[item], item.start))),
        notes=tuple(sorted(body.notes)),
    )


def _usual(body: Body) -> str:
    """The shortest of the forms that are in common use: in at least half as many documents as the commonest."""
    common = max(body.forms.values(), default=0) / 2
    usual = [
        form for form, count in body.forms.items() if count >= common and form not in body.former and len(form) > 1
    ]
    return min(
        usual or list(body.forms), key=lambda form: (is_full(form), form.startswith(_STOCK_PREFIXES), len(form), form)
    )
