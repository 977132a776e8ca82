"""Nicknames: how reports call a trader whose name they keep back (老周, 小雅, 阿峰)."""

from __future__ import annotations

import re

NICKNAME = (
    r"(?:老(?![卖买商手板师人家总外年乡公婆友牌旧大二店鼠虎实是手客员爷妈爸太化区城街挝窖白干凤庙])|阿(?![里迪根富拉联尔斯姆布胶]|莫西)"
    r"|小(?![编微店贩组区时心米红程鹏牛康学型额众幅规企商卖伙哥姐孩女子朋业麦家食吃龙虾电车说麻产鬼票功长短镇城县院户写数节看写票的]))"
    r"[\u4e00-\u9fff]"
)
"""Two letters, and no word of the language or body that begins so."""
_NAMED = re.compile(
    rf"(?:^|[的，：“]|卖家|商家|商户|店主|店家|主播|老板|运营|员工|创业者|加盟商|经销商|司机|骑手|用户|投资者|博主|工厂主|合伙人|负责人|经理|业主|消费者|家长|储户|农户|90后|80后)"
    rf"({NICKNAME})(?:[（(]化名[）)])?\Z"
)
OWNER = re.compile(
    rf"(?:(?<=[，。；：“的\n家主播商户])|\A)(?P<nick>{NICKNAME})(?:[（(]化名[）)])?"
    r"(?:(?:自己|一家)?的(?:公司|[\u4e00-\u9fff]{0,3}店铺?|账[号户]|工厂|团队|货款?|资金|银行卡|卡|\d|\Z)|名下|手[里上中]|家(?![\u4e00-\u9fff]{0,4}(?:负责人|方面|总部|公司))的?|有(?=[\d两三四五六七八九十几]|\Z)|[^，。；]{0,6}被(?!告))"
)
"""老周的公司, 小雅名下: what is theirs."""


def nickname(head: str) -> str | None:
    """The nickname at the end of what stands before a verb of saying: 做家居的|老徐|说."""
    if head[-2:-1] not in "老阿小" and head[-1:] not in "）)":
        return None
    found = _NAMED.search(head)
    return found[1] if found else None
