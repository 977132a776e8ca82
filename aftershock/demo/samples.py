"""Sample documents: what is kept in `documents/`, checked and made whole."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal

from crawlers.article import BEIJING

FOLDER = Path(__file__).resolve().parent
PUBLISHERS = ("nbd", "sina", "ofweek", "jiemian", "thepaper", "cninfo")
COPIES: Mapping[str, str] = {
    "szse": "https://disc.static.szse.cn/download/disc/disk03/finalpage/{day}/{id}.PDF",
    "sse": "https://static.sse.com.cn/disclosure/listedinfo/announcement/c/new/{day}/{code}_{id}.pdf",
    "eastmoney": "https://pdf.dfcfw.com/pdf/H2_AN{id}_1.pdf",
}
"""Other places where a filing is put out, and its address there."""


class BadSample(ValueError):
    """A sample file that does not hold together: names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a body."""

    kind: Literal["paragraph", "heading", "row"]
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """What a later fetch finds changed."""

    day: int
    """From which day of the replica on the change shows."""
    at: datetime
    was: str
    """Stands exactly once in the body before the change."""
    becomes: str
    note: str = ""
    """A paragraph that the publisher adds at the end."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One document of the demonstration, on one day."""

    name: str
    """Stem of its file, such as "nbd-2021-08-05"."""
    publisher: str
    """One of PUBLISHERS or COPIES."""
    url: str
    title: str
    published: datetime
    """Aware, Beijing; midnight where only the day is known."""
    body: str
    """One paragraph a line; see documents/README.md."""
    origin: str = ""
    """Whom the page names as its source."""
    original_title: str = ""
    reporter: str = ""
    editor: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()
    """Numbers of the NBD columns that list it."""
    charset: str = "utf-8"
    code: str = ""
    """Of filings: stock code, then the company's short name, name, the document's number and id."""
    short: str = ""
    company: str = ""
    number: str = ""
    id: str = ""
    categories: tuple[str, ...] = ()
    measure: float = 0.0
    """Width of the printed lines in characters; then they break anywhere, inside numbers too. 0: the usual width."""
    aside: bool = False
    """About something else: lists name it among the others, and those who look for the event leave it alone."""
    printed: str = ""
    """Of a filing put out at another place too: the name of the one whose file it is."""
    changed: datetime | None = None
    """When this form of it was put out, if it is not the first."""
    revisions: tuple[Revision, ...] = field(default=(), repr=False)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The body, line by line."""
        return tuple(_line(text) for text in self.body.splitlines() if text.strip())

    @property
    def modified(self) -> datetime:
        """When this form of it was put out."""
        return self.changed or self.published

    @property
    def pdf(self) -> Path:
        """Where the printed filing is."""
        return FOLDER / "filings" / f"{self.printed or self.name}.pdf"

    def on(self, day: int) -> Sample:
        """The document as it stands on a day of the replica."""
        sample = self
        for revision in sorted(self.revisions, key=lambda revision: revision.day):
            if revision.day > day:
                break
            body = sample.body.replace(revision.was, revision.becomes)
            body = "\n".join(filter(None, (body.rstrip("\n"), revision.note)))
            sample = replace(sample, body=body, changed=revision.at)
        return sample


def load_samples(folder: Path = FOLDER / "documents") -> tuple[Sample, ...]:
    """All documents in their first form, oldest first. Raises BadSample."""
    raw = {path.stem: _table(path) for path in sorted(folder.glob("*.toml"))}
    samples = [sample for name, table in raw.items() for sample in _places(name, table, raw)]
    for url in {sample.url for sample in samples}:
        same = [sample.name for sample in samples if sample.url == url]
        if len(same) > 1:
            raise BadSample(f"{' and '.join(same)} have the same address {url}")
    return tuple(sorted(samples, key=lambda sample: (sample.published, sample.name)))


def load_companies(path: Path = FOLDER / "companies.toml") -> tuple[Mapping[str, str], ...]:
    """Rows of the filings publisher's company list: code, name, orgid, pinyin."""
    return tuple(_table(path)["company"])


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise BadSample(f"{path.name}: {problem}") from problem


def _places(name: str, table: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]]) -> Iterator[Sample]:
    """The document, and then what it is at other places."""
    sample = _sample(name, {key: value for key, value in table.items() if key != "copies"}, others)
    yield sample
    for copy in table.get("copies", ()):
        place, when = copy["publisher"], _beijing(copy["published"])
        if place not in COPIES:
            raise BadSample(f"{name}: a copy's publisher must be one of {', '.join(COPIES)}")
        url = COPIES[place].format(day=f"{when:%Y-%m-%d}", id=sample.id, code=sample.code)
        yield replace(
            sample, name=name.replace(sample.publisher, place), publisher=place, url=url, published=when, printed=name
        )


def _sample(name: str, table: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]]) -> Sample:
    values = dict(table)
    reprinted = values.pop("reprint_of", None)
    if reprinted is not None:
        if reprinted not in others:
            raise BadSample(f"{name}: reprint_of names {reprinted}, which is not there")
        values["body"] = others[reprinted]["body"]
    if values.get("publisher") not in PUBLISHERS:
        raise BadSample(f"{name}: publisher must be one of {', '.join(PUBLISHERS)}")
    values["published"] = _beijing(values["published"])
    values["body"] = values["body"].strip("\n")
    if values["publisher"] == "cninfo":
        values["short"] = values.pop("name")
        values["url"] = f"http://static.cninfo.com.cn/finalpage/{values['published']:%Y-%m-%d}/{values['id']}.PDF"
    for key in ("keywords", "columns", "categories"):
        values[key] = tuple(values.get(key, ()))
    values["revisions"] = tuple(
        Revision(**revision | {"at": _beijing(revision["at"])}) for revision in values.get("revisions", ())
    )
    try:
        sample = Sample(name=name, **values)
    except TypeError as problem:
        raise BadSample(f"{name}: {problem}") from problem
    for revision in sample.revisions:
        if sample.on(revision.day - 1).body.count(revision.was) != 1:
            raise BadSample(f"{name}: {revision.was!r} does not stand exactly once in the body")
    return sample


def _beijing(moment: datetime | date) -> datetime:
    """A local time or day of TOML, as printed in China."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return moment.replace(tzinfo=BEIJING)


def _line(text: str) -> Line:
    if text.startswith("# "):
        return Line("heading", text[2:])
    if text.startswith("|"):
        cells = tuple(cell.strip() for cell in text.strip("| ").split("|"))
        return Line("row", "\t".join(cells), cells)
    return Line("paragraph", text)
