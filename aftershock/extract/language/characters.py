"""Traditional characters: what is written in them is read in simplified ones, character by character.

Variants of a word are read as its usual form: 帐号 as 账号.

The table is the one by which texts are searched (`indexer.tokens.simplified`), one to one, so offsets stay what they
were. Without it 被凍結 would be a word that nobody froze anything by.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from aftershock.model import Facts, NameFound
from crawlers.article import Article
from indexer.tokens import simplified

_FREQUENT = re.compile(
    "[這個國們來時說對會為與發後從還過現開經將無於機報場業產電話實萬億東車長門問間見員較擴財務總據約貨幣營單額資價區團漲淨濟證導顧華點動題線應進運選關統]"
)
"""Some of the most frequent: among a thousand characters of a text in traditional ones there are about a hundred."""
_LOOKED_AT = 600
_ENOUGH = 50
"""One of so many characters; a text in simplified ones may quote a name or a title."""


def traditional(text: str) -> bool:
    """Whether a text is written in traditional characters."""
    beginning = text[:_LOOKED_AT]
    return len(_FREQUENT.findall(beginning)) * _ENOUGH > len(beginning)


def simple(article: Article) -> Article:
    """The article in simplified characters."""
    title = article.title and article.title.translate(_table())
    return replace(article, text=article.text.translate(_table()), title=title)


_VARIANTS = (
    ("帐", re.compile("帐(?=[号户])"), "账"),
    ("遭", re.compile("(?<![惨连])遭(?=[封关冻停禁扣下查暂限清扫锁])"), "被"),
    (
        "网店",
        re.compile("(?:(?<=[个家间的了下闭停掉封冻售有开其该各多余数条卖设营])|(?<![\u4e00-\u9fff]))网店(?![主铺长])"),
        "店铺",
    ),
    ("关掉", re.compile("关掉"), "关闭"),
    ("「", re.compile("「"), "“"),
    ("」", re.compile("」"), "”"),
)
"""What is written in two ways, with the sign it is told by: no rule need know 帐号 or 遭封 besides 账号 and 被封.

None may stand in a name (帐本, 小岚网店): names are told as they are printed.
"""


def without_variants(article: Article) -> Article:
    """The article as it is usually written: 「帐户」遭冻结 is read as “账户”被冻结."""
    text = article.text
    for sign, variant, usual in _VARIANTS:
        if sign in text:
            text = variant.sub(usual, text)
    return article if text == article.text else replace(article, text=text)


def as_printed(facts: Facts, text: str, read: str) -> Facts:
    """Facts read from simplified characters (`read`), of the text that was printed.

    Each name is found by both forms. Whose a figure is, is told in the characters of the text: 中國賣家 is no name.
    """
    return replace(
        facts,
        mentions=tuple(
            mention._replace(
                text=text[mention.start : mention.end],
                subject=mention.subject and _in_its_characters(mention.subject, mention.start, text, read),
            )
            for mention in facts.mentions
        ),
        events=tuple(replace(event, text=text[event.start : event.end]) for event in facts.events),
        names=tuple(_printed(name, text) for name in facts.names),
    )


def _in_its_characters(subject: str, at: int, text: str, read: str) -> str:
    """A subject as the text prints it, by where it stands nearest before a position, else behind it."""
    parts = []
    for part in subject.split("、"):
        start = read.rfind(part, 0, at)
        start = read.find(part, at) if start < 0 else start
        parts.append(part if start < 0 else text[start : start + len(part)])
    return "、".join(parts)


def _printed(name: NameFound, text: str) -> NameFound:
    forms = {*name.aliases, *(text[start:end] for start, end in name.mentions)} - {name.name}
    return replace(name, aliases=tuple(sorted(forms)))


@cache
def _table() -> dict[int, str]:
    return str.maketrans(simplified())
