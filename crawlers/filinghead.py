"""The head of a listed company's filing: code, short name and number, in one line or several above the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from crawlers.assembly import Line

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
