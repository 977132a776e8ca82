"""Headlines: a headline that begins with a name nothing else shows to be one (新鲜里一年关店两百家).

It must be no word of the language, be followed by what a firm does or by a mark, stand in the text at least twice, and
there once before what only a body does, or behind 从…获悉.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.nameforms.likeness import person_like
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.nameforms.spreading import everywhere, stands_alone

_LEAD = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z&·]{2,8}?)"
    r"(?=[：:，, 　]|一年|半年|上半年|下半年|年内|今年|去年|年报|半年报|季报|回应|公告|公布|发布|宣布|披露|承认|否认"
    r"|拟|将|已|被|遭|停|关|裁|欠|暴雷|爆雷|破产|巨亏|亏损|营收|净利|业绩|账户|资金|门店|店铺|董事长|创始人|CEO|暂停|冻结|下架|接连|再|又|确认|官宣|起诉|状告|收购|完成|获|推出|上市)"
)
_KIND_OF = re.compile(
    r"(?:品牌|卖家|商家|市场|机构|大卖|巨头|龙头|[车药房餐]企|网点|店|股|板块|指数|经济|产业|用户|消费者|投资者|司机|学生|家长|老人|男子|女子|者"
    r"|[部人会院所]|茶饮|餐饮|零售|教育|电商|地产|银行|超市|直播|外卖|快递|物流)\Z"
)
"""What a headline speaks of in general (快时尚品牌接连撤店): alone or behind a word of the language it names nobody."""
_BODY = re.compile(
    r"(?:方面|公司|集团)?(?:则|也|已|近日|日前|随后|当日|此前)*(?:宣布|表示|回应|公告|发布|公布|披露|称|承认|获悉|关闭|关停|旗下"
    r"|董事长|总裁|CEO|创始人|总经理|相关负责人|的门店|的店铺|新开)"
)
_HEARD = re.compile(r"从\Z")


def headed(title: str | None, text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """The places of the name that the headline begins with."""
    found = _LEAD.match(title or "")
    if found is None:
        return
    name = found["name"]
    general = _KIND_OF.search(name)
    if not nameable(name) or lore.ordinary(name) or name in lore.not_names or person_like(name, lore):
        return
    if general and (general.start() < 2 or lore.ordinary(name[: general.start()])):
        return
    places = [(start, end) for start, end in everywhere(text, name) if stands_alone(text, start, end, cuts)]
    shown = any(_BODY.match(text, end) or _HEARD.search(text, 0, start) for start, end in places)
    if len(places) > 1 and shown:
        for start, end in places:
            yield Sighting(start, end, "company", "names/headline", name)
