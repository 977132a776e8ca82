"""Modality: the words around the word of an event, compiled: whether, how certainly and by whom it is told."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aftershock.lexicon import Modality, pattern
from aftershock.model import Certainty

_SPAN = r"[0-9几数一两三四五六七八九十]{1,3}个?(?:天|日|周|星期|月|季度|年)"


def _beginning(words: Iterable[str], expression: str) -> re.Pattern[str]:
    """An expression whose matches begin as these words do: at other letters not even its first branch is tried."""
    firsts = "".join(sorted({re.escape(word[0]) for word in words}))
    return re.compile(rf"(?=[{firsts}])(?:{expression})")


class Compiled:
    """The words of one vocabulary."""

    def __init__(self, m: Modality) -> None:
        self.nominal = re.compile(pattern(m.nominal))
        self.causes = re.compile(rf"(?!后[者续台勤]|时任)(?:{pattern(m.causes)})")
        self.about = _beginning(
            (*m.about, "该", "此"), rf"(?:{pattern(m.about)})[被遭]?[^，。；、被遭]{{0,12}}\Z|(?<![因为就对])[该此]\Z"
        )
        # What is usual, a trade, or left untold.
        # 未来几周内 says when and 未来可能 how likely; 未来 alone says that it is a wish, and 好未来 is a firm.
        self.idle = _beginning(
            (*m.habitual, *m.trades, *m.untold),
            rf"(?<!好)(?:{pattern(m.habitual)})(?!{_SPAN}|的|(?<=未来)(?:可能|[将拟或]|计划))[^，。；]{{0,14}}\Z|(?:{pattern(m.trades)})(?!产品|业务|收入|品牌)[^，。；的]{{0,14}}\Z"
            rf"|(?:{pattern(m.untold)})[^，。；]{{0,10}}\Z",
        )
        # A cheap look, before all that stands before a word and right behind it is asked for.
        self.leading = re.compile(pattern(("该", "此", *m.about, *m.habitual, *m.trades, *m.untold, *m.obliged)))
        behind = ("影响", *m.nominal, *m.causes)
        self.behind = re.compile(rf"[”》’]?(?:{pattern(behind)})")
        self.firsts = frozenset("”》’").union(word[0] for word in behind)
        """With what these begin, but for those of which a gap comes first."""
        self._far = tuple(word.strip("…") for word in behind if word.startswith("…"))
        self.obliged = re.compile(rf"(?:{pattern(m.obliged)})[^，。；]{{0,8}}\Z")
        # 信托计划, 该计划: a plan by name, and nothing that is planned; 证监会依法 does not will.
        self.planned = _beginning(
            m.planned,
            rf"(?:(?!(?<=[托管理本该按照依如据])计划|(?<=[监员协商工联理事大学国董管委平议审社金合政党公总峰年例晚展览机])会)(?:{pattern(m.planned)}))[^，。；]{{0,14}}\Z",
        )
        self.plans = tuple(m.planned)
        self.negated = _beginning(
            (*m.negated, *"未没不拒放取撤搁并绝而无"),
            rf"(?:{pattern(m.negated)})(?!(?<=未)来)(?:[^，。；就便却]{{0,5}}|(?:收到|发现|发生|存在|涉及|被)[^，。；]{{0,10}})\Z"
            r"|(?:未|没有|不会|拒绝)(?:就|对|向|与|正面)[^，。；]{0,24}\Z|(?:放弃|取消|撤回|搁置)[^，。；]{0,14}\Z"
            r"|(?<![是要莫])(?:[并绝而]非|并?不是)(?:所谓的?|真的|真正的?)?\Z|(?<!全)无(?:意|计划|打算)?\Z|(?<![只不无])不\Z",
        )
        # In the gap of a word, right before what closes it: 账号(没有被)封禁, not 下架(未备案的)产品.
        self.unheard = re.compile(
            r"(?:没有?|(?<!前所)未|不(?!符|达标|合格|当|良)会?|不再|否认|拒绝|[并绝]非|不是|无)(?:曾|能|再|如期|按期|全部|全面|大规模|正式|及时|完全)?"
            r"(?:(?:收到|发现|发生|存在)?[^，。；的就]{0,6}(?:被(?!迫)|遭)[^，。；的]{0,8})?\Z"
        )
        self.denial = _beginning(m.denials, pattern(m.denials))
        # Who knows (知情人士) may know of a plan.
        self.leads = re.compile(rf"(?:{pattern([w for w in m.rumour if not w.endswith('人士')])})(?:称|说|显示)?[，：]")
        self.certainty: tuple[tuple[Certainty, re.Pattern[str]], ...] = (
            ("rumour", re.compile(pattern(m.rumour))),
            ("risk", re.compile(pattern(m.risk))),
            ("expected", re.compile(pattern(m.expected))),
            ("inferred", re.compile(pattern(m.inferred))),
        )
        # Whether one of these is worth asking for.
        self.uncertain = re.compile("|".join(expression.pattern for _, expression in self.certainty))

    def is_far(self, text: str) -> bool:
        """Whether a text holds what may follow an event's word at some distance (成立十周年)."""
        return any(word in text for word in self._far)
