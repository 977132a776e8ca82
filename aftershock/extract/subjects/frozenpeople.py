"""People whose frozen money it is, by what they are: those arrested or cheated, and those who have an account.

冻结被捕人士名下约250万元资产                     被捕人士
拘捕7名涉案人士，并冻结他们名下约1.6亿元资产      涉案人士
主犯周凯落网。警方冻结其名下存款340万元           周凯
用户约3.2亿美元资产被冻结, 冻结4100万元商户资金   用户, 商户
云帆电子被骗580万元，警方冻结410万元              云帆电子
"""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import tag
from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.scene.places import Place
from aftershock.extract.subjects.capacity import able
from aftershock.model import Mention

NEAR = 60
"""How far before an amount its holder may be told, in characters."""
FAR = 300
"""How far before 他们 those may be told of for whom it stands, in characters."""
_PEOPLE = (
    r"(?:(?:中国|国内|本地|境外|海外|中小|跨境|外贸|电商|普通|受骗|违规|涉[案假诈赌毒事嫌]){0,2}"
    r"(?:犯罪嫌疑人|嫌疑人|嫌疑犯|嫌犯|疑犯|被捕(?:人士|人员|者|人)|(?<=涉案)(?:人士|人员|者)|主犯|主谋|首犯|骨干成员|被告人|户口持有人"
    r"|受害人|受害者|被害人|事主|失主|受骗者|群众|市民|村民|投资者|投资人|出借人|散户|储户|存款人|用户|客户|会员|消费者|商户|商家|卖家|原告|经营户|(?:群内)?成员"
    r"|个体户|司机|骑手|主播|博主|股民|债权人|持有人|寡头|富豪|大亨|将领|高官|官员|黑客|攻击者|加盟商|供应商|学员|家长|业主|购房者)"
    r"|(?:(?:洗钱|洗黑钱|诈骗|犯罪|贩毒|赌博|跨境|跨国|网络|电信|传销|走私|黑客|电诈){0,3}(?:团伙|犯罪集团|(?<=钱)集团|(?<=骗)集团)))"
)
_HAS = (
    r"(?:的|及其|PayPal|名下|所|持有|合法|个人|银行|支付|投资|证券|电子|户口|账户|账号|卡|钱包|内|里|中|上|共|合共|总计|合计|累计|总共|有|约|逾|超过|超|近"
    r"|至少|高达|多达|达|为|价值|等值|相关|有关|关联|被骗|被盗|被冻结|被扣|被转|走|流水|收入|收益|回款|转出|转走|汇出|资金|存款|货款|款项|款|资产|财产|财物|本金|余额|加密|虚拟|[已仍]被"
    r"|\d+[个张家]|[两三四五六七八九十几数多]+[个张家])*"
)
"""Between a holder and his amount. Each word of it can be read in one way only, so this takes no longer than it is."""
_THEIRS = re.compile(rf"(?P<who>{_PEOPLE})们?(?:等人|本人)?{_HAS}(?:在[^，。；\d]{{1,12}}?的)?{_HAS}\Z")
_OF_THEM = re.compile(
    rf"[多余]?的?(?:[\u4e00-\u9fff]{{2,4}}?)?(?P<who>{_PEOPLE})们?的?(?:被骗|合法|银行|涉案)?(?:资金|款项|货款|结算款|存款|资产|余额|本金|财产|票款|钱)"
)
"""4100万元|商户资金"""
_HIS = re.compile(
    r"(?P<who>他们|她们|他|她|其|[两三四五六七八九十\d]+人)(?:本人|自己)?(?:(?:和|及其?|与|以及)(?:[他她]的)?[\u4e00-\u9fff]{2,5}?(?=的|名下))?"
    r"(?:在[^，。；\d]{1,8}(?=[约近逾超至]|\Z)|名下|的?(?:[\d两三四五六七八九十几多]+[个张])?的?(?:银行|个人|多个|公司)*(?:账[户号]|户口|银行卡|卡|存款|资产|资金|财产)|在[^，。；\d]{1,14}?的(?=存款|资产|资金|账户)|(?<=[他她们])(?=[约近逾]|\Z)|(?<=冻结其)(?:合计|共计|总计|共|约)?(?=[约近逾\d]|\Z))"
)
"""What is theirs: 他们名下, 她在三家银行的存款"""
MASKED = re.compile(r"(?P<who>[\u4e00-\u9fff]某[某甲乙丙丁一二]?)(?:个人|本人)?(?:名下|持有|所持)")
"""曹某名下的6张银行卡内有…，折合|2,180万元|，已被冻结"""
_ADDS_UP = re.compile(r"(?:内有|里面|其中)?(?:涉及|合计|共|总计|总额|总金额|金额|合共|约|里面)")
"""…冻结了他的账户，|涉及资金约85万元"""
_SEIZES = re.compile(r"冻结|查封|扣押|查扣|扣留|限制令")
_OTHERS = re.compile(r"[两\d一二三四五六七八九十多几]+[名个](?P<who>男子|女子|男女|犯人)")
_TOLD = re.compile(
    rf"(?P<who>{_PEOPLE})(?P<name>(?!包括|分别|均|都|[为是有])[\u4e00-\u9fff·]{{3,8}}?(?=名下|及其|偷税|涉嫌|被|遭))?"
)
"""寡头|乌斯特诺夫|名下: those told of, and one by his name that no rule of names knows."""
_SUES = re.compile(r"起诉|诉讼|申请|讨债|追债|仲裁|告上")
_OWES = re.compile(r"(?:欠|欠付|对|向|给|与|坑骗?|骗取?)了?\Z")
"""拖欠|商家|货款，其账户被冻结: not theirs"""
_SIDE = r"(?:律师|记者|民警|警官|发言人|检察官|法官|局长|署长|主任|警司|总督察|督察|监督)"
_OFFICER = re.compile(rf"{_SIDE}\Z")
_CHEATED = re.compile(
    r"被(?:骗|诈骗|盗)|(?:骗走|骗取|(?<!实施)(?<!涉嫌)(?<!进行)(?<!从事)诈骗(?![案罪团犯窝集活])|盗走|转走)了?|(?:转账|汇款|转款|报警|报案|求助)"
)


def people_at(scene: Scene, mention: Mention, sentence: Sentence, clause: Span) -> str | None:
    """Whose frozen money is by the people named right before or behind its amount, or by 他们 and 其 before it."""
    text = scene.outline.text
    start = max(clause.start, mention.start - NEAR)
    if found := _THEIRS.search(text, start, mention.start):
        return None if _of_a_firm(scene, found.start("who")) else _placed(text, *found.span("who"))
    behind = _OF_THEM.match(text, mention.end, min(clause.end, mention.end + NEAR))
    if behind and not any(able(scene, p, "frozen") for p in scene.places.within(clause.start, mention.start)):
        return _placed(text, *behind.span("who"))
    masked = list(MASKED.finditer(text, max(sentence.start, mention.start - 2 * NEAR), mention.start))
    if masked and not any(able(scene, p, "frozen") for p in scene.places.within(masked[-1].end(), mention.start)):
        who = masked[-1]["who"]
        beside = (
            scene.places.within(clause.start, masked[-1].start()) if text[masked[-1].start() - 1] in "、和及与" else []
        )
        return f"{beside[-1].shown}、{who}" if beside and beside[-1].end == masked[-1].start() - 1 else who
    own = sentence.clause_at(mention.start)
    if own and _ADDS_UP.match(text, clause.start):
        start = max(sentence.clauses[own - 1].start, mention.start - 2 * NEAR)
        if these := _OF_THESE.search(text, start, mention.start):
            return these["who"]
    if text.startswith("该", sentence.start) and (gang := _that_gang(text, sentence, mention)):
        return gang
    told = text[start : mention.start]
    if not ("他" in told or "她" in told or "其" in told or "人" in told):
        return None
    his = list(_HIS.finditer(text, start, mention.start))
    if not his or _SEIZES.search(text, start, min(clause.end, mention.end + NEAR)) is None:
        return None
    if any(able(scene, p, "frozen") for p in scene.places.within(his[-1].end(), mention.start)):
        return None
    return _meant(scene, his[-1]["who"], his[-1].start())


_ACCOUNT_OF = re.compile(
    r"(?:(?<![\u4e00-\u9fffA-Za-z])|(?<=[了在将把因为据])|(?<=警方)|(?<=冻结))(?P<who>[\u4e00-\u9fff]{2,3}|[A-Z][A-Za-z]{1,14})(?:的|(?=(?:银行)?[卡账][户号]?[里内中上]))"
    r"(?:亚马逊|PayPal|eBay|微信|支付宝|[\u4e00-\u9fff]{1,2}行|收款|对公|个人|一张|[两三几多\d]张|主力|全部|结算|企业|银行|名下)*"
    r"(?:账[户号]|卡|户头|后台|余额|支付宝|微信)"
)
"""周凯的农行卡被冻结，卡内余额|23.8万元"""


def account_of(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """Whose account the sentence told of last, by a name that no dictionary has, where nobody else is named since."""
    text = scene.outline.text
    told = list(_ACCOUNT_OF.finditer(text, max(sentence.start, mention.start - 2 * NEAR), mention.start))
    if not told or any(able(scene, p, "frozen") for p in scene.places.within(told[-1].end(), mention.start)):
        return None
    who = told[-1]["who"]
    known = [p for p in scene.places.within(*told[-1].span("who")) if p.text == who]
    if known:
        return who if known[0].name.kind == "person" or able(scene, known[0], "frozen") else None
    own = text[told[-1].end("who")] == "的" or text[told[-1].start() - 1] in "将把"
    return who if own and not who.isascii() and not tag(who) and not _PLAIN_ONES.search(who) else None


def told_behind(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """Who opens the next clause, where a sentence names nobody else: 账户被冻结1.05亿元，|云帆电子|的项目被迫暂停."""
    places = [p for p in scene.places.within(sentence.start, sentence.end) if p.name.kind not in _TELLERS]
    if len({p.name.name for p in places}) != 1 or places[0].start < mention.end:
        return None
    first = places[0]
    opens = scene.outline.text[first.start - 1] == "，" and _SUFFERS.match(scene.outline.text, first.end)
    return first.shown if opens and (first.name.kind == "person" or able(scene, first, "frozen")) else None


_TELLERS = ("platform", "bank", "media", "government", "regulator")
_SUFFERS = re.compile(
    r"(?:公司|集团)?(?:的[^，。；]{1,12}(?:被迫|不得不|受阻|停|陷入|面临|无法)|因此|被迫|不得不|只好|只能|无法|无力|决定|随即|随后|陷入|面临|已?提起|起诉|申请|正在|称将)"
)
_PLAIN_ONES = re.compile(
    "[这那该各何谁其他她它我你您们]|客户|用户|平台|公司|卖家|商家|商户|店铺|个人|本人|新|老|旧|一|每|\\A某"
)
_OF_THESE = re.compile(
    rf"(?:冻结|扣留|扣押|扣下|压着)了?(?:这些|相关|上述|部分|大批|大量|该批|独立站)?(?P<who>{_PEOPLE})们?的?(?:资金|货款|余额|存款|款项|账[户号]|店铺)"
)
"""扣留这些卖家的资金90天，|总额超过10亿美元"""


_THAT_GANG = re.compile(r"该(?:犯罪|诈骗|洗钱|赌博)?(?:团伙|集团|组织)")
_GANG = re.compile(
    r"(?:对|捣毁|打掉|抓获|破获|瓦解|锁定|端掉)了?(?:一个|一)?(?P<who>[\u4e00-\u9fff]{2,14}?(?:团伙|集团|组织))"
)


def _that_gang(text: str, sentence: Sentence, mention: Mention) -> str | None:
    """The gang that 该团伙 stands for: 对某诈骗集团实施打击。该团伙…，2亿美元资产被冻结."""
    if _THAT_GANG.match(text, sentence.start, mention.start) is None:
        return None
    told = list(_GANG.finditer(text, max(0, sentence.start - FAR // 2), sentence.start))
    return told[-1]["who"] if told else None


def _placed(text: str, start: int, end: int) -> str:
    """The people with the country or town they are told to be of: 俄罗斯|富豪."""
    size = next((n for n in (4, 3, 2) if start >= n and tag(text[start - n : start]) == "np"), 0)
    return text[start - size : end]


def _of_a_firm(scene: Scene, at: int) -> bool:
    """Whether a firm named right before has these people (甲公司|客户): then it may be the firm's."""
    near = scene.places.within(max(0, at - 20), at)
    between = scene.outline.text[near[-1].end : at] if near else ""
    return bool(near) and near[-1].name.kind in FIRMS and between in ("", "的", "公司", "公司的")


def _meant(scene: Scene, pronoun: str, at: int) -> str | None:
    """For whom 他们, 他 or 其 stands: those told of last in the paragraph, if they are people."""
    text = scene.outline.text
    start = max(text.rfind("\n", 0, at) + 1, at - FAR)
    before = text[start:at]
    told = [(m.end(), m["name"] or m["who"], True) for m in _TOLD.finditer(before)]
    told = [one for one in told if _OWES.search(before, 0, one[0] - len(one[1])) is None]
    told += [(m.end(), m["who"], True) for m in _OTHERS.finditer(text[start:at])]
    for place in scene.places.within(start, at):
        if _is_person(scene, place) and _may_be(scene, place):
            told.append((place.end - start, place.shown, False))
        elif not _is_person(scene, place) and pronoun == "其" and able(scene, place, "frozen"):
            told.append((place.end - start, "", False))  # a firm, of which others tell
    if pronoun == "其" and "该公司" in before:
        told.append((before.rfind("该公司"), "", False))
    told.sort(key=lambda one: one[0])
    if not told:
        return None
    if pronoun in ("他", "她"):
        named = [who for _, who, many in told if not many]
        return named[-1] if named else told[-1][1]
    if len(pronoun) > 1:
        many = [who for _, who, many in told if many]
        return many[-1] if many else None
    if _SUES.search(text, start + told[-1][0], at):
        return None  # 供应商起诉，法院冻结其账户: not theirs who sue
    return told[-1][1] or None


def cheated(scene: Scene, mention: Mention) -> str | None:
    """Who was cheated of money that was frozen then: whom the paragraph tells to have been, last before it."""
    text = scene.outline.text
    start = max(text.rfind("\n", 0, mention.start) + 1, mention.start - FAR)
    if not ("骗" in (told := text[start : mention.start]) or "盗" in told or "转账" in told or "汇款" in told):
        return None
    for found in reversed(list(_CHEATED.finditer(text, start, mention.start))):
        sentence = scene.outline.at(found.start())
        if sentence is None:
            continue
        behind = scene.places.within(found.end(), found.end() + 16) if found[0][0] in "骗诈盗转" else []
        if behind and behind[0].start == found.end() and _may_be(scene, behind[0]):
            return behind[0].shown  # 骗走|甲公司|580万元
        before = [p for p in scene.places.within(sentence.start, found.start()) if _may_be(scene, p)]
        if before:
            return before[-1].shown
    return None


def _may_be(scene: Scene, place: Place) -> bool:
    """Whether somebody may have been cheated, or have money in an account: a person who is no officer, or a firm."""
    if _is_person(scene, place):
        return _OFFICER.search(scene.outline.text, max(0, place.start - 6), place.start) is None
    return place.name.kind in FIRMS and able(scene, place, "frozen")


def _is_person(scene: Scene, place: Place) -> bool:
    return place.name.kind == "person" or id(place.name) in scene.places.strangers
