"""Nameable stretches: what may be the name of somebody though no rule of names shows it, by where it stands alone.

Such a stretch is no word of the dictionary and holds no verb, adverb, time or pronoun: 新鲜里, 江南银行, 国有大行; but
如今, 总计 and 监管部门 name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from aftershock.extract.language.cutting import cut, tag

_PLAIN = re.compile(
    r"\A[今是]次|\A[一两二三四五六七八九十几数多半]|[闭关]店|之|[\d百千万亿美欧港]元|元\Z|[年月季期日前后内们办点个家于从在因受被对将把的了其该这那此每各是至到不某]|(?<!国)有|国(?!有)|[省区县局委]\Z|(?<!超)市\Z|部门|行业|政府|法院|警方|[一总]共"
    r"|公安|公司|企业|平台|累计|合计|以来|大量|部分|多家|一些|全部|责令|勒令|全面|本轮|此轮|官方|方面|负责人|人士|消息"
)
_POINTING = re.compile(
    r"网友|爆料|消费者|\A[今是]次|\A[占在]|[闭关]店|人士|\A据|[年月日季期还将已再也都在从对被由即]|\A全[国球美英日省市]|预计|计[划画]|[该这那此每各某的了其们位名]|\A[一两几数多]|如今|迄今|至今|[一总]共|公司|企业|机构|品牌|平台|方面|责令|勒令|前任|原|警方|公安|法院|政府|部门|[省县州到]\Z|(?<!社)区\Z|(?<!超)市\Z"
)
_MOVING = ("v", "d", "r", "t", "p", "c", "m", "u", "y")
"""jieba's tags of verbs, adverbs, pronouns, times, and of what joins words."""
LAST = frozenset(
    {"理财", "控股", "创新", "投资", "服务", "出行", "传播", "制造", "设计", "运输", "生活", "优选", "教育", "培训"}
)
"""Verbs that names end in."""


_COMPARING = ("同比", "环比", "比先前", "比此前", "比之前", "较")
_SPOKEN_OF = ("它", "他", "她", "我", "你", "咱")


def nameable(stretch: str, *, headed: bool = False) -> bool:
    """Whether a stretch of letters may name somebody; `headed` where a post behind it says so (万家出海|创始人李明)."""
    plain = _POINTING if headed else _PLAIN
    if stretch.endswith(
        (
            "是",
            "为",
            "了",
            "在",
            "着",
            "均",
            "状态",
            "并",
            "亦",
            "称",
            "负责人",
            "款",
            "申请",
            "报告",
            "一家",
            "造成",
            "带来",
            "总数",
            "数量",
            "总量",
            "显示",
            "回应",
            "报案",
            "乱象",
            "营业率",
        )
    ):
        return False  # 最后是|关闭381家门店, 通报称|处置账号60个
    if stretch[-1:] == "站" and any(tag(stretch[-1 - n : -1]) in ("np", "s", "f") for n in (2, 3)):
        return False  # 墨西哥站的|3个店铺
    if stretch.startswith(
        (
            "但",
            "却",
            "因",
            "结合",
            "报导",
            "报道",
            "通报",
            "目前",
            "眼下",
            "另有",
            "本周",
            "上周",
            "有近",
            "导致",
            "变相",
            "刚进",
            "最新",
            "行政处罚",
            "第三轮",
            "第二轮",
            "第一轮",
            "引述",
            "止付",
        )
    ):
        return False
    if stretch.startswith(_COMPARING) or stretch.startswith(_SPOKEN_OF):
        return False  # 同比|净减560家, 比先前|宣布的50家, 它一口气|关停64个店铺
    if (
        not 2 <= len(stretch) <= (24 if stretch.isascii() else 10)
        or plain.search(stretch)
        or tag(stretch) not in ("", "np")
    ):
        return False
    if stretch.isascii() or headed:
        return headed or stretch[0].isupper()
    words = cut(stretch)
    return not any(tag(word).startswith(_MOVING) for word in (words[:-1] if words[-1] in LAST else words))


_TOLD = re.compile(
    r"从(?P<heard>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:集团|公司)?(?:方面|处)?(?:获悉|了解到|证实)"
    r"|(?:(?<=[，。：\n])|\A)(?:[\u4e00-\u9fff]{0,6}(?:超市|品牌|连锁|平台|卖家|巨头|企业|龙头|公司))?"
    r"(?P<told>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:集团|公司)?"
    r"(?:(?:联合)?创始人|董事长|(?:行政|执行|首席)?总裁|CEO|总经理|副总裁|董秘|(?:相关|有关)负责人|(?<!业务|市场|运营|项目|产品|渠道|销售|采购|招商|公关|技术|财务|法务|售后|区域|仓储|物流|合规|供应|工厂|客服|地区|中心)(?<![部店区处])负责人(?=[^，。；\n]{0,10}?(?:表示|[称说]|告诉|透露|介绍|坦言|回应))"
    r"|(?:晚间|日前|近日|今日|昨日|[上本]周|[上本]月)?(?:发布|公布|披露)了?[^，。；\n]{0,10}(?:财报|年报|季报|业绩|公告|通知))"
    r"|(?:(?<=[，。：\n])|\A)(?:[\u4e00-\u9fff]{0,8}(?:[厂运营制造供应零售械服务]商|企业|卖家|巨头))?(?P<says>[\u4e00-\u9fff]{2,6}?(?:股份|科技|集团|实业|电商|控股|贸易|网络|服饰|餐饮|超市|百货|药房|传媒|文化|影业|娱乐|家居|医疗|生物|制药|能源|教育|智能|物流|支付))"
    r"则?(?:表示|称|回应|透露|坦言|承认|公告|披露)"
    r"|(?:(?<=[，。：\n])|\A)[\u4e00-\u9fff]{0,6}(?:品牌|连锁|超市|卖家|巨头)(?P<kind>[\u4e00-\u9fffA-Za-z]{2,8}?)"
    r"(?:宣布|确认|表示|称|回应|关店|关闭|新开|逆势|开出|今年|上半年|目前|则)"
    r"|(?:(?<=[，。：\n])|\A)[\u4e00-\u9fffA-Z0-9]{0,6}?(?:平台|机构|企业|单车|品牌|公寓|房企|车企|药企|券商)(?P<falls>[\u4e00-\u9fffA-Za-z]{2,6}?)"
    r"(?:爆雷|暴雷|跑路|倒闭|停摆|停运|拖欠|陷入|资金链断裂)"
    r"|(?:(?<=[。\n])|\A)(?:[\u4e00-\u9fff]{2,6}?(?:商家|卖家|大卖))?(?P<one>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:就|也|便|正|曾经?|原本|一度)?是[^，。；\n]{0,18}?(?:大卖家?|卖家|企业|公司|品牌|商家|机构)(?:之一|(?=[，。]))"
    r"|(?:(?<=[。\n])|\A)(?P<opens>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:\d{1,2}月\d{1,2}日|昨日|今日|近日|日前)(?:晚间?)?"
    r"(?:宣布|确认|表示|公告|称|披露|回应|发布)"
)
_REGION = re.compile(r"(?<=..)(?:北京|上海|广州|深圳|华[东南北中]|西南|中国)(?:区域?|地区|分公司|大区)?\Z")
"""甲乙|上海区域|负责人李明"""
_BEGINS = re.compile("[从，。：\n]")


@lru_cache(maxsize=4)
def introduced(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Whom the text shows to be a firm though no rule of names knows it, last before `end`, and where the name ends.

    甲乙董事长李明, 从甲乙获悉, 甲乙发布年报. Kept for a moment: all figures of a sentence ask for the same.
    """
    for found in reversed(list(_told(text, start, end))):
        group = next(name for name, value in found.groupdict().items() if value)
        who = _REGION.sub("", found[group])
        if nameable(who, headed=True) and not who.endswith("兼"):  # 公司|创始人兼|CEO
            return who, found.end(group)
    return None


def _told(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of _TOLD, tried only where one may begin: at 从, and behind a mark."""
    marks = _BEGINS.finditer(text, max(0, start - 1), end)
    done = start
    for at in chain((0,), (mark.start() + (mark[0] != "从") for mark in marks)):
        if at >= done and (found := _TOLD.match(text, at, end)):
            yield found
            done = found.end()
