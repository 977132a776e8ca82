"""Subjects of what a body does or has: X发布公告, X股价, X净利下降, X计划裁员, X与某某合作.

The words are data (organisations.toml, frames): `body` proves a body, `firm` a firm, `deeds` a body or a person. What
stands between the clause's start and the word must still look like a name; with a firm's word a common word may
carry a firm's ending (和谐汽车净利下降).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from aftershock.extract.language.alternatives import any_of
from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.borders import UNBOUND, bordered, left_border
from aftershock.extract.nameforms.leadings import without_verb
from aftershock.extract.nameforms.likeness import firmlike, person_like, proper, trade
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.nameforms.spans import is_span
from aftershock.extract.nameforms.spreading import DONE, SHOWN
from aftershock.extract.names.recurring import strange
from aftershock.extract.names.shortendings import TRADED_AHEAD
from aftershock.extract.names.sitedfirms import MEASURES, placed
from aftershock.vocabulary import Vocabulary

_LEADS = (
    "如果|倘若|假如|要是|一位|一名|此外|本次|此次|其中|同时|而|但|不过|随后|近日|日前|今年|去年|昨日|今日|昨晚|目前|例如"
    "|比如|另外|紧接着|无独有偶|如|据悉|当日|同日|对此|盘中|截至目前|仅|是|当年|早盘|午后|开盘|尾盘|此前|若|本|因|因为|由于|虽然|尽管|随着|对于|针对|距离|距|占"
)
_ONE_LEAD = rf"(?:\d[\d年月日晚间上下午凌晨早间至]{{1,12}}(?:末|底|初)?|(?:{_LEADS})[，]?)"
LEAD = f"{_ONE_LEAD}*"
HEAD = (
    r"(?:(?:总部)?(?:成立|创立|创办|开业|经营|有着|拥有|位于|设在)(?:了|于|在)?[^，。；的]{2,8}的)?(?:[ABH]股(?:上市)?公司|[\u4e00-\u9fff]{0,6}?(?:上市公司|子公司|孙公司|母公司|控股股东|大股东|关联方|企业|龙头|巨头"
    r"|厂商|供应商|客户|开发商|老牌(?:[\u4e00-\u9fff]{0,4}(?:连锁|品牌|企业|公司|巨头|厂商|机构|商场|[车房药]企|券商))?|券商|房企|车企|药企|独角兽|连锁(?:超市|百货|餐饮|店)?|品牌|平台|电商|商超|生鲜超市|机构|App|APP|大?卖家|服务商|运营商|零售商|制造商))?"
)
"""What a body is, before its name: 控股子公司甲乙主营."""
ALLIED = Scan(
    ("与", "和"),
    r"(?:与|和(?=[^，。；：！？\n、]{2,8}分别))([^，。；：！？\n、]{2,16}?)(?:分别(?:对|向|持有|起诉|以|于)|(?:(?:正式|近日|日前|再次|就|拟|将|已|在|共同|双方)[^，。\n]{0,8}?)?(?:合作|签署|签订|签约|达成|共建|联合|合资|共同|携手|联手|结盟|和解|成立|建立|组建|设立))",
)
"""What two bodies do together: X与Y达成合作."""
ANNOUNCED = ("宣布", "计划", "正式")
"""What may stand between the first of two and 与."""
_CALLED = ("简称", "代码")
"""甲乙|证券简称: what its shares are called."""
_LEAD, _ANY_LEAD = re.compile(LEAD), re.compile(_ONE_LEAD)
_LEAD_FIRSTS = frozenset("0123456789").union(word[0] for word in _LEADS.split("|"))
_UNLED = 12
"""Characters that a name of four letters and a role before it (质权人为) have, at most."""
REACH = 20
"""Characters between a clause's start and the word, at most."""
PERSONAL = ("宣布", "披露", "公布", "回应称")
"""What persons do as well as bodies."""
SPEECH = frozenset(
    [
        *("表示", "认为", "称", "解释", "指出", "强调", "坦言", "直言", "透露", "说", "坚称", "分析", "回应", "预计"),
        "被认为",
    ]
)
"""What foreign persons, called by one word, do more often than firms that nothing else shows."""
LETTER = re.compile(r"了?[\u4e00-\u9fff]{0,4}?(?:公开信|内部信|全员信|朋友圈|视频|长文|微博|致歉信|道歉信)")
"""What persons publish as well as bodies."""
_RANKS = ("副", "常务", "执行", "高级", "联席", "创始")
_POSTS = ("总经理", "总裁", "董事长", "首席", "CEO", "CFO", "创始人", "合伙人", "董秘")
POST = re.compile(f"(?:{'|'.join(_RANKS)})*(?:{'|'.join(_POSTS)})")
"""What only a firm has, behind its name."""
_POST_FIRSTS = frozenset(word[0] for word in (*_RANKS, *_POSTS))
_MOVING = ("v", "d", "p")
"""Tags of verbs, adverbs and prepositions."""
Places = Iterable[tuple[int, int]]


@lru_cache(maxsize=8)
def _subjects(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand between a clause's start and the word; words that are no subject though they stand there."""
    frames, borders = vocabulary.organisations.frames, vocabulary.organisations.borders
    adverbs = any_of(frames.get("adverbs", ()))
    return (
        re.compile(rf"\s*{LEAD}{HEAD}([\u4e00-\u9fffA-Za-z0-9*·]{{2,8}}?)(?:{adverbs}|20\d\d年|\d{{1,2}}月){{0,4}}\Z"),
        re.compile(any_of(borders.get("not_subjects", ()))),
    )


def framed(text: str, bodies: Places, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Subjects of what only a body does: X发布公告, X股价, X创始人; `bodies` are the places of such words."""
    for stop, after in bodies:
        found = _before(text, stop, cuts, lore)
        if found is None:
            continue
        start, end = found
        personal = text[stop:after] in PERSONAL or text[stop:after] in lore.titles or LETTER.match(text, after)
        if personal and person_like(text[start:end], lore):
            continue
        if _subject(text, start, end, cuts, lore) or (not personal and firmlike(text, start, end, cuts, lore)):
            yield Sighting(start, end, "company", "names/subject", text[stop:after])


def done(text: str, deeds: Iterable[tuple[int, int, bool]], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Subjects of business: X净利下降, X计划裁员; with each word whether only a firm does it."""
    often: dict[str, bool] = {}
    for begins, after, sure in deeds:
        if text.startswith(("负责人", "上市公司"), begins):
            continue  # 甲乙|技术负责人, 甲乙欠|上市公司的往来款
        stop = begins - (text[begins - 1 : begins] in ("被", "遭"))
        found = _between(text, stop, cuts, lore)
        if found is None and text[stop - 1 : stop] not in lore.last_letters:
            continue
        if found is not None and text[begins] == "的" and text[found[0] - 1 : found[0]] in ("被", "遭"):
            continue  # 被封停|的店铺: what was done to them
        told = found is not None and (sure or found[1] - found[0] == 4 or _often(text, text[slice(*found)], often))
        if found is not None and not told and lore.last_letters.isdisjoint((text[found[1] - 1], text[stop - 1])):
            continue  # no firm's ending, and nothing else that shows a name: not worth the cutter
        if found is not None and cuts.is_edge(found[1]):
            start, end = found
            name = text[start:end]
            if name[0] in PLANS or (name[0] == "次" and text[start - 1] in "本此首每"):
                continue  # 全资子公司|拟以现金|收购, 记者 某某 摄|某某表示
            known_like = (
                told
                and text[begins:after] not in SPEECH
                and (sure or name.isascii() or strange(name, lore))
                and _subject(text, start, end, cuts, lore)
            )
            if (
                (known_like and (not person_like(name, lore) or NO_MANS.match(text, stop)))
                or (firmlike(text, start, end, cuts, lore) and (sure or not _nouns(text, start, end, cuts, lore)))
                or (sure and placed(text, start, end, cuts, lore))
            ):
                yield Sighting(start, end, "company", "names/deed", text[stop:after])
            continue
        inner = _inner(text, stop, cuts, lore)
        if inner is not None:
            yield Sighting(inner, stop, "company", "names/deed", text[stop:after])


NO_MANS = re.compile(
    r"(?:被曝|被爆|突然|悄然)*(?:停止运营|停运|停业|关店|闭店|人去楼空)|成立于|注册于|门店|主营(?!业)|总部|的?加盟商|官网|的?招股书|产线|生产线|拖欠供应商|的?股东包括"
)
"""What no person has or is, so that a firm is told of, whatever its name looks like."""
PLANS = "拟摄"
"""With these no subject begins: who plans it has been named, or who took the picture."""


def _often(text: str, name: str, known: dict[str, bool]) -> bool:
    """Whether a text has a name three times and more; each name is counted once."""
    if name not in known:
        known[name] = text.count(name) > 2
    return known[name]


def _nouns(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether a noun and an ending too common to make a name alone are all there is: 基带|芯片."""
    words = cuts.bare(start, end)
    ending = lore.last_words.get(words[-1])
    return (
        ending is not None
        and ending.strength == "faint"
        and all(tag(word)[:1] == "n" and tag(word) != "np" for word in words[:-1])
    )


def opening(text: str, endings: Places, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """A firm's name that opens a clause, up to a verb, an adverb or a figure: 甲乙药业是龙头, 甲乙地产20亿元债券.

    `endings` are the places of the short endings that firms have.
    """
    not_subjects = _subjects(lore.vocabulary)[1]
    for begin, stop in endings:
        start = cuts.clause(begin)[0]
        if begin - start < 2 or (begin - start > _UNLED and text[start] not in _LEAD_FIRSTS):
            continue
        if text[start] in _LEAD_FIRSTS and (lead := _LEAD.match(text, start, begin)):
            start = lead.end()
            if begin - start < 2:
                continue
        start = without_verb(text, start)
        if not 2 <= begin - start <= 4 or not_subjects.match(text, start):
            continue
        if text.endswith("数据", begin, stop) and text[start:begin] in lore.by_form:
            continue  # 甲乙|数据表明
        if text.endswith("期货", begin, stop) and TRADED_AHEAD.match(text, stop):
            continue
        if SHOWN.match(text, stop) or DONE.match(text, begin) or ROAD.match(text, start) or is_span(text[start:stop]):
            continue
        end = stop if text[stop : stop + 1].isdigit() else _phrase(text, start, cuts, lore)
        if (
            end is not None
            and not text.startswith(_CALLED, end)
            and text[lore.place_at(text, start) : end] not in lore.not_names  # 某地|跨境电商
            and firmlike(text, start, end, cuts, lore)
            and not person_like(text[start:end], lore)
            and not _told_of(text, start, begin, stop, cuts, lore)
            and not trade(text, start, begin, stop, lore)
        ):
            yield Sighting(start, end, "company", "names/opening", text[end : end + 2])


def inside(text: str, endings: Places, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """A firm's name inside a clause, whose stem is letters of no language: 对于蓝砾投资来说."""
    for begin, stop in endings:
        if text[begin:stop] not in INSIDE or not FOLLOWS.match(text, stop) or lore.ordinary(text[begin - 2 : begin]):
            continue
        if not cuts.is_edge(stop):
            continue
        start = left_border(text, stop, begin, cuts, lore)
        if start is None or begin - start != 2 or not bordered(text, start, cuts, lore):
            continue
        if text[start] >= "\u4e00" and strange(text[start:begin], lore) and text[start:stop] not in lore.not_names:
            yield Sighting(start, stop, "company", "names/opening", text[stop : stop + 2])


INSIDE = frozenset(
    [
        "投资",
        "国际",
        "能源",
        "机电",
        "网络",
        "信息",
        "文化",
        "动力",
        "智能",
        "担保",
        "小贷",
        "财富",
        "体育",
        "农业",
        "环保",
        "环境",
        "互动",
        "互联",
        "健康",
        "装备",
        "工业",
        "资讯",
        "娱乐",
        "纸业",
        "商务",
        "保理",
        "精工",
        "智造",
    ]
)
"""Endings too common to make a name alone that do so behind letters of no language."""
FOLLOWS = re.compile(r"[，。；、）的与和及被将已也则向对在来或等还就因以为是曾]|[不于]|董事|创始|\d")


def posted(text: str, endings: Places, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """A firm's name inside a clause, before a post that only firms have: 由|盛世投资首席策略师主持."""
    for begin, stop in endings:
        if text[stop : stop + 1] not in _POST_FIRSTS or POST.match(text, stop) is None or not cuts.is_edge(stop):
            continue
        start = left_border(text, stop, begin, cuts, lore)
        if start is None or not 2 <= begin - start <= 4 or not bordered(text, start, cuts, lore):
            continue
        if (
            firmlike(text, start, stop, cuts, lore)
            and text[start:stop] not in lore.not_names
            and not person_like(text[start:stop], lore)
            and not _told_of(text, start, begin, stop, cuts, lore)
        ):
            yield Sighting(start, stop, "company", "names/opening", text[stop : stop + 2])


def _told_of(text: str, start: int, begin: int, stop: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether words of the language stand before the ending, which makes a noun of them: 液晶|技术, 电动汽车|国际."""
    strength = lore.last_words[text[begin:stop]].strength
    words = cuts.bare(start, begin)
    if text[begin:stop] in lore.distinct:
        plain = len(words) > 1 and all(len(word) > 1 and lore.ordinary(word) for word in words)
        return plain and tag(words[0])[:1] in ("a", "d")  # 具体|部署|科技
    ordinary = sum(
        len(word) > 1 and lore.ordinary(word) and tag(word) != "np" and word not in lore.by_form for word in words
    )
    return ordinary > (1 if strength == "short" and len(words) == 1 and begin - start == 2 else 0)


def _phrase(text: str, start: int, cuts: Cuts, lore: Lore) -> int | None:
    """End of three to six letters that a verb, adverb or preposition follows, where an ending may end."""
    last = cuts.clause(start)[1]
    for end in range(start + 3, min(last, start + 7)):
        if text[end - 1] in lore.last_letters and _may_move(text, end, last):
            break
    else:
        return None  # as of most, which need not be cut
    words = cuts.words(start, min(last, start + 10))
    for at, end, word in words[1:4]:
        if tag(word)[:1] in _MOVING and word not in lore.inside and word not in lore.last_words:
            return at if 3 <= at - start <= 6 else None
        if end - start > 6:
            return None
    return None


def _may_move(text: str, at: int, last: int) -> bool:
    """Whether letters that are a verb, an adverb or a preposition stand here; the dictionary's words have four."""
    for end in range(at + 1, min(last, at + 4) + 1):  # noqa: SIM110 - a generator would take longer than the look-ups
        if tag(text[at:end])[:1] in _MOVING:
            return True
    return False


def allied(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """X与Y合作: the cutter may take the last letter of X and 与 for one word."""
    not_subjects = _subjects(lore.vocabulary)[1]
    for found in ALLIED.finditer(text):
        start, end = cuts.clause(found.start())[0], found.start()
        lead = _LEAD.match(text, start, end)
        start = lead.end() if lead else start
        start += text.startswith("由", start)
        end -= 2 * text.endswith(ANNOUNCED, start, end)  # 甲乙丙|宣布与
        name = text[start:end]
        if name not in lore.by_form:
            if not 3 <= end - start <= 4 or not_subjects.match(name) or person_like(name, lore) or is_span(name):
                continue
            own = Cuts(name)
            if lore.ordinary(name) or not (
                proper(name, 0, len(name), own, lore) >= 0.5 or firmlike(name, 0, len(name), own, lore)
            ):
                continue
            yield Sighting(start, end, "company", "names/deed", "与")
        first, last = found.span(1)
        if text.startswith("中国", first) and lore.known.at(text, first) is None and last - first > 4:
            first += 2  # 中国|甲乙知行
        other = text[first:last]
        if proper(other, 0, last - first, Cuts(other), lore) >= 0.7 and not person_like(other, lore):
            yield Sighting(first, last, "company", "names/deed", "与")


def _before(text: str, stop: int, cuts: Cuts, lore: Lore) -> tuple[int, int] | None:
    """What stands between the start of the clause and the word at `stop`, if it can be a subject."""
    found = _between(text, stop, cuts, lore)
    return found if found is not None and cuts.is_edge(found[1]) else None


def _between(text: str, stop: int, cuts: Cuts, lore: Lore) -> tuple[int, int] | None:
    """The same, whether or not a word ends where it does."""
    first = cuts.clause(stop)[0]
    if not 2 <= stop - first <= REACH:
        return None
    subjects, not_subjects = _subjects(lore.vocabulary)
    found = subjects.match(text, first, stop)
    if found is None:
        return None
    start, end = without_verb(text, found.start(1)), found.end(1)
    if end - start < 2 or text[end - 1] in "到至于在自" or text[start] in UNBOUND or is_span(text[start:end]):
        return None
    if text[start - 1 : start] == " " and text[start].isascii() and text[start - 2 : start - 1].isascii():
        return None  # AI Next|计划
    return None if not_subjects.match(text, start) else (start, end)


def _inner(text: str, stop: int, cuts: Cuts, lore: Lore) -> int | None:
    """Start of a firm's name inside a clause: 裁定受理|甲乙商贸 before 破产."""
    if text[stop - 1] not in lore.last_letters:
        return None
    ending = lore.trailing.search(text, max(0, stop - 4), stop)
    if ending is None or lore.last_words[ending[0]].strength == "full" or not cuts.is_edge(stop):
        return None
    stem = text[max(0, ending.start() - 2) : ending.start()]
    if lore.last_words[ending[0]].strength == "faint" and tag(stem)[:1] in ("n", "v", "a"):
        return None  # 面板|检测, 稳定|发展
    start = left_border(text, stop, ending.start(), cuts, lore)
    if start is None or not bordered(text, start, cuts, lore):
        return None
    before = cuts.bare(cuts.clause(start)[0], start)
    if (before and before[-1] not in lore.leading and not lore.headed(text, start)) or is_span(text[start:stop]):
        return None
    return start if firmlike(text, start, stop, cuts, lore) else None


OF_NOBODY = frozenset(
    ["公告", "报告", "方面", "模式", "业务", "消息", "球员", "版本", "系统", "检测", "高管", "全国", "一位"]
)
"""Behind a word that no dictionary has, these make a noun and no name."""
ROAD = re.compile(r"[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵陕甘青宁新藏蒙港澳广深哈杭甬成]{2}高速")


def _subject(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """One unknown word, or a place, with the ending words that names have, and nothing else."""
    if text[end - 1] in MEASURES:
        return False
    place = lore.place_at(text, start)
    if start < place < end and text[place:end] in lore.last_words and text[place:end] not in lore.not_names:
        return lore.last_words[text[place:end]].strength != "full"
    words = list(cuts.bare(start, end))
    while len(words) > 1 and (words[-1] in lore.last_words or words[-1] in "网社"):
        words.pop()
    if len(words) > 2 or any(word in lore.stops or word in lore.heads or word in lore.by_form for word in words):
        return False
    if len(words) == 2 and (
        words[1] in OF_NOBODY
        or (len(words[1]) > 1 and tag(words[1]) in ("v", "d", "f", "ad") and words[1] not in lore.inside)
        or any(tag(word)[:1] in ("v", "p", "d", "c", "r", "u") for word in words if len(word) > 1)
        or len(words[0] + words[1]) > 4
    ):
        return False
    return proper(text, start, end, cuts, lore) >= 0.7
