"""Which runs of a page are the article: the box with the most prose, widened to its like, trimmed at both ends."""

from __future__ import annotations

from itertools import accumulate

from lxml import etree

from crawlers.page.furniture import head_end, keeps, section_at, tail_start
from crawlers.page.runs import Box, Run, Runs
from crawlers.page.wording import CONTACT, MORE, OPERATOR

_GIVES = (1.0, 1.0, 0.75, 0.5, 0.33, 0.25, 0.18, 0.12)
"""What part of a run's worth goes to the box that holds it, to the box around that, and so on outwards."""
_WIDEN = 0.12
"""A box around the chosen one is taken when it adds this share of prose and nothing but prose."""
_AFTER_SECTION = 0.25
"""What prose counts below a heading such as 相关新闻 that itself comes after prose."""
LEAST = 40
"""Characters of prose below which a page has no article."""


def chosen(found: Runs) -> Box | None:
    """The box that holds the article; None when nothing on the page reads like one."""
    boxes = found.boxes
    scores = [0.0] * len(boxes)
    after = section_at(found.runs)
    for at, run in enumerate(found.runs):
        if run.worth <= 0:
            continue
        index = run.box
        worth = run.worth * (_AFTER_SECTION if at > after else 1.0)
        for part in _GIVES:
            if index < 0:
                break
            scores[index] += worth * part
            index = boxes[index].parent
    if not scores or max(scores) <= 0:
        return None
    best = max(range(len(boxes)), key=lambda index: (scores[index], -index))
    return boxes[_widened(best, found)]


def _widened(index: int, found: Runs) -> int:
    """The chosen box, or one around it that holds more of the same article: sections, lead paragraphs."""
    boxes, runs = found.boxes, found.runs
    box = boxes[index]
    passed = [0.0, *accumulate(run.worth for run in runs)]
    inside = passed[box.end] - passed[box.start]
    outer = box.parent
    while outer >= 0:
        around = boxes[outer]
        gain = passed[box.start] - passed[around.start] + passed[around.end] - passed[box.end]
        if (
            gain >= _WIDEN * inside
            and gain > 60
            and _ballast(runs[around.start : box.start] + runs[box.end : around.end]) < gain * 0.5
        ):
            index, box, inside = outer, around, inside + gain
        outer = around.parent
    return index


def _ballast(added: list[Run]) -> int:
    """Characters of the lines that are mostly links and no prose."""
    return sum(len(run.text) for run in added if run.worth <= 0 and not run.hidden and run.linked * 2 > len(run.text))


def article_runs(found: Runs, box: Box, headline: str) -> tuple[int, int, list[Run]]:
    """First and past-the-end index of the article in the page's runs, and the runs of it that are kept."""
    start = head_end(found.runs, box.start, box.end, headline)
    end = tail_start(found.runs, start, box.end)
    kept = [run for at, run in enumerate(found.runs[start:end], start) if keeps(run, found.runs, at, start, end)]
    return start, end, _once(_beside_paragraphs(kept))


def _once(kept: list[Run]) -> list[Run]:
    """The runs without a second copy of all of them, which some pages hold for printing or reading aloud."""
    half = len(kept) // 2
    first = [run.text for run in kept[:half]]
    if half and len(kept) % 2 == 0 and first == [run.text for run in kept[half:]] and sum(map(len, first)) >= LEAST:
        return kept[:half]
    return kept


def tells(kept: list[Run], around: list[Run]) -> bool:
    """Whether the lines kept of a box tell something: not so the titles of a list, a teaser, the address of a firm.

    `around` are all runs of the box. Sentences always do; lines without any where the box is not mostly links.
    """
    own = []
    for run in kept:
        if run.linked * 2 >= len(run.text) or MORE.search(run.text):
            continue
        if OPERATOR.search(run.text) or CONTACT.search(run.text):
            continue
        if len(run.text) >= 15 and run.marks and any(mark in run.text for mark in "。！？"):
            return True
        own.append(run)
    if sum(len(run.text) for run in own) < LEAST:
        return False
    return sum(run.linked for run in around) * 2 < sum(len(run.text) for run in around)


def _beside_paragraphs(kept: list[Run]) -> list[Run]:
    """Where the prose stands in p elements, without the short scraps elsewhere: buttons and messages of players."""
    prose = [run for run in kept if run.worth > 0]
    written = [run for run in prose if run.element.tag == "p" and run.marks]
    if not written or sum(run.worth for run in written) < 0.7 * sum(run.worth for run in prose):
        return kept
    homes = {parent for run in written if (parent := run.element.getparent()) is not None}
    return [run for run in kept if not _scrap(run, homes)]


def _scrap(run: Run, homes: set[etree._Element]) -> bool:
    if run.element.tag in ("p", "h2", "h3") or run.table is not None or run.kind == "caption" or len(run.text) > 40:
        return False
    parent = run.element.getparent()
    around = parent.getparent() if parent is not None else None
    return run.element not in homes and parent not in homes and around not in homes
