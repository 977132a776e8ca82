"""Speakers: who says what the text says.

Frames (words are data, config/frames/speech.toml):
    “…”，S说 · S表示，“…” · “…” (no one named: the speaker of the paragraph goes on)
    S…(称|表示|…)，content to the end of the sentence · 据S(介绍|统计|…)，content · S数据显示，content
    S发布公告称 · S在公告中表示: the speaker is "S公告", and sentences that go on with 截至 其中 上述 belong to it
S is the last person named before the verb, else the last organisation that is not the one spoken to (向X记者), else a
noun such as 业内人士. 他 她 其 该公司 stand for the speaker before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from aftershock.extract.language.scan import occurrences
from aftershock.extract.language.sentences import Outline, Sentence, Span
from aftershock.extract.scene import FIRMS
from aftershock.extract.scene.asides import before_asides
from aftershock.extract.scene.nicknames import nickname
from aftershock.extract.scene.places import IS_CHILD, OWNED, OWNED_REACH, Place, Places, across
from aftershock.extract.scene.said import Statement
from aftershock.extract.scene.semicolons import parts
from aftershock.extract.scene.speakerwords import (
    BEHIND,
    GOES_ON,
    HE,
    HEARD_FROM,
    HEARS,
    ITS_FIRM,
    LAST_TOLD,
    NO_NAME,
    NOBODY,
    ONE_OF_THEM,
    OPENING,
    PERSON,
    QUOTE,
    QUOTES,
    RIGHT_BEFORE,
    TALKS,
    TO_WHOM,
    TONE,
    TURNS,
    WHO_ASKS,
    WHOLE,
    core_of,
)
from aftershock.extract.scene.speakingfirms import FirmsOfText
from aftershock.extract.scene.speech import ANNOUNCED, AT_END, HEARD, SpeechPatterns, speech_patterns
from aftershock.lexicon import Lexicon

MOST = 6
"""How many verbs of saying are tried in one clause."""
MOST_SILENT = 40
"""How many are tried in one sentence that names no speaker."""
REACH = 60
"""How far before its verb a speaker is looked for, in characters."""
_TELLS_AT_END = frozenset(word[-1] for word in AT_END)


def statements(outline: Outline, places: Places, lexicon: Lexicon, surnames: str = "") -> tuple[Statement, ...]:
    """All statements in order of start; a direct quotation inside reported speech is a statement of its own."""
    return _Reader(outline, places, speech_patterns(lexicon.speech), surnames).read()


class _Reader:
    """Reads sentence by sentence and remembers who spoke last."""

    def __init__(self, outline: Outline, places: Places, words: SpeechPatterns, surnames: str) -> None:
        self.text = outline.text
        self.outline = outline
        self.places = places
        self.words = words
        self.surnames = surnames
        self.found: list[Statement] = []
        self.apart = "；" in self.text or ";" in self.text
        self.spoke: Statement | None = None
        self.paragraph = -1
        telling = list(words.telling.finditer(self.text))
        self._verbs = [word.start() for word in telling if word.lastgroup]
        self._telling = [word.start() for word in telling]
        """Where such words stand."""
        self._opened = sorted([at for mark in "“「" for at in occurrences(self.text, mark)])
        """Where quotations open."""
        self._firms = FirmsOfText(places)

    def read(self) -> tuple[Statement, ...]:
        quote = word = 0
        for sentence in self.outline.sentences:
            if sentence.paragraph != self.paragraph:
                # He and she may reach back one paragraph; a paper's report ends with its own.
                if self.spoke and self.spoke.paper is not None:
                    self.spoke = self.spoke._replace(paper=None)
                self.paragraph = sentence.paragraph
            told, word = word, bisect_left(self._telling, sentence.end, word)
            if told < word and (said := self._told(sentence)):
                self.found += said
            elif self.spoke and self.spoke.paper and GOES_ON.match(self.text, sentence.start):
                self.found.append(self.spoke._replace(start=sentence.start, end=sentence.end))
            first, quote = quote, bisect_left(self._opened, sentence.end, quote)
            if first < quote:
                self._quotes(sentence, self._opened[first:quote])
        return tuple(sorted(self.found, key=lambda s: (s.start, -s.end)))

    def _told(self, sentence: Sentence) -> list[Statement]:
        """The reported speech of one sentence: behind a semicolon another may begin to speak."""
        found: list[Statement] = []
        for part in parts(self.text, sentence) if self.apart else (sentence,):
            statement = self._reported(part)
            if statement is None:
                continue
            if found and found[-1].end > part.start:
                found[-1] = found[-1]._replace(end=part.start - 1)
            if statement.end == part.end != sentence.end and (statement.paper or not statement.own):
                end = self._next_firm(statement.speaker or "", part.end - 1, sentence.end)
                statement = statement._replace(end=end)
            found.append(statement)
            self.spoke = statement
        return found

    def _reported(self, sentence: Sentence) -> Statement | None:
        """Reported speech of one part of a sentence, or None."""
        text, words, verbs = self.text, self.words, self._verbs
        next_verb = bisect_left(verbs, sentence.start)
        last_verb = bisect_left(verbs, sentence.end, next_verb)
        tried, done = 0, -1
        first = bisect_left(self._telling, sentence.start)
        for word in self._telling[first : bisect_left(self._telling, sentence.end, first)]:
            n = sentence.clause_at(word)
            if n == done:
                continue
            done = n
            clause = start, end = sentence.clauses[n]
            if text[start] in words.sourced or not text[start].isalnum():
                opening = words.according.match(text[start:end])
                statement = self._according(sentence, n, start + opening.end()) if opening else None
                if statement is not None:
                    return statement
            if text[end - 1] in _TELLS_AT_END:
                if text.endswith("显示", start, end) and n + 1 < len(sentence.clauses):
                    return self._according(sentence, n, start)
                if text.endswith(ANNOUNCED, start, end) and (statement := self._announced(sentence, clause)):
                    return statement
                if text.endswith(HEARD, start, end) and (statement := self._heard(sentence, clause)):
                    return statement
            while next_verb < last_verb and verbs[next_verb] < start:
                next_verb += 1
            if tried > MOST_SILENT or next_verb == last_verb or verbs[next_verb] >= end:
                continue
            part = text[start:end]
            for verb in islice(words.says.finditer(part, verbs[next_verb] - start), MOST):
                if "“" in part[: verb.start()]:
                    break
                tried += 1
                at = start + verb.start()
                speaker = self._speaker(sentence.start, start, at)
                if speaker is not None:
                    paper = self._paper(start, start + verb.end())
                    own = bool(words.acts.match(verb.group())) or text.startswith("其", start + verb.end())
                    return self._said(speaker, paper, start + verb.end(), sentence.end, sentence, own=own)
        return None

    def _heard(self, sentence: Sentence, clause: Span) -> Statement | None:
        """What a reporter heard from whoever 从 names: 记者从知情人士处获悉，…."""
        heard = HEARD_FROM.search(self.text, clause.start, clause.end)
        if heard is None:
            return None
        named = self._named(*heard.span("who"))
        nouns = self.words.anonymous.search(heard["who"])
        speaker = named.shown if named else heard["who"] if nouns and nouns.end() == len(heard["who"]) else None
        return self._said(speaker, None, clause.end, sentence.end, sentence) if speaker else None

    def _announced(self, sentence: Sentence, clause: Span) -> Statement | None:
        """What is told behind S公告, where nothing but a bracket with its code stands between the two."""
        at = clause.end - 2
        places = self.places.within(clause.start, at)
        named = [p for p in places if RIGHT_BEFORE.fullmatch(self.text, p.end, at)]
        if named and self.text[named[-1].start - 1] in "在于":
            named = places[:1] if places[0] is not named[-1] else []  # 甲19日在深交所|公告
        issued = "公告" if self.text.endswith("公告", clause.start, clause.end) else None
        return self._said(named[-1].shown, issued, clause.end, sentence.end, sentence, own=True) if named else None

    def _according(self, sentence: Sentence, n: int, start: int) -> Statement | None:
        clause = sentence.clauses[n]
        part = self.text[start : clause.end]
        shown = self.words.shows.search(part)
        if shown is None and not part.endswith(("称", "的数据")):
            return None
        if "）" in part and "（" not in part and (opened := self.text.rfind("（", sentence.start, start)) >= 0:
            start = sentence.clause(opened).start  # 高途（NYSE：|GOTU）最新财报显示
        place = self._named(start, clause.end)
        head = part[: shown.start()] if shown else part
        noun = LAST_TOLD.sub("", OPENING.sub("", head))
        if noun.startswith(("其", "该", "这份", "这一")):
            noun = noun.rpartition("的")[2]  # 其8月发布的|报告显示
        speaker = place.shown if place else (noun if 2 <= len(noun) <= 16 and not NOBODY.match(noun) else None)
        return self._said(speaker, self._paper(start, clause.end), clause.end, sentence.end, sentence)

    def _said(
        self, speaker: str | None, paper: str | None, start: int, end: int, sentence: Sentence, *, own: bool = False
    ) -> Statement:
        if speaker and paper and not speaker.endswith(paper):
            speaker += paper
        if own and paper is None:
            # Who announces its own deed does not speak of what stands behind a semicolon.
            stop = self.text.find("；", start, end)
            end = end if stop < 0 else stop
        rumour = self.words.tells_rumour(self.text, sentence.start, start, end)
        return Statement(min(start, end), end, speaker, False, paper, rumour, own or paper is not None)

    def _next_firm(self, speaker: str, start: int, end: int) -> int:
        """Where a semicolon turns from one firm to another: 甲年报显示，…；|乙…."""
        stop = self.text.find("；", start, end)
        if stop < 0 or not self._firms.speak(speaker):
            return end  # 据上市公司公告，甲…；乙…: of all of them
        while stop >= 0:
            near = self.places.within(stop + 1, min(end, stop + 20))[:1]
            if near and near[0].start == stop + 1 and near[0].name.kind in FIRMS and near[0].shown not in speaker:
                return stop
            stop = self.text.find("；", stop + 1, end)
        return end

    def _speaker(self, sentence_start: int, clause_start: int, verb: int) -> str | None:
        """Who stands before a verb of saying."""
        for start in (clause_start, sentence_start) if clause_start > sentence_start else (clause_start,):
            end = before_asides(self.text, start, verb)
            place = self._named(start, end)
            if place is not None and place.name.kind == "person" and not self._quoting(place.end, end):
                return place.shown
            head = self.text[max(start, end - REACH) : end]
            if head.endswith(self.words.people):
                nouns = [m for m in self.words.anonymous.finditer(head) if m.end() == len(head)]
                if nouns:
                    told = self._anonymous(nouns[-1].group(), end - len(head) + nouns[-1].start())
                    return self._before(told) if told.startswith("该") else told
            if place is not None and not self._quoting(place.end, end):
                return place.shown
            if self._is_person(core := core_of(head)):
                return core
            if named := nickname(head):
                return named
            head = head.lstrip("“，但而对此同时")
            if ITS_FIRM.match(head) and (firm := self._firm_told_of(start)):
                return firm
            if head[:1] in ("他", "她") and (person := self._person_told_of(start)):
                return person
            if head[:1] in ("他", "她") and self.spoke and self._is_body(self.spoke.speaker):
                line = self.text.rfind("\n", 0, start) + 1
                if one := list(ONE_OF_THEM.finditer(self.text, line, start)):
                    return one[-1]["who"]
                if self.spoke.start < line:
                    return None  # a body above speaks no further as 她
            if HE.match(head) and self.spoke:
                return self.spoke.speaker
        return None

    def _firm_told_of(self, at: int) -> str | None:
        """The last firm that the paragraph names before a position: 甲亏损3亿元。|公司在年报中称."""
        line = self.text.rfind("\n", 0, at) + 1
        firms = [p for p in self.places.within(line, at) if p.name.kind in FIRMS and p.name.kind != "brand"]
        if firms and firms[0].start == line and self.text[firms[0].end] in "：:":
            return firms[0].shown
        firms = [p for p in firms if not across(self.text, p)] or firms
        parents = [p for p in firms if not self._is_owned(p)]
        if firms and not parents:  # 公司表示，子公司乙…: of whom the text tells above
            return self._firms.listed_above(line) or firms[-1].shown
        return parents[-1].shown if firms else None

    def _is_owned(self, place: Place) -> bool:
        """Whether a text says of a firm where it names it first, or here, whose it is."""
        return any(
            OWNED.search(self.text, max(0, start - OWNED_REACH), start) or IS_CHILD.match(self.text, end)
            for start, end in ((place.start, place.end), *place.name.mentions[:2])
        )

    def _person_told_of(self, at: int) -> str | None:
        """The last person of the paragraph, where whoever spoke last is a body or spoke above: 何敏有5个店铺。|她说."""
        line = self.text.rfind("\n", 0, at) + 1
        persons = [p for p in self.places.within(line, at) if p.name.kind == "person"]
        spoke = self.spoke
        goes_on = spoke is not None and spoke.start >= line and not self._is_body(spoke.speaker)
        return persons[-1].shown if persons and not goes_on else None

    def _is_body(self, speaker: str | None) -> bool:
        at = self.places.first(speaker) if speaker else -1
        place = next(iter(self.places.within(at, at + len(speaker or ""))), None) if at >= 0 else None
        return place is not None and place.name.kind != "person"

    def _quoting(self, start: int, end: int) -> bool:
        """Whether quotation marks stand behind a name, but for those in which it stands itself: “甲”|宣布."""
        return QUOTES.search(self.text, start + (self.text[start] == "”"), end) is not None

    def _anonymous(self, noun: str, at: int) -> str:
        """The noun with whose it is: 新东方一位高管. A name that the noun's start cuts is taken whole."""
        cut = [p for p in self.places.within(max(0, at - 20), at + len(noun)) if p.start < at < p.end or p.end == at]
        start = cut[0].start if cut else at
        return OPENING.sub("", self.text[start:at] + noun)

    def _before(self, told: str) -> str:
        """Who spoke before, whom 该人士 or 该机构 means; the words themselves where another may be meant."""
        spoke = self.spoke.speaker if self.spoke is not None else None
        if spoke is None or self.spoke is None:
            return told
        if spoke.endswith(told[-2:]):
            return spoke
        body = spoke.removesuffix(self.spoke.paper or "")
        return body if told == "该机构" and self._is_body(body) else told

    def _is_person(self, core: str) -> bool:
        """Whether two or three characters are a name: a surname and what follows, and nothing that speaks of things."""
        return core[:1] in self.surnames and bool(PERSON.fullmatch(core)) and not NO_NAME.search(core)

    def _named(self, start: int, end: int) -> Place | None:
        """The person, else the organisation, who can be the speaker between two positions."""
        able = [p for p in self.places.within(start, end) if not (self._spoken_to(p) or self._in_bracket(p, end))]
        if not able:
            return None
        people = [p for p in able if p.name.kind == "person"]
        return (people or able)[-1]

    def _spoken_to(self, place: Place) -> bool:
        return (
            place.name.kind == "product"
            or (place.name.kind == "media" and self.text.startswith(HEARS, place.end))
            or TO_WHOM.search(self.text[max(0, place.start - 3) : place.start]) is not None
            or WHO_ASKS.match(self.text[place.end : place.end + 4]) is not None
            or self.text.startswith(("股权", "的股权"), place.end)
            or (self.text[place.start - 1] in "与和跟同" and TALKS.match(self.text, place.end) is not None)
        )

    def _in_bracket(self, place: Place, end: int) -> bool:
        """Whether a name stands in a bracket that only tells whose the one before it is: 甲（乙子公司）告诉记者."""
        opened = self.text[place.start - 1 : place.start] in ("（", "(")
        return opened and (
            self.text.find("）", place.end, end) > place.end or self.text.find(")", place.end, end) > place.end
        )

    def _paper(self, start: int, end: int) -> str | None:
        found = list(self.words.paper.finditer(self.text, start, end))
        if not found:
            return None
        inside = self.places.within(start, end)
        apart = [m for m in found if not any(p.start < m.end() and m.start() < p.end for p in inside)]
        return apart[-1].group() if apart else None

    def _quotes(self, sentence: Sentence, opened: Sequence[int]) -> None:
        """Direct quotations that open in this sentence."""
        line_end = self.text.find("\n", sentence.start)
        line_end = len(self.text) if line_end < 0 else line_end
        done = 0
        for at in opened:
            quote = QUOTE.match(self.text, at, line_end) if at >= done else None
            if quote is None:
                continue
            done = quote.end()
            content = quote.group()[1:-1]
            whole = WHOLE.search(content) is not None
            if not whole and not self._verb_before(sentence.start, quote.start()):
                continue
            speaker = self._of_quote(sentence, quote.start(), quote.end(), line_end)
            rumour = bool(self.words.rumour.search(content))
            statement = Statement(quote.start(), quote.end(), speaker, True, None, rumour)
            self.found.append(statement)
            if speaker:
                self.spoke = statement

    def _verb_before(self, start: int, quote: int) -> bool:
        return bool(self.words.says.search(self.text, max(start, quote - 8), quote))

    def _of_quote(self, sentence: Sentence, start: int, end: int, line_end: int) -> str | None:
        after = BEHIND.match(self.text, end, line_end)
        if after and not TURNS.match(self.text, end):
            verb = self.words.says.search(after.group(1))
            if verb:
                at = after.start(1) + verb.start()
                speaker = self._speaker(after.start(1), after.start(1), at)
                if speaker:
                    return speaker
        if self.text[start - 1 : start] in ("：", ":"):
            clause = sentence.clause(max(sentence.start, start - 2))
            named = [p for p in self.places.within(sentence.start, start) if p.name.kind == "person"]
            core = OPENING.sub("", self.text[clause.start : start - 1])
            if named:
                return named[-1].shown
            if self._is_person(core[:2]) and TONE.search(core):
                return core[:2]
        before = [s for s in self.found[-6:] if s.start <= start <= s.end and not s.direct]
        if before and before[-1].speaker:
            return before[-1].speaker
        if self.spoke and self.outline.text.rfind("\n", 0, start) < self.spoke.start:
            return self.spoke.speaker
        return None
