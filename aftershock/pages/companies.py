"""Pages of companies and bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from aftershock.model import Evidence, Name
from aftershock.pages import linked, tables
from aftershock.pages.contexts import CompanyPage, Frame, Listing
from aftershock.pages.lines import Link, RelationLine, TotalLine
from aftershock.pages.parts import Parts
from aftershock.pages.timeline import items
from aftershock.pages.times import main_companies
from aftershock.pages.totals import Total, standings, total
from aftershock.pages.wave import company_path, document_path, file_name
from aftershock.pages.wording import Measure, Words

_PROOFS = 4


def companies(parts: Parts) -> Iterator[CompanyPage]:
    """A page for each company and body."""
    by_measure = [(measure, standings(parts.wave, measure)) for measure in parts.labels.measures]
    related: dict[str, list[RelationLine]] = defaultdict(list)
    wave = parts.wave
    for relation in wave.relations:
        if relation.parent in wave.companies and relation.child in wave.companies:
            proof = relation.evidence[0] if relation.evidence else None
            words = parts.labels.of("relations", relation.type)
            for own, other, up in ((relation.parent, relation.child, False), (relation.child, relation.parent, True)):
                related[own].append(
                    RelationLine(
                        words, Link(wave.names[other].name, company_path(other)), up,
                        proof.quote if proof else "", document_path(proof.document) if proof else "",
                    )
                )  # fmt: skip
    for key, name in wave.companies.items():
        totals = tuple(
            parts.total_line(measure, Total(found[key].bounds, 1, ()))
            for measure, found in by_measure
            if key in found and measure.summed
        )
        yield _company(parts, name, totals, tuple(related[key]))


def _company(parts: Parts, name: Name, totals: tuple[TotalLine, ...], related: tuple[RelationLine, ...]) -> CompanyPage:
    wave = parts.wave
    path = company_path(name.id)
    questions = wave.questions_of.get(name.id, [])
    entries = items(wave, wave.events_of.get(name.id, ()))
    feed = f"companies/{file_name(name.id)}"
    return CompanyPage(
        frame=Frame(
            name.name,
            path,
            f"{name.name}：时间线、数字与说法",
            "companies",
            linked.organisation(name),
            tables.claims(parts, [question.id for question in questions]),
            (Link("Atom", f"{feed}.atom.xml"), Link("JSON Feed", f"{feed}.feed.json")),
        ),
        name=name.name,
        kind=parts.labels.of("kinds", name.kind),
        full=name.full if name.full and name.full != name.name else "",
        code=name.code or "",
        aliases=tuple(a for a in name.aliases if a not in (name.name, name.full) and a not in name.former),
        former=name.former,
        proofs=tuple(_proof(parts, proof) for proof in name.evidence[:_PROOFS]),
        notes=name.notes,
        totals=totals,
        questions=tuple(
            parts.question(question) for question in sorted(questions, key=lambda q: _order(parts, q.role))
        ),
        relations=related,
        days=parts.days(entries, own=name.id),
        documents=parts.documents(name.documents),
    )


def _proof(parts: Parts, proof: Evidence) -> tuple[str, str, str]:
    return proof.quote, document_path(proof.document), parts.wave.publisher(proof.document)


def _order(parts: Parts, role: str) -> int:
    """Key measures first, the rest as they come."""
    for at, measure in enumerate(parts.labels.measures):
        if role in measure.roles:
            return at
    return len(parts.labels.measures)


def listing(parts: Parts) -> Listing:
    """companies.html: every company, those most is known of first."""
    shown = shown_measures(parts)
    ranked = main_companies(parts.wave)
    rest = [key for key in parts.wave.mentioned if key not in set(ranked)]
    unseen = [key for key, name in parts.wave.companies.items() if not name.documents]
    return Listing(
        frame=Frame(
            "公司与机构", "companies.html", "本次事件涉及的公司与机构", "companies", data=tables.companies(parts)
        ),
        heading=Words("公司与机构", "Companies"),
        lead=Words(
            "有数字可考者在前；平台、机构与媒体在后。", "Those with figures first; platforms, bodies and media last."
        ),
        measures=tuple(measure.label for measure in shown),
        companies=parts.company_lines(shown, [*ranked, *rest]),
        unseen=tuple(Link(parts.wave.names[key].name, company_path(key)) for key in unseen),
    )


def shown_measures(parts: Parts) -> Sequence[Measure]:
    """The first four measures on which anything is known."""
    return [m for m in parts.labels.measures if total(parts.wave, m) is not None][:4]
