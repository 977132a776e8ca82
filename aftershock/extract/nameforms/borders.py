"""Where a name begins.

A border is judged by what stands before it and by what the name would swallow: 子公司|有家木器有限公司 costs nothing
before and 有 inside, 子公司有|家木器有限公司 costs a cut after a verb. The cheapest border wins, of equals the longer
name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.kinwords import behind_kin
from aftershock.extract.nameforms.leadings import LEADERS, PREFIXED, without_adverb, without_verb
from aftershock.extract.nameforms.lore import Lore

REACH = 36
"""Characters to the left of an ending that are looked at."""
NEVER = frozenset("的了是在被等把吗呢吧们着某诉做")
"""No name holds these as words of their own."""
LEADING = frozenset("据向从于而如由在对给让把与但且并若因按至为以跟将及当使随经除像比即")
"""Words that lead to a name; a name that begins with one needs a mark right before it, as in a list."""
BETWEEN = frozenset("对向把由让据跟按给从")
"""Of these, those that no name has further in as words of their own either."""
UNBOUND = frozenset("各多某该本此每其这那哪几数两些全我你他她它贵敝另并又也还再仍均都已")
"""No proper name begins with these words."""
DERIVED = frozenset("类型性化度式级率量者")
"""Words made with these are none of the dictionary's, and no names: 消费类, 偏股型."""
NATIONAL = frozenset(["国家", "全国", "中央"])
"""Words with which the names of public bodies begin."""
COMPLETE = frozenset(["有限公司", "有限责任公司", "股份有限公司", "股份公司", "集团公司"])
"""A name that holds one of these has ended there."""
CARRIED = frozenset(["律师", "会计师", "企业", "品牌", "显示", "软件", "项目", "应用", "平台", "客户", "网站", "媒体"])
"""Words that say what a body is, and that firms have in their names: 企业管理有限公司."""
WHAT_IT_IS = frozenset(
    ["企业", "公司", "平台", "股东", "卖家", "品牌", "商家", "厂商", "员工", "人士", "网友", "用户", "商户"]
)
"""Words that end so say what a body is, before its name: 民营企业|甲乙集团."""
BYLINE = re.compile("[报网]讯(?=[\u4e00-\u9fff]{2})")
NTH = re.compile(r"第[一二三四五六七八九十百\d]+[届股次期批家个名位款轮场]")
DATED = re.compile(r"[\d一二三四五六七八九十○〇零本次当每上下][ \u3000]?\Z")
"""What stands before a year, a month or a day."""
UNDATED = ("年", "月", "日")
"""No date, where no number stands before: 日|甲光伏科技有限公司."""
NUMBERED = tuple("年月日号时家名位个款元亿万股")


def run_start(text: str, end: int) -> int:
    """Start of the stretch before `end` that a name could fill: letters, figures and a bracketed place."""
    start, least = end, max(0, end - REACH)
    while True:
        begun = _UP_TO_MARK.match(text, least, start)
        last = begun.end() if begun else least
        bracket = _BRACKET.search(text, max(least, last - 8), last) if text[last - 1 : last] in _CLOSING else None
        if bracket is None or bracket.start() == least:
            return last
        start = bracket.start()


_LETTER = "\u4e00-\u4e27\u4e29-\u9fff"
"""A Chinese letter; 丨 parts a news agency's name from the news."""
_UP_TO_MARK = re.compile(f"(?s:.*)[^{_LETTER}A-Za-z0-9·&＆*-]")
_BRACKET = re.compile(rf"[（(][{_LETTER}]{{2,6}}(?<![商人方者])[）)]\Z")
_CLOSING = ("）", ")")
_DEAREST = 6.0
"""What the border of a name costs at most."""
_MOST = 2.5
"""What speaks for a border takes off its cost, at most."""
_MARKS = tuple('、“"「《')


def left_border(text: str, end: int, ending: int, cuts: Cuts, lore: Lore) -> int | None:
    """Start of the name that ends at `end` and whose ending begins at `ending`; None where it has no stem."""
    first = behind_kin(text, run_start(text, end), ending)
    if "讯" in text[first:ending] and (byline := BYLINE.search(text, first, ending)) is not None:
        first = byline.end()  # 商报讯|甲乙集团
    if (held := text.rfind("所持", first, ending - 2)) >= 0:
        first = held + 2  # 其所持|甲乙集团
    cut_short = first > 0 and end - first >= REACH
    if cut_short:
        first = min(cuts.edge_after(first), ending)
    key = (text[max(0, first - 9) : end], end - ending, cut_short)
    if key not in cuts.borders:
        start = _cheapest(text, first, end, ending, cut_short, cuts, lore)
        cuts.borders[key] = None if start is None else end - start
    before = cuts.borders[key]
    return None if before is None else end - before


def _cheapest(text: str, first: int, end: int, ending: int, cut_short: bool, cuts: Cuts, lore: Lore) -> int | None:
    """The border that costs least, of those between words from `first` on."""
    borders, words = cuts.pieces(first, end)
    words = words[: bisect_left(borders, ending, 0, len(words))]
    if not words:
        return None
    best: tuple[float, int, str] | None = None
    swallowed = 0.0
    place = lore.place_at(text, borders[len(words) - 1])
    bare, registered = True, text.endswith(("有限公司", "有限责任公司"), ending, end)
    # A verb that leads to a name, with or without an adverb of one letter: 投资|甲乙, 曾投资|甲乙.
    behind = False
    for at in range(len(words) - 1, -1, -1):
        start, stop, word = borders[at], borders[at + 1], words[at]
        inner, first_cost, part, leads, role = _swallow(word, lore)
        before_it = lore.place_at(text, borders[at - 1]) if at else 0
        if (
            (place == stop and stop - start > 1)  # 大连, which the dictionary has for an adverb
            or start < before_it  # 深圳|市长|亮 for 深圳市|长亮
            or place > stop  # 深圳|前|海 for 深圳|前海
            or (role == "carried" and _carried_on(words, at, lore))
            or (at > 0 and words[at - 1][0] == "中" and _nth_bureau(words, at))
            or (role == "undated" and not cut_short and not DATED.search(text, max(0, start - 2), start))
        ):
            inner = first_cost = 0.0
        leading = swallowed + first_cost
        swallowed += inner
        bare = bare and (part or (at > 0 and words[at - 1] in "（("))
        if (bare and place < stop and word not in NATIONAL) or leads or (behind and stop - start == 1):
            leading += 3.0  # 科技（上海）有限公司 has no stem; 投资|甲乙
        if role:
            if role == "complete" and registered:
                swallowed += 5.0
            elif role == "parting" and _parted(words, at, lore):
                swallowed += 8.0
            elif role == "in" and _told_in(words, at, lore):
                swallowed += 4.0
            elif role == "bracket":
                leading += 8.0
            if (word in LEADING or word == "和") and text[start - 1 : start] not in _MARKS:
                leading += 1.5
        before = _before(text, start, words, at, place, cut_short, lore)
        cost = leading + before + (_place(text, start, ending, place) if place > start else 0.0)
        if registered and (
            (start < place < ending and text[place - 1] in "市县" and before_it < start and _site(words, at, lore))
            or (stop - start > 2 and (body := lore.last_words.get(word)) and body.kind in ("government", "regulator"))
        ):
            swallowed += 5.0  # 某省监管局监督|甲乙药业有限公司
        if start < before_it:
            cost += 3.0  # 前|海甲乙
        place, behind = before_it, leads
        if best is None or cost <= best[0]:
            best = (cost, start, word)
        if swallowed - _MOST > min(best[0], _DEAREST):
            break  # whatever begins further left costs more
    if best is None or best[0] > _DEAREST:
        return None
    start, word = best[1:]
    if text[start] == "-":
        return start + 1
    for size in range(min(6, ending - start - 2), 2, -1):
        if text[start : start + size] in lore.heads:
            # 原审第三人|甲乙酒店, 质权人为|甲乙银行: of several words to the cutter
            return start + size + (text[start + size] in "为系是")
    side = text.find("方", start + 2, ending - 1)
    if side > 0 and lore.headed(text, side + 1, start):
        return side + 1  # 合作资金方|甲乙银行: 方 and the name are one word to the cutter
    if text[start] == "方" and text[start + 1] not in "为是" and lore.headed(text, start + 1):
        return start + 1  # 接盘方|甲乙集团, the same
    if text[start] in "可将已拟曾须应" and text[start + 1 : start + 3] in lore.leading and start + 4 < ending:
        return start + 3  # 可拨打|甲乙汽车
    if word in PREFIXED and start + 2 < ending:
        return start + 1
    return without_adverb(text, without_verb(text, start), ending, lore)


BUREAU = re.compile(r"[一二三四五六七八九十]{1,3}(?:[航冶])?局?")


def _nth_bureau(words: list[str], at: int) -> bool:
    """The number of a builder's bureau, in its name: 中铁|十一|局|集团有限公司. The word before begins with 中."""
    if BUREAU.fullmatch(words[at]) is None:
        return False
    behind = words[at + 1] if at + 1 < len(words) else ""
    return words[at][-1] == "局" or behind[:1] == "局"


def _site(words: list[str], at: int, lore: Lore) -> bool:
    """Whether a town begins the name that it stands in: 甲乙结欠|某某市丙丁, but not 某省某某市丙丁.

    No place that the word before begins reaches as far.
    """
    return at > 0 and words[at - 1] not in lore.by_form and words[at - 1] not in lore.last_words


def _carried_on(words: list[str], at: int, lore: Lore) -> bool:
    """Whether a name goes on behind a noun that says what a body is: 企业|管理, 品牌|发展, 律师|（杭州）事务所."""
    after = words[at + 1] if at + 1 < len(words) else ""
    return (after in lore.inside and after not in COMPLETE) or after in ("（", "(", "事务所")


_PARTING = frozenset(["与", "和", "及", "同", "向", "对", "由", "被", "为", "系", "以及", "强", "-"])


_ROLES = {
    "carried": CARRIED,
    "undated": frozenset(UNDATED),
    "complete": COMPLETE,
    "parting": _PARTING,
    "in": frozenset("中"),
    "bracket": frozenset("（()）"),
    "leads on": LEADING,
}
"""Words on which it depends what stands around them whether a name holds them."""
_PARTED = ("公司", "集团", "银行", "证券", "政府", "法院", "部门", "协会", "中心")


def _parted(words: list[str], at: int, lore: Lore) -> bool:
    """甲乙集团|与|中国银行: a conjunction behind a name's ending begins another name; 世界500强|甲乙.

    The word is one of `_PARTING`.
    """
    if at == 0:
        return False
    before = words[at - 1]
    if words[at] == "-":
        # 甲乙科技-甲乙科技股份有限公司, as lists of filings have it; 一汽-大众 is one.
        after = words[at + 1] if at + 1 < len(words) else ""
        return (
            before[-1] > "\u4e00"
            and after > "\u4e00"
            and not lore.by_form.keys() & {f"{before}-{after}", f"{before}-{after[:2]}"}
        )
    if words[at] == "强":
        return before.isdigit()
    return before in lore.last_words or before in lore.by_form or before[-2:] in _PARTED


def _part(word: str, lore: Lore) -> bool:
    """A word that firms have in their names, or two of them that the cutter takes for one: 医药集团."""
    return word in lore.inside or (len(word) == 4 and word[:2] in lore.inside and word[2:] in lore.inside)


def _told_in(words: list[str], at: int, lore: Lore) -> bool:
    """公告|中|甲乙: whether this 中 parts a paper or a course of things from a name."""
    if at == 0:
        return False
    before = words[at - 1]
    return len(before) > 1 and before not in lore.inside and tag(before)[:1] == "n" and tag(before) != "np"


def _place(text: str, start: int, ending: int, end: int) -> float:
    """A place from the start to `end` speaks for the border, if there is more of the name behind it."""
    if end == start or ending - end < 1:
        return 0.0
    return -_MOST if end - start > 2 and text[end - 1] in "市省县区" else -1.0


def _before(text: str, start: int, words: list[str], at: int, place: int, cut_short: bool, lore: Lore) -> float:
    """What it costs to begin after the word before."""
    if at == 0:
        return 1.0 if cut_short else 0.0
    word = words[at - 1]
    if (
        word in LEADERS
        or (word == "中" and _told_in(words, at - 1, lore))
        or (word in lore.leading and (place > start or word not in lore.inside))
    ):
        return 0.7
    if word == "-" and _parted(words, at - 1, lore):
        return 0.0
    if word in "（(":
        return 6.0
    if word in "）)":
        return 2.0
    if lore.headed(text, start) or word in lore.titles:
        return 3.0 if word in lore.inside and word not in lore.heads else 0.0
    if word in lore.within:
        return 3.0
    if word[-1] in NEVER or word.startswith("--"):
        return 0.0
    if (
        word in lore.stops
        or (word.isdigit() and text[start] not in "年月日号")
        or (word[-1:] in NUMBERED and word[0].isdigit())
    ):
        return 0.7
    if text[start] in "年月日号" and word[-1].isdigit():
        return 6.0
    kind = tag(word)
    if not kind and (word[-1] in LEADING or word[-1] in "到去来"):
        return 0.8
    if kind[:1] in ("v", "p", "c", "d", "r", "u", "t", "m", "q"):
        # A verb of one letter that leads to no name is as likely the letter of one: 臻|驱|科技.
        return 2.5 if word in lore.inside else 2.0 if len(word) == 1 and kind[:1] == "v" else 0.8
    return 1.5 if word in lore.by_form else 3.0 if kind else 4.0


@lru_cache(maxsize=1 << 14)
def _swallow(word: str, lore: Lore) -> tuple[float, float, bool, bool, str]:
    """What it costs to have this word in the name, further in and as the first.

    And whether names are made of it, whether it leads to one, and the name of its part in `_ROLES`.
    """
    role = next((role for role, words in _ROLES.items() if word in words), "")
    costs = _cost(word, False, lore), _cost(word, True, lore)
    return *costs, role == "bracket" or _part(word, lore), word in lore.leading, role


def _cost(word: str, first: bool, lore: Lore) -> float:
    if word in NEVER or word.startswith("--"):
        return 10.0
    if len(word) > 1 and (word[-1] == "到" or word in LEADERS):
        return 4.0
    if word in lore.titles or (
        word not in lore.inside
        and (word in lore.heads or word[-3:] in lore.heads or (len(word) < 6 and word[-2:] in WHAT_IT_IS))
    ):
        return 8.0
    if first and len(word) > 2 and word[-1] == "厂" and tag(word):
        # 旗下饲料厂|甲乙饲料
        return 8.0
    if len(word) > 2 and NTH.fullmatch(word):
        return 8.0
    if word in ("年", "月", "日", "号") or (first and word.isdigit()):
        return 3.0
    if word in COMPLETE or (word in BETWEEN and not first):
        return 6.0
    if (word in LEADING or word == "和") and not first:
        # 和 and its like may begin a name; further in they part two.
        return 3.0
    if word in lore.inside or word in lore.by_form:
        return 0.0
    if word in lore.within:
        return 0.1
    if word in lore.leading and not first:
        return 4.0
    if word in lore.stops:
        return 4.0 if len(word) > 1 else 0.5 if first else 1.5
    kind = tag(word)[:1]
    if kind in ("p", "c", "d", "r", "u", "t", "y"):
        return 3.0 if len(word) > 1 else 0.5 if first else 1.5
    if kind in ("v", "m"):
        return 2.0 if len(word) > 1 else 0.3 if first else 0.6
    return 0.1 if kind else 0.0


def bordered(text: str, border: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether what stands before a short name lets one begin: 收购|甲乙科技, but not 持续|发力科技."""
    first = run_start(text, border)
    if first == border or lore.headed(text, border):
        return True
    before = cuts.bare(first, border)[-1]
    return (
        (before in lore.stops and tag(before)[:1] != "d")
        or before in lore.heads
        or before in lore.titles
        or before in lore.by_form
        or before in lore.leading
        or before[-1].isdigit()
        or before == "强"
        or (len(before) > 2 and before[-1] == "厂")
        or tag(before)[:1] in ("p", "c", "u", "r")
        or (tag(before) == "t" and len(before) > 1 and before not in lore.within)
    )
