"""Articles that a page carries only inside its scripts or JSON-LD, for a program in the browser to show."""

from __future__ import annotations

import html
import json
import re

from crawlers.page.tree import Page

_FIELD = re.compile(
    r'"(?:content|articleBody|article_?content|contentHtml|content_?text|body|html|text|detail)"\s*:\s*("(?:[^"\\]|\\.)*+")',
    re.I,
)
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST = 150
"""Chinese characters below which a field is a teaser, not an article."""


def embedded_body(page: Page) -> str | None:
    """The markup or text of the longest article held in the page's data; None when there is none."""
    found = [str(thing["articleBody"]) for thing in page.linked if isinstance(thing.get("articleBody"), str)]
    for script in page.scripts:
        if len(_HAN.findall(script[:200_000])) < 50 and "\\u" not in script[:200_000]:
            continue
        for match in _FIELD.finditer(script):
            if len(match[1]) < 2 * _LEAST:
                continue
            try:
                found.append(json.loads(match[1], strict=False))
            except ValueError:
                continue  # an escape that is JavaScript's and not JSON's; the next field may be read
    best = max(found, key=lambda body: len(_HAN.findall(body)), default="")
    if len(_HAN.findall(best)) < _LEAST:
        return None
    if "&lt;" in best:
        best = html.unescape(best)
    if "<" not in best:
        best = "".join(f"<p>{html.escape(line)}</p>" for line in best.split("\n"))
    return f"<div>{best}</div>"
