"""Knowledge → entries of the index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from aftershock.entries import entries
from aftershock.model import Comparison, Document, Event, Facts, Name, Question, Version
from aftershock.query import parse
from aftershock.resolve import Resolution, State, resolve
from indexer.index import Entry
from tests.resolve.made import document, event, money, name

TEXT = "前言。某平台冻结云上1.3亿元，约合2000万美元。"
STATE = document(
    "a", TEXT, name("云上"), name("某平台", "platform"), name("王某", "person"), money("1.3亿元", 1.3e8, "云上"),
    money("2000万美元", 2e7, "云上", unit="USD"), money("1.3亿元", None, None, None, low=Decimal(5), high=Decimal(9)),
    event(TEXT, "某平台冻结云上1.3亿元", "冻结", "1.3亿元", actor="某平台", subject="云上"),
    title="云上公告", source="cninfo", code="300001", day=date(2021, 7, 6),
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """Resolved documents, as the knowledge tells them."""

    states: tuple[State, ...]

    @property
    def _resolved(self) -> Resolution:
        return resolve(self.states)

    def documents(self) -> list[Document]:
        return [
            Document(state.document, state.version.article.url, state.version.article.source, state.version, 1)
            for state in self.states
        ]

    def facts(self, version: Version) -> Facts:
        return next(state.facts for state in self.states if state.version == version)

    def names(self) -> tuple[Name, ...]:
        return self._resolved.names

    def questions(self) -> tuple[Question, ...]:
        return self._resolved.questions

    def events(self) -> tuple[Event, ...]:
        return self._resolved.events


def of_kind(kind: str, *states: State) -> list[Entry]:
    return [entry for entry in entries(Told(states)) if entry.kind == kind]


def test_a_document_with_its_companies_types_and_amounts() -> None:
    (entry,) = of_kind("document", STATE)
    assert entry.id == f"d{STATE.document}"
    assert entry.link == f"documents/{STATE.document}.html"
    assert (entry.title, entry.text, entry.source, entry.publisher) == ("云上公告", TEXT, "cninfo", "某报")
    assert entry.companies == ("云上", "某平台")
    assert entry.types == ("冻结",)
    assert entry.amounts == (
        (Decimal(130_000_000), Decimal(130_000_000)),
        (Decimal(5), Decimal(9)),
    )  # dollars are left out
    assert entry.rank == 5


def test_a_claim_links_its_figure_and_an_event_its_sentence() -> None:
    claims = {entry.text and entry.title: entry for entry in of_kind("claim", STATE)}
    assert set(claims) == {"云上 1.3亿元", "云上 2000万美元"}
    claim = claims["云上 1.3亿元"]
    assert claim.link == f"documents/{STATE.document}.html#f{claim.id[1:]}"
    assert claim.text == TEXT[3:]
    assert (claim.companies, claim.types, claim.rank) == (("云上",), ("冻结",), 5)
    assert claim.amounts == ((Decimal(130_000_000), Decimal(130_000_000)),)
    assert claims["云上 2000万美元"].amounts == ()
    (happened,) = of_kind("event", STATE)
    assert happened.link == f"documents/{STATE.document}.html#s3"
    assert happened.title == "冻结 某平台 云上"
    assert happened.companies == ("某平台", "云上")


@pytest.mark.parametrize(
    ("text", "comparison", "found", "not_found"),
    [
        ("超过1亿元", ">", ["amount:>1亿", "amount:1亿", "amount:>=1亿"], ["amount:<1亿", "amount:>2亿"]),
        ("不到1亿元", "<", ["amount:<1亿", "amount:1亿"], ["amount:>1亿", "amount:<9000万"]),
        ("近1亿元", "<~", ["amount:<1亿", "amount:1亿"], ["amount:>1亿"]),
        ("1亿元", "=", ["amount:1亿", "amount:>=1亿"], ["amount:>1亿", "amount:<1亿"]),
    ],
)
def test_filters_of_amounts_meet_what_is_over_or_under(
    text: str, comparison: Comparison, found: list[str], not_found: list[str]
) -> None:
    said = f"云上被冻结{text}。"
    state = document("a", said, name("云上"), money(text, 1e8, "云上", comparison=comparison))
    for kind in ("document", "claim"):
        (entry,) = of_kind(kind, state)
        ((low, high),) = entry.amounts
        meets = {asked: _meets(asked, low, high) for asked in found + not_found}
        assert meets == dict.fromkeys(found, True) | dict.fromkeys(not_found, False)


def _meets(asked: str, low: Decimal, high: Decimal) -> bool:
    wanted = parse(asked, {}).query
    return (wanted.min_amount is None or high >= wanted.min_amount) and (
        wanted.max_amount is None or low <= wanted.max_amount
    )


def test_ids_are_unique_and_versions_follow_content() -> None:
    first = list(entries(Told((STATE,))))
    assert len({entry.id for entry in first}) == len(first)
    assert list(entries(Told((STATE,)))) == first
    article = replace(STATE.version.article, title="云上补充")
    again = list(entries(Told((State(replace(STATE.version, article=article), STATE.facts),))))
    assert [entry.id for entry in again] == [entry.id for entry in first]
    changed = {entry.kind for entry, old in zip(again, first, strict=True) if entry.version != old.version}
    assert changed == {"document"}


def test_claims_that_no_longer_count_are_left_out() -> None:
    old = document("a", "云上被冻结1亿元。", name("云上"), money("1亿元", 1e8, "云上"))
    new = document("a", "云上被冻结2亿元。", name("云上"), money("2亿元", 2e8, "云上"), number=2)

    class Revised(Told):
        def documents(self) -> list[Document]:
            return [replace(super().documents()[-1], versions=2)]

    assert [entry.title for entry in entries(Revised((old, new))) if entry.kind == "claim"] == ["云上 2亿元"]
