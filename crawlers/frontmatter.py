"""Markdown with YAML front matter, its body an HTML fragment or Markdown → Article: the form feed collectors write."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import yaml

from crawlers.article import Article
from crawlers.assembly import Line, assemble, squeeze
from crawlers.errors import Unreadable
from crawlers.filinghead import HEAD_LINES, issuer_code, parted
from crawlers.generic import fragment_lines, read_page
from crawlers.moments import machine
from crawlers.page.wording import plain

_FENCED = re.compile(r"\A\s*---[ \t]*\r?\n(?P<yaml>.{0,65536}?)\r?\n---[ \t]*(?:\r?\n|\Z)(?P<body>.*)\Z", re.S)
_PLAIN_VALUE = re.compile(r"^(?P<key>\w[\w -]*):[ \t]+(?P<value>(?![\"'>|\[{])\S.*?)[ \t]*$", re.M)
"""A key and what stands behind it on its line, unless in the marks that YAML has for text and lists."""
_MARKUP = re.compile(r"<(?:p|div|br|table|section|article|h[1-6]|ul|span|center)\b", re.I)
_LINK = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)|\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")
_HASHES = re.compile(r"^#{1,6}\s+")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")


def has_front_matter(text: str) -> bool:
    """Whether a text opens with a fenced block that names at least one key."""
    match = _FENCED.match(text)
    return match is not None and re.search(r"^\w[\w -]*:", match["yaml"], re.M) is not None


def read_front_matter(
    text: str, *, url: str, source: str, filename: str | None = None, latest: datetime | None = None
) -> Article:
    """The article of a text with front matter. A time is taken as it says, zone and all; the headline of the body goes
    before the front matter's, in which "_" stands for marks that file names cannot hold.

    Raises Unreadable for a body without an article.
    """
    match = _FENCED.match(text)
    if match is None:
        raise Unreadable("no article", "no front matter")
    given = _mapping(match["yaml"])
    article = _body(
        match["body"], given.get("link") or given.get("url") or given.get("permalink") or url, source, latest
    )
    when = machine(given.get("date") or given.get("published") or given.get("pubdate") or "")
    if when and latest is not None and when.time.date() > latest.date():
        when = None
    named = given.get("author") or ""
    publisher = (
        given.get("publisher")
        or given.get("site")
        or (named if named and named in given.get("categories", "").split("\n") else "")
    )
    article = replace(
        article,
        title=_headline(given.get("title") or "", article, match["body"]),
        publisher=publisher or article.publisher,
        authors=article.authors or ((named,) if named and named != publisher else ()),
        summary=article.summary or given.get("description") or given.get("summary") or None,
        media_type="text/markdown",
        filename=filename,
    )
    if when:
        article = replace(
            article,
            published=when.time,
            precision=when.precision,
            published_raw=when.raw,
            problems=tuple(_ for _ in article.problems if "published" not in _),
        )
    return article


def _loaded(text: str) -> object:
    """What YAML says, every value as text: no dates, no objects."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def _quoted(line: re.Match[str]) -> str:
    """A line of front matter with its value in quotation marks: collectors write title: *ST甲 as it stands."""
    return f"{line['key']}: {json.dumps(line['value'], ensure_ascii=False)}"


def _mapping(text: str) -> Mapping[str, str]:
    """The keys of the front matter with their values as text; items of a list are parted by line feeds."""
    try:
        given = _loaded(text)
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        try:
            given = _loaded(_PLAIN_VALUE.sub(_quoted, text))
        except (yaml.YAMLError, RecursionError, ValueError):
            raise Unreadable("broken", f"front matter is no YAML: {str(problem).splitlines()[0]}") from None
    if not isinstance(given, dict):
        raise Unreadable("broken", "front matter holds no keys")
    return {
        str(key).lower(): "\n".join(map(str, value)) if isinstance(value, list) else str(value)
        for key, value in given.items()
        if not isinstance(value, dict)
    }


def _body(body: str, url: str, source: str, latest: datetime | None) -> Article:
    code = None
    if _MARKUP.search(body):
        try:
            return read_page(body, url=url, source=source, latest=latest)
        except Unreadable as problem:
            lines = fragment_lines(body)
            if not lines or problem.reason != "no article":
                raise
            text, blocks = assemble(lines)  # short, but all of it was given as the article
    else:
        lines = _markdown(body)
        code = issuer_code(line.text for line in lines[:HEAD_LINES])
        text, blocks = assemble([*map(parted, lines[:HEAD_LINES]), *lines[HEAD_LINES:]])
    if not text:
        raise Unreadable("no article", "nothing stands after the front matter")
    return Article(
        url=url,
        source=source,
        text=text,
        code=code,
        blocks=blocks,
        problems=("the text does not say when it was published",),
    )


def _markdown(body: str) -> list[Line]:
    """Paragraphs and headings of Markdown; emphasis, pictures and the addresses of links left out."""
    lines = []
    for chunk in re.split(r"\r?\n(?:[ \t]*\r?\n)+", body):
        plain_text = _EMPHASIS.sub(r"\2", _LINK.sub(lambda found: found[1] or "", chunk))
        for part in (
            plain_text.split("\n")
            if "|" in plain_text or plain_text.lstrip().startswith(("-", "*", "#"))
            else [plain_text]
        ):
            part = part.strip()
            if re.fullmatch(r"[-*_=|: ]*", part):
                continue
            if _HASHES.match(part):
                lines.append(Line("heading", _HASHES.sub("", part)))
            elif part.startswith("|") and part.count("|") > 2:
                lines.append(Line("row", "\t".join(map(squeeze, part.strip("|").split("|"))), table=0))
            else:
                lines.append(Line("paragraph", part))
    return lines


def _headline(title: str, article: Article, body: str) -> str | None:
    """The headline printed in the body; else the front matter's, its "_" restored where the body prints it."""
    printed = article.title
    if printed and (not title or _agree(printed, title) or re.search(r"<h1\b", body, re.I)):
        return printed
    if "_" in title:
        parts = [re.escape(part) for part in re.split("_+", title) if part]
        pattern = r"[^\w\s]{1,3}\s?".join(parts)
        found = re.search(pattern, article.text) or re.search(pattern, body)
        if found and parts:
            return squeeze(found[0])
    return squeeze(title) or printed


def _agree(one: str, other: str) -> bool:
    return plain(one.replace("_", "")) == plain(other.replace("_", ""))
