"""The corpus: documents as a collector saves them (NAME.md) and their facts (NAME.jsonl), made from the marked files.

python -m tests.quality.corpus          writes corpus/ anew from marked/
"""

from __future__ import annotations

import html
import json
from pathlib import Path

from tests.quality.marking import Marked, load

HERE = Path(__file__).parent
MARKED, KEYS, CORPUS = HERE / "marked", HERE / "keys", HERE / "corpus"


def documents() -> list[Marked]:
    """All marked documents, in order of name."""
    return [load(path) for path in sorted(MARKED.glob("*.txt"))]


def short_articles() -> list[Marked]:
    """The short articles in which only the key figures are marked, in order of name."""
    return [load(path) for path in sorted(KEYS.glob("*.txt"))]


def files(document: Marked) -> dict[str, str]:
    """What stands in corpus/ for a document: file name → content."""
    return {
        f"{document.name}.md": page(document),
        f"{document.name}.txt": document.text + "\n",
        f"{document.name}.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in document.rows),
    }


def page(document: Marked) -> str:
    """The document as collectors save it: front matter, and the body as a fragment of HTML."""
    head = ["---", f"title: '{document.head['title']}'", f"date: {document.head['published']}"]
    if "source" in document.head:
        head.append(f"author: {document.head['source']}")
    return "\n".join([*head, "---", "", "<div>", *_blocks(document.text.split("\n")), "</div>", ""])


def _blocks(lines: list[str]) -> list[str]:
    out: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        if "\t" not in line:
            out += ["</table>"] if "\t" in before else []
            out.append(f"<p>　　{html.escape(line, quote=False)}</p>")
            continue
        out += [] if "\t" in before else ["<table>"]
        cells = "".join(f"<td>{html.escape(cell, quote=False)}</td>" for cell in line.split("\t"))
        out.append(f"<tr>{cells}</tr>")
    return out + (["</table>"] if "\t" in lines[-1] else [])


def write() -> None:
    """Make corpus/ anew."""
    made = {name: text for document in documents() for name, text in files(document).items()}
    CORPUS.mkdir(exist_ok=True)
    for path in CORPUS.iterdir():
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (CORPUS / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
