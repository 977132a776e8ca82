"""The site's own search: positions of tokens in small files that a page loads by <script>, so that it works from disk.

The rules of folding and cutting are those of indexer.tokens; the script follows the same ones, so that a query finds
exactly what a literal scan of title and text finds. The full text itself is not in these files: positions decide what
is found, and only the quoted sentences are shown.

`meta.js` (one row a document, for filters and order) · `q/N.js` (quoted sentences of a block of documents) · `g/N.js`
(pairs of Han characters, words, marks) · `c/N.js` (single Han characters). A posting is `doc.pos.pos;doc.pos`, all in
base 36 as distances from the one before; positions count tokens of the `chars` stream, the title first, then a gap.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aftershock.model import Document, Facts
from aftershock.pages.lines import Quoted
from aftershock.pages.parts import Parts
from aftershock.pages.postings import Postings
from aftershock.pages.wave import document_path
from aftershock.pages.wording import day_of
from indexer.tokens import HAN, chars, simplified

GAP = 2
"""Empty positions between title and text, so that no phrase runs from one into the other."""
BLOCK = 25
"""Documents whose sentences stand in one file."""
_PER_SHARD = 10
"""Documents for each file of postings: at 10,000 documents a file has some 20 KB."""
_HAN = re.compile(f"[{HAN}]")


@contextmanager
def collecting(parts: Parts, folder: Path) -> Iterator[Shards]:
    """An empty search for a site in `folder`, where it may put aside what it gathers."""
    count = len(parts.wave.documents)
    pairs, singles = max(1, min(2048, count // _PER_SHARD)), max(1, min(1024, count // (2 * _PER_SHARD)))
    with Postings(pairs, folder) as found, Postings(singles, folder) as alone:
        yield Shards(parts, found, alone)


@dataclass
class Shards:
    """Collects documents in their order, then gives the files."""

    parts: Parts
    pairs: Postings
    """Pairs of Han characters, words and marks."""
    singles: Postings
    """Han characters by themselves."""
    rows: list[list[object]] = field(default_factory=list)
    quotes: list[list[list[object]]] = field(default_factory=list)

    def add(self, document: Document, facts: Facts, quotes: Sequence[Quoted]) -> None:
        """One document."""
        wave, article = self.parts.wave, document.latest.article
        number = len(self.rows)
        title = wave.title(document.id)
        day = day_of(article.published)
        amounts = {
            (float(low), float(high))
            for m in facts.mentions
            if m.kind == "money" and m.unit == "CNY"
            for known in [[v for v in (m.value, m.low, m.high) if v is not None]]
            if known
            for low, high in [(min(known), max(known))]
        }
        self.rows.append(
            [
                document_path(document.id),
                title,
                day.isoformat() if day else "",
                wave.publisher(document.id),
                document.source,
                sorted({name.name for name in wave.names_in.get(document.id, ())}),
                sorted({event.type for event in wave.events_in.get(document.id, ())}),
                sorted(amounts),
            ]
        )
        self.quotes.append([[quote.anchors[0], "".join(text for text, _ in quote.parts)] for quote in quotes])
        front = _cut(title)
        stream = [*front, *[""] * GAP, *_cut(article.text)]
        pairs: dict[str, list[int]] = defaultdict(list)
        singles: dict[str, list[int]] = defaultdict(list)
        before = ""
        for at, token in enumerate(stream):
            if len(token) == 1 and _HAN.match(token):
                singles[token].append(at)
                if before:
                    pairs[before + token].append(at - 1)
                before = token
            else:
                before = ""
                if token:
                    pairs[token].append(at)
        for token, places in pairs.items():
            self.pairs.add(token, number, places)
        for token, places in singles.items():
            self.singles.add(token, number, places)

    def files(self) -> Iterator[tuple[str, str]]:
        """(path, content) of every file."""
        count = len(self.rows)
        titles = {name: self.parts.wave.source_title(name) for name in sorted({str(row[4]) for row in self.rows})}
        shards = {"g": self.pairs.files, "c": self.singles.files}
        yield (
            "search/meta.js",
            _call("meta", 0, {"block": BLOCK, "shards": shards, "sources": titles, "documents": self.rows}),
        )
        table = simplified()
        yield "search/fold.js", _call("fold", 0, ["".join(table), "".join(table.values())])
        for block in range(0, count, BLOCK):
            yield f"search/q/{block // BLOCK}.js", _call("q", block // BLOCK, self.quotes[block : block + BLOCK])
        for kind, postings in (("g", self.pairs), ("c", self.singles)):
            for number, content in postings.take():
                yield f"search/{kind}/{number}.js", _call(kind, number, content)


def _cut(text: str) -> list[str]:
    return chars(text).split(" ") if text.strip() else []


def _call(kind: str, number: int, value: object) -> str:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Lone surrogates cannot be written as UTF-8; as escapes they can.
    body = re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", body)
    return f'aftershock("{kind}",{number},{body});\n'
