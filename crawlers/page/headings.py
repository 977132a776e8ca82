"""The line of a page that names its article, where neither title element nor metas do: some name only site or column.

A headline shares its words with the article; the name of a site does not.
"""

from __future__ import annotations

import re

from crawlers.page.runs import Run, Runs
from crawlers.page.wording import INFO, plain

_ABOVE = 8
"""Lines above the article among which its headline is looked for."""
_SHORTEST, _LONGEST = 4, 80
_TOLD = 0.3
"""Share of its pairs of signs that a plain line must have in common with the article to be its headline."""
_TELLING = 6
"""Signs below which a stated title is likelier that of a site or column."""
_READ = 4000
"""Signs of the article that are compared."""
LABEL = re.compile(r"^\s*[【\[]?(?:[标標]\s*[题題]|主\s*[题題]|[题題]\s*目|[题題]\s*名)[】\]]?\s*[:：]\s*")
_TRAIL = re.compile(r"[»>＞→]|--?>|\s\|\s.*\s\|\s")
_STOP = re.compile(r"[。；，、：:]$")


def above(found: Runs, body_start: int, body_end: int, title: str, site: set[str]) -> str:
    """The best line for a headline near the article's first line, or `title` when none tells more than that does."""
    best, best_score = title, 0.0
    if title:
        known = len(plain(title)) >= _TELLING
        best_score = told(title, found, body_start, body_end, -1) + 0.2 if known else 0.1
        if best_score > 0.7:
            return title
    for at in range(max(0, body_start - _ABOVE), min(body_start + 4, body_end)):
        run = found.runs[at]
        if at >= body_start and run.worth > 25 and run.kind != "heading":
            break  # the first sentence: what follows are headings of sections
        text = LABEL.sub("", run.text).strip(" -—_|")
        dress = _dress(run)
        near = at >= body_start - 2
        if not _may_be(run, text, dress) or plain(text) in site or (dress < 0.5 and run.linked and not near):
            continue
        share = told(text, found, body_start, body_end, at)
        if share < (_TOLD if title and dress < 0.5 else _TOLD / 2) and not LABEL.match(run.text):
            continue
        score = share + dress - 0.02 * abs(body_start - at) - (0.2 if len(plain(text)) < 6 else 0.0)
        if score > best_score:
            best, best_score = text, score
    return best


def _may_be(run: Run, text: str, dress: float) -> bool:
    """Whether a line has the form of a headline."""
    if not _SHORTEST <= len(plain(text)) <= _LONGEST or sum(map(str.isalpha, text)) < _SHORTEST:
        return False
    if run.kind == "row" or _TRAIL.search(text) or _STOP.search(text):
        return False
    return not (dress < 0.5 and (run.hidden or INFO.search(text)))


def _dress(run: Run) -> float:
    """How much the way a line is set makes it a headline."""
    if LABEL.match(run.text) or says_title(run):
        return 0.8
    if run.kind == "heading":
        return 0.7
    return 0.3 if run.bold and not run.linked else 0.0


def says_title(run: Run) -> bool:
    """Whether its makers call the element a title."""
    names = f"{run.element.get('class') or ''} {run.element.get('id') or ''}".lower()
    return any(word in names for word in ("title", "headline", "subject", "heading"))


def told(text: str, found: Runs, start: int, end: int, own: int) -> float:
    """The share of a line's pairs of neighbouring signs that the article has too; `own` is the line's run, left out."""
    wanted = plain(text)
    pairs = {wanted[at : at + 2] for at in range(len(wanted) - 1)}
    if not pairs:
        return 0.0
    body = ""
    for at in range(start, end):
        run = found.runs[at]
        if at != own and run.linked * 2 <= len(run.text):
            body += plain(run.text) + " "
            if len(body) > _READ:
                break
    return sum(pair in body for pair in pairs) / len(pairs)
