"""Mastheads: whose notice a text is, by its title, where the text itself says only 我们, 平台 or nobody.

星穹战纪封禁公告（3月4日-3月10日）          星穹战纪
《荒野远征》外挂处罚名单公示                荒野远征
严打恶意营销，甲网清理违规账号3125个        甲网
"""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import cut, tag
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.nameable import nameable

_WHEN = (
    r"(?:20\d\d年?|\d{1,2}月(?:份|\d{1,2}日)?|[一二三四五六七八九十]+月份?|[上下]半年|第?[一二三四1-4]季度"
    r"|今年|去年|本周|上周|近日|一周|一月|[ 至到-])*"
)
_TITLED = re.compile(
    r"《(?P<game>[^《》]{2,12})》"
    rf"|(?:\A|[，。：:！!？?\s|｜丨】」]|-){_WHEN}(?P<who>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·]{{1,9}}?) ?"
    r"(?:公众平台|平台|游戏|手游|端游|国服|官方|社区|(?:反外挂|反作弊|安全|运营)?(?:团队|中心))?"
    rf"{_WHEN}(?:关于|公布|发布|公告|通报|宣布|开展|打击|严打|重拳|封禁|封停|封号|永久封|处罚|处置|清理|清退|整治|治理|违规|外挂|反作弊|反外挂|删除|移除|关闭|禁言|账号)"
)
_ACCOUNTS = re.compile(r"封|账号|处罚|违规|外挂|作弊|整治|治理|清理|处置|打击|禁言|虚假|公告|通报")
"""What such a notice tells of."""
OFFICE = re.compile(
    r"[办局部委院会]\Z|警方|公安|政府|网警|检察|海关|行业|全网|各大|多家|中国|全国|电商\Z|卖家|大卖|店铺|商家|商户"
)
"""Who bans accounts on platforms that are not theirs, or has accounts there."""


def masthead(title: str | None, words: Lore) -> str | None:
    """Whose notice a text with this title is; None where the title names nobody who has accounts."""
    if not title or not _ACCOUNTS.search(title):
        return None
    for found in _TITLED.finditer(title):
        who = found["game"] or found["who"]
        known = words.by_form.get(who)
        if found["game"] or (known is not None and known.kind == "platform"):
            return who
        does = tag(cut(who)[0]) == "v"  # 关闭违法|网站
        if nameable(who, headed=True) and not (does or OFFICE.search(who) or who in words.abroad):
            return who
    return None
