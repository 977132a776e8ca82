"""A filing as its publisher lists it: the article of its PDF or text, with what the list says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from crawlers.article import Article, Precision
from crawlers.capture import Capture
from crawlers.moments import machine


def as_listed(article: Article, capture: Capture, publisher: str) -> Article:
    """The article of a filing with what its listing says, which is surer than what a PDF prints."""
    meta = capture.meta
    when = machine(meta["published"]) if meta.get("published") else None
    precision = cast(Precision, meta.get("precision") or when.precision) if when else article.precision
    return replace(
        article,
        title=meta.get("title") or article.title,
        publisher=publisher,
        published=when.time if when else article.published,
        precision=precision,
        published_raw=meta.get("published") or article.published_raw,
        code=meta.get("code") or article.code,
        problems=tuple(said for said in article.problems if not (when and "published" in said)),
    )
