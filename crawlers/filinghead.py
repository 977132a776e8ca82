"""What stands around a filing's text: code, short name and number above it, its headline, the day of its signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from crawlers.assembly import Line
from crawlers.moments import Moment, printed

_LABEL = r"(?:(?:证券|股票|公司|债券|转债|基金|优先股|[ABH]\s?股)(?:代码|简码|简称)|(?:公告|临时公告)?编号)"
_HEAD = re.compile(rf"^[（(【\[]?{_LABEL}\s*[:：\t]")
_FIELD = re.compile(rf"(?<=[^\s：:])\s*(?={_LABEL.replace('|(?:公告|临时公告)?编号', '|公告编号')}[：:])")
_CODE = re.compile(r"(?:证券|股票|公司|A\s?股)(?:代码|简码)\s*[:：]?\s*(?:[A-Z]{0,2})(\d{6}|\d{5})(?!\d)")
CODE_ALONE = re.compile(
    r"^[（(]\s*(?:股份|股票|債務證券|证券|證券)代[號号码碼]\s*[:：]\s*\d{1,6}(?:[（(]\S{1,6}[）)])?\s*[）)]$"
)
"""The line of nothing but the stock code under a company's name, in Hong Kong."""
_LONGEST = 120
"""Signs; a longer line that begins so is a sentence."""
HEAD_LINES = 6
"""First lines of a document among which its head stands."""
_KINDS = re.compile(
    r"(?:公告|报告|摘要|决定书|通知书?|函|说明书?|意见书?|声明|回复|问询|方案|办法|章程|提示|决议|预案|草案|规则|制度|白皮书|纪要|记录表|指引"
    r"|书)(?:[（(][^（）()]{1,20}[）)])?$"
)
_NOT_A_TITLE = re.compile(r"^(?:证券|股票)(?:代码|简称)|^公告编号|^编号|^本公司|^目\s*录$|^重要(?:提示|内容)")
_SIGNED = re.compile(r"^(?:[\u4e00-\u9fff]{2,4}[，,])?(?:签署|签发|发布|公告)?(?:日期|时间)?\s*[:：]?\s*$")
"""What a date line holds besides the date; in Hong Kong the place."""


def is_head(text: str) -> bool:
    """Whether a line is (a part of) the head of a filing: it begins with the label of a field and is no sentence."""
    return len(text) <= _LONGEST and _HEAD.match(text) is not None and "。" not in text


def parted(line: Line) -> Line:
    """A line of a filing's head as a row with its fields parted, however little room stands between them."""
    if not is_head(line.text):
        return line
    fields = _FIELD.sub("\t", line.text)
    return line if fields == line.text else replace(line, kind="row", text=fields)


def issuer_code(texts: Iterable[str]) -> str | None:
    """The stock code that the head among these lines gives; a code inside a sentence may be anybody's."""
    return next((match[1] for match in map(_CODE.search, filter(is_head, texts)) if match), None)


def candidates(lines: Sequence[Line]) -> list[Line]:
    """The first lines that may be a headline."""
    return [
        line
        for line in lines[:12]
        if line.page == lines[0].page
        and line.kind != "row"
        and 4 <= len(line.text) <= 120
        and not _NOT_A_TITLE.match(line.text)
    ]


def headline(lines: Sequence[Line]) -> str | None:
    """Of the first lines the one that names a kind of document, with its company where that stands above it."""
    for line in candidates(lines)[:6]:
        if _KINDS.search(line.text) and not line.text.endswith(("。", "；")):
            before = lines[lines.index(line) - 1].text if line.text.startswith("—") and line is not lines[0] else ""
            return before + line.text
    return None


def signed(lines: Sequence[Line], latest: datetime | None) -> Moment | None:
    """The day under the signature: a line that is nothing but a date, near the end or on the first page's head."""
    for line in [*reversed(lines[-14:]), *lines[:8]]:
        moment = printed(line.text) if len(line.text) <= 30 and line.kind != "row" else None
        if moment is None or (latest is not None and moment.time > latest + timedelta(days=31)):
            continue
        if _SIGNED.match(line.text.replace(moment.raw, "").strip(" （）()")):
            return moment
    return None
