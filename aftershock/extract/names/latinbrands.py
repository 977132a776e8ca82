"""Brands in Latin letters, in a list beside the word for them or with who owns them behind: 运营|Abc、Def|两大品牌,
品牌包括|Abc、Def, |Abc|（甲旗下品牌）, |Abc|背后的公司是甲.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from aftershock.extract.language.scan import Scan, Words
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting

BRAND = "品牌"
_BRANDS = Words(BRAND)
REACH = 160
"""Characters of a list before the word."""
ONE = re.compile(r"(?<![A-Za-z0-9@/._#-])[A-Za-z][A-Za-z0-9&'’+-]*(?: [A-Z][A-Za-z0-9&'’+-]*){0,3}(?![A-Za-z0-9@/_])")
ASIDE = r"(?:[（(][^（）()\n]{1,20}[）)])?"
JOINT = re.compile(
    rf"[”\"]?{ASIDE} ?(?:[、，,/]|[和与及]|，?以及) ?(?:[\u4e00-\u9fff]{{0,8}}品牌)?[“\"]?"
    rf"|[”\"]?{ASIDE}[、，](?:以及)?[\u4e00-\u9fff]{{2,6}}(?:旗下)?的[“\"]?"
)
"""Between two of a list; the next may be another's: Abc、|乙的|Def."""
KINDS = (
    r"(?:全球化|全球|核心|主力|自有|自主|[知著]名|主要|主打|子|国际|海外|独立|消费|跨境|电商|家居|户外|服装|服饰|3C|消费电子|电子|家电|数码|储能|美妆"
    r"|细分|垂类|头部|旗下|热门|明星|高端|大众|品类|科技|出海|中国|国内|国产|智能|音频|充电|家具|宠物|运动|箱包|鞋服|时尚|女装|男装|童装|母婴|个护|的)*"
)
COUNTED = re.compile(
    rf"[”\"]?{ASIDE}(?:等|在内的|这){{0,2}}(?P<sum>(?:[\d一两二三四五六七八九十多数几]{{1,3}}[大个款家]?)?){KINDS}"
)
"""Between the last of a list and the word."""
IS_ITS = re.compile(
    rf"[”\"]?{ASIDE} ?(?:也|均|都|正|则)?[是为系] ?[\u4e00-\u9fff]{{2,16}}?(?:旗下的?|的){KINDS}[\u4e00-\u9fff]{{0,6}}"
)
"""Between a brand and the word behind whose it is: Abc|是甲旗下的咖啡|品牌."""
LEADS = re.compile(
    r"(?:众多，)?(?:主要|还|则|共|目前|先后)?(?:[有为是叫：:即]|包括|涵盖|包含|分别[为是]|名为|名叫)?[“\"]?"
)
"""Between the word and the first of a list."""
OWNED = Scan(
    ("（", "(", "背后", "所属公司", "运营主体", "运营方", "商标持有人", "品牌持有人", "母公司", "由"),
    r"(?P<aside>[（(])(?=[\u4e00-\u9fff]{2,12}旗下(?:的?[\u4e00-\u9fff]{0,6}品牌)?[）)])"
    r"|(?P<whose>背后的?(?:公司|企业|母公司|卖家)|所属公司|运营主体|运营方|商标持有人|品牌持有人|母公司)|(?P<by>由)(?=[^，。；\n]{2,20}(?:推出|创立|打造|孵化)[，。；\n])",
)
"""Behind a brand."""


def latin_brands(text: str, lore: Lore) -> Iterator[Sighting]:
    """The brands that such lists and words tell of."""
    seen: set[int] = set()
    for at in _BRANDS.places(text):
        for start, end in chain(_before(text, at), _behind(text, at + len(BRAND))):
            if start not in seen and _brand(text[start:end], lore):
                seen.add(start)
                yield Sighting(start, end, "brand", "names/latin", BRAND)
    for word in OWNED.finditer(text):
        end = word.start() - (word["whose"] is not None and text.endswith("的", 0, word.start()))
        ones = list(ONE.finditer(text, max(0, end - 40), end))
        if ones and ones[-1].end() == end and _brand(ones[-1][0], lore):
            yield Sighting(*ones[-1].span(), "brand", "names/latin", word[0][:2])


def _before(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The list that ends before the word: 运营|Abc、Def|等品牌."""
    ones = list(ONE.finditer(text, max(0, at - REACH), at))
    if ones and IS_ITS.fullmatch(text, ones[-1].end(), at):
        yield ones[-1].span()
    counted = COUNTED.fullmatch(text, ones[-1].end(), at) if ones else None
    if counted is None or not (counted["sum"] or "等" in counted[0] or "在内" in counted[0]):
        return
    last: re.Match[str] | None = None
    for one in reversed(ones):
        if last is not None and not JOINT.fullmatch(text, one.end(), last.start()):
            return
        yield one.span()
        last = one


def _behind(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The list that follows the word: 品牌包括|Abc、Def, 家居品牌|Abc和户外品牌Def."""
    lead = LEADS.match(text, at)
    at = lead.end() if lead is not None else at
    while (one := ONE.match(text, at)) is not None:
        yield one.span()
        joint = JOINT.match(text, one.end())
        if joint is None or joint[0] in ("，", ","):
            return
        at = joint.end()


def _brand(name: str, lore: Lore) -> bool:
    """Whether a word in Latin letters may be a brand; what the language writes so is none: AI, APP."""
    return len(name) > 2 and lore.not_latin.isdisjoint((name, name.upper(), name.rstrip("0123456789")))
