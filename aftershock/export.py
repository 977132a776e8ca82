"""The knowledge tables as files: CSV, JSON or Parquet. The same knowledge gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Context, Decimal
from pathlib import Path
from typing import Any, Literal, Protocol

from aftershock.errors import StorageProblem, UsageProblem
from aftershock.knowledge.tables import ColumnType, Table

Format = Literal["csv", "json", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "json", "parquet")
_PLACES, _LARGEST, _WIDE = Decimal("1e-12"), Decimal("1e26"), Context(prec=40)


class Tables(Protocol):
    """What is needed of the knowledge."""

    def tables(self) -> Iterator[Table]:
        """Every table that is told to others, sorted."""


def export(knowledge: Tables, folder: Path, form: str) -> list[Path]:
    """Write one file for each table into a folder, each at once or not at all; the paths written.

    CSV: UTF-8 with a mark at the start, by which spreadsheets know it; lists are JSON; unknown is empty. JSON: an array
    of objects; numbers are JSON numbers where exact, else strings. Parquet needs pyarrow; figures are decimals with 12
    places (further ones are rounded, larger than 10**26 are null: `text` always has the figure as printed).
    Raises UsageProblem (no such format, pyarrow is missing), StorageProblem.
    """
    if form not in FORMATS:
        raise UsageProblem(f'no format "{form}"; known: {", ".join(FORMATS)}')
    write = {"csv": _csv, "json": _json, "parquet": _parquet}[form]
    if form == "parquet":
        _pyarrow()
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in knowledge.tables():
            path = folder / f"{table.name}.{form}"
            temporary = folder / f".{path.name}.tmp"
            try:
                write(table, temporary)
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
            written.append(path)
    except OSError as error:
        raise StorageProblem(f"{folder}: cannot be written ({error.strerror}); check rights and free space") from error
    return written


_FORMULA = re.compile(r"[=@\t\r].|[+-][^\d.]", re.DOTALL)


def _csv(table: Table, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([name for name, _ in table.columns])
        for row in table.rows:
            writer.writerow([csv_cell(value, kind) for value, (_, kind) in zip(row, table.columns, strict=True)])


def csv_cell(value: Any, kind: ColumnType) -> Any:
    if kind == "flag" and value is not None:
        return "true" if value else "false"
    if kind == "number" and isinstance(value, float):
        return format(_exact(value), "f")
    if kind == "text" and isinstance(value, str) and _FORMULA.match(value):
        # A spreadsheet would run it; the quote makes it text there, and is what such programs themselves write.
        return "'" + value
    return value


def _exact(value: float | int | str) -> Decimal:
    return Decimal(repr(value) if isinstance(value, float) else value)


def _json(table: Table, path: Path) -> None:
    names = [name for name, _ in table.columns]
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for at, row in enumerate(table.rows):
            values = [json_value(value, kind) for value, (_, kind) in zip(row, table.columns, strict=True)]
            file.write(",\n" if at else "\n")
            file.write(json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False))
        file.write("\n]\n")


def json_value(value: Any, kind: ColumnType) -> Any:
    if value is None:
        return None
    match kind:
        case "flag":
            return bool(value)
        case "list":
            return json.loads(value)
        case "text" | "integer" | "number":
            return value


def _parquet(table: Table, path: Path) -> None:
    arrow, parquet = _pyarrow()
    types = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.decimal128(38, 12),
        "flag": arrow.bool_(),
        "list": arrow.string(),
    }
    schema = arrow.schema([arrow.field(name, types[kind]) for name, kind in table.columns])
    buffer = io.BytesIO()
    with parquet.ParquetWriter(buffer, schema, compression="zstd") as writer:
        while rows := [row for row, _ in zip(table.rows, range(50_000), strict=False)]:
            columns = []
            for at, (_, kind) in enumerate(table.columns):
                values = [row[at] for row in rows]
                columns.append(arrow.array([_arrow(value, kind) for value in values], types[kind]))
            writer.write_table(arrow.Table.from_arrays(columns, schema=schema))
    path.write_bytes(buffer.getvalue())


def _arrow(value: Any, kind: ColumnType) -> Any:
    if value is None:
        return None
    if kind == "flag":
        return bool(value)
    if kind == "number":
        exact = _exact(value)
        return exact.quantize(_PLACES, context=_WIDE) if abs(exact) < _LARGEST else None
    return value


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageProblem("parquet needs the extra: pip install 'aftershock[parquet]'") from error
    return pyarrow, pyarrow.parquet
