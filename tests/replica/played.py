"""One source as its scenario plays it, with one fault that can be switched off."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from tests.replica.fault import Fault
from tests.replica.scenario import Scenario
from tests.replica.server import Answer, Asked, Replica


class Played(Replica):
    """Answers for all hosts of a source."""

    def __init__(self, scenario: Scenario, fault: Fault | None = None) -> None:
        super().__init__()
        self.scenario, self.fault = scenario, fault
        self.struck = 0
        """Answers that the fault took the place of."""
        self.given: list[tuple[str, Answer]] = []
        """What was answered, each with its place: list, page, robots or none."""
        self._at: tuple[object, ...] | None = None

    def serve(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        where, answer = self.good(asked)
        self.given.append((where, answer))
        fault = self.fault
        if fault is None or fault.spoil is None:
            return answer
        if fault.where == "all":
            return self._dying(fault, answer)
        if fault.where != where or self.struck >= fault.times:
            return answer
        if where == "list" and self.scenario.strikes not in asked.path:
            return answer
        for_ever = "for ever" in fault.name
        at = (asked.host, urlsplit(asked.path).path if for_ever else asked.path, where)
        if at != (self._at or at) and not fault.every:
            return answer
        spoilt = fault.spoil(self.scenario, self._first(asked) if for_ever else answer)
        if spoilt is None:
            return answer
        self._at = at
        self.struck += 1
        return self.sent(fault, asked, spoilt)

    def sent(self, fault: Fault, asked: Asked, spoilt: Answer) -> Answer:
        """What a fault made of an answer, where that depends on what was asked."""
        if "redirect loop" in fault.name:
            scheme = urlsplit(self.scenario.url).scheme
            spoilt.headers["Location"] = f"{scheme}://{asked.host}{asked.path}"
            spoilt.status = 307
        return spoilt

    def _dying(self, fault: Fault, answer: Answer) -> Answer:
        """The host answers once for a list or a page, and for nothing more."""
        whole = sum(where in ("list", "page") for where, _ in self.given)
        spoilt = fault.spoil(self.scenario, answer) if fault.spoil and (self.struck or whole > 1) else None
        self.struck += spoilt is not None
        return spoilt or answer

    def _rows(self) -> list[Any]:
        scenario, fault = self.scenario, self.fault
        if fault is not None and fault.rows is not None:
            return fault.rows(scenario, scenario.items)
        return [scenario.row(item) for item in scenario.items]

    def _first(self, asked: Asked) -> Answer:
        """The first page again, whichever was asked for: every number of a page is that of the first."""
        answer = self.scenario.lists(_on_first(asked, self.scenario.begins), self._rows())
        assert answer is not None
        return answer

    def good(self, asked: Asked) -> tuple[str, Answer]:
        """The place of what is asked for (list, page, robots or none), and what is answered without a fault."""
        if asked.path == "/robots.txt":
            return "robots", Answer(b"", 404, {"Content-Type": "text/plain"})
        page = self.scenario.document(asked)
        if page is not None:
            return "page", page
        answer = self.scenario.lists(asked, self._rows())
        if answer is None:
            return "none", Answer(b"<p>not here</p>", 404)
        self.struck += self.fault is not None and self.fault.rows is not None
        return "list", answer


class Current(Replica):
    """Whatever is played at the moment, at one port for all."""

    def __init__(self) -> None:
        super().__init__()
        self._played: Played | None = None

    def play(self, played: Played) -> None:
        self._played = played

    def serve(self, asked: Asked) -> Answer:
        assert self._played is not None
        return self._played.serve(asked)


def _on_first(asked: Asked, first: int) -> Asked:
    numbers = r"(page|p|pageNum|page_index|page_time|pageHelp\.pageNo|pageNo)=\d+"
    path = re.sub(numbers, rf"\g<1>={first}", asked.path, flags=re.I)
    path = re.sub(r"&resumeKey=[^&]*", "", path)
    form = dict(asked.form) | {name: "1" for name in ("pageNum", "page") if name in asked.form}
    form.pop("from", None)
    return replace(asked, path=path, form=form)
