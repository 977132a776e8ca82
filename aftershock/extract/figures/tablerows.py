"""Rows of tables by their shape: which are heads, which go on with a cell above, and under which column one begins."""

from __future__ import annotations

import re

CELL = re.compile(
    r"[ \u00a0]*(?:(?:盈利|亏损|约)[：:]?[ \u00a0]*)?(?:(?P<minus>[-−–])|[+＋]|(?P<open>[(（]))?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,18}(?:\.[0-9]{1,8})?)(?P<close>[)）])?(?:[ \u00a0]?(?:[-–—~～]{1,2}|至)[ \u00a0]?(?P<second>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}\.[0-9]{1,8}))?(?:[（(]附?注[0-9一二三四]?[）)])?[ \u00a0]*"
)
"""A cell that is a number, or two of a range; 盈利, 约 and the mark of a note may stand beside it."""
EMPTY = re.compile(r"[-–—/\s]+")
"""A cell that is kept empty by a dash."""
_NOTE = re.compile(r"[0-9]{1,2}(?:\([a-z]\))?")
_HEADING = re.compile(r"[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]")
_PERIOD = re.compile("(?:(?:19|20)[0-9]{2}[ \u00a0]?年|本期|上期|期末|期初|本年|上年)")
_OF_A_HEAD = re.compile(
    "[（(][^（()）]*[元股户人%％][）)]|(?:19|20)[0-9]{2}[ \u00a0]?年(?:度|末)?$|本期|上期|期末|期初|本年|上年|金额|余额|比例|数量|占比|变动|增减|名称|项目"
)
REMARK = re.compile("备注|说明|性质|原因|方式|内容|用途|业务|构成|依据|日$|期限")
_OF_FIGURES = re.compile("[（(][^（()）]*[元股户人%％][）)]|比例$|数量$|金额$|占比$")
_FAR = 12
"""How many labels without a figure may follow each other in a table (发放贷款及垫款, 拆入资金 …)."""


_AMOUNTS_HEAD = re.compile(r"[^，。；\t\n]{2,60} [^，。； \t\n]{0,8}(?:金额|余额|资金)[（(]万?元[）)]")
_AMOUNTS_ROW = re.compile(r"[^，。；\t\n]{1,80} [0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{2}")


def tabbed(text: str) -> str:
    """The text with tabs in tables whose cells have nothing but spaces between them, character by character the same.

    Such a table is known by its last column: 开户行 账号 冻结金额（元） over rows that end with amounts.
    """
    if "元）\n" not in text and "元)\n" not in text:
        return text
    lines = text.split("\n")
    heads = [n for n, line in enumerate(lines) if line.endswith(("元）", "元)")) and _AMOUNTS_HEAD.fullmatch(line)]
    for head in heads:
        n = head + 1
        while n < len(lines) and _AMOUNTS_ROW.fullmatch(lines[n]):
            lines[n] = lines[n].replace(" ", "\t")
            n += 1
        if n > head + 1:
            lines[head] = lines[head].replace(" ", "\t")
    return "\n".join(lines)


def heads_of(row: list[str]) -> list[str]:
    """The heads of columns, with the empty one over the labels that a text does not keep (2020年⇥2019年⇥增减)."""
    return ["", *row] if _PERIOD.match(row[0]) else row


def joined(upper: list[str], lower: list[str], row: list[str]) -> list[str]:
    """The heads of two rows as one, over the first row with figures: 序号⇥股东⇥发行前⇥发行后 and 数量⇥比例⇥数量⇥比例.

    The lower ones stand under the last of the upper ones, but before those of remarks; empty where they do not fit.
    """
    spare = len(row) - len(lower)
    if not 0 < spare < len(upper) or spare == 1:
        return []
    last = 1 if REMARK.search(upper[-1]) and spare > 1 and not _OF_FIGURES.search(lower[-1]) else 0
    lead = spare - last
    heads = [*upper[:lead], *lower, *(upper[-1:] if last else [])]
    fits = all(
        CELL.fullmatch(cell) or EMPTY.fullmatch(cell) or cell.rstrip().endswith(("%", "％"))
        for head, cell in zip(heads, row, strict=True)
        if _OF_FIGURES.search(head)
    )
    return heads if fits and len(upper) > lead + last else []


def goes_on(row: list[str], heads: list[str]) -> bool:
    """Whether a row of words is no new head but the rest of cells above: it is shorter, and none of its cells heads."""
    return len(row) < len(heads) and not any(_OF_A_HEAD.search(cell) for cell in row)


def ends_table(line: str, lines: list[str], number: int) -> bool:
    """Whether a line without tabs is no label of a row: a sentence, a heading, or words that lead to something else."""
    if len(line) > 40 or line.endswith("。"):
        return True
    if _HEADING.match(line):  # 二、累计折旧 may be a label as well: then a row with figures follows
        return not (
            len(line) < 14 and number + 1 < len(lines) and any(map(CELL.fullmatch, lines[number + 1].split("\t")[1:]))
        )
    return line.endswith("：") and not (len(line) < 24 and _has_rows(lines, number + 1))


def _has_rows(lines: list[str], number: int) -> bool:
    """Whether rows follow from a line on: at once, or after labels without a figure."""
    for at, line in enumerate(lines[number : number + _FAR]):
        if "\t" in line:
            return at == 0 or any(CELL.fullmatch(cell) for cell in line.split("\t")[1:])
        if len(line) > 30 or line.endswith(("。", "：")):
            return False
    return False


def is_body(row: list[str]) -> bool:
    """Whether a row without a figure belongs to what stands under the heads: it begins with a number, or has dashes."""
    return CELL.fullmatch(row[0]) is not None or any(EMPTY.fullmatch(cell) for cell in row[1:] if cell.strip())


def place(row: list[str], full: list[str]) -> int | None:
    """Under which column of the last full row a shorter one begins: where its kinds of cells agree with that row's.

    A cell over several columns (合计) or rows, and empty ones at the end, leave a row short. None where several places
    agree, or none.
    """
    spare = len(full) - len(row)
    if spare <= 0 or len(row) < 3 or CELL.fullmatch(row[0]):
        return None
    kinds = [_kind(cell) for cell in full]
    own = [_kind(cell) for cell in row]
    agreeing = [
        column
        for column in range(spare + 1)
        if all(kind in ("", other) or not other for kind, other in zip(own[1:], kinds[column + 1 :], strict=False))
    ]
    return agreeing[0] if len(agreeing) == 1 else None


def _kind(cell: str) -> str:
    """What a cell holds: words, a share, a number of so many decimals; "" where a dash keeps it empty."""
    if EMPTY.fullmatch(cell):
        return ""
    if cell.rstrip().endswith(("%", "％")):
        return "%"
    match = CELL.fullmatch(cell)
    return "words" if match is None else "number"


def is_note(row: list[str], heads: list[str]) -> bool:
    """Whether a row holds nothing but the number of the note that tells of it (每股收益⇥12 under 附注⇥千元⇥千元)."""
    given = [cell.strip() for cell in row[1:] if cell.strip()]
    return len(given) == 1 and _NOTE.fullmatch(given[0]) is not None and any("附注" in head for head in heads)
