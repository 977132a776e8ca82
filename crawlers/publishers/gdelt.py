"""GDELT: its index of the world's news (DOC 2.0), which names articles and holds none of their text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.moments import in_address, machine
from crawlers.publishers.wayback import as_published
from crawlers.rows import AnswerRefused, Endpoint, ListChanged, Listing, Row, listed, text

CAP = 250
"""Articles in an answer at most; that there are more it does not say."""
_WIDE = r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"


def found(said: str) -> Listing:
    """What was found. `seen` is when GDELT met an article, not when it was published; the latter only its address says.

    Refusals come as a sentence, also with status 200; nothing found is {}.
    """
    answer = _answer(said)
    if not isinstance(answer, dict):
        raise ListChanged("the index does not answer with an object")
    if answer and "articles" not in answer:
        wrong = text(answer, "error", "message", "status")
        raise AnswerRefused("publisher error", wrong) if wrong else ListChanged("the answer has no articles")
    rows = answer.get("articles") or []
    return listed(rows, _article, next=True if isinstance(rows, list) and len(rows) >= CAP else None)


def _answer(said: str) -> Any:
    start = said.lstrip("\ufeff \t\r\n")
    if not start.startswith(("{", "[")):
        if start.startswith("<"):
            raise AnswerRefused("wrong content", "a web page instead of JSON")
        raise AnswerRefused("publisher error", squeeze(start)[:300])
    for given in (start, re.sub(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})', r"\\\\", start)):
        try:
            return json.loads(given, strict=False)
        except (ValueError, RecursionError):
            continue  # titles with a backslash of their own are not escaped
    raise AnswerRefused("wrong content", "broken JSON")


def _article(row: Mapping[str, Any]) -> Row | None:
    url = text(row, "url")
    if not re.match(r"https?://", url):
        return None
    # Chinese titles come with blanks between their signs.
    title = re.sub(rf"(?<={_WIDE})\s+(?={_WIDE})", "", text(row, "title"))
    seen = machine(text(row, "seendate"))
    more = {
        "seen": seen.time.isoformat() if seen else "",
        "domain": text(row, "domain"),
        "language": text(row, "language"),
        "country": text(row, "sourcecountry"),
    }
    return Row(url, title, url, in_address(url), more={name: value for name, value in more.items() if value})


# Whatever is no web page is an answer, also a sentence that says what was wrong with the query.
ENDPOINTS = (Endpoint("found", found, "text", ('"articles"', "please limit", "query", "phrase", "timespan", "{}")),)
PAGE_MARKS = ("<html", "<body", "<!doctype")


def read(capture: Capture) -> Article:
    """The article of a page that the index named. Raises Unreadable."""
    return as_published(capture)
