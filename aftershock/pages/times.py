"""Pages along time: home, months, event types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from aftershock.charts import PHONE, Bar, Lane, Mark, columns, lanes
from aftershock.pages import linked, tables
from aftershock.pages.contexts import Frame, Home, MonthPage, TypePage
from aftershock.pages.lines import Link, Month
from aftershock.pages.options import SiteOptions
from aftershock.pages.parts import Parts, month_end
from aftershock.pages.timeline import Item, by_month
from aftershock.pages.totals import Bounds, at_large, total
from aftershock.pages.wave import Wave, company_path, href, month_path, type_path
from aftershock.pages.wording import Words, day_of, month_words

MONTH_ENTRIES = 10
"""Entries of a month shown on the home page; the month's page has all."""
HOME_COMPANIES = 12
LANES = 9
HOME_MEASURES = 6


def home(parts: Parts, items: Sequence[Item], options: SiteOptions) -> Home:
    """The wave as a whole."""
    wave = parts.wave
    months = by_month(items)
    ranked = main_companies(wave)
    measures = [m for m in parts.labels.measures if total(wave, m) is not None]
    published = Counter(
        f"{day:%Y-%m}" for d in wave.documents.values() if (day := day_of(d.latest.article.published)) is not None
    )
    totals = []
    for measure in measures[:HOME_MEASURES]:
        summed = total(wave, measure)
        course = [total(wave, measure, month_end(month)) for month in sorted(months.keys() | published.keys())]
        assert summed is not None
        totals.append(parts.total_line(measure, summed, [c.bounds if c else Bounds(None, None) for c in course]))
    first, last = _period(items, options)
    publishers = {wave.publisher(key) for key in wave.documents}
    claims = sum(len(question.claims) for question in wave.questions)
    return Home(
        frame=Frame(
            options.title,
            "index.html",
            options.intro,
            "home",
            linked.website(options, ("index", "figures", "documents", "companies")),
            tables.timeline(parts, items),
        ),
        intro=options.intro,
        first=first,
        last=last,
        counts=(
            (Words("文献", "documents"), len(wave.documents), "documents.html"),
            (Words("发布方", "publishers"), len(publishers), "documents.html"),
            (Words("公司与机构", "companies and bodies"), len(wave.mentioned), "companies.html"),
            (Words("条数字说法", "claims"), claims, "figures.html"),
            (Words("处说法不一", "conflicts"), len(wave.conflicts), "conflicts.html"),
        ),
        totals=tuple(totals),
        at_large=tuple(
            (measure.label, parts.claim(claim, question.unit), question.subject)
            for measure in parts.labels.measures
            for question, claim in at_large(wave, measure)[:2]
        )[:8],
        course=(_course(months, 960), _course(months, PHONE)),
        course_rows=tuple(
            (month_words(month), month_path(month), len(found), published.get(month, 0))
            for month, found in months.items()
        ),
        lanes=(_lanes(wave, items, ranked, 960), _lanes(wave, items, ranked, PHONE)),
        latest=parts.documents(list(wave.documents)[:6]),
        measures=tuple(m.label for m in measures[:3]),
        companies=parts.company_lines(measures[:3], ranked[:HOME_COMPANIES]),
        company_count=len(wave.mentioned),
        months=tuple(_month(parts, month, found) for month, found in months.items()),
    )


def _period(items: Sequence[Item], options: SiteOptions) -> tuple[date | None, date | None]:
    """First and last day that sources name, within the event's own days where these are settled."""
    named = [item.day for item in items if item.dated and not item.time]
    first, last = options.first or date.min, options.last or date.max
    within = [day for day in named if first <= day <= last] or named
    return min(within, default=None), max(within, default=None)


def main_companies(wave: Wave) -> list[str]:
    """Companies by how much is known of them: figures, then events, then documents."""
    own = [key for key in wave.mentioned if wave.is_company(key)]
    return sorted(
        own,
        key=lambda key: (
            -(
                len(wave.questions_of.get(key, ())) * 2
                + len(wave.events_of.get(key, ()))
                + len(wave.names[key].documents)
            ),
            key,
        ),
    )


def _month(parts: Parts, month: str, found: Sequence[Item]) -> Month:
    kept: dict[str, str] = {}
    for item in sorted(found, key=lambda i: (tuple(-n for n in i.weight), i.day, i.id)):
        if len(kept) < MONTH_ENTRIES:
            kept.setdefault(item.lead.evidence.quote, item.id)  # A sentence that says several things is shown once.
    chosen = [item for item in found if item.id in kept.values()]
    return Month(
        month,
        month_words(month),
        month_path(month),
        parts.days(chosen),
        len(chosen),
        len(found),
        parts.totals(month_end(month)),
    )


def _course(months: Mapping[str, Sequence[Item]], width: int) -> Markup:
    bars = [
        Bar(
            label=f"{int(month[5:])}月",
            under=_year(month, at == 0),
            english=_english(month, at == 0),
            value=len(months.get(month, ())),
            title=f"{month_words(month).zh}：{len(months.get(month, ()))} 条",
            href=href("", month_path(month)) if month in months else "",
            shown=str(len(months[month])) if month in months else "",
        )
        for at, month in enumerate(_every(months))
    ]
    busiest = max(months.items(), key=lambda pair: len(pair[1]), default=None)
    told = f"最多的是{month_words(busiest[0]).zh}，{len(busiest[1])} 条。" if busiest else ""
    return columns(bars, name="各月事件条数", describe=told, width=width)


def _every(months: Mapping[str, Sequence[Item]]) -> list[str]:
    """All months from the first to the last: a gap in time is to be seen. Over ten years, only those with something."""
    if not months:
        return []
    (first, *_), last = months, max(months)
    at, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
    if end - at > 120:
        return list(months)
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(at, end + 1)]


def _year(month: str, first: bool) -> str:
    """Told where it begins: not at a first November, whose year would run into the next."""
    return f"{month[:4]}年" if month[5:] == "01" or (first and month[5:] < "10") else ""


def _english(month: str, first: bool) -> tuple[str, str, str]:
    """A bar's words in English."""
    return f"{date.fromisoformat(month + '-01'):%b}", "", month[:4] if _year(month, first) else ""


def _lanes(wave: Wave, items: Sequence[Item], ranked: Sequence[str], width: int) -> Markup:
    rows = []
    for name in ranked:
        found: Counter[tuple[date, bool]] = Counter()
        leads: dict[date, Item] = {}
        for item in items:
            if name in item.names and item.dated and not item.time:
                found[item.day, True] += len(item.documents)
                if item.day not in leads or item.weight > leads[item.day].weight:
                    leads[item.day] = item
        marks = tuple(
            Mark(
                day=day,
                title=f"{day.year}年{day.month}月{day.day}日 {wave.names[name].name} · {lead.type}",
                href=href("", f"{company_path(name)}#d{day.isoformat()}"),
                size=found[day, True],
                accent=lead.type in ("封号", "冻结", "关店", "下架"),
            )
            for day, lead in sorted(leads.items())
        )
        if marks:
            rows.append(Lane(wave.names[name].name, href("", company_path(name)), marks))
        if len(rows) == LANES:
            break
    return lanes(rows, name="主要公司的时间线", describe="每行一家公司，每点一天；点越大，来源越多。", width=width)


def months(parts: Parts, items: Sequence[Item]) -> Iterator[MonthPage]:
    """A page for each month in which something happened or was published."""
    wave = parts.wave
    found = by_month(items)
    published: dict[str, list[str]] = {}
    for document in wave.documents.values():
        if (day := day_of(document.latest.article.published)) is not None:
            published.setdefault(f"{day:%Y-%m}", []).append(document.id)
    every = sorted(found.keys() | published.keys())
    for at, month in enumerate(every):
        days = parts.days(found.get(month, ()))
        words = month_words(month)
        yield MonthPage(
            frame=Frame(
                words.zh, month_path(month), f"{words.zh}的事件与文献", "home", linked.events(words.zh, days),
                tables.timeline(parts, found.get(month, ())),
            ),
            words=words,
            days=days,
            totals=parts.totals(month_end(month)),
            documents=parts.documents(published.get(month, ())),
            before=Link(month_words(every[at - 1]).zh, month_path(every[at - 1])) if at else None,
            after=Link(month_words(every[at + 1]).zh, month_path(every[at + 1])) if at + 1 < len(every) else None,
            entries=len(found.get(month, ())),
        )  # fmt: skip


def types(parts: Parts, items: Sequence[Item]) -> Iterator[TypePage]:
    """A page for each type of event."""
    grouped: dict[str, list[Item]] = {}
    for item in items:
        grouped.setdefault(item.type, []).append(item)
    for kind, found in sorted(grouped.items()):
        concerned = Counter(name for item in found for name in item.names)
        months, days = by_month(found), parts.days(found)
        anchors = {f"{day.day:%Y-%m}": day.anchor for day in reversed(days)}
        path = type_path(kind)
        yield TypePage(
            frame=Frame(kind, path, f"{kind}：{len(found)} 条", "types", data=tables.timeline(parts, found)),
            type=kind,
            days=days,
            entries=len(found),
            names=tuple(
                (Link(parts.wave.names[name].name, company_path(name)), count)
                for name, count in sorted(concerned.items(), key=lambda pair: (-pair[1], pair[0]))[:24]
            ),
            chart=(_kind_chart(kind, months, anchors, 960), _kind_chart(kind, months, anchors, PHONE)),
            chart_rows=tuple((month_words(month), f"#{anchors[month]}", len(those)) for month, those in months.items()),
        )


def _kind_chart(kind: str, months: Mapping[str, Sequence[Item]], anchors: Mapping[str, str], width: int) -> Markup:
    """All months from the first to the last, as on the home page: a gap in time is to be seen."""
    bars = [
        Bar(
            label=f"{int(month[5:])}月",
            value=len(months.get(month, ())),
            title=f"{month_words(month).zh}：{len(months.get(month, ()))} 条",
            href=f"#{anchors[month]}" if month in months else "",
            shown=str(len(months[month])) if month in months else "",
            under=_year(month, at == 0),
            english=_english(month, at == 0),
        )
        for at, month in enumerate(_every(months))
    ]
    return columns(bars, name=f"各月“{kind}”条数", describe="", height=150, width=width)
