"""Subjects of what a body does or has: X发布公告, X股价, X净利下降, X计划裁员, X与某某合作.

The words are data (organisations.toml, frames): `body` proves a body, `firm` a firm, `deeds` a body or a person. What
stands between the clause's start and the word must still look like a name; with a firm's word a common word may
carry a firm's ending (和谐汽车净利下降).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.borders import UNBOUND, bordered, left_border
from aftershock.extract.nameforms.leadings import without_verb
from aftershock.extract.nameforms.likeness import firmlike, person_like, proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.nameforms.spans import is_span
from aftershock.extract.names.clausefirms import Places
from aftershock.extract.names.clauseheads import LEADS, subject_patterns
from aftershock.extract.names.recurring import strange
from aftershock.extract.names.sitedfirms import MEASURES, placed

ALLIED = Scan(
    ("与", "和"),
    r"(?:与|和(?=[^，。；：！？\n、]{2,8}分别))([^，。；：！？\n、]{2,16}?)(?:分别(?:对|向|持有|起诉|以|于)|(?:(?:正式|近日|日前|再次|就|拟|将|已|在|共同|双方)[^，。\n]{0,8}?)?(?:合作|签署|签订|签约|达成|共建|联合|合资|共同|携手|联手|结盟|和解|成立|建立|组建|设立))",
)
"""What two bodies do together: X与Y达成合作."""
ANNOUNCED = ("宣布", "计划", "正式")
"""What may stand between the first of two and 与."""
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
        if found is not None and text[found[1]] == "或":
            continue  # 警告、停播|或封号: no subject
        if (
            found is not None
            and text[begins] == "的"
            and (text[found[0] - 1 : found[0]] in ("被", "遭") or text[stop - 1] in "封冻关停禁扣")
        ):
            continue  # 被封停|的店铺, 解封|的店铺: what was done to them
        told = found is not None and (sure or found[1] - found[0] == 4 or _often(text, text[slice(*found)], often))
        if found is not None and not told and lore.last_letters.isdisjoint((text[found[1] - 1], text[stop - 1])):
            continue  # no firm's ending, and nothing else that shows a name: not worth the cutter
        if found is not None and cuts.is_edge(found[1]):
            start, end = found
            name = text[start:end]
            if name[0] in PLANS or (name[0] in "次度" and text[start - 1] in "本此首每年"):
                continue  # 全资子公司|拟以现金|收购, 记者 某某 摄|某某表示, 2013年|度为净利
            known_like = (
                told
                and text[begins:after] not in SPEECH
                and (sure or name.isascii() or strange(name, lore))
                and _subject(text, start, end, cuts, lore)
            )
            if (
                (known_like and (not person_like(name, lore) or NO_MANS.match(text, stop)))
                or (firmlike(text, start, end, cuts, lore) and (sure or not _nouns(start, end, cuts, lore)))
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
PLANS = "拟摄辆绝遭"
"""With these no subject begins: who plans it has been named, who took the picture, or so many cars are told of."""


def _often(text: str, name: str, known: dict[str, bool]) -> bool:
    """Whether a text has a name three times and more; each name is counted once."""
    if name not in known:
        known[name] = text.count(name) > 2
    return known[name]


def _nouns(start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether a noun and an ending too common to make a name alone are all there is: 基带|芯片."""
    words = cuts.bare(start, end)
    ending = lore.last_words.get(words[-1])
    return (
        ending is not None
        and ending.strength == "faint"
        and all(tag(word)[:1] == "n" and tag(word) != "np" for word in words[:-1])
    )


def allied(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """X与Y合作: the cutter may take the last letter of X and 与 for one word."""
    not_subjects = subject_patterns(lore.vocabulary)[1]
    for found in ALLIED.finditer(text):
        start, end = cuts.clause(found.start())[0], found.start()
        lead = LEADS.match(text, start, end)
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
    subjects, not_subjects = subject_patterns(lore.vocabulary)
    found = subjects.match(text, first, stop)
    if found is None:
        return None
    start, end = without_verb(text, found.start(1)), found.end(1)
    if end - start < 2 or text[end - 1] in "到至于在自因早" or text[start] in UNBOUND or is_span(text[start:end]):
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
