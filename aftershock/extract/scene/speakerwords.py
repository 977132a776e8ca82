"""Words around speakers: what stands beside a name that speaks, and what names nobody.

据悉，|张建军|表示 · 从事跨境电商十年的|张建军 · 公开报道|显示: nobody
"""

from __future__ import annotations

import re

QUOTE = re.compile(r"“[^“”\n]{4,800}”|「[^「」\n]{4,800}」")
BEHIND = re.compile(r"[，,。]?([^。！？“”\n]{1,60})")
TURNS = re.compile(r"。(?:不过|但|而|对此|然而|随后|此前|另|同时|此外|与此|针对)")
"""“…”。不过，乙否认了: not who said it."""
GOES_ON = re.compile(r"截至|截止|其中|上述|此外|同时|另外|另|公告|经|该公告|目前|根据")
QUOTES = re.compile("[“”]")
WHOLE = re.compile("[，。！？；]")
PERSON = re.compile(r"[\u4e00-\u9fff]{2,3}")
OPENING = re.compile(
    r"^(?:彼时|但|而|另有|也有|有|另外|另|并|据|按照?|不过|对此|此外|因此|其中|近日|日前|其实|例如|比如)+"
)
NO_NAME = re.compile(r"[的了这那家位名个司业品]|方面|法院|公安|财报|时候")
RIGHT_BEFORE = re.compile(r"(?:[（(][^（）()]{1,24}[）)])?(?:晚间|今日|昨日|发布|于|日前|近日|也)?")
"""What may stand between a name and these."""
TALKS = re.compile(r"(?:就|进行|协商|沟通|洽谈|达成)")
"""公司已与乙|就和解事宜沟通，预计…: not who tells."""
LAST_TOLD = re.compile(r"(?:还|也|则|同时|并|进一步|此前|近日|日前|最新|曾|发布的?|披露的?|彼时|的|自发|自行)+$")
HEARD_FROM = re.compile(
    r"从(?P<who>[^，。；：从]{2,20}?)(?:那里|处|方面|口中)?(?:独家)?(?:获悉|了解到|得知|获知|了解)\Z"
)
TO_WHOM = re.compile(r"(?:向|对|告诉|接受|针对|关于|被|遭|在)[《“]?$")
HEARS = ("获悉", "了解到", "注意到", "从")
"""Behind who brings the news: 甲网|获悉，多家卖家发布声明，称…."""
WHO_ASKS = re.compile(r"[》”]?(?:等)?(?:媒体)?(?:记者|专访|采访)")
_WHO_IS_FROM = re.compile(
    r"(?:来自|从事|经营|主营|主做|做|卖|开|入行|深耕)[^，。；：“”]{1,16}的(?=[\u4e00-\u9fff]{2,3}\Z)"
)
"""从事跨境电商十年的|张建军"""
TONE = re.compile(r"道|着|口气|头|笑|叹")
NOBODY = re.compile(
    r"^(?:公开|最新|有关|相关|上述|该|此前|另有|有|多家|部分|市场|近期|媒体|初步)*(?:公开|最新|媒体)?(?:数据|报道|资料|信息|消息)?\Z"
)
"""What 公开报道显示 names is nobody."""
ITS_FIRM = re.compile(r"该?公司(?![法债章治制名股产])")
ONE_OF_THEM = re.compile(
    r"(?:一|有)[位名](?P<who>[^，。；：“”\d一]{0,10}?(?:卖家|商家|老板|店主|店长|员工|供应商|商户|加盟商|经销商|家长|储户|投资人|出借人))"
    r"(?=[就是也在，有被]|正)"
)
"""一位|义乌卖家|就是其中之一。他告诉记者"""
HE = re.compile(r"[他她]|其(?!中)|信中|文中|该公司|公司|该[\u4e00-\u9fff]{1,6}|本人|前者|后者")


def core_of(head: str) -> str:
    """What stands before a verb of saying, without the words that open its clause and those that tell whence he is."""
    opening = OPENING.match(head)
    core = head[opening.end() :] if opening else head
    return _WHO_IS_FROM.sub("", core) if "的" in core[-4:-2] else core
