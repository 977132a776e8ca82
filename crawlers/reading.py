"""Capture → Article: by the source's own page reader where it has one, else by what the bytes are."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import cast

from crawlers.address import canonical
from crawlers.article import Article, Precision
from crawlers.capture import Capture
from crawlers.decoding import decode
from crawlers.docx import is_docx, is_old_word, read_docx
from crawlers.errors import PageChanged, SourceBroken, Unreadable
from crawlers.frontmatter import has_front_matter, read_front_matter
from crawlers.generic import read_page
from crawlers.local import is_binary
from crawlers.moments import machine
from crawlers.plaintext import read_text
from crawlers.recipe import Recipe
from crawlers.refusals import refusal
from crawlers.sources import SOURCES, Source, described

MAX_BYTES = 32 * 1024 * 1024
"""Web pages and texts larger than this are not read; PDFs have a limit of their own."""
_MARKUP = re.compile(r"<!doctype html|<(?:html|head|body|div|p|article|section|table|h1|meta|span|center|font)\b", re.I)
_CHALLENGE = re.compile(
    r"acw_sc__v2|arg1\s*=\s*['\"][0-9A-F]{40}|_cf_chl_|captcha|geetest|访问(?:过于频繁|验证)|安全验证|请开启JavaScript"
    r"|enable javascript and cookies",
    re.I,
)
_LONGEST_CHALLENGE = 40_000
_FEW_WORDS = 200


def read(capture: Capture, recipes: Mapping[str, Recipe] | None = None) -> Article:
    """What a capture says; `recipes` are those of the deployment's own sources, by name.

    Raises Unreadable, with one of its reasons, when it says nothing that can be read.
    """
    if not capture.body.strip():
        raise Unreadable("empty")
    own = _own_reader(capture, recipes or {})
    try:
        article = own(capture) if own else read_any(capture)
    except PageChanged:
        if "container" not in capture.meta:
            raise
        article = read_any(capture)  # somebody else's archive: a page of the publisher's, but perhaps no article
    if "truncated" in capture.meta:
        cut = f"the archive that this page comes from cut it off ({capture.meta['truncated']}): its end may be missing"
        article = replace(article, problems=(*article.problems, cut))
    return _with_listing(article, capture)


def read_any(capture: Capture) -> Article:
    """The article by content alone: PDF, Word file, web page, front matter or plain text."""
    body = capture.body
    filename = capture.meta.get("filename")
    if b"%PDF-" in body[:1024]:
        # Imported here: the PDF library is loaded only by those who read one.
        from crawlers.pdf import read_pdf

        return read_pdf(body, url=capture.url, source=capture.source, filename=filename, latest=capture.fetched)
    if len(body) > MAX_BYTES:
        raise Unreadable("too large", f"{len(body):,} bytes, the limit is {MAX_BYTES:,}")
    if is_docx(body):
        return read_docx(body, url=capture.url, source=capture.source, filename=filename, latest=capture.fetched)
    if is_old_word(body):
        raise Unreadable("binary", "a Word file of before 2007 (.doc), or one with a password: save it as .docx or PDF")
    if is_binary(body):
        raise Unreadable("binary")
    text, _ = decode(body, capture.header("content-type"))
    if not text.strip():
        raise Unreadable("empty")
    if has_front_matter(text):
        return read_front_matter(
            text, url=capture.url, source=capture.source, filename=filename, latest=capture.fetched
        )
    if _MARKUP.search(text[:20_000]) or (filename or "").lower().endswith((".html", ".htm", ".shtml", ".xhtml")):
        return _page(text, capture, filename)
    return read_text(text, url=capture.url, source=capture.source, filename=filename, latest=capture.fetched)


def read_named(capture: Capture, publisher: str, *, dated: bool = True) -> Article:
    """The article by content alone, of a publisher none of whose known layouts the page has. Raises Unreadable.

    `dated`: the publisher's pages give their day, so that a few words without one are what stands in place of a page.
    """
    refused = refusal(capture.status, capture.body)
    if refused:
        raise Unreadable("blocked", refused)
    article = read_any(capture)
    if dated and not article.published and not capture.meta.get("published") and len(article.text) < _FEW_WORDS:
        raise Unreadable("no article", f"{len(article.text)} characters and no day: no page of {publisher}")
    known = SOURCES.get(capture.source)
    origin = article.original_publisher
    return replace(
        article,
        url=canonical(article.url, known.hosts if known else {}),
        publisher=publisher,
        original_publisher=None if origin and publisher in origin else origin,
    )


def _page(text: str, capture: Capture, filename: str | None) -> Article:
    try:
        article = read_page(text, url=capture.url, source=capture.source, latest=capture.fetched)
    except Unreadable as problem:
        if problem.reason == "no article" and len(text) < _LONGEST_CHALLENGE and _CHALLENGE.search(text):
            raise Unreadable("blocked") from None
        raise
    return replace(article, filename=filename)


def _own_reader(capture: Capture, recipes: Mapping[str, Recipe]) -> Callable[[Capture], Article] | None:
    """The page reader that the capture's source names; None for files and for sources without one."""
    recipe = recipes.get(capture.source)
    source = described(recipe) if recipe else SOURCES.get(capture.source) or _plugged(capture.source)
    if source is None:
        return None
    module, _, name = source.reader.rpartition(".")
    try:
        source.usable()
        reader = getattr(importlib.import_module(module), name)
    except (SourceBroken, ImportError, AttributeError) as problem:
        raise Unreadable("plug-in broken", str(problem)) from problem
    return partial(reader, recipe=recipe) if recipe else cast(Callable[[Capture], Article], reader)


def _plugged(name: str) -> Source | None:
    if name == "local":  # files of one's own: most archives hold nothing else, and need no look at the packages
        return None
    from crawlers.plugins import plugins

    return plugins().get(name)


def _with_listing(article: Article, capture: Capture) -> Article:
    """The article with what its listing said where the document itself says nothing."""
    meta = capture.meta
    when = machine(meta["published"]) if not article.published and meta.get("published") else None
    if when:
        article = replace(
            article,
            published=when.time,
            precision=cast(Precision, meta.get("precision") or when.precision),
            published_raw=meta["published"],
            problems=tuple(said for said in article.problems if "published" not in said),
        )
    return replace(
        article, title=article.title or meta.get("title") or None, code=article.code or meta.get("code") or None
    )
