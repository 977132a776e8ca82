"""Routes that ask the index: search, facets, suggestions, related documents."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from aftershock.search import Answer, Wanted
from aftershock.server import writing
from aftershock.server.answering import answer
from aftershock.server.asking import wanted
from aftershock.shared import Shared

EXAMPLE = {
    "total": 1,
    "page": 1,
    "size": 10,
    "stage": "literal",
    "hits": [
        {
            "id": "d0f3c1a2b4d5e6f70",
            "kind": "document",
            "title": "关于子公司部分店铺被限制的公告",
            "title_marks": [],
            "link": "documents/0f3c1a2b4d5e6f70.html",
            "published": "2021-07-06T00:00:00+08:00",
            "source": "cninfo",
            "publisher": "巨潮资讯网",
            "companies": ["有棵树"],
            "types": ["冻结", "封号"],
            "snippet": "涉及的冻结资金约为1.3亿元",
            "snippet_marks": [[3, 7]],
            "score": 4.2,
        }
    ],
    "facets": {"company": {"有棵树": 1}, "speaker": {"filing": 1}},
    "notes": [],
    "suggestions": [{"word": "1亿以上", "instead": "amount:>=1亿", "query": "冻结资金 amount:>=1亿"}],
}


Asked = Annotated[Wanted, Depends(wanted)]


def add_routes(app: FastAPI, shared: Shared) -> None:
    """Add them."""

    @app.get(
        "/api/search",
        summary="Find documents, claims and events",
        tags=["find"],
        responses={200: {"content": {"application/json": {"example": EXAMPLE}}}},
    )
    async def search(request: Request, asked: Asked) -> Response:
        """Hits with marks that cover exactly what was asked for; facets count all hits, not only this page's."""

        def make() -> Answer:
            with shared.searcher() as searcher:
                return searcher.search(asked)

        return await answer(request, shared, make, writing.search)

    @app.get("/api/facets", summary="Count what a query finds by company, source, type, month, speaker", tags=["find"])
    async def facets(request: Request, asked: Asked) -> Response:
        """The facets of /api/search without its hits."""

        def make() -> Answer:
            with shared.searcher() as searcher:
                return searcher.search(asked._replace(size=0))

        return await answer(request, shared, make, writing.facets)

    @app.get("/api/suggest", summary="Company names and event types for what is being typed", tags=["find"])
    async def suggest(
        request: Request,
        q: Annotated[str, Query(min_length=1, max_length=50, description="The beginning or any part of a name.")],
        limit: Annotated[int, Query(ge=1, le=50)] = 10,
    ) -> Response:
        """Names that begin with it first, then those that hold it; full-width, case and traditional forms are alike."""

        def make() -> dict[str, Any]:
            with shared.searcher() as searcher:
                return {"suggestions": searcher.suggest(q, limit)}

        return await answer(request, shared, make)

    @app.get("/api/documents/{id}/related", summary="Documents about the same", tags=["find"])
    async def related(request: Request, id: str, size: Annotated[int, Query(ge=1, le=50)] = 5) -> Response:
        """By the words that tell this document apart; itself is left out."""

        def make() -> Answer:
            with shared.knowledge() as knowledge:
                document = knowledge.document(id)
            if document is None:
                raise HTTPException(404, f"no document {id!r}")
            with shared.searcher() as searcher:
                return searcher.related(document, size)

        return await answer(request, shared, make, writing.search)
