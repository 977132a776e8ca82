"""The forms of one name: what a registered name is called for short, and which rule's word on a form counts."""

from __future__ import annotations

import re
from functools import lru_cache

from aftershock.extract.language.cutting import Cuts, cut
from aftershock.extract.nameforms.likeness import proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.model import NameKind

ST = re.compile(r"^\*?S?\*?ST")
REGISTERED = re.compile(
    r"(?:集团)?(?:股份有限公司|有限责任公司|有限公司|集团公司|股份公司|总公司|分公司|公司|（集团）|（中国）|\(中国\)|\(集团\))$"
)
SHARE_CLASS = re.compile(r"-[A-Z]{1,2}$")
"""What Hong Kong's exchange adds to a short name: 甲乙制药-B."""
_TOWN_BANK = re.compile(r"(?:村镇银行|农商银行|农商行|农村商业银行)(?:股份有限公司|有限公司|有限责任公司)?\Z")
"""洛川甲乙|村镇银行 is 洛川甲乙 for short."""
FIRMS = frozenset(["company", "listed company", "seller", "supplier", "customer", "service provider"])


_ORDER = {
    rule: place
    for place, rule in enumerate(
        (
            "names/known",
            "names/code",
            "names/filing head",
            "names/ending",
            "names/introduced",
            "names/former",
            "names/department",
            "names/title marks",
            "persons/title",
            "persons/marked",
            "persons/foreign",
            "names/list",
            "names/quoted",
            "names/short ending",
            "persons/speaks",
        )
    )
}


def rank(sighting: Sighting) -> int:
    """Which rule's word counts for a form's kind: what the text says outright before what looks like it."""
    return _ORDER.get(sighting.rule, len(_ORDER))


_SITED = re.compile(r"(?<=..)[（(][\u4e00-\u9fff]{2,4}[）)]")
"""A town within a registered name, which its short forms lack."""


@lru_cache(maxsize=4096)
def cores(form: str, kind: NameKind, rule: str, words: Lore) -> tuple[str, ...]:
    """Short names hidden in a registered one: 深圳市甲乙科技有限公司 → 甲乙科技, 甲乙."""
    if kind == "hospital":
        place = words.place_at(form, 0)
        return (form[place:],) if place > 0 and len(form) - place > 4 and not _common(form[place:], words) else ()
    if kind == "bank" and (town := _TOWN_BANK.search(form)) and 3 < town.start() < 9:
        return (form[: town.start()],)
    if kind not in (*FIRMS, "investor") or rule in ("names/known", "names/local"):
        return ()
    whole = SHARE_CLASS.sub("", REGISTERED.sub("", ST.sub("", form)))
    start = words.place_at(whole, 0)
    stems = [whole[start:] if len(whole) - start >= 2 else whole]
    if start > 0 and whole[start - 1] not in "省市区县州":
        stems.append(whole)  # 安康|甲医疗科技: what is a place elsewhere may be the beginning of the name
    if sited := _SITED.search(whole, start):
        stems += [whole[start : sited.start()] + whole[sited.end() :], whole[start : sited.start()]]  # 甲乙（深圳）信息
    if "电子商务" in whole:
        stems.append(stems[0].replace("电子商务", "电商"))
    found: list[str] = []
    for stem in stems:
        _add(found, stem, form, stem == whole and rule == "names/ending", words)
        if len(stem) > 6 and stem[:4] not in words.by_form and any(end == 4 for _, end, _ in Cuts(stem).words(0, 6)):
            _add(found, stem[:4], form, False, words)  # 福阳农发|生态养殖
        while (ending := words.trailing.search(stem, max(1, len(stem) - 6))) and ending.start() >= 2:
            stem = stem[: ending.start()]
            _add(found, stem, form, False, words)
    return tuple(found)


def called(text: str, form: str, words: Lore) -> str | None:
    """What a text calls a firm again and again, though both parts are words: 燃动力, of 湖南燃动力体育文化有限公司."""
    whole = REGISTERED.sub("", form)
    stem = whole[words.place_at(whole, 0) :]
    while len(stem) > 4 and (ending := words.trailing.search(stem, max(1, len(stem) - 6))) and ending.start() >= 3:
        stem = stem[: ending.start()]
    if len(stem) != 3 or len(whole) < 5 or words.ordinary(stem) or stem in words.not_names:
        return None
    if (
        any(stem in known for known in (words.plain, words.modern, words.inside))
        or stem[:2] in words.plain
        or text.count(stem) < text.count(form) + 2
    ):
        return None
    return stem


_BRANDED = frozenset(["在线", "公寓", "健身", "书店", "影城", "严选", "优选", "买菜", "到家", "出行", "直播"])
"""What a firm's brand may have behind its core: 甲乙在线, of 北京甲乙时代科技."""


def grown(text: str, form: str, core: str) -> str:
    """A core with the letters behind it in its name and everywhere else: 富阳 is 富阳农发, of 杭州富阳农发养殖."""
    rest, shared = REGISTERED.sub("", form)[form.index(core) + len(core) :], ""  # 甲乙贸易|有7个店铺
    at, told = text.find(core), False
    while at >= 0:
        if not text.startswith(core + rest, at):
            follow = text[at + len(core) : at + len(core) + 4]
            same = next(
                (size for size, pair in enumerate(zip(follow, rest, strict=False)) if pair[0] != pair[1]),
                min(len(follow), len(rest)),
            )
            if follow[:2] in _BRANDED:
                same = 2
            if same < 2 or (told and follow[:same] != shared):
                return core
            shared, told = follow[:same], True
        at = text.find(core, at + 1)
    return core + shared


def _add(found: list[str], stem: str, form: str, registered: bool, words: Lore) -> None:
    """Keep a core that stands for no words of the language."""
    if (
        len(stem) >= 2
        and stem not in (form, *found)
        and not (_common(stem, words) and not (registered and _unusual(stem, words)))
    ):
        found.append(stem)


def _unusual(stem: str, words: Lore) -> bool:
    """Whether all that goes before 有限公司 has a word that the language lacks: 西陵|能化."""
    if not 3 < len(stem) < 9 or words.place_at(stem, 0) > 0:
        return False
    return any(len(word) > 1 and not words.ordinary(word) for word in cut(stem))


def _common(stem: str, words: Lore) -> bool:
    """Whether a core is a word or phrase of the language, which would be found where no name is meant."""
    if words.ordinary(stem) or stem in words.inside or not 1 < len(stem) < 9:
        return True
    known = words.known.at(stem, 0)
    if known is not None and 1 < known[0] < len(stem) - 1:
        return False  # 北大资源, of 北大资源集团
    return proper(stem, 0, len(stem), Cuts(stem), words) < 0.5
