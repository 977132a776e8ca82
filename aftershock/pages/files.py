"""The data beside each page: one table as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from aftershock.numbers import number

Cell = str | int | bool | Decimal | date | datetime | Sequence[str] | None
Row = Mapping[str, Cell]


def table_csv(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """UTF-8 with a mark at the start, by which spreadsheets know it. Text that a spreadsheet would run as a formula
    gets an apostrophe before it; lists are joined by "; "."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv(row[column]) for column in columns])
    return "\ufeff" + out.getvalue()


def table_json(about: Mapping[str, Cell], columns: Sequence[str], rows: Sequence[Row]) -> str:
    """`about` and `rows`; numbers are JSON numbers where that is exact, unknown is null."""
    head = json.dumps({k: _json(v) for k, v in about.items()}, ensure_ascii=False).removesuffix("}")
    # A row a line: as easily read as an indented file, and written ten times as fast.
    lines = ",\n".join(json.dumps({c: _json(row[c]) for c in columns}, ensure_ascii=False) for row in rows)
    return f'{head}{", " if about else ""}"rows": [\n{lines}\n]}}\n'


def _csv(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case int():
            return str(cell)
        case Decimal():
            return format(cell, "f")
        case datetime() | date():
            return cell.isoformat()
        case str():
            return "'" + cell if len(cell) > 1 and cell[0] in "=+-@\t\r" else cell
        case _:
            return _csv("; ".join(cell))


def _json(cell: Cell) -> object:
    match cell:
        case Decimal():
            return number(cell)
        case datetime() | date():
            return cell.isoformat()
        case None | bool() | int() | str():
            return cell
        case _:
            return list(cell)
