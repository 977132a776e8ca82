"""What stands between a speaker and the verb of saying: 徐凌|在接受采访时向记者|表示."""

from __future__ import annotations

import re

ASIDE = re.compile(
    r"(?:(?:向|对|告诉|给|与|在?接受)[^，。；]{0,16}?(?:记者|媒体|采访|专访|我们|投资者|周刊|日报|晚报|时报|新闻)[》”]?(?:时|中)?|在[^，。；]{0,12}?(?:中|上|时|里|内部|会上)"
    r"|(?:谈到|谈及|提到|提及|说到|说起|聊到|聊起|回忆起?)[^，。；]{1,22}?(?:时|的时候)|方面|则|也|还|均|都|曾|再次|随后|进一步|同时|直白地|坦率地|无奈地|明确|公开|近日|日前|在)\Z"
)
"""What stands between a speaker and the verb."""
ASIDES_END = frozenset("候者体访们刊报闻》”时中上里部面则也还均都曾次后步地确开日前在")
"""Last letters of these."""


def before_asides(text: str, start: int, verb: int) -> int:
    """Where the words about the speaker end, who is looked for from `start` to the verb."""
    end = verb
    for _ in range(5):
        if text[end - 1] not in ASIDES_END:
            break
        aside = ASIDE.search(text, max(start, end - 30), end)
        if aside is None or aside.start() <= start:
            break
        end = aside.start()
    return end
