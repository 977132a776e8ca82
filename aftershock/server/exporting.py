"""Routes that hand out whole tables of the knowledge as streams."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Literal

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from aftershock.export import csv_cell, json_value
from aftershock.knowledge.tables import NAMES, Table
from aftershock.shared import Shared

TABLES = tuple(name for name in NAMES if name != "versions")
"""All but the texts, which are the publishers'; `aftershock export` has them."""
CHUNK = 64 * 1024
IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a table that are held in memory; a larger one waits on disk."""


def add_routes(app: FastAPI, shared: Shared) -> None:
    """Add them."""

    @app.get(
        "/api/export/{table}.{form}",
        summary="A table of the knowledge, one row a line",
        tags=["export"],
        description=f"Tables: {', '.join(TABLES)}. ndjson: one JSON object a line; csv: UTF-8, unknown is empty.",
        response_class=StreamingResponse,
    )
    async def export(table: str, form: Literal["ndjson", "csv"]) -> StreamingResponse:
        if table not in TABLES:
            raise HTTPException(404, f"no table {table!r}; there are {', '.join(TABLES)}")
        write, media = (_ndjson, "application/x-ndjson") if form == "ndjson" else (_csv, "text/csv; charset=utf-8")
        file = await run_in_threadpool(_written, shared, table, write)
        headers = {"Content-Disposition": f'attachment; filename="{table}.{form}"'}
        return StreamingResponse(_chunks(file), media_type=media, headers=headers)


def _written(shared: Shared, name: str, write: Callable[[Table, IO[bytes]], None]) -> IO[bytes]:
    """The table of one moment, whole: a stream could not say half-way that something went wrong."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # closed when it has been sent
    try:
        with shared.knowledge() as knowledge:
            (table,) = (one for one in knowledge.tables() if one.name == name)
            write(table, file)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _ndjson(table: Table, file: IO[bytes]) -> None:
    names = [name for name, _ in table.columns]
    for row in table.rows:
        values = [json_value(one, kind) for one, (_, kind) in zip(row, table.columns, strict=True)]
        line = json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False)
        file.write(line.encode("utf-8", "replace") + b"\n")


def _csv(table: Table, file: IO[bytes]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([name for name, _ in table.columns])
    for row in table.rows:
        writer.writerow([csv_cell(one, kind) for one, (_, kind) in zip(row, table.columns, strict=True)])
        if text.tell() > CHUNK:
            file.write(text.getvalue().encode("utf-8", "replace"))
            text.seek(0)
            text.truncate()
    file.write(text.getvalue().encode("utf-8", "replace"))
