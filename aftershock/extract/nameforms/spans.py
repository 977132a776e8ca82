"""Times, numbers and kinds of things that stand where a subject does, and name nobody: 近两年, 二是股权, 至本公告."""

from __future__ import annotations

import re

SPAN = re.compile(
    r"一半\Z|[一二两三四五六七八九十近前后上下]+[年季月日期个]|日起\Z|[及和与](?:海外|境外|国内)店?\Z|^[数近百千]*[百千万][万亿]\Z|^轮|^但|^季度|^财[年季]|^日晚|解禁|总投资|^先有|分标|[一二三四]是|本公?告|^本(?:年|期|季|月|次|轮)|[约所某]|之|号|等\Z|一\Z|兼\Z|店正\Z|客服\Z|^屡|^年|(?<![控参持])股\Z|盘\Z|[上深创沪恒道纳]指\Z|票房\Z|^(?:计划|减码|预售|新主)|^同期|^期间|新开|新增|^[一二三四五六七八九十两]大|(?:企业|行业|产业|机构|门店|店铺|商家|卖家)\Z|(?:奶奶|爷爷|妈妈|爸爸|母亲|父亲|妻子|丈夫)\Z|^[小阿老].\Z|^[店校院馆厂园]方\Z|[两三四多各]地\Z|先生\Z|女士\Z|等国\Z|建议\Z|销量\Z|^业主|^[五六七八九十]是|^短期|^保险资金|^董秘|^户均|^老大|^市房企|新进\Z|预减\Z|量产\Z|^非(?![凡常比诚遗同])|^需|没[上有用能拿]|^不久|^总[估市产]|官宣\Z|最[高低]\Z|^[一两三几]节|^日[内前]"
)
"""What a subject holds that is no name: 近两年, 二是股权, 至本公告."""
LETTERS = re.compile(
    "[半地生士国议量险短秘户市进减产五六七八九十年季月日期个万亿轮但禁总先标是告本约某所之号等一兼店客屡新大业构铺家奶爷妈爸亲子夫小阿老及和与股盘指房划减预方非需没不节最宣]"
)
"""Of these every such stretch has one: most subjects have none, and need not be searched."""


def is_span(stretch: str) -> bool:
    """Whether a subject is a time, a number or a kind of thing, and no name."""
    return LETTERS.search(stretch) is not None and SPAN.search(stretch) is not None
