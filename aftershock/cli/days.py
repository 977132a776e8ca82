"""A day on the command line."""

from __future__ import annotations

from datetime import date

import click


def day(value: str) -> date:
    """The day that is written as people and ISO 8601 do: 2021-08-01. For options, as their type."""
    try:
        year, month, number = (int(part) for part in value.split("-"))
        return date(year, month, number)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write year, month and day as in 2021-08-01") from None
