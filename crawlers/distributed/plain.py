"""What goes into Redis and comes back: JSON, never pickle, which would run whatever was put there."""

from __future__ import annotations

import json
from typing import Any


def dumps(value: object) -> str:
    """One line of JSON. Raises TypeError for what is no plain value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def loads(text: str | bytes) -> dict[str, Any]:
    """The object in a line. Raises ValueError for anything else."""
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError(f"no JSON object but {type(value).__name__}")
    return value
