"""How mentions are written in the case files, one line a sentence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from aftershock.model import Mention

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[tuple[str, str]]:
    """(sentence, expected mentions as written) of a case file."""
    lines = (CASES / name).read_text("utf-8").splitlines()
    pairs = (line.partition(" ⇒") for line in lines if line and not line.startswith("#"))
    return [(text.replace("\\n", "\n").replace("\\t", "\t"), wanted.strip()) for text, _, wanted in pairs]


def figure(mention: Mention) -> str:
    """text kind value unit/per comparison flags."""
    value = _plain(mention.value) if mention.value is not None else f"{_plain(mention.low)}..{_plain(mention.high)}"
    unit = (mention.unit or "-") + (f"/{mention.per}" if mention.per else "")
    tied = ["pair"] * (mention.same_as is not None) + ["changed"] * (mention.changed_from is not None)
    parts = [mention.text, mention.kind, value, unit, str(mention.comparison), *sorted(mention.flags), *tied]
    return " ".join(part.replace(" ", "_") for part in parts)


def day(mention: Mention) -> str:
    """text from..to flags."""
    span = f"{mention.from_ or '-'}..{mention.to or ''}"
    return " ".join([mention.text.replace(" ", "_"), span, *sorted(mention.flags - {"anaphoric"})])


def _plain(value: Decimal | None) -> str:
    return "-" if value is None else f"{value.normalize():f}"
