"""Words with a gap: an opening (关闭), and what may close it a few letters on (门店)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from aftershock.extract.events.word import NO_GAP, Entry
from aftershock.lexicon import pattern

GAP = 14
"""The longest stretch that "…" stands for."""
_PAPER_NAMES = frozenset({"公告", "声明", "通知", "办法", "意见", "条例"})
_PAPER = re.compile(r"[^，。；：\n]{1,40}?(公告|声明|通知|办法|意见|条例)(?=[，。；：称]|\n|\Z)")
"""披露公司股票可能被终止上市的第二次公告，: a paper that closes the clause, with its matter before it."""
_TITLE = re.compile(r"[了的]?《([^《》\n]{2,80}?)(?:[（(][^（）()《》\n]{1,20}[）)])?》")
_OPENS_TITLE = ("了", "的", "《")
"""发布《关于…的意见》: what is published, however long its title."""
_BREAK = re.compile(r"[，。；：、\n]|并[且被将]")
_PLACES = re.compile(
    r"(?:了|位于|在)?[\u4e00-\u9fff]{1,6}(?:、[\u4e00-\u9fff]{2,6}){1,6}等(?:\d+[个座]|多个?)?(?:地|城|国|省|市)"
)
"""关闭了|北京、上海等地|的门店: where, which is passed over."""
Closed = tuple[int, int, int, bool, tuple[int, int]]
"""Start, end and order of a word, whether it is strong, and its gap."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The words that may close an opening."""

    lasts: dict[str, list[tuple[str, Entry]]]
    """By their first letter: of many words behind an opening only those need be looked for whose letter is there."""
    letters: re.Pattern[str]
    ahead: re.Pattern[str]
    """One of the words no farther off than a gap is wide, or a title: where none is, nothing closes the opening."""
    papers: tuple[tuple[str, Entry], ...]
    """Those that are papers, which may stand farther off than a gap is wide."""

    @classmethod
    def of(cls, lasts: Sequence[tuple[str, Entry]]) -> Opening:
        by_letter: dict[str, list[tuple[str, Entry]]] = {}
        for last, entry in lasts:
            by_letter.setdefault(last[0], []).append((last, entry))
        papers = tuple(each for each in lasts if each[0] in _PAPER_NAMES)
        reach = 40 if papers else GAP
        between = rf"[^，。；：{'' if papers else '、'}\n]{{0,{reach}}}?"
        letters = re.compile(f"[{''.join(map(re.escape, by_letter))}]")
        ahead = re.compile(
            rf"[了的]?《|(?:{_PLACES.pattern})?{between}(?={letters.pattern})(?:{pattern(last for last, _ in lasts)})"
        )
        return cls(by_letter, letters, ahead, papers)

    def closed(self, text: str, start: int, at: int) -> Iterator[Closed]:
        """The words that it begins where it stands from `start` to `at`."""
        if text[at : at + 1] in _OPENS_TITLE and (titled := _TITLE.match(text, at)):
            ends = (f"{titled[1]}》", titled[1])
            for last, (order, strong) in chain.from_iterable(self.lasts.values()):
                if ends[0].endswith(last) or ends[1].endswith(last):
                    yield start, titled.end(), order, strong, NO_GAP
        told = not text.startswith("的", at)
        if self.papers and (paper := _PAPER.match(text, at)):
            for last, (order, strong) in self.papers:
                if paper[1] == last:
                    yield start, paper.end(), order, strong and told, NO_GAP
        if text.find("、", at, at + GAP) > 0 and (places := _PLACES.match(text, at)):
            at = places.end()
        behind = text[at : at + GAP + 8]
        if broken := _BREAK.search(behind):
            behind = behind[: broken.start()]
        for letter in set(self.letters.findall(behind)):
            for last, (order, strong) in self.lasts[letter]:
                if last in behind and (place := behind.find(last)) <= GAP:
                    yield start, at + place + len(last), order, strong and told, (at, at + place)
