"""Routes that tell the knowledge: documents, companies, claims, the timeline, conflicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from aftershock.model import Event, Name, Question
from aftershock.periods import period
from aftershock.server import records
from aftershock.server.answering import answer
from aftershock.server.shared import Shared, Told
from indexer.fields import BEIJING
from indexer.tokens import fold

Page = Annotated[int, Query(ge=1, le=1000)]
Size = Annotated[int, Query(ge=1, le=200)]
Company = Annotated[str | None, Query(max_length=100, description="Id or any name of a company.")]
NONE_SUCH: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is none with this id (application/problem+json)."}
}


def add_routes(app: FastAPI, shared: Shared) -> None:
    """Add them."""

    @app.get("/api/documents/{id}", summary="One document and what it says", tags=["tell"], responses=NONE_SUCH)
    async def document(request: Request, id: str) -> Response:
        """Its claims and events with their evidence. Its text is left out: that is the publisher's."""

        def make() -> dict[str, Any]:
            with shared.knowledge() as knowledge:
                found = knowledge.document(id)
                versions = knowledge.versions(id) if found else ()
            if found is None:
                raise HTTPException(404, f"no document {id!r}")
            told = shared.told()
            return records.document(found) | {
                "history": [{"id": one.id, "number": one.number, "seen": one.seen.isoformat()} for one in versions],
                "companies": [{"id": name.id, "name": name.name} for name in told.names if id in name.documents],
                "claims": [records.answered(*pair) for pair in told.claims_in.get(id, ())],
                "events": [records.event(one) for one in told.events_in.get(id, ())],
            }

        return await answer(request, shared, make)

    @app.get("/api/companies/{id}", summary="One company and what is said of it", tags=["tell"], responses=NONE_SUCH)
    async def company(request: Request, id: str) -> Response:
        """By its id, its code or any of its names: all its forms, questions with their claims, and events."""

        def make() -> dict[str, Any]:
            told = shared.told()
            name = _company(told, id)
            return records.company(name) | {
                "questions": [records.question(one) for one in told.questions if one.name == name.id],
                "events": [records.event(one) for one in told.events if name.id in one.names],
            }

        return await answer(request, shared, make)

    @app.get("/api/claims", summary="Figures: who says what", tags=["tell"])
    async def claims(
        request: Request,
        company: Company = None,
        role: Annotated[str | None, Query(max_length=50, description="What the figure is, such as frozen.")] = None,
        unit: Annotated[str | None, Query(max_length=20, description="CNY, 家, 人 …")] = None,
        superseded: Annotated[bool, Query(description="Also those that no longer count.")] = False,
        page: Page = 1,
        size: Size = 50,
    ) -> Response:
        """One entry for each figure of each source, with the sentence it stands in."""

        def make() -> dict[str, Any]:
            told = shared.told()
            questions = _questions(told, company, role, unit)
            found = [
                (question, claim)
                for question in questions
                for claim in question.claims
                if superseded or claim.superseded is None
            ]
            return _paged("claims", found, page, size, lambda pair: records.answered(*pair))

        return await answer(request, shared, make)

    @app.get("/api/conflicts", summary="Where sources contradict each other", tags=["tell"])
    async def conflicts(request: Request, company: Company = None, page: Page = 1, size: Size = 50) -> Response:
        """Questions of which two claims that still count cannot both hold."""

        def make() -> dict[str, Any]:
            found = [question for question in _questions(shared.told(), company, None, None) if question.conflict]
            return _paged("conflicts", found, page, size, records.question)

        return await answer(request, shared, make)

    @app.get("/api/timeline", summary="What happened, newest first", tags=["tell"])
    async def timeline(
        request: Request,
        company: Company = None,
        type: Annotated[str | None, Query(max_length=20, description="Event type, such as 封号.")] = None,
        from_: Annotated[str | None, Query(alias="from", description="First day: 2021, 2021-07, 2021-07-06.")] = None,
        to: Annotated[str | None, Query(description="Last day, likewise.")] = None,
        page: Page = 1,
        size: Size = 50,
    ) -> Response:
        """By the day of the event; where that is unknown, by the day of publication."""
        since, until = _day("from", from_, 0), _day("to", to, 1)

        def make() -> dict[str, Any]:
            told = shared.told()
            about = _company(told, company).id if company else None
            found = [
                one
                for one in told.events
                if (type is None or one.type == type)
                and (about is None or about in one.names)
                and _between(one, since, until)
            ]
            return _paged("events", found, page, size, records.event)

        return await answer(request, shared, make)


def _company(told: Told, asked: str) -> Name:
    """By id, else by any form of its name. Raises 404."""
    if found := told.by_id.get(asked):
        return found
    wanted = fold(asked)
    for name in told.names:
        if fold(name.name) == wanted:
            return name
    for name in told.names:
        if any(form and fold(form) == wanted for form in (name.full, name.code, *name.aliases, *name.former)):
            return name
    raise HTTPException(404, f"no company {asked!r}; /api/suggest finds names by their parts")


def _questions(told: Told, company: str | None, role: str | None, unit: str | None) -> Iterable[Question]:
    about = _company(told, company).id if company else None
    return (
        one
        for one in told.questions
        if (about is None or one.name == about) and (role is None or one.role == role) and unit in (None, one.unit)
    )


def _day(name: str, written: str | None, end: int) -> date | None:
    if not written:
        return None
    days = period(written)
    if days is None:
        raise HTTPException(400, f"{name}: {written!r} is no day; write 2021, 2021-07 or 2021-07-06")
    return days[end]


def _between(event: Event, since: date | None, until: date | None) -> bool:
    day = event.date or (event.published.astimezone(BEIJING).date() if event.published else None)
    if day is None:
        return since is None and until is None
    return (since is None or day >= since) and (until is None or day <= until)


def _paged(
    name: str, found: Sequence[Any], page: int, size: int, record: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    first = (page - 1) * size
    return {
        "total": len(found),
        "page": page,
        "size": size,
        name: [record(one) for one in islice(found, first, first + size)],
    }
