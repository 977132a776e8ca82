"""Texts to measure with: prose from the corpus of the tests, pages around it, and text made to hurt."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tests.quality.corpus import documents

KILOBYTES = 100
"""Length of each adversarial text in UTF-8."""


def articles() -> list[str]:
    """The bodies of the corpus."""
    return [document.text for document in documents()]


def prose(characters: int) -> str:
    """Prose of about this length: paragraphs of the corpus in a fixed random order, each time with other digits."""
    chance = random.Random(2021)
    paragraphs = [line for text in articles() for line in text.split("\n")]
    made: list[str] = []
    length = 0
    while length < characters:
        line = re.sub(r"\d", lambda _: str(chance.randint(1, 9)), chance.choice(paragraphs))
        made.append(line)
        length += len(line) + 1
    return "\n".join(made)


def page(number: int, size: int = 127_000) -> bytes:
    """A page of a news site of about `size` bytes around an article of about 1,800 characters."""
    chance = random.Random(number)
    texts = articles()
    text = "\n".join(texts[(number + n) % len(texts)] for n in range(3))
    body = "\n".join(f"<p>　　{line}</p>" for line in text.replace("\t", "　").split("\n"))
    menu = "".join(f'<li><a href="/channel/{n}/" target="_blank" class="nav-item">频道{n}</a></li>' for n in range(160))
    script = "".join(
        f"var p{n}={{id:{chance.randint(1, 10**9)},t:'{chance.random()}',k:[1,2,3]}};\n" for n in range(500)
    )
    head = f"<title>第{number}篇报道_财经频道_某某网</title><style>{'.a{color:#333;margin:0 auto}' * 400}</style>"
    top = f"<h1>第{number}篇报道：一家企业的一天</h1><div class='info'>2022年05月17日 10:21　来源：某某日报</div>"
    start = f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}<script>{script}</script></head><body>"
    start += f"<div class='nav'><ul>{menu}</ul></div><div class='main'>{top}<div class='article'>{body}</div>"
    rest = ["<div class='related'><ul>"]
    length = len(start.encode())
    while length < size:
        rest.append(
            f"<li><a href='/a/{chance.randint(1, 10**8)}.html' title='相关'>另一篇报道，说第{len(rest)}件事</a>"
            f"<span class='time'>05-{chance.randint(10, 28)} 09:{chance.randint(10, 59)}</span></li>\n"
        )
        length += len(rest[-1].encode())
    return (start + "".join(rest) + "</ul></div></div><div class='footer'>版权所有</div></body></html>").encode()


def hostile() -> Iterator[tuple[str, str]]:
    """(what it is, 100 KB of it): text that says nothing and is made to be looked at again and again."""
    return _filled(
        ("open brackets", "（"),
        ("nested brackets", "（（（（（（（（甲））））））））"),
        ("open quotes", "“"),
        ("quotes", "“甲”"),
        ("digits", "1"),
        ("Chinese digits", "一"),
        ("Chinese units", "万"),
        ("numeral chain", "三千万零五百亿"),
        ("约", "约"),
        ("不超过", "不超过"),
        ("从 and 自", "自从"),
        ("short names", "华星、"),
        ("one run of letters", "a"),
        ("one run of a character", "公"),
        ("company suffixes", "公司"),
        ("introductions", "（以下简称“华星”）"),
        ("包括 lists", "包括华星、"),
        ("speech verbs", "表示，"),
        ("speech without end", "称"),
        ("event words", "冻结"),
        ("commas", "，"),
        ("stops", "。"),
        ("line feeds", "\n"),
        ("spaces", " "),
        ("title marks", "《甲》"),
        ("pronouns", "其公司"),
    )


def dense() -> Iterator[tuple[str, str]]:
    """(what it is, 100 KB of it): one finding after the other, 5,000 to 50,000 of them, without one full stop."""
    return _filled(
        ("amounts", "3.5亿元"),
        ("amounts in a list", "3亿元、"),
        ("ranges", "1-2-3亿元至"),
        ("digits and commas", "1,"),
        ("lakhs without end", "1,2"),
        ("cells", "1\t"),
        ("days", "3月5日"),
        ("years", "2021年至"),
        ("companies", "华星科技、"),
        ("full companies", "深圳市华星科技有限公司"),
        ("persons", "总经理李明、"),
        ("events", "关闭店铺，"),
    )


def _filled(*units: tuple[str, str]) -> Iterator[tuple[str, str]]:
    for name, unit in units:
        yield name, unit * (KILOBYTES * 1000 // len(unit.encode()))
