"""Roles: what a figure is, from the words around it.

Money and percentages take the role whose word stands nearest: the figure's own clause first, words before it more than
words after it, then the clauses before it in the same sentence. Counts and head-counts are read as thing + action
("stores closed"): the thing is what is counted, the action the nearest word of what happened. No word, no role.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from aftershock.extract.language.sentences import Outline, Sentence
from aftershock.extract.roles.again import frozen_again, with_their_roles
from aftershock.extract.roles.allofthem import done_to_all
from aftershock.extract.roles.carriedmoney import carried_amounts
from aftershock.extract.roles.cellheads import CellHeads, in_a_name
from aftershock.extract.roles.counteddeeds import counted_role
from aftershock.extract.roles.countedfigure import TOPICS
from aftershock.extract.roles.frozenbeside import frozen_beside
from aftershock.extract.roles.frozenmoney import frozen_or_not, in_shut
from aftershock.extract.roles.frozenparts import added_up
from aftershock.extract.roles.handedon import handed_on
from aftershock.extract.roles.headedlists import of_heads
from aftershock.extract.roles.nearness import nearest
from aftershock.extract.roles.sentencewords import Near
from aftershock.extract.roles.sharedroles import carried_on, same_role_of_pairs
from aftershock.extract.roles.spokenof import SpokenOf, trace
from aftershock.extract.roles.stuckmoney import lying_there, stuck_there, unusable
from aftershock.extract.roles.toldbefore import done_to_listed, involved
from aftershock.extract.roles.words import APART, Hit, RoleReader, reader
from aftershock.lexicon import Lexicon
from aftershock.model import Flag, Mention

_QUOTED = re.compile(r"(?<![公通汇申预播快])(?:报收于?|收报|收于|报)(?:约)?\Z")
_PRICES = frozenset({"price", "purchase price", "sale price", "market value", "cash"})
DEAR = 5000
"""No share costs more than this; what is quoted above it is something else."""
_UNCOUNTED: frozenset[Flag] = frozenset({"ordinal", "duration"})
_GOODS = re.compile(r"(?:左右|以上)?的(货物?|库存|存货)(?!款|值|运|物流|代|源)")
"""仓里还有4.6亿|的货"""
_PAID = re.compile(r"(?:的?(?:价格|对价|总价|作价|代价))?(?:收购|购买|受让|买下|购得|认购)")
"""以现金3.15亿元|收购: what is paid, and not what there is."""
_KEPT = frozenset({"cash", "receivables"})
_OWED_FOR = frozenset({"price", "wage", "receivables", "cost", "guarantee"})
_OWED = re.compile(r"(?:拖欠|欠缴|欠付|欠下|欠了?)[^，。；、]{0,6}\Z")
"""拖欠学费: that it is owed says more than what for."""
_PART_OF = re.compile(r"占[^，。；\d]{0,10}\Z")
_NO_SHARES = re.compile(r"(?!总[数额股])[^，。；\d的]{2,12}的")
"""占甲股份|货币资金的6.8%: 股份 is but the end of a name."""
_EQUAL = ("=", "＝")
_DEARER_THAN_SHARES = 10_000_000
"""No single share costs that much, in any currency."""
_HELD = frozenset({"stores", "sites", "accounts"})


def roles(outline: Outline, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The same mentions, each figure with its role where a word gives it one."""
    words = reader(lexicon)
    figures = [m for m in mentions if m.kind not in ("date", "person")]
    starts = [m.start for m in figures]
    given: dict[int, Mention] = {}
    current: tuple[Sentence, Near] | None = None
    spoken_of, heads = SpokenOf(words), CellHeads(outline.text)
    for mention in figures:
        sentence = outline.at(mention.start)
        if sentence is None or mention.role is not None:
            continue
        if current is None or current[0] is not sentence:
            inside = figures[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            current = (sentence, Near(outline.text, sentence, inside, words))
        read_here = _with_role(outline.text, sentence, mention, current[1], words)
        if read_here.role in _HELD and (befell := involved(outline, sentence, mention, words)):
            read_here = read_here._replace(role=f"{read_here.role} {befell}")
        elif read_here.role in _HELD and (done := done_to_listed(outline.text, mention, words)):
            read_here = read_here._replace(role=f"{read_here.role} {done.role}", trace=trace(mention, done))
        elif _is_bare(read_here) and (done := done_to_all(outline.text, sentence, mention, words)):
            held = (read_here.role or "").partition(" ")[0]
            read_here = read_here._replace(role=f"{held} {done.role}", trace=trace(mention, done))
        if "cell" in mention.flags and in_a_name(outline.text, read_here):
            read_here = mention
        if "cell" in mention.flags and (read_here.role is None or read_here.role in TOPICS):
            read_here = _by_head(heads.over(mention.start), read_here, words)
            if mention.kind == "money" and read_here.role is None and heads.of_frozen_accounts(mention.start):
                read_here = mention._replace(
                    role="frozen", trace=trace(mention, Hit("frozen", "冻结", mention.start, mention.start))
                )
        given[id(mention)] = spoken_of.seen(outline, read_here)
    read = of_heads(outline.text, [given.get(id(m), m) for m in mentions], words)
    shared = carried_amounts(outline.text, carried_on(outline.text, frozen_beside(outline.text, read)))
    shared = added_up(outline.text, frozen_again(handed_on(outline.text, shared)))
    return tuple(same_role_of_pairs(with_their_roles(outline.text, shared)))


def _is_bare(mention: Mention) -> bool:
    """Whether a count only tells what somebody has on a platform or in town; 开店三年 tells of no new ones."""
    opened = mention.role == "stores opened" and mention.trace is not None and mention.trace.trigger == "开店"
    return mention.role in _HELD or mention.role == "brands" or opened


def _with_role(text: str, sentence: Sentence, mention: Mention, near: Near, words: RoleReader) -> Mention:
    if mention.kind in ("count", "headcount"):
        if mention.unit == "倍" or not _UNCOUNTED.isdisjoint(mention.flags):
            return mention
        return counted_role(text, sentence, mention, near, words)
    if mention.kind == "money" and (text[mention.end : mention.end + 1] in _EQUAL or text[mention.start - 1] in _EQUAL):
        return mention  # 1美元=7.1人民币: a rate
    hit = nearest(text, sentence, mention, near, words)
    if mention.kind == "money":
        said = _at_the_amount(text, sentence, mention, hit)
        if said is not None:
            return mention.with_role(said.role, trace(mention, said))
    if hit is None or text.startswith("级", mention.end) or mention.text.endswith("级"):
        return mention  # 十亿级卖家: how large they are, not what was paid.
    role = hit.role
    if role == "share price" and (mention.value or 0) >= _DEARER_THAN_SHARES:
        return mention  # 比报价缩水近10亿元
    if role in _OWED_FOR and _OWED.search(text, max(sentence.start, hit.start - 10), hit.start):
        role = "debt"
    if role == "cash" and _PAID.match(text, mention.end):
        role = "purchase price"
    if mention.kind == "money":
        role = frozen_or_not(text, sentence, mention, near, hit, role)
        if not role:
            return mention
    elif role in ("share", "stake"):
        if role == "stake" and _PART_OF.search(text, max(sentence.start, hit.start - 12), hit.start):
            role = "share" if _NO_SHARES.match(text, hit.end, mention.start) else role
        of = mention.of or _whole(text, hit.end, mention.start)
        return mention._replace(role=role, of=of, trace=trace(mention, hit))
    return mention.with_role(role, trace(mention, hit))


def _at_the_amount(text: str, sentence: Sentence, mention: Mention, hit: Hit | None) -> Hit | None:
    """The word that says what an amount is by standing at it, whatever is nearest."""
    if price := _of_a_share(text, mention, hit):
        return price
    if goods := _GOODS.match(text, mention.end):
        return Hit("inventory", goods[1], *goods.span(1))
    if hit is not None:
        return unusable(text, mention) if hit.role in _KEPT else None
    return (
        stuck_there(text, sentence, mention) or lying_there(text, sentence, mention) or in_shut(text, sentence, mention)
    )


def _by_head(head: str | None, mention: Mention, words: RoleReader) -> Mention:
    """A cell with the role that the head of its column gives: the last of its words, as the noun stands last."""
    hits = [hit for hit in words.hits(mention.kind, head, 0, len(head)) if hit.role != APART] if head else []
    if not hits or mention.kind not in ("money", "percentage", "count"):
        return mention
    if mention.kind == "count":
        things = words.things_in(head or "", 0, len(head or ""))
        return mention._replace(role=f"{things[-1]} {hits[-1].role}") if things else mention
    return mention._replace(role=hits[-1].role, trace=trace(mention, hits[-1]))


def _of_a_share(text: str, mention: Mention, hit: Hit | None) -> Hit | None:
    """The word that makes an amount the price of a share: 报 right before it, or 每股 and /股 beside it."""
    quoted = _QUOTED.search(text, max(0, mention.start - 4), mention.start)
    if quoted and mention.unit and mention.value is not None and mention.value < DEAR:
        return Hit("share price", quoted.group(), quoted.start(), quoted.end())
    if hit is not None and hit.role == "market value" and mention.value is not None and mention.value < DEAR:
        return Hit("share price", hit.word, hit.start, hit.end)  # 总市值仅剩16亿元；而该股曾触及|15.66元
    if mention.per == "股" and (hit is None or hit.role in _PRICES):
        return Hit("share price", "股", mention.end, mention.end)
    return None


def _whole(text: str, start: int, end: int) -> str | None:
    """What a share is a share of: the words between 占 and the figure, without 的 and filler."""
    part = re.sub(r"^(?:到|了|据|比)|(?:的|约为|约|为|达到|达|比例|比重|超过|近|超)+$", "", text[start:end].strip())
    return part if 1 < len(part) <= 40 and "，" not in part else None
