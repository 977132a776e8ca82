"""The lines around a headline → who published, who wrote, who edited. Names only where a label or layout says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crawlers.variants import either

_NAME = r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})*"
_NAMES = re.compile(_NAME)
_STOP = r"(?=[\s　|｜丨/／,，;；。）)】\]]|$|责任编辑|责编|编辑|校对|来源|作者|记者|发布|时间|\d)"
_GAP = r"[\s　]*"
_LIST = rf"(?P<names>{_NAME}(?:[ \u3000、,，/／&]+{_NAME}){{0,7}})"
_SOURCE = re.compile(
    either(
        rf"(?:文章|新闻|信息|稿件|本文|内容|转载)?来{_GAP}源(?:于|自)?{_GAP}[:：丨|｜]{_GAP}"
        r"(?P<name>[^\s　|｜丨:：，。；;（(）)【】\[\]<>]{2,30})"
    )
)
_REPORTER = re.compile(
    either(
        r"(?:^|[\s　|｜（(【\[：:；;])(?:[\u4e00-\u9fff]{1,12}?)?"
        rf"记{_GAP}者{_GAP}[:：|丨/ \u3000]{_GAP}{_LIST}"
    )
)
_EDITOR = re.compile(
    either(
        rf"(?:责编|[\u4e00-\u9fff]{{0,4}}编辑|编{_GAP}辑)"
        rf"{_GAP}[:：|丨/ \u3000]{_GAP}{_LIST}"
    )
)
_AUTHOR = re.compile(
    either(
        rf"(?:^|[\s　|｜（(【\[；;])(?:作{_GAP}者|撰{_GAP}文|文{_GAP}/|文{_GAP}[:：|｜丨]|采写|撰稿"
        rf"|执笔)(?:{_GAP}[:：|｜丨/]|[ \u3000]){_GAP}(?P<all>[^:：。；;|｜）)】\]]{{2,40}})"
    )
)
_ORIGINAL_TITLE = re.compile(either(r"^[\s　（(【\[]*(?:本文)?原标题\s*[:：]|^[\s　（(【\[]*原题(?:为)?\s*[:：]?"))
_LABEL_WORDS = frozenset(
    {
        "记者",
        "编辑",
        "责编",
        "作者",
        "来源",
        "校对",
        "时间",
        "发布",
        "日期",
        "责任",
        "实习生",
        "见习",
        "通讯员",
        "摄影",
        "审核",
        "浏览",
        "阅读",
        "字号",
        "评论",
        "分享",
        "发表",
        "实习",
        "报道",
        "综合",
        "整理",
        "简介",
        "分享到",
    }
)
_LABEL_AFTER = re.compile(r"(?<=[\u4e00-\u9fff])(?:责任编辑|责任校对|校对|审核|责编|来源[:：])")
_NOT_A_SOURCE = re.compile(r"^(?:\d|点击|微信|网络$|互联网$|未知$|本站$|原创$|其他$|暂无)")


@dataclass(frozen=True, slots=True)
class Byline:
    """Who made an article, as its page says."""

    original_publisher: str | None = None
    authors: tuple[str, ...] = ()
    reporter: str | None = None
    """Names in the order printed, parted by one space."""
    editor: str | None = None


def byline(lines: Iterable[str]) -> Byline:
    """What the lines around an article say; a label's first statement counts, order of lines is order of trust."""
    source: str | None = None
    reporter: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    for line in lines:
        if len(line) > 200 or _ORIGINAL_TITLE.match(line):
            continue
        line = _LABEL_AFTER.sub(r" \g<0>", line)
        source = source or _source(line)
        reporter = reporter or _names(_REPORTER.search(line))
        editor = editor or _names(_EDITOR.search(line))
        authors = authors or _authors(line)
    return Byline(source, authors or reporter, " ".join(reporter) or None, " ".join(editor) or None)


def _source(line: str) -> str | None:
    match = _SOURCE.search(line)
    if match is None:
        return None
    name = re.sub(r"(?:作者|责任编辑|责编|编辑|记者|发布|时间|浏览|阅读|字号|\d{4}[-年/.]).*$", "", match["name"])
    name = name.replace("《", "").replace("》", "").strip("“”\"'·.-—")
    return None if len(name) < 2 or _NOT_A_SOURCE.match(name) else name


def _names(match: re.Match[str] | None) -> tuple[str, ...]:
    if match is None:
        return ()
    found = []
    for name in _NAMES.findall(match["names"]):
        if name in _LABEL_WORDS or any(name.endswith(word) for word in ("编辑", "记者", "报道", "来源", "校对")):
            break
        found.append(name)
    return tuple(found)


def _authors(line: str) -> tuple[str, ...]:
    match = _AUTHOR.search(line)
    if match is None:
        return ()
    given = re.split(r"责任编辑|责编|编辑|来源|校对|时间|发布|\d{2,4}[-年/]|浏览|阅读|字号|记者", match["all"])[0]
    names = [part.strip(" \u3000\xa0@") for part in re.split(r"[、,，/／&]|\s{1,}", given)]
    return tuple(name for name in names if 2 <= len(name) <= 16 and name not in _LABEL_WORDS and not name.isdigit())


def original_title(line: str) -> str | None:
    """The title that a reprint names as the original's (原标题：…); None for other lines."""
    match = _ORIGINAL_TITLE.match(line)
    return line[match.end() :].strip(" 　》《）)】]“”") or None if match else None
