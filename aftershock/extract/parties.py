"""Who does what an event tells, and whom it is done to.

被A… makes A the actor, who stands before it the subject; 对A makes A the subject. What only a platform or an authority
does (封号, 冻结, 处罚) is undergone by any other name. A place where something happens (在深交所) takes no part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.antecedents import whom
from aftershock.extract.eventwords import EventReader, EventWord
from aftershock.extract.particulars import NOT_ACTING, InOrder
from aftershock.extract.scene import Scene
from aftershock.extract.sentences import Sentence, Span
from aftershock.extract.whose import Place

TELLING = frozenset({"声明", "报道", "传言"})
"""Types whose words are followed by what is told, not by whom it is told of."""
_PASSIVE = re.compile(r"(?:被|遭到|遭|受到|由|经)\Z")
_TOWARDS = re.compile(r"(?:对|向|给|将|就|针对|围绕|起诉|收购)\Z")
_CLOSED = re.compile(r" (?:banned|closed|suspended|stopped|taken down|blocked|hit|frozen)$")
_TOLD_BY = {"冻结": re.compile(r"^frozen|frozen$"), "处罚": re.compile(r"^fine$")}
"""The roles of figures that tell of a type."""
_DECIDED = frozenset({"处罚", "立案", "约谈", "问询"})
"""Types where, of an authority and a platform, the authority decides."""
_UNDER = re.compile(r"(?:违反|根据|依据|按照|依照|触犯|违背)了?\Z")
_LAW = re.compile(r"[\u4e00-\u9fff]{0,12}(?:法|条例|规则|政策|规定|办法)")
_DOERS = frozenset({"platform", "government", "regulator", "exchange", "bank", "court"})
_BYSTANDERS = frozenset({"association", "research institute", "person"})
_OUTSIDE = _BYSTANDERS - {"person"} | {"platform", "regulator", "exchange"}


class Parties:
    """Of the events of one text."""

    def __init__(self, scene: Scene, figures: InOrder, words: EventReader) -> None:
        self.text = scene.outline.text
        self.places = scene.places
        self.said = scene.by_place
        self.scene = scene
        self.figures = figures
        self.words = words

    def of(self, word: EventWord, span: Span, sentence: Sentence) -> tuple[str | None, str | None]:
        """Actor and subject: 被A… makes A the actor, who stands before it the subject; 对A makes A the subject."""
        text = self.text
        places = [p for p in self.places.within(sentence.start, span.end) if self._takes_part(p)]
        before = [p for p in places if p.end <= word.end]
        head = {id(p): text[max(span.start, p.start - 2) : p.start] for p in places}
        passive = [p for p in before if _PASSIVE.search(head[id(p)])]
        undergone = self.words.types[word.order].undergone
        owner = self._owner(word, span) if undergone else None
        if passive:
            actor = passive[-1]
            return actor.shown, owner or self._last(before, actor.start) or whom(self.scene, actor.start, sentence)
        if undergone:
            done_by, done_to = self._done_to(word, span, sentence, [p for p in places if p.shown != owner])
            return done_by, owner or done_to
        if re.search(r"[被遭]", text[max(span.start, word.start - 6) : word.end]):
            return None, self._last(before, word.start) or whom(self.scene, word.start, sentence)
        towards = [p for p in before if _TOWARDS.search(head[id(p)])]
        doers = [p for p in before if p not in towards and p.end <= word.start]
        actor_name = doers[-1].shown if doers else None
        if not doers or self._only_speaks(doers[-1], word):
            actor_name = whom(self.scene, word.start, sentence) or actor_name
        behind = [] if word.type in TELLING else [p for p in places if p.start >= word.start]
        after = towards or behind
        if after and after[0].shown != actor_name:
            return actor_name, after[0].shown
        return actor_name, actor_name if self.words.types[word.order].own else None

    def _only_speaks(self, place: Place, word: EventWord) -> bool:
        """Whether a person tells of it (甲的CEO乙表示，公司将关闭…): whom 公司 stands for then does it."""
        told = self.said.around(word.start, word.end) if place.name.kind == "person" else None
        return told is not None and place.end <= told.start

    def _owner(self, word: EventWord, span: Span) -> str | None:
        """Whose the figure is that tells what was done: the frozen money, the stores that were closed."""
        roles = _TOLD_BY.get(word.type, _CLOSED)
        figures = self.figures.within(span.start, span.end)
        return next((m.subject for m in figures if m.subject and m.role and roles.search(m.role)), None)

    def _done_to(
        self, word: EventWord, span: Span, sentence: Sentence, places: Sequence[Place]
    ) -> tuple[str | None, str | None]:
        """Actor and subject of what only a platform or an authority does: any other name is whom it is done to."""
        able = [p for p in places if p.name.kind not in _BYSTANDERS]
        doers = [p for p in able if p.name.kind in _DOERS]
        others = [p for p in able if p.name.kind not in _DOERS]
        towards = [
            p for p in able if p.end <= word.end and _TOWARDS.search(self.text, max(span.start, p.start - 2), p.start)
        ]
        if towards:
            rest = [p.shown for p in doers if p.shown != towards[-1].shown and p.end <= word.end]
            return (rest[-1] if rest else None), towards[-1].shown
        own = [p for p in others if p.start >= span.start and p.end <= word.start]
        behind = [p for p in others if p.start >= word.start]
        subject = next(iter(own[-1:] or behind[:1] or [p for p in others if p.end <= word.start][-1:]), None)
        nearest = [p for p in doers if p.end <= word.end] or [p for p in doers if p.start >= span.start]
        deciding = [p for p in nearest if p.name.kind != "platform"] if word.type in _DECIDED else []
        actor = (deciding or nearest)[-1].shown if nearest else None
        if subject is None and len({p.shown for p in doers}) > 1 and nearest:
            # 监管总局处罚海岬商城: of two that may act, who stands behind the word is whom it is done to.
            hit = [p for p in doers if p.shown != actor and (p.start >= word.start or p.name.kind == "platform")]
            return actor, hit[-1].shown if hit else whom(self.scene, word.start, sentence)
        return actor, subject.shown if subject else whom(self.scene, word.start, sentence)

    def _takes_part(self, place: Place) -> bool:
        """Whether a name can act or be acted on: not media, not a product, not whose law it is (违反欧盟《…》)."""
        if place.name.kind in NOT_ACTING:
            return False
        law = self.text.startswith("《", place.end) or _LAW.match(self.text, place.end) is not None
        return not (law and _UNDER.search(self.text, max(0, place.start - 6), place.start))

    def _last(self, places: Sequence[Place], end: int) -> str | None:
        able = [p for p in places if p.end <= end and p.name.kind not in _OUTSIDE]
        return able[-1].shown if able else None
