"""Marked documents: how the facts of the corpus are written down beside the text, so that no offset is ever typed.

A file in marked/ has three parts, parted by lines of "---": the head (title, published, source, reporter, editor,
trade, form), the text with marks in braces, and the names. Marks may hold marks:

    {4143万元|¥4.143e7|frozen|通拓}      money; ¥ $ or an ISO code and a space; role; whose; who says so
    {近2800人|&<~2800}                   people
    {54个|#54 店铺|stores closed|通拓}   things, the counted word after the number
    {4.27%|%4.27|share}  {1.5个百分点|pp1.5}
    {8月5日|@2021-08-05}                 a day; also 2021-08, 2021, 2021-H1, 2021-Q3, first..last, first..
    {!处罚 text|@2021-08-05|actor|subject|planned}   an event; date, actor, subject, certainty or "negated";
                                         处罚/违规 where either type is right

Before a number stand the signs ~ > >= < <= <~ of model.Comparison; 1..2 is a range, ~20..99 the bounds of a vague
figure, a "?" after money says that the text leaves the currency out, "/股" per what it is paid, a "*" at the end that
it is a fraction. Cells of a table row are parted by " ¦ ". Names: "org NAME = ALIAS, ALIAS : role",
"person NAME : post : organisation", "alias FULL = SHORT", "relation TYPE : PARENT > CHILD".
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

Row = dict[str, Any]

_CURRENCIES = {"¥": "CNY", "$": "USD"}
_SIGNS = {"~": "~", ">": ">", ">=": ">=", "<": "<", "<=": "<=", "<~": "<~", "": "="}
_NUMBER = r"-?\d+(?:\.\d+)?(?:e\d+)?"
_FIGURE = re.compile(
    rf"(?P<kind>¥|\$|[A-Z]{{3}} |&|#|%|pp)(?P<sign>>=|<=|<~|[~<>])?(?P<low>{_NUMBER})(?:\.\.(?P<high>{_NUMBER}))?"
    r"(?P<implied>\?)?(?:/(?P<per>\S+))?(?: (?P<unit>\S+))?(?P<flag>\*?)"
)
CELL = " ¦ "


@dataclass
class Marked:
    """A document of the corpus: what is published and what it states."""

    name: str
    head: dict[str, str]
    text: str
    """The body as a reader should give it: one paragraph a line, cells parted by a tab."""
    rows: list[Row] = field(default_factory=list)


def load(path: Path) -> Marked:
    """A marked file. Raises ValueError, naming the mark, for anything that does not follow the form."""
    head, body, names = re.split(r"^---\n", path.read_text("utf-8"), flags=re.M)
    given = dict(line.split(": ", 1) for line in head.splitlines() if line)
    lines = [line.replace(CELL, "\t") for line in body.splitlines() if line]
    try:
        text, rows = unmark("\n".join(lines))
        made = Marked(path.stem, given, text, [*_meta(given), *rows])
        made.rows += [row for line in names.splitlines() if line for row in _name(line, text)]
    except ValueError as problem:
        raise ValueError(f"{path.name}: {problem}") from None
    return made


def unmark(marked: str) -> tuple[str, list[Row]]:
    """The text without its marks, and a row for each mark, in order. Raises ValueError for a mark out of form."""
    text, rows, opened = "", [], []
    at = 0
    while at < len(marked):
        if marked[at] == "{":
            kind = re.compile(r"!(\S+) ").match(marked, at + 1)
            opened.append((len(text), kind[1] if kind else None))
            at = kind.end() if kind else at + 1
        elif marked[at] == "|":
            if not opened:
                raise ValueError(f"a field outside a mark: {marked[at - 20 : at + 20]!r}")
            end = marked.index("}", at)
            start, event = opened.pop()
            rows.append(_row(text[start:], start, event, marked[at + 1 : end].split("|")))
            at = end + 1
        else:
            if marked[at] == "}":
                raise ValueError(f"a mark without fields: {marked[at - 30 : at + 1]!r}")
            text += marked[at]
            at += 1
    if opened:
        raise ValueError(f"never closed: {text[opened[-1][0] :][:30]!r}")
    rows.sort(key=lambda row: (row["start"], -row["end"]))
    return text, rows


def _row(text: str, start: int, event: str | None, fields: list[str]) -> Row:
    row: Row = {"kind": "event" if event else None, "text": text, "start": start, "end": start + len(text)}
    if event:
        day, actor, subject, said = [*fields, "", "", "", ""][:4]
        row |= {
            "value": event.split("/")[0],
            "types": event.split("/"),
            "date": _days(day[1:])[0] if day else None,
            "actor": actor or None,
        }
        row |= {"subject": subject or None, "certainty": said if said not in ("", "negated") else None}
        row |= {"negated": True} if said == "negated" else {}
    elif fields[0].startswith("@"):
        first, last = _days(fields[0][1:])
        row |= {"kind": "date", "from": first, "to": last}
    else:
        role, subject, said = [*fields[1:], "", "", ""][:3]
        row |= _figure(fields[0]) | {"role": role or None, "subject": subject or None, "source": said or None}
    return row


def _figure(written: str) -> Row:
    found = _FIGURE.fullmatch(written)
    if found is None:
        raise ValueError(f"no figure: {written!r}")
    sigil, low, high = found["kind"], float(found["low"]), found["high"]
    kind = {"&": "headcount", "#": "count", "%": "percentage", "pp": "percentage"}.get(sigil, "money")
    unit = {"&": "人", "#": found["unit"], "%": "%", "pp": "pp"}.get(sigil) or _CURRENCIES.get(sigil) or sigil.strip()
    row: Row = {"kind": kind, "value": low, "unit": unit, "cmp": _SIGNS[found["sign"] or ""]}
    if high is not None:
        row |= {"value": None, "low": low, "high": float(high)}
        row |= {"vague": True} if found["sign"] else {"cmp": "range"}
    if found["implied"]:
        row["implied_currency"] = True
    if found["per"]:
        row["per"] = found["per"]
    if found["flag"]:
        row["fraction"] = True
    return row


def _days(written: str) -> tuple[str, str | None]:
    """First and last day of 2021, 2021-H1, 2021-Q3, 2021-08, 2021-08-05, A..B, or of an open A.. (no last day)."""
    first, dots, last = written.partition("..")
    if dots:
        return _days(first)[0], _days(last)[1] if last else None
    year, _, part = written.partition("-")
    if not part:
        return f"{year}-01-01", f"{year}-12-31"
    months = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}.get(part)
    if months is None and "-" in part:
        return (day := date.fromisoformat(written).isoformat()), day
    first_month, last_month = months or (int(part), int(part))
    end = calendar.monthrange(int(year), last_month)[1]
    return f"{year}-{first_month:02}-01", f"{year}-{last_month:02}-{end}"


def _meta(head: dict[str, str]) -> list[Row]:
    kept = ("title", "published", "source", "reporter", "editor")
    return [{"kind": "meta", "role": key, "value": head[key]} for key in kept if key in head]


def _name(line: str, text: str) -> list[Row]:
    kind, _, rest = line.partition(" ")
    if kind == "org":
        named, _, role = rest.partition(" : ")
        name, _, others = named.partition(" = ")
        aliases = [one.strip() for one in others.split(",") if one.strip()]
        places = _places([name, *aliases], text)
        start, end = places[0]
        return [{"kind": "organisation", "text": text[start:end], "start": start, "end": end, "value": name,
                 "role": role or None, "aliases": aliases, "mentions": [list(place) for place in places]}]  # fmt: skip
    if kind == "person":
        name, post, of = [*rest.split(" : "), "", ""][:3]
        start, end = _places([name], text)[0]
        return [{"kind": "person", "text": name, "start": start, "end": end, "value": name, "role": post or None,
                 "subject": of or None}]  # fmt: skip
    if kind == "alias":
        full, _, short = rest.partition(" = ")
        start, end = _places([short], text)[0]
        return [{"kind": "alias", "text": short, "start": start, "end": end, "value": short, "subject": full,
                 "role": "introduced"}]  # fmt: skip
    if kind == "relation":
        role, _, pair = rest.partition(" : ")
        parent, _, child = pair.partition(" > ")
        start, end = _places([child], text)[0]
        return [{"kind": "relation", "text": child, "start": start, "end": end, "value": child, "subject": parent,
                 "role": role}]  # fmt: skip
    raise ValueError(f"no name: {line!r}")


def _places(forms: list[str], text: str) -> list[tuple[int, int]]:
    """Where the forms of a name stand, the longest first where they overlap."""
    pattern = "|".join(re.escape(form) for form in sorted(set(forms), key=len, reverse=True))
    places = [found.span() for found in re.finditer(pattern, text)]
    missing = [form for form in forms if form not in text]
    if missing:
        raise ValueError(f"not in the text: {missing}")
    return places
