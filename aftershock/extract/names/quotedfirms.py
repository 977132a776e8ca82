"""Firms in quotation marks whose names may be words of the language, by what they do or what is done to them.

“七色仓”关停了两城的业务, 对“果时光”处以罚款, 某集团旗下的“惠百姓”生鲜店: no slogan lays off, owes or is fined.
"""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.names.recurring import strange
from aftershock.model import NameKind

_WHEN = (
    r"(?:则|也|又|还|已经?|曾|却|便|就|将|均|近日|日前|突然|相继|先后|随后|率先|同样|主动|选择|正式|一夜之间|一口气|悄然|连夜|早|被曝|此前|累计|共|如今|目前"
    r"|[今去当]年|本月|上月|同期|以来|年?[初底末]|[\d一二三四五六七八九十]{1,4}[年月日][初中底下上末旬份]?|在(?!于)[^，。；“”\n]{1,16}?(?=[关停裁退宣开发贴跑失倒破])|于|从(?=\d)){0,6}"
)
_DEED = (
    r"(?:关[掉停闭]|关店|闭店|停业|停运|停摆|停课|停止了?(?:运营|营业|供货|服务|招生)|倒闭|(?:申请|宣布|进入)破产|裁员|裁掉|裁撤|拖欠|欠[下薪]|下架|跑路|失联|[爆暴]雷"
    r"|退出[^，。；\n]{0,10}(?:市场|[省市]|中国)|撤出|宣布|发布(?:公告|声明|致)|召回"
    r"|[把将][^，。；\n]{0,8}(?:员工|门店|店铺|团队|业务|人员)[^，。；\n]{0,8}[从由减裁关缩降压]"
    r"|员工(?:从|由|减)|[从由]\d[\d.]*[万千]?多?[人家个名][^，。；\n]{0,4}[减裁降缩压]|[门分]店(?:从|由|已|大门|数|全部|大面积)|母公司|(?:[\u4e00-\u9fff]{2})?总部|运营主体|创始人|创办人|(?:在[^，。；“”\n]{1,12}的|[\u4e00-\u9fff]{2,4}的)?\d[\d.]*[万余多]*家[^，。；\n]{0,4}(?:店|专柜)|的(?:\d+[余多]?[名位])?前?员工|的(?:情况|处境|境遇|母公司|创始人|运营方|运营主体|加盟商|供应商)|成立于|注册于"
    r"|因[^，。；\n]{2,16}被[^，。；\n]{0,12}?(?:罚|处|立案|约谈|责令)|被(?:罚|处以|处罚|立案|约谈|责令|列为|申请破产|强制执行)|完成[^，。；\n]{0,8}融资|净(?:增|减|关|亏)|(?:只|仅)剩)"
)
_ROW = r"(?:[、和与及]?[“「][^“”「」\n，。；：！？]{2,10}[”」])*"
DOES = re.compile(_ROW + _WHEN + _DEED)
"""What only a firm does or has, right behind its quoted name or the last of a row."""
_OF = r"等?(?:[\d一二两三四五六七八九十多数]{1,3}(?:家|个)[^，。；：、“”\n]{0,10}?)?"
FINED = re.compile(
    rf"{_ROW}{_OF}(?:分别|各自?|合计|共|均|再次)*(?:处以|处罚|罚款|[作做]出[^，。；\n]{{0,6}}处罚|开出|立案|给予[^，。；\n]{{0,6}}处罚|进行(?:了)?(?:立案|约谈|处罚|查处))"
)
"""What is done to those in a row of quoted names behind 对."""
ASKED = re.compile(rf"{_ROW}(?:{_OF}[，。]|等|负责人)")
"""What ends such a row behind 约谈."""
_BESIDE = re.compile(r"(?:[“「][^“”「」\n]{2,10}[”」][、和与及]?)+\Z")
"""Those of such a row that stand before one."""
_AT = re.compile(r"(?:(?P<fined>对)|约谈了?)(?:[“「][^“”「」\n]{2,10}[”」][、和与及]?)*\Z")
SHOPS = re.compile(r"(?:(?![的了])[\u4e00-\u9fff]){0,4}(?:店|超市|门店|校区|影城|餐厅|健身房)")
"""What stands behind the quoted name of a group's chain: 某集团旗下的“惠百姓”|生鲜店."""
SAYS = ("称", "表示", "回应", "透露", "方面")
"""Behind a quoted name that ends as firms do."""
_LEADS = frozenset("的但而如像连继")
"""Behind these letters a clause's subject may stand."""
GENERIC = re.compile(
    r"(?:第一股|巨头|老字号|鼻祖|之王|国家队|正规军|独角兽|玩家|老[大二]|龙头|标杆|神话|黑马|网红|模式|经济|时代|寒冬|[哥姐股企们人族党派潮令案军队系店战风病热论说法梦税])\Z"
    r"|(?:[跑局业费资动]者|(?:窗口|调整|淡|旺|疫)期)\Z|[的了是被]|\A(?:双|第一)|刷单|虚假|违[规法]|欺诈"
)
"""What is called by a quoted word and is nobody's name: “零售一哥”关店, “双减”, “网红店”."""


def quoted_firm(text: str, opened: int, behind: int, cuts: Cuts, lore: Lore) -> NameKind | None:
    """The kind of the body whose quoted name stands from `opened` to `behind`, if the text tells what it does."""
    name = text[opened + 1 : behind - 1]
    if (
        not 1 < len(name) < 9
        or (len(name) == 2 and not strange(name, lore))
        or name.isascii()
        or GENERIC.search(name)
        or name in lore.not_names
        or tag(name)
    ):
        return None
    if lore.place_at(name, 0) == len(name):
        return None
    at = max(0, opened - 40)
    if text[opened - 1 : opened] in "对谈了”」、和与及" and (row := _AT.search(text, at, opened)):
        return "company" if (FINED if row["fined"] else ASKED).match(text, behind) else None
    if text.startswith("收购", behind) and text[opened - 1 : opened] in "被由":
        return "company"
    if text.startswith(SAYS, behind):
        ending = lore.trailing.search(name, 2) if name[-1] in lore.last_letters else None
        return "company" if ending and lore.last_words[ending[0]].kind == "company" else None
    if text.endswith(("旗下", "旗下的"), 0, opened):
        return "brand" if SHOPS.match(text, behind) or DOES.match(text, behind) else None
    return "company" if DOES.match(text, behind) and _subject(text, opened, cuts) else None


def _subject(text: str, opened: int, cuts: Cuts) -> bool:
    """Whether what is quoted may be the subject of its clause: it opens it, or a noun or 的 stands before it."""
    if text[opened - 1 : opened] in "”」、和与及" and (row := _BESIDE.search(text, max(0, opened - 40), opened)):
        opened = row.start()
    before = text[opened - 1 : opened]
    if not before or not "\u4e00" <= before <= "\u9fff" or before in _LEADS:
        return before not in ("”", "、", "》")
    words = cuts.words(cuts.clause(opened)[0], opened)
    return bool(words) and tag(words[-1][2])[:1] in ("n", "s")
