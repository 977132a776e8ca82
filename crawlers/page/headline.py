"""The page's own headline, without the name of the site."""

from __future__ import annotations

import re

from crawlers.assembly import squeeze
from crawlers.page.headings import LABEL, above, says_title, told
from crawlers.page.runs import Runs
from crawlers.page.tree import Page
from crawlers.page.wording import plain

_PARTS = re.compile(
    r"\s*[_|｜丨]\s*|\s+[-–—·•]+\s+|\s*[–—]{1,2}\s*|(?<=[\u4e00-\u9fff”）)！？!?》%])-(?=[\u4e00-\u9fffA-Za-z])|\s*(?:>>"
    r"|<<|«|»)\s*|--+"
)
_SITE = re.compile(
    r"(?:网|报|新闻|频道|财经|资讯|社区|门户|在线|官网|首页|中心|平台|博客|论坛|日报|晚报|周刊|杂志|传媒|卫视|电视台|通讯社|公众号|专栏|头条号|百家号|\.com|\.cn|\.net|政府"
    r"|委员会|局|App|APP|客户端|数码|科技|汽车|娱乐|体育|国内|国际|社会|军事|观察|滚动|正文|要闻|动态|公告|百科|文库)$",
    re.I,
)
_SHORTEST = 4
_TOLD = 0.3
"""Share of its pairs of signs that a line from the end of the title has in common with the article."""
_TELLING = 8
"""Signs below which a title is likelier the name of a column than a headline."""


def headline(page: Page, found: Runs, body_start: int, body_end: int) -> str:
    """The headline as printed on the page where it is printed, else as its metas give it; "" when nothing does."""
    stated = _stated(page)
    site = _site_names(page)
    visible = _visible(found, stated, site, body_start, body_end)
    if visible:
        return visible
    lone = [
        run
        for run in found.runs[: body_start + 6]
        if run.element.tag == "h1" and not run.hidden and len(plain(run.text)) >= _SHORTEST
    ]
    if (
        len(lone) == 1
        and lone[0].linked * 2 <= len(lone[0].text)
        and (not stated or len(lone[0].text) >= 8)
        and plain(lone[0].text) not in site
    ):
        return lone[0].text
    return above(found, body_start, body_end, shortened(stated[0], site) if stated else "", site)


def _stated(page: Page) -> list[str]:
    """Titles given for machines, best first: social media's and JSON-LD's seldom carry the site's name."""
    linked = next((str(thing["headline"]) for thing in page.linked if isinstance(thing.get("headline"), str)), "")
    given = [page.meta("og:title"), linked, page.meta("articletitle", "twitter:title", "title", "headline"), page.title]
    return [title for title in map(squeeze, given) if len(plain(title)) >= 2]


def _site_names(page: Page) -> set[str]:
    names = [page.meta("og:site_name"), page.meta("application-name"), page.meta("sitename"), page.meta("author")]
    return {plain(name) for name in names if plain(name)}


def _visible(found: Runs, stated: list[str], site: set[str], body_start: int, body_end: int) -> str:
    """The run before the article, or at its head, that says what the title element says."""
    wanted = [plain(title) for title in stated]
    short = {plain(shortened(title, site)) for title in stated}
    parts = {plain(part) for title in stated for part in _PARTS.split(title)} - site
    best, best_score = "", 0.0
    for at in range(min(body_end, len(found.runs))):
        run = found.runs[at]
        if at > body_start + 12:
            break
        tag = str(run.element.tag)
        if len(run.text) > 160 or (run.linked * 2 > len(run.text) and tag not in ("h1", "h2")):
            continue
        text = LABEL.sub("", run.text) if "题" in run.text[:6] or "題" in run.text[:6] else run.text
        own = plain(text)
        if len(own) < (2 if tag == "h1" else _SHORTEST):
            continue
        score = _likeness(own, wanted) if len(own) >= _SHORTEST else 0.0
        if own in short:
            score = max(score, 2.6)
        elif score <= 0 and own in parts and (tag in ("h1", "h2") or run.bold or says_title(run)):
            # Some titles begin with the name of the site; the article's own part shares its words.
            score = 1.0
        ending = 0 < score <= 1.5 and any(title.endswith(own) and title != own for title in wanted)
        if ending and told(text, found, body_start, body_end, at) < _TOLD:
            continue  # the name of the site, printed as its own
        if score <= 0:
            continue
        score += {"h1": 3.0, "h2": 1.0, "h3": 0.6}.get(tag, 0.0)
        if says_title(run):
            score += 0.6
        score -= 0.8 if run.hidden else 0.0
        score += min(len(own), 40) / 40
        if score > best_score:
            best, best_score = text, score
    return best


def _likeness(own: str, wanted: list[str]) -> float:
    """How well a visible line agrees with what the page states: the same, its beginning, or a part of some length."""
    best = 0.0
    for title in wanted:
        if own == title:
            best = max(best, 3.0)
        elif title.startswith(own) and len(own) >= 6 and len(own) * 3 >= len(title):
            best = max(best, 2.5)
        elif own in title and len(own) >= 8 and len(own) * 2 >= len(title) and not title.endswith(own):
            best = max(best, 2.0)
        elif title in own and len(title) >= 8 and len(title) * 10 >= len(own) * 7:
            best = max(best, 1.8)
        elif len(own) >= 10 and len(title) >= _TELLING and _shared(own, title) >= 0.75:
            best = max(best, 1.5)
    return best


def _shared(one: str, other: str) -> float:
    """Share of the pairs of neighbouring signs that two headlines have in common."""
    ours = {one[at : at + 2] for at in range(len(one) - 1)}
    theirs = {other[at : at + 2] for at in range(len(other) - 1)}
    return len(ours & theirs) / max(1, min(len(ours), len(theirs))) * min(1.0, len(one) / max(1, len(other)) * 1.6)


def shortened(title: str, sites: set[str] = frozenset()) -> str:  # type: ignore[assignment]
    """A title without the names of site and section at its end; never cut inside a figure such as 1-10月."""
    while True:
        marks = list(_PARTS.finditer(title))
        if not marks:
            return title.strip()
        last = marks[-1]
        head, tail = title[: last.start()], title[last.end() :]
        site = plain(tail)
        spaced = last[0].strip() in ("_", "|", "｜", "丨") or last[0] != last[0].strip()
        if (
            len(plain(head)) >= _SHORTEST
            and len(site) <= 16
            and (
                not site
                or site in sites
                or _SITE.search(tail.strip())
                or (spaced and len(site) < len(plain(head)) and len(site) <= 12)
            )
        ):
            title = head
            continue
        return title.strip()
