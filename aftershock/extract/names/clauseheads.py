"""What may stand between a clause's start and its subject: 近日, 例如, 控股子公司, 总部位于某地的零售商."""

from __future__ import annotations

import re
from functools import lru_cache

from aftershock.extract.language.alternatives import any_of
from aftershock.vocabulary import Vocabulary

_LEAD_WORDS = (
    "如果|倘若|假如|要是|一位|一名|此外|本次|此次|其中|同时|而|但|不过|随后|近日|日前|今年|去年|昨日|今日|昨晚|目前|例如"
    "|比如|另外|紧接着|无独有偶|如|据悉|当日|同日|对此|盘中|截至目前|仅|是|当年|早盘|午后|开盘|尾盘|此前|若|本|因|因为|由于|虽然|尽管|随着|对于|针对|距离|距|占"
)
_ONE_LEAD = rf"(?:\d[\d年月日晚间上下午凌晨早间至]{{1,12}}(?:末|底|初)?|(?:{_LEAD_WORDS})[，]?)"
LEAD = f"{_ONE_LEAD}*"
HEAD = (
    r"(?:(?:总部)?(?:成立|创立|创办|开业|经营|有着|拥有|位于|设在)(?:了|于|在)?[^，。；的]{2,8}的)?(?:[ABH]股(?:上市)?公司|[\u4e00-\u9fff]{0,6}?(?:上市公司|子公司|孙公司|母公司|控股股东|大股东|关联方|企业|龙头|巨头"
    r"|厂商|供应商|客户|开发商|老牌(?:[\u4e00-\u9fff]{0,4}(?:连锁|品牌|企业|公司|巨头|厂商|机构|商场|[车房药]企|券商))?|券商|房企|车企|药企|独角兽|连锁(?:超市|百货|餐饮|店)?|品牌|平台|电商|商超|生鲜超市|机构|App|APP|大?卖家|服务商|运营商|零售商|制造商))?"
)
"""What a body is, before its name: 控股子公司甲乙主营."""
LEADS, ANY_LEAD = re.compile(LEAD), re.compile(_ONE_LEAD)
LEAD_FIRSTS = frozenset("0123456789").union(word[0] for word in _LEAD_WORDS.split("|"))


@lru_cache(maxsize=8)
def subject_patterns(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand between a clause's start and the word; words that are no subject though they stand there."""
    frames, borders = vocabulary.organisations.frames, vocabulary.organisations.borders
    adverbs = any_of(frames.get("adverbs", ()))
    return (
        re.compile(rf"\s*{LEAD}{HEAD}([\u4e00-\u9fffA-Za-z0-9*·]{{2,8}}?)(?:{adverbs}|20\d\d年|\d{{1,2}}月){{0,4}}\Z"),
        re.compile(any_of(borders.get("not_subjects", ()))),
    )
