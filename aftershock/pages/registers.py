"""Pages that list: figures, conflicts, documents, types, sources, search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from markupsafe import Markup

from aftershock.charts import PHONE, Bar, ranges
from aftershock.model import Question
from aftershock.pages import tables
from aftershock.pages.contexts import Figures, Frame, Listing, Plain, Search, Sources
from aftershock.pages.files import Row
from aftershock.pages.lines import Data, Link, MissedLine
from aftershock.pages.options import Missed, SiteOptions
from aftershock.pages.parts import Parts, size
from aftershock.pages.timeline import Item
from aftershock.pages.totals import Total, total
from aftershock.pages.wave import Wave, company_path, href, month_path, type_path
from aftershock.pages.wording import Measure, Words, day_of, month_words

PAGE = 200
"""Questions or documents on one page of a list."""
_CHART_BARS = 16


def _path(name: str, number: int) -> str:
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"


def _pages(name: str, count: int, number: int) -> tuple[tuple[int, str, bool], ...]:
    last = max(1, -(-count // PAGE))
    return tuple((n, _path(name, n), n == number) for n in range(1, last + 1)) if last > 1 else ()


def in_order(wave: Wave, measures: Sequence[Measure]) -> list[Question]:
    """Questions as the figures page lists them: key measures first, each with the best attested first."""

    def place(question: Question) -> tuple[int, str, int, str, str]:
        at = next((n for n, m in enumerate(measures) if question.role in m.roles), len(measures))
        return at, question.role if at == len(measures) else "", -len(question.claims), question.subject, question.id

    return sorted(wave.questions, key=place)


def question_paths(wave: Wave, measures: Sequence[Measure]) -> dict[str, str]:
    """Where each question stands: on the conflicts page when sources disagree, else on the figures page."""
    paths = {q.id: f"{_path('figures', n // PAGE + 1)}#q{q.id}" for n, q in enumerate(in_order(wave, measures))}
    paths.update({q.id: f"{_path('conflicts', n // PAGE + 1)}#q{q.id}" for n, q in enumerate(wave.conflicts)})
    return paths


def figures(parts: Parts) -> Iterator[Figures]:
    """figures.html and its further pages."""
    ordered = in_order(parts.wave, parts.labels.measures)
    data = tables.claims(parts, [question.id for question in ordered])
    charts = tuple(
        (measure.label, parts.bounds(summed.bounds, measure), _ranges(parts, measure, summed), measure.key)
        for measure in parts.labels.measures
        if (summed := total(parts.wave, measure)) is not None
    )
    for number in range(1, max(1, -(-len(ordered) // PAGE)) + 1):
        yield Figures(
            frame=Frame(
                "数字",
                _path("figures", number),
                "每个数字、谁说的、出处何在",
                "figures",
                data=data if number == 1 else None,
            ),
            questions=tuple(parts.question(q) for q in ordered[(number - 1) * PAGE : number * PAGE]),
            count=len(ordered),
            charts=charts if number == 1 else (),
            pages=_pages("figures", len(ordered), number),
        )


def _ranges(parts: Parts, measure: Measure, summed: Total) -> tuple[Markup, Markup]:
    bars = []
    for standing in summed.parts[:_CHART_BARS]:
        name, words = parts.wave.names[standing.name].name, parts.bounds(standing.bounds, measure)
        low = standing.bounds.low
        bars.append(
            Bar(
                label=name,
                value=float(size(standing.bounds)),
                title=f"{name}：{words.zh}",
                href=href("", company_path(standing.name)),
                shown=words.zh,
                english=("", words.en, ""),
                low=float(low if low is not None else 0),
                open=standing.bounds.high is None,
            )
        )
    told = f"共 {summed.bodies} 家，{parts.bounds(summed.bounds, measure).zh}。"
    desk, phone = (ranges(bars, name=measure.label.zh, describe=told, width=width) for width in (560, PHONE))
    return desk, phone


def conflicts(parts: Parts) -> Iterator[Figures]:
    """conflicts.html and its further pages."""
    found = parts.wave.conflicts
    data = tables.claims(parts, [question.id for question in found])
    for number in range(1, max(1, -(-len(found) // PAGE)) + 1):
        yield Figures(
            frame=Frame(
                "说法不一",
                _path("conflicts", number),
                "各方说法并列：谁、何时、怎么说",
                "conflicts",
                data=data if number == 1 else None,
            ),
            questions=tuple(parts.question(q) for q in found[(number - 1) * PAGE : number * PAGE]),
            count=len(found),
            pages=_pages("conflicts", len(found), number),
        )


def documents(parts: Parts) -> Iterator[Listing]:
    """documents.html and its further pages, newest first."""
    ids = list(parts.wave.documents)
    data = tables.documents(parts, ids)
    for number in range(1, max(1, -(-len(ids) // PAGE)) + 1):
        yield Listing(
            frame=Frame(
                "文献",
                _path("documents", number),
                "收录的全部报道与公告",
                "documents",
                data=data if number == 1 else None,
            ),
            heading=Words("文献", "Documents"),
            lead=Words(f"共 {len(ids)} 篇，新者在前。", f"{len(ids)} in all, newest first."),
            documents=parts.documents(ids[(number - 1) * PAGE : number * PAGE]),
            pages=_pages("documents", len(ids), number),
        )


def types(items: Sequence[Item]) -> Listing:
    """types.html: every type of event."""
    counted: dict[str, tuple[int, set[str]]] = {}
    for item in items:
        entries, sources = counted.get(item.type, (0, set()))
        counted[item.type] = (entries + 1, sources | set(item.documents))
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1][0], pair[0]))
    rows: list[Row] = [
        {"type": kind, "entries": n, "documents": len(found), "path": type_path(kind)} for kind, (n, found) in ordered
    ]
    return Listing(
        frame=Frame(
            "事件类型",
            "types.html",
            "按类型看",
            "types",
            data=Data(("type", "entries", "documents", "path"), tuple(rows)),
        ),
        heading=Words("事件类型", "Event types"),
        lead=Words("同一套类型适用于各行各业。", "One vocabulary for every industry."),
        types=tuple((Link(kind, type_path(kind)), n, len(found)) for kind, (n, found) in ordered),
    )


def sources(parts: Parts, missed: Sequence[Missed], built: datetime) -> Sources:
    """sources.html: how each source does. The one page that tells the time of its making."""
    wave, words = parts.wave, parts.labels
    columns = ("name", "documents", "captures", "failures", "first_fetched", "last_fetched", "last_success")
    rows: list[Row] = [{column: getattr(source, column) for column in columns} for source in wave.sources]
    failed = ("source", "url", "filename", "reason", "detail", "fetched")
    return Sources(
        frame=Frame(
            "来源与健康",
            "sources.html",
            "各来源收录情况、未能抓取与读不出的页面",
            "sources",
            data=Data(columns, tuple(rows)),
        ),
        sources=tuple({**row, "title": wave.source_title(str(row["name"]))} for row in rows),
        missed=tuple(
            MissedLine(
                source=wave.source_title(one.source),
                reason=words.of("troubles", one.reason),
                todo=words.of("remedies", one.reason),
                count=one.count,
                place=one.place,
                first=one.first,
                last=one.last,
            )
            for one in missed
        ),
        failures=tuple({column: getattr(failure, column) for column in failed} for failure in wave.failures),
        built=built,
    )


def search(parts: Parts, items: Sequence[Item]) -> Search:
    """search.html"""
    wave = parts.wave
    days = [day for d in wave.documents.values() if (day := day_of(d.latest.article.published)) is not None]
    months = sorted({f"{item.day:%Y-%m}" for item in items})
    return Search(
        frame=Frame("检索", "search.html", "全文检索，离线可用", "search"),
        documents=len(wave.documents),
        sources=tuple((name, wave.source_title(name)) for name in sorted({d.source for d in wave.documents.values()})),
        types=tuple(sorted({event.type for event in wave.events})),
        companies=tuple(sorted({name.name for found in wave.names_in.values() for name in found})),
        first=f"{min(days):%Y-%m}" if days else "",
        last=f"{max(days):%Y-%m}" if days else "",
        months=tuple(Link(month_words(month).zh, month_path(month)) for month in months),
    )


def method(parts: Parts, options: SiteOptions) -> Plain:
    """method.html"""
    return Plain(
        Frame("方法", "method.html", f"{options.title}：数字从何而来，如何取舍", "method"),
        tuple(measure.label for measure in parts.labels.measures),
    )


def missing() -> Plain:
    """404.html"""
    return Plain(Frame("没有这一页", "404.html"))
