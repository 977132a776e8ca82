"""Lines that stand in an article's box and are not the article: what leads in, what trails, what is wedged between."""

from __future__ import annotations

from crawlers.page.runs import Run
from crawlers.page.wording import (
    BYLINE,
    CALL,
    COLUMN,
    CREDIT,
    EDITOR,
    EDITOR_BARE,
    END_MARK,
    ENDS,
    INDEX,
    INFO,
    LEGAL,
    LURE,
    MORE,
    NOTICE,
    OPERATOR,
    PAGER,
    SECTION,
    TIME_ALONE,
    plain,
)

_LEAST_BEFORE = 60.0
"""Characters of prose that an article has at least, before what follows it can begin."""


def head_end(runs: list[Run], start: int, end: int, headline: str) -> int:
    """Where the article begins: after the headline, the line of time and source, and the buttons beside them."""
    wanted = plain(headline)
    at = start
    longest = 3 * len(wanted) + 20  # a longer line cannot be the headline, whatever marks it is set with
    for index in range(start, min(end, start + 40) if wanted else start):
        if len(runs[index].text) > longest:
            continue
        own = plain(runs[index].text)
        if len(own) >= 4 and (own == wanted or (len(wanted) > 8 and runs[index].kind == "heading" and own in wanted)):
            prose = sum(run.worth for run in runs[start:index])
            if prose < 60:
                at = index + 1
    while at < end and _leads(runs[at]):
        at += 1
    return at


def _leads(run: Run) -> bool:
    """A short line about the article, before its first sentence."""
    if run.hidden:
        return True
    text = run.text
    if INDEX.match(text):
        return True
    if len(text) > 90 or run.kind == "row":
        return False
    if text.endswith(("。", "！", "？", "”")) and not NOTICE.search(text):
        return False
    if EDITOR.match(text) or CALL.match(text) or BYLINE.match(text):
        return True
    if run.linked * 2 > len(text) or CREDIT.match(text):
        return True
    if run.marks > 2 and "：" not in text:
        return False
    return bool(INFO.search(text)) and len(text) < 70 and "，" not in text and not run.bold and run.kind != "heading"


def tail_start(runs: list[Run], start: int, end: int) -> int:
    """Where the article ends: at a heading of related matter with no prose after it, or at the last line of its own."""
    end = _before_feed(runs, start, end)
    total = sum(run.worth for run in runs[start:end]) or 1.0
    passed = 0.0
    for at in range(start, end):
        run = runs[at]
        marked = len(run.text) <= 24 and (SECTION.match(run.text) or END_MARK.match(run.text))
        if marked and passed > 0.25 * total:
            rest = sum(other.worth for other in runs[at:end])
            if rest < 0.35 * total and _is_listing(runs, at + 1, end):
                end = at
                break
        if (
            passed > _LEAST_BEFORE
            and (marked or _is_title(run))
            and _is_linked(runs, at + (not _is_title(run)), end)
            and not _resumes(runs, at, end, 3 if marked else 2)
        ):
            end = at
            break
        if passed > 0.5 * total and len(run.text) < 200 and LEGAL.match(run.text):
            end = at
            break
        if passed > _LEAST_BEFORE and run.element.tag == "h1" and _is_second(runs, at, start):
            end = at
            break
        if (
            passed > 0.25 * total
            and _teaser(runs, at, end)
            and any(_teaser(runs, later, end) for later in range(at + 1, min(at + 6, end)))
        ):
            end = at
            break
        passed += run.worth
    while end > start and _trails(runs[end - 1]):
        end -= 1
    return end


def _before_feed(runs: list[Run], start: int, end: int) -> int:
    """Where a feed of other articles begins, each with the time of its own on a line; `end` when there is none."""
    times = [at for at in range(start, end) if len(runs[at].text) <= 22 and TIME_ALONE.match(runs[at].text)]
    if len(times) < 3 or times[0] - start < 3 or times[-1] - times[0] > 6 * len(times):
        return end
    first = times[0]
    while first - 1 > start and (
        runs[first - 1].kind == "heading" or runs[first - 1].linked or runs[first - 1].text.endswith(("...", "…"))
    ):
        first -= 1
    return first


def _teaser(runs: list[Run], at: int, end: int) -> bool:
    """A linked headline with the cut-off beginning of another article under it."""
    if at + 1 >= end or runs[at].linked * 10 < len(runs[at].text) * 9 or len(runs[at].text) < 8:
        return False
    return runs[at + 1].text.endswith(("...", "…", "[详细]", "[全文]", "详情"))


def _is_title(run: Run) -> bool:
    """Whether a run is nothing but a link long enough to be a headline."""
    return len(run.text) >= 8 and run.linked * 10 >= len(run.text) * 9


def _is_linked(runs: list[Run], start: int, end: int) -> bool:
    """Whether most of what follows leads elsewhere, though it carries the first sentences of other articles."""
    rest = [run for run in runs[start:end] if not run.hidden]
    titles = sum(map(_is_title, rest))
    # Sentences with a linked name in them are prose; a teaser is all link, or short, or ends in one such as 【详细】.
    linked = sum(
        run.linked > 0 and (len(run.text) < 30 or _is_title(run) or MORE.search(run.text) is not None) for run in rest
    )
    if rest and _is_title(rest[0]) and sum(map(_is_title, rest[:14])) < 3:
        return False
    return len(rest) >= 4 and (linked >= 0.6 * len(rest) or (titles >= 4 and titles >= 0.25 * len(rest)))


def _resumes(runs: list[Run], at: int, end: int, least: int) -> bool:
    """Whether the links that begin here are an insertion: `least` paragraphs of prose follow with nothing between.

    One is enough where the link is itself a paragraph among paragraphs: a linked heading of a digest.
    """
    if 0 < at < end - 1 and all(run.element.tag == "p" for run in runs[at - 1 : at + 2]):
        homes = {run.element.getparent() for run in runs[at - 1 : at + 2]}
        if len(homes) == 1 and _is_prose(runs[at + 1]):
            return True
    while at < end and (runs[at].hidden or runs[at].linked * 2 > len(runs[at].text) or len(runs[at].text) <= 12):
        at += 1
    return at + least <= end and all(map(_is_prose, runs[at : at + least]))


def _is_prose(run: Run) -> bool:
    return run.worth > 25 and run.kind == "paragraph" and run.text[-1] in ENDS and not NOTICE.search(run.text)


def _is_second(runs: list[Run], at: int, start: int) -> bool:
    """Whether a headline has the dress of the article's own, above its start: the page goes on with the next article.

    Some articles have h1 for all headings inside.
    """
    dress = runs[at].element.get("class")
    return bool(dress) and any(run.element.tag == "h1" and run.element.get("class") == dress for run in runs[:start])


def section_at(runs: list[Run]) -> int:
    """The first heading of related matter that stands below prose; past the end when there is none."""
    passed = 0.0
    for at, run in enumerate(runs):
        passed += run.worth
        if passed > _LEAST_BEFORE and not run.hidden and len(run.text) <= 14 and SECTION.match(run.text):
            return at
    return len(runs)


def _is_listing(runs: list[Run], start: int, end: int) -> bool:
    """What follows a heading such as 相关阅读 is its list: links, or lines that are no sentences."""
    rest = [run for run in runs[start:end] if not run.hidden]
    sentences = sum(len(run.text) > 60 and run.text[-1] in ENDS and run.linked * 2 < len(run.text) for run in rest)
    return sentences <= max(1, len(rest) // 4)


def _trails(run: Run) -> bool:
    """A line after the last sentence that is not the article's."""
    text = run.text
    if run.hidden or _is_editor(text) or CALL.match(text) or SECTION.match(text) or END_MARK.match(text):
        return True
    if run.linked * 5 > len(text) * 4 or COLUMN.match(text):
        return True
    if len(text) < 200 and OPERATOR.search(text):
        return True
    return bool(NOTICE.search(text)) and len(text) < 400


def _is_editor(text: str) -> bool:
    return len(text) < 120 and bool(EDITOR.match(text) or EDITOR_BARE.match(text))


def keeps(run: Run, runs: list[Run], at: int, start: int, end: int) -> bool:
    """Whether a run between the first and last line belongs to the article."""
    text = run.text
    if run.hidden:
        return False
    if len(text) < 120 and (_is_editor(text) or (len(text) < 40 and CALL.match(text))):
        return False
    if run.linked and len(text) < 120 and (LURE.search(text) or (run.table is None and PAGER.match(text))):
        return False
    if (
        at - start > (end - start) * 0.6
        and len(text) < 400
        and run.worth
        and len(NOTICE.findall(text)) * 60 > len(text)
    ):
        return False
    if run.table is not None:
        return run.linked * 2 < len(text) or not _table_leads(runs, at, start, end)
    if run.linked * 10 > len(text) * 9:
        # One linked line may be the article's own; several in a row, or list items, lead elsewhere.
        before = at > start and runs[at - 1].linked * 10 > len(runs[at - 1].text) * 9
        after = at + 1 < end and runs[at + 1].linked * 10 > len(runs[at + 1].text) * 9
        return not (before or after or run.kind == "item")
    if len(text) <= 10 and text[-1] in "：:" and at + 1 < end and not run.worth:
        # The label of an inserted list goes with it.
        return keeps(runs[at + 1], runs, at + 1, start, end)
    return not (len(text) == 1 and not text.isalnum())


def _table_leads(runs: list[Run], at: int, start: int, end: int) -> bool:
    """Whether nearly all of a table leads elsewhere: related articles set in cells."""
    own = [run for run in runs[max(start, at - 40) : min(end, at + 40)] if run.table == runs[at].table]
    return sum(run.linked for run in own) * 10 > sum(len(run.text) for run in own) * 7
