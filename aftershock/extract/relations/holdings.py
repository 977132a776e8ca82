"""Who holds how much of whom: 甲持有乙12%的股份, 持有乙12%股权的甲, 甲控股35%的乙, 乙（甲持股60%）, 公司持有其100%股权.

More than half makes a subsidiary, all of it a wholly owned one; less, or what several hold together, a shareholder.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from aftershock.extract.language.scan import Scan
from aftershock.extract.relations.heldby import Holder, held_by
from aftershock.extract.relations.owners import FAR, FILER, OFFICES, Place, row, row_before
from aftershock.extract.relations.shareholders import ADVERBS, ASIDE, HOLDER_IS, SHARE, WHOLE, Share, led_to
from aftershock.extract.relations.topics import Topics
from aftershock.model import RelationFound

HOLDS = Scan(
    ("持有", "拥有", "持股", "控股", "控制着", "占股", "占注", "占其", "所持", "获得", "取得", "拿下"),
    r"(?:所持(?!有|的|股)|(?:获得|取得|拿下)(?=了?(?:其|该公司|[\u4e00-\u9fff]{2,10})\d[\d.]*[%％]的?(?:股|权益))|持有|拥有|持股(?:比例)?|控股|控制着|占股(?:比例)?|占(?:其)?注册资本)",
)
_STOCK = r"(?:已发行)?(?:股权|股份|股本|权益|表决权|出资额?|份额)"
OF_NAMED = re.compile(
    rf"[”\"]?(?:[（(][^（）()\n]{{1,40}}[）)])?(?:{SHARE}的?{_STOCK}|的?(?:已发行)?(?:股份|股本|股权)(?:数目|总数|总额|比例)?(?:的|将|已|则|由\d[\d.]*[%％])*(?:(?:提升|提高|增加|上升|变更|下降|增|升|降|达)[至为到])?约?(?P<issued>\d{{1,3}}(?:\.\d+)?)[%％]"
    rf"|的?(?P<all>全部){_STOCK}|的?(?P<part>部分(?:或全部)?){_STOCK})(?P<whose>的)?"
)
"""Behind 持有乙."""
OF_WHICH = re.compile(rf"(?:其|该公司|标的公司|目标公司|(?P<filer>[本我]?公司|上市公司)(?:总股本)?){SHARE}的?{_STOCK}")
"""Behind 持有: whose shares they are, by a pronoun."""
THAT_HOLDS = re.compile(rf"(?:为|达)?{SHARE}的[“\"]?")
"""Behind 持股 or 控股, before the body: 甲控股35%的|乙."""
BARE = re.compile(rf"[”\"]?(?:[（(][^（）()\n]{{1,40}}[）)])?{SHARE}")
"""Behind one of several held bodies, of which the last may tell for all that it is stock."""
OF_STOCK = re.compile(rf"{_STOCK}(?:[、及和与]|以及)?\Z")
JOINT = re.compile(r"以及|[、及和与]")
RATIOS = re.compile(
    r"的?(?:股权|股份|持股|出资)(?:的)?比例(?:分别)?(?:为|达|是)((?:[、，和及与]?(?:约|以及)?\d{1,3}(?:\.\d+)?[%％])+)"
)
"""Behind a row of held bodies: 持有乙、丙|的股权比例分别为80%和55%."""
NUMBERS = re.compile(r"\d{1,3}(?:\.\d+)?(?=[%％])")
TOGETHER = re.compile(r"合计|共同|分别|各")
PRONOUN = re.compile(
    r"(?<![\u4e00-\u9fff])(?:(?:本|我|你|贵|上市)?公司|发行人)|(?<=[，。；：、\n后前时为系日由售让])其|公司"
)
BUYS = re.compile(r"(?:收购|购买|受让|买下|购入)\Z")
"""Before an 其 that is another: 收购其持有的乙股权."""
THROUGH = re.compile(
    r"(?:通过|透过|经由)(?:其|旗下|下属|全资|控股|间接|直接|附属|境外|持有|的|之|子公司|附属公司|企业|\d{1,3}%){0,5}[“\"]?\Z"
)
"""Before who only stands between."""
HALF, ALL = 50.0, 100.0


HOLD = ("持有", "拥有", "所持", "获得", "取得", "拿下")
RULES = ("控股", "控制着")
ELIDED = re.compile(r"，(?:并|且|最终|目前|已|现|累计|共|直接(?:[和及与、]间接)?|间接|则|仍|同时|还|另|亦|也){1,3}\Z")
"""Before a verb whose subject opened the sentence: 甲入股乙，|最终直接和间接|持有乙72%股权."""


def _of(found: re.Match[str]) -> str:
    """The share, where it stands before 股权 or behind 已发行股本; 全部 is a hundred."""
    return found["share"] or found["issued"] or ("0" if found["part"] else "100")


def kind_of(share: str, together: bool = False) -> str:
    """What the holder of a share is, as the type of a relation."""
    held = float(share)
    if together or held <= HALF:
        return "shareholder"
    return "wholly owned subsidiary" if held >= ALL else "subsidiary"


def holdings(text: str, places: Sequence[Place], starts: Sequence[int], topics: Topics) -> Iterator[RelationFound]:
    """The relations that shares make."""
    for verb in HOLDS.finditer(text):
        last = bisect_right(starts, verb.start() - 1) - 1
        holder = _holder(text, verb.start(), places, last, topics)
        following = places[last + 1] if last + 1 < len(places) else None
        passive = list(held_by(text, verb, holder, places, starts, topics))
        for mine, held, share in passive:
            yield from _stake(mine, held, kind_of(share))
        for held, share, behind in () if passive else _held(text, verb, holder.place, places, last, following, topics):
            one, together = behind or holder.place, holder.together and behind is None
            if one is not None:
                control = verb[0] in RULES and not together and share != "100"
                kind = "subsidiary" if control else kind_of(share, together)
                yield from _stake(one, held, kind)
                if (root := _behind_it(text, one, places, last, topics)) is not None:
                    yield from _stake(root, held, kind)


def _stake(holder: Place, held: Place, kind: str) -> Iterator[RelationFound]:
    """The relation, but of a body with itself or of an office that were held."""
    if holder.name is not held.name and held.name.kind not in OFFICES:
        start, end = min(holder.start, held.start), max(holder.end, held.end)
        yield RelationFound(kind, holder.name.name, held.name.name, start, end)


def _behind_it(text: str, holder: Place, places: Sequence[Place], last: int, topics: Topics) -> Place | None:
    """Who holds through the one before the verb: 甲通过|乙间接持有丙."""
    if last < 0 or holder is not places[last]:
        return None
    through = THROUGH.search(text, max(0, holder.start - 24), holder.start)
    return _holder(text, through.start(), places, last - 1, topics).place if through else None


def _holder(text: str, end: int, places: Sequence[Place], last: int, topics: Topics) -> Holder:
    """Who holds, by what stands right before the verb; and whether several hold it together."""
    aside = ASIDE.match(text, places[last].end) if last >= 0 else None
    after = aside.end() if aside is not None else places[last].end if last >= 0 else 0
    if last >= 0 and ADVERBS.fullmatch(text, after, end):
        several = len(row_before(text, places, last)) > 1
        return Holder(places[last], several or _together(text, after, end), places[last].start)
    for word in reversed(list(PRONOUN.finditer(text, max(0, end - 14), end))):
        if not ADVERBS.fullmatch(text, word.end(), end) or (last >= 0 and places[last].end > word.start()):
            continue
        together = _together(text, word.end(), end)
        if word[0] in FILER:
            return Holder(topics.voice(end), together, word.start())
        if word[0].endswith("其") and last >= 0 and text[places[last].end : word.start()] in ("将", "拟将", "已将"):
            return Holder(places[last], together, places[last].start)  # 甲|将其|持有的乙90%股权
        if word[0].endswith("其") and not BUYS.search(text, max(0, word.start() - 3), word.start()):
            return Holder(topics.told(word.start()), together, word.start())
        return Holder(None, together, word.start())
    if text.startswith(HOLD, end) and (elided := ELIDED.search(text, max(0, end - 14), end)):
        return Holder(topics.told(elided.start()), "合计" in elided[0], end)
    if text.startswith(HOLD, end) and (sells := SELLS.search(text, max(0, end - 10), end)):
        if last >= 0 and sells[0][0] in "将以把" and GIVES.fullmatch(text, places[last].end, sells.start()):
            return Holder(places[last], False, end)  # 甲将其|持有的乙90%股权
        return Holder(_subject(text, sells.start(), places, last, topics), False, end)  # 公司拟转让|持有的乙80%股权
    if last >= 0 and text[places[last].end : end] in OPENED and text.startswith(HOLD, end):
        return Holder(places[last], False, places[last].start)  # 甲（|持有乙65%股份）
    if text[end - 1 : end] == "，" and text.startswith(HOLD, end):
        if (
            last > 0
            and places[last].end == end - 1
            and HOLDER_IS.fullmatch(text, places[last - 1].end, places[last].start)
        ):
            return Holder(places[last], False, end)  # 乙的股东为甲，|持有其100%股权
        return Holder(_subject(text, end - 1, places, last, topics), False, end)  # 甲为乙的股东，|持有乙74%股权
    return Holder(None, False, end)


SELLS = re.compile(r"(?:(?:转让|出售|处置|减持|剥离|划转|质押|挂牌)(?:了|其|所|直接|间接|合计){0,3}|[以将把](?:其)?)\Z")
"""Before 持有的, where who holds opened the sentence."""
GIVES = re.compile(r"[”\"]?(?:公司|集团)?(?:拟|已|计划|欲)?")
OPENED = ("（", "(", "（现", "（已", "（目前", "（直接", "（间接")


def _subject(text: str, at: int, places: Sequence[Place], last: int, topics: Topics) -> Place | None:
    """Whom the sentence is about: the issuer, where a word for it opens the sentence (发行人设立乙，|持有其股权)."""
    begin = max(text.rfind(mark, max(0, at - 2 * FAR), at) for mark in "。\n")
    for place in reversed(places[: last + 1]):
        if place.start <= begin:
            break
        if PAYS.match(text, place.end) and place.name.kind not in OFFICES:
            return place
        if CHILD_OF.search(text, max(0, place.start - 14), place.start) and ACTS.match(text, place.end):
            return place
    first = next((n for n in range(last, -1, -1) if places[n].start <= begin), -1) + 1
    word = PRONOUN.search(text, begin + 1, at)
    before = word is not None and (first > last or word.start() < places[first].start)
    return topics.voice(at) if before and word is not None and word[0] in FILER else topics.told(at)


CHILD_OF = re.compile(r"(?:公司|其)[的之]?(?:全资|控股|下属|旗下|间接|直接|非|重要)*(?:子|孙|附属)公司[“\"]?\Z")
ACTS = re.compile(r"[”\"]?(?:[（(][^（）()\n]{1,30}[）)])?(?:拟|将|已|计划|通过|以)")
"""Before and behind a child that acts itself: 甲公告，公司控股子公司|乙|拟转让所持有的丙股权."""
ANEW = re.compile(
    r"的?(?:[本我]?公司|上市公司)?(?:全资|控股|参股|下属|旗下)*(?:子|孙|参股|联营|合营|附属)?公司|(?:(?:重整|重组|增资|改制|更名|合并)后)?的?“?|了"
)
"""Between 持有 and the body held."""
PAYS = re.compile(
    r"[”\"]?(?:公司|集团)?(?:拟|将|已)?(?:以[^，。；\n]{2,12}(?:出资|认购|收购|受让)|出资|斥资|认购|增资|受让)"
)
"""Behind who pays for what it then holds: 甲以货币出资十亿元，|持有乙51%股份."""


def _together(text: str, start: int, end: int) -> bool:
    """Whether several hold what the verb tells of; 直接和间接合计 adds up what one holds."""
    return TOGETHER.search(text, start, end) is not None and "间接" not in text[start:end]


def _before_bracket(text: str, holder: Place, places: Sequence[Place]) -> Place | None:
    """The body that the bracket tells of which its holder opens: 乙（|甲持有其100%股权）."""
    if text[holder.start - 1] not in "（(":
        return None
    return next((place for place in reversed(places) if place.end == holder.start - 1), None)


def _each_share(text: str, end: int, places: Sequence[Place], at: int) -> Sequence[tuple[Place, str]]:
    """Bodies and what is held of each: 甲持有|乙56%股权及丙65%股权, 分别持有|乙80%、丙55%的股权."""
    told: list[tuple[Place, str]] = []
    while at < len(places) and places[at].start == end + text.startswith("“", end):
        stock = OF_NAMED.match(text, places[at].end)
        share = stock or BARE.match(text, places[at].end)
        if share is None or (stock is not None and stock["whose"]):
            break
        told.append((places[at], share["share"] if stock is None else _of(stock)))
        at, joint = at + 1, JOINT.match(text, share.end())
        if joint is None:
            return told if stock is not None else ()
        end = joint.end()
    return told if told and OF_STOCK.search(text, max(0, end - 8), end) else ()


def _shared(
    text: str, verb: re.Match[str], held: Sequence[Place], places: Sequence[Place], last: int
) -> Sequence[Share]:
    """甲、丙（将其）分别持有的|乙82%、18%股权: each holds the share that stands where it does."""
    together = EACH_OF.search(text, max(0, verb.start() - 6), verb.start()) if last > 0 and len(held) == 1 else None
    shares = SHARES.match(text, held[0].end) if together is not None and places[last].end == together.start() else None
    holders = row_before(text, places, last) if shares is not None else ()
    numbers = NUMBERS.findall(shares[0]) if shares is not None else []
    if len(holders) < 2 or len(numbers) != len(holders):
        return ()
    return [(held[0], number, holder) for holder, number in zip(holders, numbers, strict=True)]


EACH_OF = re.compile(r"(?:将其)?(?:分别|各自)(?:直接|间接)?\Z")
SHARES = re.compile(rf"[”\"]? ?(?:\d{{1,3}}(?:\.\d+)?[%％](?:[、和及与]|以及)?){{2,}}的?{_STOCK}")


def _held_before(text: str, verb: re.Match[str], following: Place) -> Iterator[tuple[Place, str, None]]:
    """甲持有51%股权的|乙: what is held stands behind its share."""
    of = OF_NAMED.match(text, verb.end())
    if of is not None and of["whose"] and text[of.end() : following.start] in ("", "“"):
        yield following, _of(of), None


JUST_SHARE = re.compile(rf"{SHARE}的?(?:{_STOCK})?(?=[，。；、）)\n]|\Z)")
"""Behind 持有 in a list of who holds how much: 股东结构为：甲|持有50%股权，乙持有30%股权."""
HEAD = re.compile(r"(?:股东|股权|持股|出资)[^，。；：:\n]{0,10}[:：]")


def _headed(text: str, at: int, places: Sequence[Place], last: int) -> Place | None:
    """Whose shareholders a list tells that a place stands in: 乙的股东结构为：…."""
    begin = max(text.rfind(mark, max(0, at - 300), at) for mark in "。；\n") + 1
    head = HEAD.search(text, begin, at)
    if head is None:
        return None
    for place in reversed(places[: last + 1]):
        if place.start < begin:
            return None
        if place.end <= head.start():
            return place
    return None


def _held(
    text: str,
    verb: re.Match[str],
    owner: Place | None,
    places: Sequence[Place],
    last: int,
    following: Place | None,
    topics: Topics,
) -> Iterator[Share]:
    """Whose shares they are, how many in a hundred, and who holds them where that stands behind."""
    end = verb.end()
    if verb[0] in HOLD:
        by_part = following is not None and following.start == end
        if (which := OF_WHICH.match(text, end)) and not by_part:
            named = owner if owner is not None and verb.start() - 14 < owner.end <= verb.start() else None
            beside = _before_bracket(text, named, places) if named is not None else None
            at = named.start if named else verb.start()
            told = beside or (topics.author(at) if which["filer"] else topics.told(at, owner))
            if told is not None:
                yield told, which["share"], None
        elif following is not None and ANEW.fullmatch(text, end, following.start):
            held_ones = row(text, places, last + 1)
            if owner is not None and WHOLE in text[verb.start() - 4 : verb.start()]:
                yield from ((held, "100", None) for held in held_ones)  # 甲全资拥有乙
            of = OF_NAMED.match(text, held_ones[-1].end)
            each = _each_share(text, following.start, places, last + 1)
            if shared := _shared(text, verb, held_ones, places, last):
                yield from shared
                return
            alone = owner if last >= 0 and len(row_before(text, places, last)) == 1 else None
            if len(each) > 1:
                yield from ((held, share, alone) for held, share in each)
            elif (ratios := RATIOS.match(text, held_ones[-1].end)) is not None:
                shares = NUMBERS.findall(ratios[1])
                if len(shares) == len(held_ones):
                    yield from ((held, share, alone) for held, share in zip(held_ones, shares, strict=True))
            elif of is not None and not of["whose"]:
                for held in held_ones:
                    yield held, _of(of), None
            elif of is not None:
                behind = places[last + 2] if last + 2 < len(places) else None
                if owner is None and behind is not None and behind.start == of.end():
                    yield following, _of(of), behind
        elif following is not None and owner is not None:
            yield from _held_before(text, verb, following)
        if owner is not None and (bare := JUST_SHARE.match(text, end)) is not None:
            told = _headed(text, verb.start(), places, last)
            if told is not None:
                yield told, bare["share"], None
        return
    if owner is not None and (bare := JUST_SHARE.match(text, end)) is not None:
        told = _headed(text, verb.start(), places, last)
        if told is not None and told.name is not owner.name:
            yield told, bare["share"], None  # 乙股权结构：甲|持股50%，丙|持股30%
            return
    before = led_to(text, verb, places, last, topics) if last >= 0 else None
    if before is not None:
        yield from before
    elif following is None or owner is None:
        return
    elif (
        verb[0] in RULES
        and WHOLE not in text[owner.end : verb.start()]
        and text[end : following.start] in ("", "了", "“")
    ):
        yield from ((held, "0", None) for held in row(text, places, last + 1))  # 甲目前控股乙、丙
    elif WHOLE in text[owner.end : verb.start()] and text[end : following.start] in ("", "的", "“", "的“", "了"):
        yield following, "100", None  # 甲全资控股乙
    elif (that := THAT_HOLDS.match(text, end)) and that.end() == following.start:
        yield following, that["share"], None
