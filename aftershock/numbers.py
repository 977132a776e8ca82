"""Figures as SQLite and JSON can hold them without rounding."""

from __future__ import annotations

from decimal import Decimal


def number(value: Decimal | None) -> int | float | str | None:
    """A figure as a whole number or a real where that is exact, else as text; None stays None."""
    if value is None:
        return None
    if value == value.to_integral_value():
        whole = int(value)
        return whole if abs(whole) < 2**63 else str(whole)
    real = float(value)
    return real if Decimal(repr(real)) == value else format(value, "f").rstrip("0")


def decimal(value: int | float | str | None) -> Decimal | None:
    """What `number` gave, read back."""
    return None if value is None else Decimal(repr(value) if isinstance(value, float) else value)
