"""When a page was published, from where pages say so; never from a sentence of the article.

Order: JSON-LD and metas of publication, the time printed near the headline, epoch or date fields of scripts, a labelled
date below the article, the address. What lies after the day of fetching is no publication time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from crawlers.article import BEIJING
from crawlers.moments import Moment, epoch, in_address, machine, printed
from crawlers.page.runs import Run
from crawlers.page.stated import stated, stated_change
from crawlers.page.tree import Page
from crawlers.page.wording import plain
from crawlers.variants import either

_FIELD = re.compile(
    r"""(?<![\w.])["']?(?P<key>ct|ori_?create_?time|publish(?:ed)?_?(?:time|date|at)|pub_?(?:time|date|time_?stamp)|create_?time"""
    r"""|publish_?timestamp|created_?at|ctime|ptime|post_?time|issue_?time|release_?time|date_?published|show_?time)["']?\s*[:=]\s*"""
    r"""["']?(?P<value>\d{13}|\d{10}(?!\d)|20\d\d[-/年]\d{1,2}[-/月]\d{1,2}日?"""
    r"""(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?)""",
    re.I,
)
_WEAK_FIELDS = frozenset(("createtime", "create_time", "ctime", "createdat", "created_at"))
_LABEL = re.compile(
    either(
        r"(?:发布(?:时间|日期|于)?|发表(?:时间|日期|于)?|发文(?:时间|日期)|成文日期|(?:上传|更新|录入|添加|撰稿|稿件|出版|公布|刊发|推送)(?:时间|日期|于)|日\s*期|时\s*间"
        r"|Date|date|Published|发稿|[Pp]osted)\s*[:：@]?\s*"
    )
)
_OTHER = re.compile(either(r"(?:截至|截止|更新时间为|有效期|生效|下载|注册|备案|ICP|©|Copyright|版权所有|成立于|至今)"))
_BESIDE = re.compile(either("来源|作者|编辑|浏览|阅读|字号"))
"""What pages say beside the time of an article."""
_PRESS = re.compile(either("来源|作者|编辑|浏览|阅读|字号|记者|报|网|社"))
_DAY = re.compile(r"\d{1,2}日?")
_MONTH = re.compile(r"(?:20\d\d)\s?[-/.年]\s?\d{1,2}月?")
"""The halves of a date in a box of its own, as in a tear-off calendar: 21 above 2024年02月."""
_NAMED = re.compile(r"time|date|pub|info|source|meta|laiyuan|from|author|post|byline|sub-?title|h-|ly", re.I)
_PROSE = re.compile(r"[。！？]|，.*，")
_CHINESE_DATE = re.compile(r"[二一][〇○零一二三四五六七八九]{3}年")


def published(
    page: Page,
    runs: list[Run],
    title_at: int,
    start: int,
    end: int,
    headline: str,
    addresses: Iterable[str],
    latest: datetime | None,
) -> Moment | None:
    """The publication time of a page whose article is `runs[start:end]` and headline run `title_at` (-1: none).

    `latest` is when the page was fetched: a publication cannot lie a day after it.
    """
    near = _near(runs, title_at, start, end, latest)
    given = next((moment for moment in stated(page) if _possible(moment, latest)), None)
    if given:
        return _agreed(given, near)
    changed = near or next((moment for moment in stated_change(page) if _possible(moment, latest)), None)
    if changed:
        return changed
    for found in (_scripted(page, headline), _below(runs, start, end, latest)):
        if found and _possible(found, latest):
            return found
    days = [moment for moment in map(in_address, addresses) if moment and _possible(moment, latest)]
    return days[0] if days else None


def _possible(moment: Moment | None, latest: datetime | None) -> bool:
    return moment is not None and (latest is None or moment.time <= latest + timedelta(days=1))


def _agreed(given: Moment, near: Moment | None) -> Moment:
    """The stated time, mended by the printed one: a zone that is none, a day without a time of day."""
    if near is None:
        return given
    if given.zoned and given.time.utcoffset() == timedelta(0) and near.precision != "day":
        local = given.time.astimezone(UTC).replace(tzinfo=BEIJING, second=0, microsecond=0)
        if local == near.time.replace(second=0):
            # Local time with a "Z" put behind it: the page prints the same clock for its Chinese readers.
            return Moment(given.time.astimezone(UTC).replace(tzinfo=BEIJING), given.precision, given.raw)
    if given.precision == "day" and near.precision != "day" and near.time.date() == given.time.date():
        return near
    midnight = given.time.astimezone(BEIJING).strftime("%H%M%S") == "000000"
    if midnight and near.precision != "day" and near.time.date() == given.time.astimezone(BEIJING).date():
        return near
    return given


def _near(runs: list[Run], title_at: int, start: int, end: int, latest: datetime | None) -> Moment | None:
    """The best time printed between headline and article, a little above the headline, or in its first short lines."""
    anchor = title_at if 0 <= title_at <= end else start
    first = max(0, anchor - 8)
    last = min(len(runs), max(start, anchor) + 6)
    best: Moment | None = None
    best_score = 0.0
    for at in range(first, last):
        run = runs[at]
        between = 0 <= title_at < at < start
        if len(run.text) > 200 or (run.kind == "row" and not between) or at == title_at:
            continue
        for text, moment in _readings(runs, at, last):
            if not _possible(moment, latest):
                continue
            score = _score(run, text, moment, inside=at >= start, between=between)
            score -= abs(at - anchor) * 0.15 + (0.8 if at < anchor else 0.0)
            if score > best_score:
                best, best_score = moment, score
    return best


def _readings(runs: list[Run], at: int, last: int) -> Iterator[tuple[str, Moment]]:
    """The times of one run: as it reads, as its elements part it, and joined with the short runs after it."""
    run = runs[at]
    texts = [run.text]
    if _DAY.fullmatch(run.text) and at + 1 < last and _MONTH.fullmatch(runs[at + 1].text):
        texts = [f"{runs[at + 1].text.rstrip('月')}-{run.text.rstrip('日')}".replace("年", "-")]
    if len(run.pieces) > 1:
        texts.append(" ".join(" ".join(run.pieces).split()))
    if len(run.text) <= 12:
        joined = run.text
        for other in runs[at + 1 : min(at + 3, last)]:
            if len(other.text) > 12:
                break
            joined += " " + other.text
            texts.append(joined)
    for text in texts:
        moment = printed(text)
        if moment is None and (_LABEL.search(text) or _by_name(run)) and len(text) < 60:
            moment = printed(text, short_year=True)
        if moment:
            yield text, moment


def _score(run: Run, text: str, moment: Moment, *, inside: bool, between: bool) -> float:
    """How much a printed time looks like that of publication; 0 or less is no candidate.

    `between` headline and article a time of day counts although most of its line is links: the site, the comments.
    """
    unlinked = len(run.text) - run.linked
    beside_links = between and moment.precision != "day" and unlinked >= len(moment.raw)
    if _PROSE.search(text) or _OTHER.search(text) or (run.linked * 2 > len(run.text) and not beside_links):
        return 0.0
    rest = text.replace(moment.raw, "", 1).strip(" []()（）【】|/丨·-—\u3000")
    if between and unlinked <= len(moment.raw) + 3:
        rest = ""  # all but the date leads to the column or the author
    labelled = bool(_LABEL.search(text))
    score = 1.0 + (2.5 if moment.precision != "day" else 0.0)
    score += 2.5 if labelled else 0.0
    score += 1.5 if _by_name(run) else 0.0
    score += 1.0 if _BESIDE.search(text) else 0.0
    if not rest:
        score += 1.5
    elif not labelled and len(rest) > 60:
        score -= 2.5
    if inside and rest and not labelled and moment.precision == "day" and not _BESIDE.search(text):
        # A dateline or a caption such as "2019年9月7日，北京" is about the event.
        return 0.0
    if (
        moment.precision == "day"
        and re.search(r"[\u4e00-\u9fff]{2}", rest)
        and not labelled
        and not _PRESS.search(rest)
    ):
        return 0.0
    return score - (1.0 if run.hidden else 0.0)


def _by_name(run: Run) -> bool:
    return run.element.tag == "time" or bool(
        _NAMED.search(f"{run.element.get('class') or ''} {run.element.get('id') or ''}")
    )


def _scripted(page: Page, headline: str) -> Moment | None:
    """A publication field of a script: the only day such fields name, or the one that stands by the headline."""
    found: list[tuple[bool, Moment, str, int]] = []
    wanted = headline[:12]
    for script in page.scripts:
        at_title = script.find(wanted) if len(wanted) >= 6 else -1
        for match in _FIELD.finditer(script):
            value = match["value"]
            moment = epoch(value) if value.isdigit() else machine(value)
            if moment:
                beside = at_title >= 0 and abs(match.start() - at_title) < 2500
                found.append((beside, moment, match["key"].lower(), match.start()))
    for chosen in (
        [entry for entry in found if entry[0]],
        [entry for entry in found if entry[2] in ("ct", "oricreatetime", "ori_create_time")],
        found,
    ):
        strong = [entry for entry in chosen if entry[2] not in _WEAK_FIELDS] or chosen
        days = {entry[1].time.astimezone(BEIJING).date() for entry in strong}
        # Many fields are the list of another column's articles, even if all are of one day.
        if len(days) == 1 and (chosen is not found or len(strong) <= 3):
            return max(
                (entry[1] for entry in strong),
                key=lambda moment: (moment.precision != "day", moment.precision == "second"),
            )
    return None


def _below(runs: list[Run], start: int, end: int, latest: datetime | None) -> Moment | None:
    """A labelled date under the article, or a date that stands alone there: how offices sign what they publish.

    In a thread each post is signed so; the first signature is that of the article.
    """
    for at in [*range(end, min(end + 12, len(runs))), *range(end - 1, max(start, end - 2) - 1, -1)]:
        moment = _signed(runs[at], latest)
        listed = at > 0 and runs[at - 1].linked * 2 > len(runs[at - 1].text) >= 8
        if moment is None or (listed and not _LABEL.search(runs[at].text[:16])):
            continue  # nothing, or the day of a related article whose title stands before it
        if at < end and _LABEL.search(runs[at].text):
            # Dressed and labelled alike, so that no date of a sentence can be meant.
            dress = runs[at].element.tag, runs[at].element.get("class"), runs[at].text[:4]
            for run in runs[start:at]:
                if (run.element.tag, run.element.get("class"), run.text[:4]) == dress:
                    moment = _signed(run, latest) or moment
                    break
        return moment
    return None


def _signed(run: Run, latest: datetime | None) -> Moment | None:
    labelled = _LABEL.search(run.text[:16]) is not None
    if len(run.text) > 80 or run.kind == "row" or (not labelled and (run.hidden or run.linked)):
        return None
    moment = printed(run.text)
    if moment is None or not _possible(moment, latest):
        return None
    return moment if labelled or not plain(run.text.replace(moment.raw, "", 1)) else None
