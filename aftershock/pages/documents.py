"""Pages of documents. Third parties' texts are not republished: only the sentences that carry evidence are quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from aftershock.model import Claim, Document, Facts, Mention, Question, Version
from aftershock.pages import linked, tables
from aftershock.pages.contexts import DocumentPage, Frame
from aftershock.pages.lines import FigureRow, Link, Quoted, VersionLine
from aftershock.pages.options import SiteOptions
from aftershock.pages.parts import Parts
from aftershock.pages.reader import Reader
from aftershock.pages.timeline import items
from aftershock.pages.wave import company_path, document_path
from aftershock.pages.wording import Words

_KINDS = ("money", "count", "headcount", "percentage")
_SKIPPED = frozenset({"ordinal", "duration"})
_SENTENCES = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』）]*")


def page(parts: Parts, reader: Reader, document: Document, facts: Facts, options: SiteOptions) -> DocumentPage:
    """One document."""
    wave, article = parts.wave, document.latest.article
    claims = wave.claims_in.get(document.id, [])
    events = wave.events_in.get(document.id, [])
    now = [event for event in events if event.evidence.version == document.latest.id]
    quotes = _quotes(parts, document, claims)
    names = wave.names_in.get(document.id, [])
    title = wave.title(document.id)
    web = document.url.startswith(("http://", "https://"))
    day = f"{article.published:%Y%m%d}" if article.published else "2"
    original = wave.documents.get(document.same_text_as or "")
    return DocumentPage(
        frame=Frame(
            title,
            document_path(document.id),
            f"{wave.publisher(document.id)}：{title}",
            "documents",
            linked.article(document, title, options, names),
            tables.mentions(facts),
        ),
        title=title,
        publisher=article.publisher or "",
        original_publisher=article.original_publisher or "",
        reporter=article.reporter or "、".join(article.authors),
        source=wave.source_title(document.source),
        published=article.published,
        precise=article.precision != "day",
        seen=document.latest.seen,
        original=document.url if web and options.originals else "",
        archived=f"https://web.archive.org/web/{day}/{document.url}"
        if web and options.wayback and options.originals
        else "",
        same_text=Link(wave.title(original.id), document_path(original.id)) if original else None,
        problems=article.problems,
        names=tuple(Link(name.name, company_path(name.id)) for name in names),
        summary=tuple(parts.entry(item) for item in items(wave, now)),
        quotes=quotes,
        figures=_figures(parts, facts, document, claims, quotes),
        versions=_versions(tuple(reader.states(document.id)), reader) if document.versions > 1 else (),
    )


def _quotes(parts: Parts, document: Document, claims: Sequence[tuple[Question, Claim]]) -> tuple[Quoted, ...]:
    """The sentences that claims and events of the newest version rest on, in order; overlapping ones become one."""
    latest, text = document.latest.id, document.latest.article.text
    proofs = [claim.evidence for _, claim in claims] + [e.evidence for e in parts.wave.events_in.get(document.id, [])]
    spans = sorted({(p.start, p.end) for p in proofs if p.version == latest}, key=lambda span: (span[0], -span[1]))
    merged: list[tuple[int, int, list[int]]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            first, last, anchors = merged[-1]
            merged[-1] = (first, max(last, end), anchors if start in anchors else [*anchors, start])
        else:
            merged.append((start, end, [start]))
    marks = {claim.start: claim for _, claim in claims if claim.evidence.version == latest}
    return tuple(_quoted(text, start, end, anchors, marks) for start, end, anchors in merged)


def _quoted(text: str, start: int, end: int, anchors: Sequence[int], marks: dict[int, Claim]) -> Quoted:
    parts: list[tuple[str, str]] = []
    at = start
    for place in sorted(marks):
        claim = marks[place]
        stop = place + len(claim.text)
        if place < at or stop > end or text[place:stop] != claim.text:
            continue
        parts += [(text[at:place], ""), (claim.text, f"f{claim.id}")]
        at = stop
    parts.append((text[at:end], ""))
    return Quoted(tuple(f"s{anchor}" for anchor in anchors), start, end, tuple(part for part in parts if part[0]))


def _figures(
    parts: Parts, facts: Facts, document: Document, claims: Sequence[tuple[Question, Claim]], quotes: Sequence[Quoted]
) -> tuple[FigureRow, ...]:
    now = {claim.start: (question, claim) for question, claim in claims if claim.evidence.version == document.latest.id}
    rows: dict[str, FigureRow] = {}
    for mention in facts.mentions:
        if mention.kind in _KINDS and (mention.start in now or not mention.flags & _SKIPPED):
            answered = now.pop(mention.start, None)
            row = _row(parts, mention, answered, quotes)
            rows.setdefault(row.id, row)
    for question, claim in [
        *now.values(),
        *(pair for pair in claims if pair[1].evidence.version != document.latest.id),
    ]:
        row = FigureRow(
            id=f"f{claim.id}",
            text=claim.text,
            kind=Words("", ""),
            role=parts.labels.role(question.role),
            subject=question.subject,
            speaker=claim.speaker or "",
            as_of=question.as_of,
            sentence=_sentence(claim.start, quotes) if claim.evidence.version == document.latest.id else "versions",
            question=parts.question_paths.get(question.id, ""),
            conflict=question.conflict,
            superseded=parts.labels.reason(claim.superseded) if claim.superseded else None,
        )
        rows.setdefault(row.id, row)
    return tuple(rows.values())


def _row(
    parts: Parts, mention: Mention, answered: tuple[Question, Claim] | None, quotes: Sequence[Quoted]
) -> FigureRow:
    question, claim = answered or (None, None)
    return FigureRow(
        id=f"f{claim.id}" if claim else f"f{mention.start}",
        text=mention.text,
        kind=parts.labels.of("mentions", mention.kind),
        role=parts.labels.role(mention.role or (question.role if question else None)),
        subject=(question.subject if question else mention.subject) or "",
        speaker=(claim.speaker if claim else mention.speaker) or "",
        as_of=question.as_of if question else mention.as_of,
        sentence=_sentence(mention.start, quotes),
        question=parts.question_paths.get(question.id, "") if question else "",
        conflict=question.conflict if question else False,
        superseded=parts.labels.reason(claim.superseded) if claim and claim.superseded else None,
    )


def _sentence(place: int, quotes: Sequence[Quoted]) -> str:
    return next((quote.anchors[0] for quote in quotes if quote.start <= place < quote.end), "")


def _versions(states: Sequence[tuple[datetime, Version]], reader: Reader) -> tuple[VersionLine, ...]:
    """What changed from each state to the next. Changed sentences without a figure are counted, not quoted."""
    lines = []
    for at, (seen, version) in enumerate(states):
        if at == 0:
            lines.append(VersionLine(version.number, seen, False, (), (), 0))
            continue
        old = states[at - 1][1]
        before, after = _carrying(old, reader), _carrying(version, reader)
        added, removed = after[0] - before[0], before[0] - after[0]
        told = {s for s in (*added, *removed) if s in before[1] | after[1]}
        titles = [one.article.title or "" for one in (old, version)]
        renamed = [f"标题：{title}" for title in titles] if titles[0] != titles[1] else []
        lines.append(
            VersionLine(
                number=version.number,
                seen=seen,
                again=seen != version.seen,
                added=(*renamed[1:], *(s for s in added if s in told)),
                removed=(*renamed[:1], *(s for s in removed if s in told)),
                silent=sum(1 for s in (*added, *removed) if s not in told),
            )
        )
    return tuple(reversed(lines))


def _carrying(version: Version, reader: Reader) -> tuple[Counter[str], set[str]]:
    """The sentences of a version, and those of them that hold a figure."""
    text = version.article.text
    places = [m.start for m in reader.facts(version).mentions if m.kind in _KINDS]
    spans = [match.span() for match in _SENTENCES.finditer(text)]
    sentences = Counter(text[start:end].strip() for start, end in spans)
    return sentences, {text[start:end].strip() for start, end in spans if any(start <= p < end for p in places)}
