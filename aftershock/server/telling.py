"""Routes that tell the knowledge: documents, companies, claims, the timeline, conflicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from starlette.responses import Response

from aftershock import records
from aftershock.server.answering import answer
from aftershock.shared import Shared

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
                return records.document_told(shared.told().document(knowledge, id))

        return await answer(request, shared, make)

    @app.get("/api/companies/{id}", summary="One company and what is said of it", tags=["tell"], responses=NONE_SUCH)
    async def company(request: Request, id: str) -> Response:
        """By its id, its code or any of its names: all its forms, questions with their claims, and events."""

        def make() -> dict[str, Any]:
            return records.company_told(shared.told().company(id))

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
            found = shared.told().claims(company, role, unit, superseded=superseded)
            return _paged("claims", found, page, size, records.answered)

        return await answer(request, shared, make)

    @app.get("/api/conflicts", summary="Where sources contradict each other", tags=["tell"])
    async def conflicts(request: Request, company: Company = None, page: Page = 1, size: Size = 50) -> Response:
        """Questions of which two claims that still count cannot both hold."""

        def make() -> dict[str, Any]:
            return _paged("conflicts", shared.told().conflicts(company), page, size, records.question)

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

        def make() -> dict[str, Any]:
            found = shared.told().timeline(company, type, from_, to)
            return _paged("events", found, page, size, records.event)

        return await answer(request, shared, make)


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
