"""How a date ends: open (以来, 起), on the day of publication (至今), or as the months that end on it (止六个月)."""

from __future__ import annotations

import re
from datetime import timedelta

from aftershock.extract import calendar
from aftershock.extract import dategrammar as grammar
from aftershock.extract.datecontext import Context, Named
from aftershock.extract.dateyears import number

_LINK = re.compile(grammar.LINK)
_TO_DATE = re.compile("今年来?$|今年以?来?$|年初$|开年$|本[年月周]度?$|今年年?初$")
_EVER_SINCE = re.compile("[^。；！？\\n自从]{1,60}?以来")
_PARTLY_FROM = re.compile("旬$")


def closed(context: Context, named: Named) -> Named:
    """With 以来, 起, 开始 (open), or 至今 (up to publication, else open), and the 从 or 自 before it."""
    since = grammar.SINCE.match(context.text, named.end)
    lead = grammar.FROM.search(context.text[max(0, named.start - 2) : named.start])
    start = named.start - len(lead.group()) if lead else named.start
    printed = context.text[named.start : named.end]
    if since is None and lead and lead.group() != "由" and _EVER_SINCE.match(context.text, named.end):
        return named._replace(start=start, open=named.span is not None, rule="date/open", trigger="以来")
    if since is None:
        if printed.endswith("今年") and context.text.startswith("来", named.end) and context.published and named.span:
            return named._replace(end=named.end + 1, span=(named.span[0], context.published), rule="date/up to now")
        return named
    end = since.end()
    if since.group("till_now") or (since.group("since") and (_TO_DATE.search(printed) or named.rule == "date/near")):
        named = named._replace(start=start, end=end, rule="date/up to now", trigger=since.group())
        if named.span is None or context.published is None:
            return named._replace(open=named.span is not None)
        return named._replace(span=(named.span[0], max(named.span[0], context.published)))
    if since.group("start") and not lead:
        return named
    if (
        since.group("from") == "开始"
        and not lead
        and _PARTLY_FROM.search(printed)
        and context.begins_sentence(named.start)
    ):
        # "6月中下旬开始，…" tells when the beginning lay: within those days.
        return named._replace(end=end)
    after = _LINK.match(context.text, end)
    if (after and "至" in after.group()) or (after and "到" in after.group()):
        return named
    return named._replace(start=start, end=end, open=named.span is not None, rule="date/open", trigger=since.group())


def period_ended(inner: Named, ended: re.Match[str], start: int) -> Named:
    """截至6月30日止六个月, 截至12月31日止年度: the months that end on that day."""
    assert inner.span is not None
    last = inner.span[1]
    months = number(ended.group("months") or "12")
    first = calendar.add_months(last + timedelta(days=1), -months)
    return inner._replace(
        start=start, end=ended.end(), span=(first, last), grain="months", rule="date/period ended",
        trigger=ended.group(),
    )  # fmt: skip
