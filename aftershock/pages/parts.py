"""The parts that several pages share, made from the knowledge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from aftershock.charts import sparkline
from aftershock.model import Claim, Document, Event, Question
from aftershock.pages.lines import (
    ClaimLine,
    CompanyLine,
    Day,
    DocumentLine,
    Entry,
    FigureLink,
    Link,
    QuestionLine,
    SourceLink,
    TotalLine,
)
from aftershock.pages.timeline import Item, by_day
from aftershock.pages.totals import Bounds, Total, counts, standings, total
from aftershock.pages.wave import Wave, company_path, document_path, type_path
from aftershock.pages.wording import Labels, Measure, Words, spread

_SOURCES = 6
"""How many sources an entry names; the rest are counted."""


@dataclass(frozen=True)
class Parts:
    """Makes the parts of pages."""

    wave: Wave
    labels: Labels
    question_paths: Mapping[str, str]
    """Question id → where it stands on the site."""

    # --- timeline ---

    def entry(self, item: Item, *, own: str | None = None) -> Entry:
        """An entry as shown; on a company's own page (`own`) that company is not named again."""
        seen: dict[str, list[tuple[str, str]]] = {}
        for document in item.documents:
            event = next(e for e in item.statements if e.evidence.document == document)
            told = (self.wave.title(document), self.event_path(event))
            seen.setdefault(self.wave.publisher(document), []).append(told)
        return Entry(
            id=item.id,
            type=item.type,
            type_path=type_path(item.type),
            names=tuple(Link(self.wave.names[name].name, company_path(name)) for name in item.names if name != own),
            who="" if item.names else item.who,
            quote=item.lead.evidence.quote,
            speaker=item.lead.speaker or "",
            certainty=self.certainty(item.lead),
            dated=item.dated,
            figures=self._figures(item.claims),
            sources=tuple(SourceLink(name, *found[0], tuple(found[1:])) for name, found in seen.items()),
            path=self.event_path(item.lead),
        )

    def days(self, items: Iterable[Item], *, own: str | None = None) -> tuple[Day, ...]:
        """Entries under their days."""
        made: list[Day] = []
        for (day, time), found in by_day(items).items():
            number = made[-1].number + 1 if made and made[-1].day == day else int(bool(time))
            made.append(Day(day, tuple(self.entry(i, own=own) for i in found), time, number))
        return tuple(made)

    def certainty(self, event: Event) -> Words | None:
        """What qualifies a statement; None when it is stated as a fact."""
        if event.negated:
            return self.labels.of("certainty", "negated")
        return self.labels.of("certainty", event.certainty) if event.certainty else None

    def event_path(self, event: Event) -> str:
        """Where the sentence of a statement stands."""
        evidence = event.evidence
        known = self.wave.documents.get(evidence.document)
        latest = known is not None and known.latest.id == evidence.version
        return document_path(evidence.document) + (f"#s{evidence.start}" if latest else "#versions")

    def _figures(self, claims: Iterable[Claim]) -> tuple[FigureLink, ...]:
        """The figures worth a mark of their own: each value once, none that only counts things (三家企业)."""
        found: dict[tuple[object, ...], FigureLink] = {}
        for claim in claims:
            role = self.questions[claim.question].role
            if not self.labels.bare(role):
                key = (role, claim.value, claim.low, claim.high, claim.comparison)
                found.setdefault(key, FigureLink(claim.text, self.labels.role(role), self.claim_path(claim)))
        return tuple(found.values())

    @property
    def questions(self) -> Mapping[str, Question]:
        """Question id → question."""
        return self.wave.question_by_id

    # --- claims ---

    @staticmethod
    def claim_path(claim: Claim) -> str:
        """The permalink of a figure."""
        return f"{document_path(claim.evidence.document)}#f{claim.id}"

    def claims(self, claims: Iterable[Claim], unit: str | None) -> tuple[ClaimLine, ...]:
        """What sources say: a document that is put out at several places says it once, and the places are named."""
        lines: dict[tuple[object, ...], list[Claim]] = {}
        times: Counter[tuple[object, ...]] = Counter()
        for claim in claims:
            document = self.wave.documents.get(claim.evidence.document)
            group = (document.same_text_as or document.id) if document else claim.evidence.document
            said = (claim.value, claim.low, claim.high, claim.comparison, claim.speaker, claim.rank)
            key = (group, *said, claim.superseded, claim.certainty)
            # What one document says twice stands twice.
            times[claim.evidence.document, *key] += 1
            lines.setdefault((*key, times[claim.evidence.document, *key]), []).append(claim)
        return tuple(
            replace(self.claim(first, unit), places=tuple(map(self._place, others)))
            for first, *others in lines.values()
        )

    def _place(self, claim: Claim) -> Link:
        document = self.wave.documents.get(claim.evidence.document)
        named = self.wave.source_title(document.source) if document else claim.evidence.document
        return Link(named, self.claim_path(claim))

    def claim(self, claim: Claim, unit: str | None) -> ClaimLine:
        """What one source says."""
        return ClaimLine(
            text=claim.text,
            words=spread(
                claim.low if claim.low is not None else claim.value,
                claim.high if claim.high is not None else claim.value,
                unit,
                self.labels,
            ),
            comparison=self.labels.of("comparison", claim.comparison or "="),
            speaker=claim.speaker or "",
            rank=self.labels.of("ranks", claim.rank),
            rank_key=claim.rank,
            publisher=self.wave.publisher(claim.evidence.document),
            title=self.wave.title(claim.evidence.document),
            published=claim.published,
            quote=claim.evidence.quote,
            path=self.claim_path(claim),
            superseded=self.labels.reason(claim.superseded) if claim.superseded else None,
            certainty=self.labels.of("certainty", claim.certainty) if claim.certainty else None,
        )

    def question(self, question: Question) -> QuestionLine:
        """A question with its claims."""
        return QuestionLine(
            id=question.id,
            subject=question.subject,
            subject_path=company_path(question.name) if question.name and question.name in self.wave.companies else "",
            role=self.labels.role(question.role),
            as_of=question.as_of,
            words=self._answer(question),
            exact=exact(Bounds(question.low, question.high)),
            conflict=question.conflict,
            claims=self.claims(question.claims, question.unit),
        )

    def _answer(self, question: Question) -> Words:
        """What a question's claims come to; where all of them say 超过 or 约, so does the answer."""
        words = spread(question.low, question.high, question.unit, self.labels)
        degrees = {claim.comparison for claim in question.claims if counts(claim)}
        if question.low != question.high or question.low is None or len(degrees) != 1:
            return words
        degree = self.labels.of("comparison", next(iter(degrees)) or "=")
        return Words(degree.zh + words.zh, f"{degree.en} {words.en}".lstrip())

    # --- documents ---

    def document(self, document: Document) -> DocumentLine:
        """A document in a list."""
        article = document.latest.article
        return DocumentLine(
            title=self.wave.title(document.id),
            path=document_path(document.id),
            publisher=self.wave.publisher(document.id),
            published=article.published,
            precise=article.precision != "day",
            figures=len(self.wave.claims_in.get(document.id, ())),
            versions=document.versions,
        )

    def documents(self, ids: Iterable[str]) -> tuple[DocumentLine, ...]:
        """Documents in a list, those that are not there left out."""
        return tuple(self.document(self.wave.documents[key]) for key in ids if key in self.wave.documents)

    # --- totals ---

    def total_line(self, measure: Measure, summed: Total, spark: Sequence[Bounds] = ()) -> TotalLine:
        """A sum in words."""
        return TotalLine(
            key=measure.key,
            label=measure.label,
            words=self.bounds(summed.bounds, measure),
            exact=exact(summed.bounds),
            bodies=summed.bodies,
            path=f"figures.html#m-{measure.key}",
            spark=sparkline(
                [(float(b.low or 0), float(b.high if b.high is not None else b.low or 0)) for b in spark],
                name=measure.label.zh,
            ),
        )

    def bounds(self, bounds: Bounds, measure: Measure) -> Words:
        """Bounds with the measure's unit; counts carry the measure's own word."""
        bounds = _rounded(bounds)
        if measure.unit is not None:
            return spread(bounds.low, bounds.high, measure.unit, self.labels)
        words = spread(bounds.low, bounds.high, None, self.labels)
        unit = self.labels.tables["units"].get(measure.key, Words("", ""))
        return Words(words.zh + unit.zh, f"{words.en} {unit.en}".rstrip())

    def totals(self, until: date | None = None) -> tuple[TotalLine, ...]:
        """Every measure's sum at one time."""
        return tuple(
            self.total_line(measure, summed)
            for measure in self.labels.measures
            if (summed := total(self.wave, measure, until)) is not None
        )

    def company_lines(self, measures: Sequence[Measure], names: Sequence[str]) -> tuple[CompanyLine, ...]:
        """Companies in a list, with what is known of each on some measures."""
        known = [standings(self.wave, measure) for measure in measures]
        lines = []
        for key in names:
            name = self.wave.names[key]
            totals = tuple(
                self.total_line(measure, Total(found[key].bounds, 1, ())) if key in found else None
                for measure, found in zip(measures, known, strict=True)
            )
            lines.append(
                CompanyLine(
                    name=name.name,
                    path=company_path(key),
                    kind=self.labels.of("kinds", name.kind),
                    code=name.code or "",
                    documents=len(name.documents),
                    totals=totals,
                )
            )
        return tuple(lines)


def _rounded(bounds: Bounds) -> Bounds:
    """A range is shown to two decimals of its 亿 or 万; the title has it in full."""
    if bounds.low is None or bounds.high is None or bounds.low == bounds.high:
        return bounds
    size = max(abs(bounds.high), Decimal(1))
    power = next((p for p in (12, 8, 4) if size >= Decimal(1).scaleb(p)), 0)
    step = Decimal(1).scaleb(power - 2)
    low, high = ((bound / step).to_integral_value(ROUND_HALF_EVEN) * step for bound in (bounds.low, bounds.high))
    return Bounds(low, high)


def exact(bounds: Bounds) -> str:
    """Bounds to the last digit, for titles."""
    low, high = (None if v is None else f"{v.normalize():,f}" for v in (bounds.low, bounds.high))
    if low == high:
        return low or ""
    return f"{low or '?'} – {high or '?'}"


def size(bounds: Bounds) -> Decimal:
    """For ordering and drawing: the high bound, else the low one."""
    return bounds.high if bounds.high is not None else bounds.low or Decimal(0)


def month_end(month: str) -> date:
    """The last day of "2021-08"."""
    first = date.fromisoformat(month + "-01")
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
