"""Nameable stretches: what may be the name of somebody though no rule of names shows it, by where it stands alone.

Such a stretch is no word of the dictionary and holds no verb, adverb, time or pronoun: 新鲜里, 江南银行, 国有大行; but
如今, 总计 and 监管部门 name nobody.
"""

from __future__ import annotations

import re

from aftershock.extract.cutting import Cuts, tag

_PLAIN = re.compile(
    r"\A[一两二三四五六七八九十几数多半]|之|[年月季期日前后内们办点个家元于从在因受被对将把的了其该这那此每各是至到不某]|(?<!国)有|国(?!有)|[省区县局委]\Z|(?<!超)市\Z|部门|行业|政府|法院|警方"
    r"|公安|公司|企业|平台|累计|合计|以来|大量|部分|多家|一些|全部|全面|本轮|此轮|官方|方面|负责人|人士|消息"
)
_MOVING = ("v", "d", "r", "t", "p", "c", "m", "u", "y")
"""jieba's tags of verbs, adverbs, pronouns, times, and of what joins words."""


def nameable(stretch: str) -> bool:
    """Whether a stretch of letters may name somebody."""
    if not 2 <= len(stretch) <= 10 or _PLAIN.search(stretch) or tag(stretch) not in ("", "np"):
        return False
    if stretch.isascii():
        return stretch[0].isupper()
    return not any(tag(word).startswith(_MOVING) for _, _, word in Cuts(stretch).words(0, len(stretch)))
