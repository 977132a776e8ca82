"""Bodies by clauses that say who owns whom: 乙隶属于|甲, 乙由甲全资持股, 甲持有|乙 51%股权, 甲完成对乙的收购.

Such a clause is fixed from its beginning to the word of kin, so that what stands in its places may be a name that no
dictionary has and the text tells nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.borders import LEADING
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.dealings import NO_PARTY, party
from aftershock.extract.names.kinways import AFTER, CHILD, HOW, ITEM, MOTHER, NAME, TAKEN_IN, WAYS, name_in

SOLD = ("收购", "并购")
HELD = ("持有", "拥有", "持股", "控股", "控制", "全资")
KIN = Scan(
    [word[:2] for word in WAYS],
    "|".join((*(word for word in WAYS if word not in HELD), f"(?:{'|'.join(HELD)})(?![子孙附])")),
)
HEAD = re.compile(
    r"(?:[\u4e00-\u9fff]{0,3}[报网]讯|网传|据传|根据|据|包括|比如|例如|如|像|有传|传|但|而|且|因|如|若|即|其中|因为|由于|鉴于|虽然?|尽管|现|原|同时|此外|另外|原告|被告|第三人|近日|日前|今日|昨日|目前|此前|早在"
    r"|公告称?|据悉|日讯|[日美外港台韩]资(?=[A-Z])|[\d年月日]{3,12}){0,3}"
)
"""What a clause may open with before its first name."""
MARK = re.compile(r"[，。；：！？;\n（(）)]")
END = re.compile(r"[，。；：！？;\n]")
LONGEST = 44
"""Characters from a clause's beginning to its word of kin, at most."""


def kin_clauses(text: str, lore: Lore) -> Iterator[Sighting]:
    """The parents and children whose place a clause gives."""
    for word in KIN.finditer(text):
        at, end = word.span()
        stop = _stop(text, word)
        if (behind := _behind(text, word, stop)) is not None:
            kin = word[0] if behind.re is HEADED.get(word[0]) else ""
            before = behind.start("child") if word[0].endswith("公司") else stop  # 子公司甲的23个品牌: no brand
            yield from _named(text, behind, "品牌" if "品牌" in text[end:before] else kin, lore)
        begin = _clause(text, at)
        if begin is not None and text[begin - 1 : begin] in TELLING and word[0].endswith("公司"):
            yield from _teller(text, begin, lore)
        if begin is None or begin == at or not _may_tell(text, word[0], begin, at, stop):
            continue
        if text[begin - 1 : begin] in OPENING or (text.startswith("，", begin - 1) and text.startswith("，", end)):
            yield from _before_bracket(text, begin, end, lore)
        head = HEAD.match(text, begin, at)
        start = head.end() if head is not None else begin
        for way in WAYS[word[0]]:
            if told := way.match(text, start, at if way in TAKEN_IN else stop):
                yield from _named(text, told, word[0], lore)
                break


def _may_tell(text: str, word: str, begin: int, at: int, stop: int) -> bool:
    """Whether the clause holds what such a word needs to tell of two bodies."""
    if word in SOLD:
        return (
            text.startswith(("了", "的", "而来"), at + 2)
            or "元" in text[begin:at]
            or "完成" in text[begin:at]
            or "被" in text[begin:at]
        )
    if word not in HELD:
        return True
    if text.startswith(("全资控股", "全资拥有", "控制着"), at) or text.startswith("的", at + 2):
        return True
    if word == "拥有" and SEVERAL.search(text, at, stop):
        return True
    return "%" in text[at:stop] or "％" in text[at:stop] or LED.search(text, begin, at) is not None


SEVERAL = re.compile(r"等(?:多|数|[\d两三四五六七八九十]+)家")
LED = re.compile("[由被受]")
HEADS = ("子公司", "孙公司", "附属公司", "旗下", "手握", "坐拥", "控制")
JOINED = re.compile("[和与及]")


def _stop(text: str, word: re.Match[str]) -> int:
    """Where the clause ends; 作为甲的子公司，乙… goes on behind its comma."""
    limit = min(len(text), word.start() + LONGEST)
    first = END.search(text, word.end(), limit)
    if first is None:
        return limit
    if first[0] != "，" or "作为" not in text[max(0, word.start() - 16) : word.start()]:
        return first.start()
    second = END.search(text, first.end(), limit)
    return limit if second is None else second.start()


BEHIND = re.compile(
    r"(?:有|拥有|包括|分别为|为|是|[两三四]家(?:公司|企业))?"
    rf"(?P<row>(?:{ITEM.replace('(', '(?:', 1)}){{1,5}}){name_in('child')}"
    r"(?=\Z|[均都也先两三四五等被已分相]|公司|企业)"
)
"""Two names joined behind the word: 旗下|甲和乙均已…."""


def _behind(text: str, word: re.Match[str], stop: int) -> re.Match[str] | None:
    """Names right behind the word, where several are joined or the word for what one is goes before it."""
    end = word.end()
    joined = word[0] in HEADS and JOINED.search(text, end, min(stop, end + 24)) is not None
    if joined and (row := BEHIND.match(text, end, stop)):
        return row
    first = end + text.startswith("的", end)
    if word[0] not in HEADED or text[first : first + 1].isascii():
        return None
    return HEADED[word[0]].match(text, end, stop) or (DESCRIBED.match(text, end, stop) if word[0] == "旗下" else None)


DESCRIBED = re.compile(
    rf"的?(?:[\u4e00-\u9fff]{{0,10}}(?:公司|企业|平台|品牌|卖家|业务的|电商))?{name_in('child')}(?:(?<=）)|{AFTER})"
)
"""A name behind what it is: 旗下|物流公司甲昨日宣布."""
_NEXT = (
    r"等公司|等企业|宣布|近日|日前|完成|发布|推出|回应|收到|获[得批评悉]?|签|递交|提交|出[资售]|持有|持股|成立|揭牌|开业"
    r"|破产|诉|因|以(?=[^，。；\n]{2,20}收购)|\d{4}年"
)
_THEIRS = (
    "(?:个别|部分|主要|全部|多个|名下|的|一般|基本|专用){0,2}(?:银行|存款)?"
    "(?:账[户号]|店铺|站点|门店|资金|货款|存款|股[权份](?=被|遭|[\\d.]))"
)
"""What a child has, right behind its name: 子公司甲|账户被冻结."""
_NEARER = (
    rf"{_NEXT}|{_THEIRS}|取得|涉|提供|开展|主要|主营|负责|根据|孵化|及|营收|净利|实现|[去今前]年|作为|名下"
    r"|[共合][计有]?(?=[\d两三四五六七八九十]+[个家])"
)
HEADED = {
    word: re.compile(rf"(?:——|—)?{name_in('child')}(?:(?<=）)|{behind})")
    for words, behind in (
        (("子公司", "孙公司", "附属公司"), rf"{AFTER}|(?={_NEARER})"),
        (("旗下",), rf"(?={_NEXT})"),
        (("母公司",), rf"(?={_NEXT}|[则已也在的表将拟]|未)"),
    )
    for word in words
}
"""A name right behind the noun of what it is: 子公司|甲收到通知, 旗下|甲宣布."""
OPENING = ("（", "(")
TELLING = ("，", "：", ":")
TOLD = re.compile(
    rf"(?P<parent>{NAME})(?:[：:]|(?:则|也|方面|公司|(?:今|昨|近)?[日晚]|晚间|[\d月日]{{4,6}}|在[^，。；\n]{{2,12}}[时中]){{0,3}}"
    r"(?:发布公告|公告|披露|表示|宣布|回应|透露|坦言|称)称?[，：])\Z"
)
"""甲：|子公司乙…, 甲公告称，|其子公司乙…: who tells of a child at the head of the next clause is a body."""
ITS = re.compile(rf"(?:其|公司|集团|上市公司)?(?:之|的|{HOW}){{0,4}}{CHILD}(?=[—“\"A-Z\u4e00-\u9fff])")
BRACKET = re.compile(
    rf"[（(](?:原|现|系|为|是|即)?(?:{name_in('parent')}(?:{HOW}{{0,4}}{CHILD}|旗下(?:公司|企业|平台)?)|{name_in('child')}{MOTHER})[）)]"
)
"""乙（甲子公司）, 甲（乙母公司）: what stands before the bracket is a name as well."""
APPOSED = re.compile(rf"，{name_in('parent')}(?:的|之|旗下的?){HOW}{{0,4}}{CHILD}，")
"""乙，甲的子公司，…: so is what stands before the comma, where a sentence begins with it."""
BESIDE = re.compile(rf"{NAME}\Z")


def _before_bracket(text: str, begin: int, end: int, lore: Lore) -> Iterator[Sighting]:
    """The names in such a bracket, or between such commas, and before it, where a clause begins with that."""
    apposed = text[begin - 1] == "，"
    told = (APPOSED if apposed else BRACKET).match(text, begin - 1)
    first = _clause(text, begin - 1) if told is not None and told.end() == end + 1 else None
    if told is None or first is None or (apposed and not _opens(text, first)):
        return
    head = HEAD.match(text, first, begin - 1)
    start = head.end() if head is not None else first
    if BESIDE.match(text, start, begin - 1) and _may_be(text[start : begin - 1], "child", lore):
        yield Sighting(start, begin - 1, "company", "names/parent", told[0])
        yield from _named(text, told, "（", lore)


def _teller(text: str, begin: int, lore: Lore) -> Iterator[Sighting]:
    """Who tells in the clause before of a child that opens this one."""
    first = _clause(text, begin - 1) if ITS.match(text, begin) else None
    if first is None or not (first == 0 or text[first - 1] in "。！？\n；"):
        return
    head = HEAD.match(text, first, begin)
    told = TOLD.match(text, head.end() if head is not None else first, begin)
    if told is not None:
        yield from _named(text, told, "：" if text[begin - 1] in "：:" else "（", lore)


def _opens(text: str, first: int) -> bool:
    """Whether a sentence begins at a place, and not with a word that leads to what it says: 据了解，."""
    return (first == 0 or text[first - 1] in "。！？\n") and text[first] not in LEADING


def _clause(text: str, at: int) -> int | None:
    """Where the clause begins that holds a place; what stands in brackets is no border. None where it is too long."""
    least = max(0, at - LONGEST)
    inside = 0
    for mark in reversed(list(MARK.finditer(text, least, at))):
        if mark[0] in "）)":
            inside += 1
        elif mark[0] in "（(" and inside:
            inside -= 1
        elif not inside:
            return mark.end()
    return least if least == 0 else None


def _named(text: str, told: re.Match[str], word: str, lore: Lore) -> Iterator[Sighting]:
    """Parent and child, where both may be names."""
    role = "child" if word in HEADED or word == "合资" else "share" if word in WAYS or word in "（：" else "sold"
    parents = "mother" if word.endswith("子公司") or word == "：" else "share"
    spans = [
        (*told.span(group), role if group == "child" or role == "sold" else parents)
        for group, name in told.groupdict().items()
        if name and group != "row"
    ]
    if row := told.groupdict().get("row"):
        first = told.start("row")
        spans += [(*item.span(1), role) for item in EACH.finditer(text, first, first + len(row))]
    spans = [(start, end - _glued(text, end), part) for start, end, part in spans]
    spans = [(start + led(text[start:end]), end, part) for start, end, part in spans]
    names = [span for span in spans if not text.endswith(REGISTERED, *span[:2])]
    if any(lore.goes_over(text, end) or text.startswith("所属", end - 1) for _, end, _ in names):
        return  # 再加计花|旗下半年裁撤的五家, 林某某所|属机构
    if all(_quoted(text, start, end, lore) or _may_be(text[start:end], part, lore) for start, end, part in names):
        for start, end, _ in names:
            yield Sighting(start, end, "brand" if word == "品牌" else "company", "names/parent", word)


def _glued(text: str, end: int) -> bool:
    """Whether the last letter of a name is when something befell it: 子公司甲乙丙|早在去年, 子公司甲乙股份|随后."""
    return (text[end - 1] in ADVERBS and text[end] in "在已于就") or text.startswith("随后", end - 1)


def led(name: str) -> int:
    """How many letters say who does it to whom is named: 微博对|甲乙|旗下的11个账号."""
    at = name.find("对", 2)
    return at + 1 if 0 < at < len(name) - 2 else 0


def _quoted(text: str, start: int, end: int, lore: Lore) -> bool:
    """Whether a name stands in quotation marks of its own, and is no word of the language."""
    return text[start - 1 : start] == "“" and text[end : end + 1] == "”" and not lore.ordinary(text[start:end])


EACH = re.compile(ITEM)
ADVERBS = frozenset("早曾便")
REGISTERED = ("有限公司", "责任公司")
"""How the names end that other rules find."""


NO_BODY = re.compile(
    r"(?:最|涵盖|艺人|战将|惟一|唯一|全线|前[十五三]|.*[房药车酒乳央国民]企(?=[\u4e00-\u9fff]{2})|所[持占处属在]|股[权份]|资[金产]|现?址|母企|[一二三四五六七八九十]是|称|(?:成人|职业|素质|学前|早期|在线|国际|学科|艺术|留学|家庭)(?:教育|培训)\Z|[上下]架|停[售产业]|禁售|被|遭|请|说明|补充|核[查实]|查明|初步|新增|主张|引入|现任|时任|依法|违规|破产|落户|从业|用于|兴建|本|我|该|贵|你|此|上市|目标|标的|各|其|它|卖|买|一[家间个]|两家|多家|这|那|彼等|双方|合营|联营|转让|受让|要约|担保|发行"
    r"|应(?!用)|自(?![如然贸主动])|不(?!二)|稳坐|坐稳|跃[居升]|位[列居]|列[为第入]|剥离|降至|归属|超越|一跃|修改|新晋|根据|按照|穿透|暨|完成|交易|于|在|合并|并表|报表|体系|纳入|目前|公司|集团|企业|品牌|全资|控股|参股|下属|有|拥有|包括|主营|从事|负责|专注|运营|经营|位于|生产|外资|国资|民资|央企|国企|平台)"
    r"|.*(?:[至内外非及有和拟将已为向对因称并均都不未没会应须可以或则从]|(?<!智)能|[间直]接|全资|参股|控制|持有|宣布|公告|表示|披露|透露|通过"
    r"|收购|出售|转让|设立|成立|以及|其中|分别|公司|品牌|平台|企业|业务|店铺|账[户号]|站点|资金|货款|卖家|项目|门店|销售|生产|研发)\Z"
    r"|.*(?:店|货仓|仓库|产品|商品|计划|板块|渠道|算法|工厂|[海亚美]厂|孩子|艺人|事件|股权|资产|(?<!俱乐)部)\Z|.*(?:旗下|大佬|子公司|母公司|持有|持股|控股股东)"
)
"""What stands there that names nobody, or by its registered name, which other rules find."""


PARTING_WORDS = frozenset("由的和与及诉")
PARTING = re.compile("[由的和与及诉]")
"""Words that part two names, or a name from what is told of it."""


def _may_be(name: str, role: str, lore: Lore) -> bool:
    if name[0].isascii():
        return len(name) > 2 and name.upper() not in lore.not_latin and name not in lore.not_latin
    if name in lore.by_form:
        return True
    if name.startswith(("才将", "将", "已将", "拟将")):
        return False  # 才将|张婷旗下9家公司注销
    if role == "child" and name.endswith("公司") and 0 < lore.place_at(name, 0) < len(name) - 3:
        return not NO_BODY.match(name[:-2])  # 子公司——某地高压阀门|公司
    last = name[-2:]
    ended = last in lore.last_words or last in lore.inside
    if not ended and name[-4:-2] in lore.last_words and len(name) > 5:
        return False  # 甲乙科技|裁员
    if PARTING.search(name) and not PARTING_WORDS.isdisjoint(Cuts(name).bare(0, len(name))):
        return False  # 甲和乙; 永和豆业 is one
    verb = len(name) > 3 and not ended and tag(last)[:1] in ("v", "d", "p")
    own = tag(last) in ("n", "nz") or (tag(name[2:]) == "np" and name[2:] not in lore.by_form)
    verb |= role != "sold" and tag(name[:2])[:1] == "v" and not own
    return not (verb or NO_BODY.match(name) or NO_PARTY.search(name)) and party(name, role, lore)
