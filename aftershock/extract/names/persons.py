"""Persons: after a title (董事长X), before what only a person does (X表示), with a mark (X（化名）), foreign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.foreign import foreign, sounded
from aftershock.extract.nameforms.given import TRAILING, Patterns, begins_word, is_name, name_end, patterns, plain_word
from aftershock.extract.nameforms.likeness import person_like
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.nameforms.spreading import everywhere
from aftershock.extract.names.deeds import PERSONAL
from aftershock.model import Mention, NameFound
from aftershock.vocabulary import Vocabulary

MARKED = Scan("（(", r"[（(](?:(?:化名|音|音译|图|左|右|中)[）)]|时任)")
_CALLS = ("女士", "先生", "小姐", "太太")
ADDRESSED = Scan(("女士", "先生"), "女士|先生")
SEX = re.compile("，[男女]，")
NATURAL = re.compile(r"(?:^|[，。；：、\s])([\u4e00-\u9fff]{2,4})，(?:男|女)，")
SPACED = (" ", "　", "：", ":", "|", "/")
BYLINES = (
    "法定代表人",
    "董事会秘书",
    "董秘",
    "证券事务代表",
    "负责人",
    "联系人",
    "董事长",
    "总经理",
    "记者",
    "见习记者",
    "实习记者",
    "编辑",
    "责编",
    "责任编辑",
    "作者",
    "通讯员",
    "摄影",
    "校对",
)
"""Titles that a space or colon may part from the name."""
PEOPLE = re.compile(
    r"、[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3}){1,23}(?<!等)(?=(?:共|等)?\d*[名人位]|等|[，。；（(]|出席|参加|共同|以及|和)"
)
"""Personal names joined by 、, from the second on."""
LATIN = re.compile(r" ?([A-Z][a-z]+(?: [A-Z][A-Za-z'.-]+){1,2})(?![A-Za-z])")


TRADES = (
    r"(?:卖家|商家|商户|店主|代养户|加盟商|加盟主|养殖户|农户|车主|业主|储户|消费者|乘客|旅客|主播|教师|老师|博主|股民|家长|患者|用户|快递员|骑手|网点老板"
    r"|司机|工人|村民|居民|经销商|代理商|精算师|代购|创业者|受访者|维权者|购房者|求职者|员工|经营户|商人|鞋商|布商|灯商|表商|茶商|粮商|药商|酒商|书商|木商|老板|群友|受害者|受害人|投资者|投资人|租客|学员|会员|网友|网店主|女孩|小伙|姑娘|宝妈|宝爸)"
)
"""What somebody is or does for a living, right before the name. All begin with letters, which the engine skips to."""
TOLD = re.compile(
    r"[对向][\u4e00-\u9fff]{2,8}?(?:说|表示|称|透露|坦言|讲述|展示|出示)|表示|认为|告诉|透露|指出|介绍|坦言|直言|回忆|解释|抱怨|感叹|无奈|发现|称|说|算了|在(?=[^，。；、]{2,8}?(?:群|平台|网|市场|办公室|仓库|现场|店|展会|站)?[里中上内有])|晒出|展示|出示|反映|投诉|有(?=[两三四五六七八九十几\d])|打开|翻出|拿出|指着|叹|怀疑|决定|选择|告知|手[里上]|损失|给记者|对记者|向记者|临危|接任|于\d|在\d|所在|的(?:账[户号]|店铺|门店|公司(?![法章])|工厂|团队|小店|货款|资金|遭遇|经历|银行卡|[两三四五六七八九十几][多]?[张个家])|在该|在这|的?\d|旗下|名下|经营|开了|[两三四五六七八九十]年|更惨|偷逃|涉嫌|遭遇|收到|去年|今年|入行|只?被(?:罚|封|冻|骗|拖欠)|[就也则](?:没|不|是|被|更|把|在|有)|没有|属于|算是|是(?=[^，。；的]{0,8}[家个名位批]|[^，。；]{0,12}之一|最|其中)|曾|（化名）"
)
SANCTIONED = r"对(?!方|于|象|手)(?=[\u4e00-\u9fff]{2,4}(?:给予|处以|采取|予以|出具|罚款|处\d|判处|作出))"
"""对X给予警告."""
PUNISHED = re.compile(r"给予|处以|采取|予以|出具|罚款|处\d|判处|作出")
CALLED = re.compile("[，。；的、]")
BEFALLEN = re.compile(r"被|因|于|在|也|已|涉")
_WHO_IS = r"[^，。；：“”\n的]{1,14}的(?=[\u4e00-\u9fff]{4})"
OPENS = "|".join(
    (
        *("\\n", "。", "！", "？", "。”", "！”", "，(?<=[日月年旬初底天时晚午间]，)"),
        *(
            word + _WHO_IS
            for word in (
                "来自",
                "毕业于",
                "同在",
                "同样在",
                "身在",
                "远在",
                "从事",
                "经营",
                "主营",
                "主做",
                "专做",
                "做",
                "卖",
                "开",
                "入行",
                "干",
            )
        ),
    )
)
"""Where a story may bring in somebody: a sentence begins, 做家居的."""
_START = re.compile("")
"""So does the text: with this in the pattern, the engine would try it at every character."""
STORY = re.compile(
    r"(?:对[^，。；]{2,10}|向[^，。；]{2,10}|无奈地?|坦率地?)?(?:表示|告诉|透露|坦言|直言|介绍|说|称)(?!法|明|为|呼)"
    r"|(?:(?:19|20)\d\d年[底初]?)?(?:从[^，。；]{2,10}(?:离职|辞职|毕业|出来)|入行|入场|入局|辞职|毕业|创业|转行|接触|下海|白手起家)|[给向对]记者|算了|算过|被(?:平台|亚马逊|封|扣|冻)|却没|翻出|指了?指|指着|拿出|打开|卖掉|抵押|的?处境|的遭遇|苦笑|叹|回忆|记得|没有?想到|打算"
    r"|的(?:丈夫|妻子|父亲|母亲|老公|老婆|朋友|家人|合伙人|手机|电话|运气)|(?:今年|现年)?\d\d岁|在[^，。；]{1,10}[做开干]|做了?[^，。；]{1,12}年"
    r"|的(?:\d|[两三四五六七八九十几数])[^，。；的]{0,10}?(?:店铺|账[号户]|站点|品牌|家店)"
    r"|的(?:[^，。；的]{0,5}?)(?:店铺?|账[号户]|公司|团队|货款?|资金|银行卡|工厂|仓库|生意)(?=[，。；始有被在里内上没也都只全一已去今主专做还更从位曾刚就不停\d两三四五六七八九十几])"
)
"""What is told of the one whom a story is about."""
HELD_BY = r"任(?<=[时曾担现]任)[^，。；\n]{2,14}的(?=[\u4e00-\u9fff]{2,4}(?:被|因|于|在|也|已|涉))"
"""时任某行行长的X被."""


@lru_cache(maxsize=8)
def _leading(vocabulary: Vocabulary) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """The rules of `_of_trade`: what leads to a letter that surnames begin with, and what follows the name."""
    persons = vocabulary.persons
    family = f"(?=[{''.join(sorted({*''.join(persons.surnames), *(word[0] for word in persons.compound_surnames)}))}])"
    return tuple(
        (rule, re.compile(f"(?:{lead}){family}"), follow)
        for rule, lead, follow in (
            ("persons/trade", TRADES, TOLD),
            ("persons/sanctioned", SANCTIONED, PUNISHED),
            ("persons/office held", HELD_BY, BEFALLEN),
            ("persons/called", "[我他她名]叫", CALLED),
            ("persons/story", OPENS, STORY),
        )
    )


def _of_trade(text: str, cuts: Cuts, lore: Lore, words: Patterns) -> Iterator[Sighting]:
    """代养户X说, 卖家X发现; 对X给予警告; 时任行长的X被罚."""
    for rule, lead, follow in _leading(lore.vocabulary):
        for found in chain(_START.finditer(text, 0, 0) if follow is STORY else (), lead.finditer(text)):
            start = found.end()
            family = words.surname.match(text, start)
            if family is None:
                continue
            for given in (1, 2):
                end = family.end() + given
                name = text[start:end]
                if (
                    follow.match(text, end)
                    and len(name) == end - start
                    and all("\u4e00" <= char <= "\u9fff" for char in name)
                    and name not in words.not_names
                    and name[:2] not in words.not_names
                    and name[1:] not in words.not_given
                    and name not in lore.by_form
                    and not plain_word(name, lore, words)
                    and not (name[0] in words.doubtful and (lore.ordinary(name[1:]) or name[1:] == "某"))
                    and name[-1] not in TRAILING
                    and name[-1] not in "的了着过站是"
                    and not lore.trailing.search(text, start + 1, end)
                    and (
                        follow is not STORY
                        or (person_like(name, lore) and is_name(start, end, text, cuts, lore, words))
                    )
                ):
                    yield Sighting(start, end, "person", rule, found[0][-4:])
                    break


def sightings(
    text: str, titles: Iterable[tuple[int, int]], speech: Iterable[tuple[int, int]], cuts: Cuts, lore: Lore
) -> Iterator[Sighting]:
    """Places that show a person by their surroundings: `titles` and `speech` are the places of such words."""
    words = patterns(lore.vocabulary)
    shown = list(_shown(text, titles, speech, cuts, lore, words))
    yield from shown
    for name in sorted({text[s.start : s.end] for s in shown}):
        for _, end in everywhere(text, name):
            yield from _joined(text, end, name, cuts, lore, words)


def _shown(
    text: str,
    titles: Iterable[tuple[int, int]],
    speech: Iterable[tuple[int, int]],
    cuts: Cuts,
    lore: Lore,
    words: Patterns,
) -> Iterator[Sighting]:
    """Persons by a title, by what they do, by a mark, or by a dot in the name."""
    for start, end in titles:
        begin = end
        if text[end : end + 1] in ("为", "是") or (text[end : end + 1] in SPACED and text[start:end] in BYLINES):
            begin = end + 1
        if text[start:end] == "市长" and text.startswith("超", start - 1):
            continue  # 大福超|市长|沙五一店
        if text[start:end] in _CALLS and start and text[start - 1] in words.single:
            continue  # 林女士查到: who is called so has said the name already
        if (stop := sounded(text, begin, cuts, lore, words)) is not None:
            yield Sighting(begin, stop, "person", "persons/title", text[start:end])
        elif words.surname.match(text, begin):
            yield from _after_title(text, begin, text[start:end], cuts, lore, words)
        latin = LATIN.match(text, end)
        if latin is not None and latin[0] not in lore.by_form:
            yield Sighting(*latin.span(1), "person", "persons/title", text[start:end])
    for at in chain((start for start, _ in speech), words.says.starts(text)):
        speaker = _speaker(text, at, cuts, lore, words)
        if speaker is not None:
            yield Sighting(*speaker, "person", "persons/speaks")
    yield from _of_trade(text, cuts, lore, words)
    yield from _marked(text, cuts, lore, words)
    yield from _listed(text, lore, words)
    yield from foreign(text, cuts, lore, words)


def _marked(text: str, cuts: Cuts, lore: Lore, words: Patterns) -> Iterator[Sighting]:
    """X女士, X（化名）, X，男，."""
    for mark in ADDRESSED.finditer(text):
        for start in (mark.start() - 3, mark.start() - 2):
            if start >= 0 and words.surname.match(text, start) and cuts.is_edge(start):
                if text.startswith(("商户", "商家", "店主"), start):
                    continue  # 商户|骆先生
                if is_name(start, mark.start(), text, cuts, lore, words):
                    yield Sighting(start, mark.start(), "person", "persons/marked", mark[0])
                break
    for mark in MARKED.finditer(text):
        for start in (mark.start() - 3, mark.start() - 2):
            if start >= 0 and words.surname.match(text, start) and cuts.is_edge(start):
                if text[start - 1 : start] in ("小", "老", "阿"):
                    break  # 小|米粒（化名）
                if text[start : mark.start()] not in words.not_names:
                    yield Sighting(start, mark.start(), "person", "persons/marked", mark[0])
                break
    for found in NATURAL.finditer(text) if SEX.search(text) else ():
        start, end = found.span(1)
        if end - start < 4 and words.surname.match(text, start) and found[1] not in words.not_names:
            yield Sighting(start, end, "person", "persons/marked", found[0][-3:])


def _listed(text: str, lore: Lore, words: Patterns) -> Iterator[Sighting]:
    """Lists of persons: every item has a surname and no other meaning, and most have three letters."""
    for found in PEOPLE.finditer(text):
        others = found[0].split("、")[1:]
        first = text[max(0, found.start() - 3) : found.start()]
        names = [name for name in others if words.surname.match(name) and name not in words.not_names]
        if len(names) < len(others) or any(name in lore.by_form or plain_word(name, lore, words) for name in names):
            continue
        numbered = re.match(r"(?:共|等)?\d*[名人位]", text[found.end() : found.end() + 6]) is not None
        if not numbered and (len(names) < 3 or 2 * sum(len(name) == 3 for name in names) <= len(names)):
            continue
        at = found.end()
        for name in reversed(others):
            yield Sighting(at - len(name), at, "person", "persons/list")
            at -= len(name) + 1
        for size in (3, 2):
            name = first[-size:]
            if len(first) >= size and words.surname.match(name) and not plain_word(name, lore, words):
                if name[0] in words.doubtful and words.surname.match(name, 1):
                    continue
                yield Sighting(at - size, at, "person", "persons/list")
                break


def _speaker(text: str, at: int, cuts: Cuts, lore: Lore, words: Patterns) -> tuple[int, int] | None:
    """The person whose clause the word of speech at `at` is: X表示, X则认为, X近日向某报透露."""
    first = cuts.clause(at)[0]
    if not 2 <= at - first <= 24:
        return None
    told = text[first] == "据"  # 据李明介绍
    first += told
    family = words.surname.match(text, first)
    if family is None or (first and text[first - 1] in "·."):
        return None
    for size in (3, 2, 4) if family.end() - first > 1 else (3, 2):
        end = first + size
        if end > at or (end < at and not words.between.match(text, end, at)):
            continue
        if (told or text.startswith(PERSONAL, at)) and not person_like(text[first:end], lore):
            continue
        if is_name(first, end, text, cuts, lore, words):
            return first, end
    return None


def _after_title(text: str, start: int, title: str, cuts: Cuts, lore: Lore, words: Patterns) -> Iterator[Sighting]:
    """The name after a title, and those joined to it: 董事长王某、总经理李某."""
    if text[start] == "费" and title.endswith("律师"):
        return  # 律师费
    end = name_end(text, start, cuts, words)
    if (
        end is None
        or not text[start:end].isalpha()
        or text[start:end] in words.not_names
        or begins_word(text, start, end, lore, words)
    ):
        return
    yield Sighting(start, end, "person", "persons/title", title)
    yield from _joined(text, end, title, cuts, lore, words)


def _joined(text: str, end: int, title: str, cuts: Cuts, lore: Lore, words: Patterns) -> Iterator[Sighting]:
    """Names joined to one by 、 or 和."""
    while text[end : end + 1] in ("、", "和", "与", "及") and words.surname.match(text, end + 1):
        start, stop = end + 1, name_end(text, end + 1, cuts, words)
        if (
            stop is None
            or text[start:stop] in words.not_names
            or lore.ordinary(text[start:stop])
            or not (words.follow.match(text, stop) or cuts.is_edge(stop))
        ):
            return
        end = stop
        yield Sighting(start, end, "person", "persons/title", title)


def persons(found: Sequence[NameFound], text: str) -> tuple[Mention, ...]:
    """Mentions of the persons among the names, with title (role) and body (subject) where these stand right before."""
    mentions: list[Mention] = []
    ends = {end: name for name in found if name.kind != "person" for _, end in name.mentions}
    for name in found:
        if name.kind == "person":
            for start, end in name.mentions:
                titled = text[start - 1 : start] in _TITLE_LASTS
                title = _TITLE.search(text, max(0, start - 16), start) if titled else None
                role = title[0].strip("、兼的 ") if title else None
                body = next((ends[at] for at in (start - len(title[0]),) if at in ends), None) if title else None
                mentions.append(
                    Mention("person", start, end, text[start:end], role=role, subject=_usual(body), trace=name.trace)
                )
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))


_TITLE = re.compile(
    r"(?:(?:联合|共同|执行|名誉|常务|高级|首席|副|助理|独立|全球|前|原|时任|代理|非执行)*(?:创始人|董事长|董事|总裁|总经理|经理|总监|CEO|CFO|COO|CTO|首席\w{2,4}官|首席\w{2,5}家|分析师|研究员|会长|秘书长|理事长|主席|院长|所长|校长|主任|局长|厅长|部长|司长|处长|署长|市长|省长|书记|总理|总统|教授|博士|律师|合伙人|负责人|发言人|实际控制人|实控人|法定代表人|记者|主编|专家|行长|监事|秘书|董秘|老板|店长|高管|代表)[、兼]?)+\Z"
)
_TITLE_LASTS = frozenset("人长事裁理监O官家师员席任记统授士者编书秘板管表、兼")
"""With what a title ends."""


def _usual(name: NameFound | None) -> str | None:
    """The shortest usual form."""
    if name is None:
        return None
    return min(
        (form for form in (name.name, *name.aliases) if form not in name.former), key=lambda form: (len(form), form)
    )
