"""Parties to deals and cases, by the words on both sides: 收购|X|51%股权, 判令|X|支付, 一致行动人|X|质押.

A frame holds what stands between its two words for the name, so that a firm may be called by words of the language
(收购恐龙谷63%股权) where the frame lets nothing else stand; the weaker the frame, the more the name must look like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import Scan, Words
from aftershock.extract.nameforms.borders import NEVER
from aftershock.extract.nameforms.likeness import firmlike, person_like, proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting

_X = r"[\u4e00-\u9fffA-Za-z]"
_FIGURE = (
    r"(?:(?:合计|剩余|其余|另外)?的?|[之各])(?:约|近|接近|超过|不超过|不低于|不少于)?\s?\d[\d.]*\s?[%％]的?"
    r"(?:股权|股份|股本|权益|出资额|财产份额)"
)
DEALINGS = Scan(
    (
        *(
            "收购",
            "受让",
            "购买",
            "买下",
            "购入",
            "取得",
            "拿下",
            "转让",
            "出售",
            "剥离",
            "增资",
            "认购",
            "持有",
            "所持",
        ),
        *(
            "拥有",
            "竞得",
            "并购",
            "入股",
            "控股",
            "判决",
            "判令",
            "要求",
            "驳回",
            "原告",
            "被告",
            "被上",
            "上诉",
            "被申",
        ),
        *(
            "第三",
            "被执",
            "起诉",
            "一致",
            "第一",
            "第二",
            "第四",
            "第五",
            "第六",
            "原股",
            "大股",
            "交易",
            "出质",
            "债权",
        ),
        *("债务", "股东", "裁定", "最大", "法人", "质权", "将"),
    ),
    rf"(?:收购|受让|购买|买下|购入|取得|拿下|转让|出售|剥离|增资|认购|持有|所持有?|拥有|竞得|并购|入股|控股)(?:了|的)?"
    rf"(?P<share>{_X}{{2,16}}?)(?={_FIGURE})"
    rf"|(?:判决|判令|裁定|要求)(?:由|被告|原告|被申请人|上诉人)?(?P<ordered>{_X}{{2,12}}?)"
    r"(?=(?:立即|应当?|须|需|于本|在本|向[^，。]{2,16}|支付|给付|赔偿|偿还|归还|退还|返还|连带){0,3}(?:兑付|支付|给付|赔偿|偿还|归还|退还|返还|停止侵|停止使用|履行))"
    rf"|将(?P<sold>{_X}{{2,10}}?)(?=(?:以[^，。；]{{2,16}}?的?(?:价格|对价|总价)?)?(?:出售给|卖给|转让给|转卖给|出售予|剥离|打包出售))"
    rf"|驳回了?(?:原告|被告|上诉人|申请人)?(?P<refused>{_X}{{2,12}}?)(?=的?(?:全部|其他|其余)?(?:诉讼请求|上诉|再审申请|起诉|仲裁请求|诉请))"
    rf"|(?:原告|被告(?!人|知)|被?上诉人|被申请人|第三人|被执行人)(?:[一二三四五六](?![汽重建矿冶州川安院化]))?(?P<side>{_X}{{2,12}}?)"
    r"(?=[、，。；:：]|(?:与|和|及|诉|向|因|应|于|在|支付|赔偿|诉称|辩称|主张|提起|构成|不服|立即|称|停止|未|就))"
    rf"|起诉(?P<sued>{_X}{{2,12}}?)(?=[、，。；]|等|的(?:案|一审|二审|诉讼)|侵权|拖欠|专利|一案|及其|违约|要求|索赔|侵犯|涉嫌|败诉|胜诉)"
    rf"|(?:一致行动人|(?:第[一二三四五六]|控股|最大|原|法人|)股东|大股东|交易对方|交易对手|转让方|受让方|出质人|质权人|债权人|债务人)"
    rf"(?:为|是)?(?P<holder>{_X}{{2,12}}?)"
    r"(?=[、，。；]|(?:累计|合计|分别|拟|将|已|也|均|亦|曾|因|于|则|坚持|仍|所持|持有|持股|质押|减持|增持|转让|之|与|和|及|通过|计划|向|未|函告|通知|来函|发函|告知|出具|承诺|关于|持股|近期|近日|的(?:持股|股份|股权|一致行动人)))",
)
"""Left word, the name and what must follow, one branch a frame; the branch tells how sure it is."""
PARTNERS = Scan(
    (*"向与和同为由", "赔偿", "偿还", "支付", "返还", "归还", "退还"),
    rf"向(?P<payee>{_X}{{2,12}}?)(?=(?:购买|支付|返还|归还|偿还|退还|转让|出售|借款|借入|质押|发放|定向发行|增资|投资\d|供货|采购|发出(?:要约|邀约)))"
    rf"|[与和同](?!会|此|时|意)(?P<ally>{_X}{{2,12}}?)(?=(?:正式|共同|分别|就|累计|再次|成功)*(?:签署|签订|签约|签下|达成|举行[^，。]{{0,6}}签约))"
    rf"|为(?P<backed>{_X}{{2,12}}?)(?=(?:融资|贷款|借款|授信)?提供(?:[^，。]{{0,12}})(?:担保|借款|资金)|向[^，。]{{2,20}}(?:申请|借款|贷款|融资))"
    rf"|由(?P<backer>{_X}{{2,12}}?)(?=提供(?:[^，。]{{0,10}})(?:担保|保证))"
    rf"|(?:赔偿|偿还|支付|返还|归还|退还)(?:给)?(?P<creditor>{_X}{{2,12}}?)(?=自?\d|经济损失|损失|货款|本金|欠款|借款|工程款|人民币)",
)
"""Whom something is paid or sold to, signed with, or vouched for."""
MOTHER = re.compile(
    r"(?:正式|近日|日前)*(?:签署|签订|签约|达成)[^，。；\n]{0,14}，其(?:全资|控股|旗下|的)*(?:子|孙|附属)公司"
)
"""Behind whom something is signed with, who has subsidiaries and so is a body: 与甲乙|签约，其子公司."""
DEALS = Words(
    *("收购", "并购", "出售给", "股权", "股份", "股东", "持股", "判决", "判令", "驳回", "起诉", "被告"),
    *("签署", "签订", "签约", "达成", "担保", "质押", "减持", "增持", "偿还", "归还", "支付", "赔偿"),
)
"""What a text that tells of a deal or a case holds; most tell of none, and are not searched further."""
SURE = frozenset(["share", "child", "mother"])
"""Frames in which nothing but a party stands."""
MOTHERS = frozenset(["child", "mother"])
"""Frames in which nobody but a body stands, though its name may look like a person's."""
OWNED = re.compile(
    r".*(?:所持有?的?|持有的?|旗下的?|控制的|名下的?|拥有的|投资的|剥离|出售|收购|受让|购买|子公司|孙公司|关联方|股东|公司(?=[\u4e00-\u9fffA-Za-z]{3}))"
)
"""What may stand before the name within the frame: 甲乙所持|丙丁51%股权."""
BOTH = re.compile(r"(.{2,7})[和与及](.{3,7})")
REGISTERED = ("有限公司", "责任公司", "集团公司")
OVER = "就对向因"
"""What a known party's name is followed by where the frame says over what it deals."""
NO_PARTY = re.compile(
    r"^[暨据]|^属于|^[之则更较]|^重[整组]后|^信中|方面\Z|外\Z|资金来源\Z|(?:大厦|广场|大楼|地块|写字楼)\Z|竞得|获批|标的|目标|对方|对价|双方|各方|上市|发行|交易|本次|上述|相关|其他|其它|自己|人民|委员|合同|协议|方案|议案|事项|资产|现金|方式"
    r"|部分|全部|合计|共计|总|不[超少低]|约|近|先生|女士|夫妇|个人|家族|投资者|股东|管理层|团队|员工|高管|董事|法院|判决|书|结果|生效|请求|大会|兄弟|姐妹|妹妹|父子|夫妻|[一二再]审"
    r"|欠付|欠款|[另一两几多]家\Z|(?:[款费债税薪价]|(?<!信)息)\Z|[现资本偿证佣奖定租约意罚订押退保]金\Z|[该此其本某每这那何]|^除|因[涉故]|[人等先拟自也还又再将已就均需应]\Z|^方?(?:及|和|与|为|或|由|将|被|把|并|均|也|还|仍|未|已|在|于|向|拟|人)"
)
"""What stands where a party does, and names none."""

OTHERS_END = frozenset("人前后中")
"""Letters that a word before ends with, or that say when: 收购前|, 判决中|; 中植集团 is one."""


def dealings(text: str, lore: Lore) -> Iterator[Sighting]:
    """Who is bought, sold, sued, ordered to pay, or holds shares."""
    if not DEALS.stand_in(text):
        return
    for found in chain(DEALINGS.finditer(text), PARTNERS.finditer(text)):
        role = found.lastgroup or ""
        start, end = found.span(role)
        if role == "ally" and MOTHER.match(text, end):
            role = "mother"
        if owned := OWNED.match(text, start, end):
            start = owned.end()
        both = BOTH.fullmatch(text, start, end)
        for first, last in ((start, end),) if both is None else (both.span(1), both.span(2)):
            last -= text.startswith("以及", last - 1)  # 与甲乙|以及丙丁签署
            known = lore.known.at(text, first)
            if known is not None and known[0] < last and text[known[0]] in OVER:
                last = known[0]  # 与甲乙|就某药达成授权合作
            name = text[first:last]
            if 2 <= last - first <= 10 and not NO_PARTY.search(name) and party(name, role, lore):
                yield Sighting(first, last, "company", "names/dealing", role)


def party(name: str, role: str, lore: Lore) -> bool:
    """Whether a stretch may be a party's name, as far as its own words tell."""
    if lore.ordinary(name) or (role not in MOTHERS and person_like(name, lore)):
        return False
    if role not in SURE and role != "sold" and _named(name, lore):
        return False
    if name.endswith("公司") and not name.endswith(REGISTERED):
        name = name[:-2]  # 甲乙公司: the stem must look like a name
        if len(name) < 2 or lore.ordinary(name):
            return False
    own = Cuts(name)
    words = own.bare(0, len(name))
    sure = role in SURE
    if any(word in NEVER or word in lore.titles or (len(word) > 1 and _running(word, sure, lore)) for word in words):
        return False
    if words[0] in OTHERS_END:
        return False
    place = lore.place_at(name, 0)
    if place and name[place - 1] in "省市县区":
        return False  # 被告某市某区人力资源|和社会保障局
    if not sure and 0 < place <= len(name) - 2 and len(name) - place <= 4:
        return name[place:] not in lore.last_words and not lore.ordinary(name[place:])
    if proper(name, 0, len(name), own, lore) >= 0.7 or firmlike(name, 0, len(name), own, lore):
        return True
    if sure and place and name[place:] in lore.last_words:
        return True  # 购买广州|证券100%股权
    return sure and len(name) > 2 and words[-1] not in lore.plain and place < len(name)


def _named(name: str, lore: Lore) -> bool:
    """Whether a stretch may be a person's name: those stand where firms do."""
    compound = name.startswith(lore.vocabulary.persons.compound_surnames) and len(name) < 5
    return name not in lore.by_form and (compound or (len(name) < 4 and name[0] in lore.surnames))


def _running(word: str, sure: bool, lore: Lore) -> bool:
    """A word of running text, which no name holds; where the frame is sure, a verb or a number may be part of one."""
    if word in lore.inside or word in lore.last_words:
        return False
    return (
        word in lore.stops
        or word in lore.heads
        or word in lore.modern
        or word in lore.plain
        or tag(word)[:1]
        in (("d", "p", "c", "r", "u", "t") if sure else ("v", "d", "p", "c", "r", "u", "m", "t", "q", "f"))
    )
