"""Words of degree beside a figure: 约 近 超过 不到 至少 … before it, 左右 以上 以内 … after it."""

from __future__ import annotations

import re

from aftershock.model import Comparison

_BEFORE: dict[str, Comparison] = {
    **dict.fromkeys(
        "约 约为 约合 约是 约有 约在 大约 大约为 大约是 大约有 大约在 大概 大概有 大概在 约莫 估计约 估计 预计约 折合 折合约 大致 差不多 左近".split(),
        "~",
    ),
    **dict.fromkeys("近 将近 接近 逼近 临近 近乎 几近 已近".split(), "<~"),
    **dict.fromkeys(
        "超 超过 逾 超逾 超出 突破 高于 大于 多于 高过 远超 远超过 已超 已超过 均超 均超过 累计超 均逾 已逾 不止 破 过 优于".split(),
        ">",
    ),
    **dict.fromkeys(
        "至少 至少有 至少为 最少 最低 不少于 不低于 不下 不下于 不小于 起码 上 大于等于 不低過 少说 保底".split(), ">="
    ),
    **dict.fromkeys("不到 不足 不满 未满 低于 少于 小于 未达 未到 未超 不及 尚不足 仅不到 跌破".split(), "<"),
    **dict.fromkeys(
        "不超过 不超 不多于 不高于 未超过 不大于 至多 最多 最高 最高为 最高可达 最高达 最多为 最多可达 不逾 上限为 封顶".split(),
        "<=",
    ),
}
_AFTER: dict[str, Comparison] = {
    "左右": "~",
    "上下": "~",
    "以上": ">=",
    "及以上": ">=",
    "或以上": ">=",
    "（含）以上": ">=",
    "(含)以上": ">=",
    "开外": ">",
    "有余": ">",
    "出头": ">",
    "以下": "<=",
    "及以下": "<=",
    "以内": "<=",
    "之内": "<=",
    "（含）以内": "<=",
    "不到": "<",
    "不等": "~",
    "许": "~",
}
LAST = frozenset(" \u00a0") | {word[-1] for word in _BEFORE}
FIRST = frozenset(" \u00a0") | {word[0] for word in _AFTER}
"""With what these words end and begin, or the space beside them."""
_LONGEST = max(map(len, _BEFORE))
_BEFORE_AT_END = re.compile("(" + "|".join(sorted(_BEFORE, key=len, reverse=True)) + ")[ \u00a0]?$")
_AFTER_HERE = re.compile("[ \u00a0]?(" + "|".join(sorted(map(re.escape, _AFTER), key=len, reverse=True)) + ")")
_PART_OF_A_WORD = re.compile(
    "(?:最|附|邻|靠|亲|临|远|接|相|贴)近$|(?:侦|查|爆|告|警|揭)破$|(?:通|经|不|难|太|越|透|穿|跨|路|渡)过$|[放安]心不下$|(?:[契签续履违解租邀如毁节合预条制公]|大大)约$|(?:[英亚苏]|(?<!其)中)超$|(?:以|加|晚|线|海|之|历史|早|马|网|市|岸|身)上$"
)


_ROUND = {"过": frozenset("十百千万亿半"), "上": frozenset("十百千万亿")}


def before(text: str, position: int) -> tuple[int, str, Comparison] | None:
    """The word of degree that ends at a position: (its start, the word, what it means)."""
    if text[position - 1 : position] not in LAST:
        return None
    head = text[max(0, position - _LONGEST - 3) : position]
    match = _BEFORE_AT_END.search(head)
    if match is None:
        return None
    word = match.group(1)
    if word in _ROUND and text[position : position + 1] not in _ROUND[word]:
        return None  # 过亿 and 上百 are more than it, 写过16本 and 机上9人 are not
    if (len(word) == 1 or word == "不下") and _PART_OF_A_WORD.search(head[: match.end(1)]):
        return None
    return position - len(head) + match.start(1), word, _BEFORE[word]


def after(text: str, position: int) -> tuple[int, str, Comparison] | None:
    """The word of degree that begins at a position: (its end, the word, what it means)."""
    if text[position : position + 1] not in FIRST:
        return None
    match = _AFTER_HERE.match(text, position)
    return None if match is None else (match.end(), match.group(1), _AFTER[match.group(1)])
