"""Pages of government content systems: headline, time and origin stand in the meta elements that the state prescribes.

The names of the elements are those of the guide to government websites of 2017 (国办函〔2017〕84号): SiteName,
ArticleTitle, PubDate, ContentSource.
"""

from __future__ import annotations

import re
from typing import ClassVar

from crawlers.assembly import Line, squeeze
from crawlers.errors import PageChanged
from crawlers.generic import fragment_lines
from crawlers.layout import Layout
from crawlers.moments import Moment
from crawlers.rows import moment

_NONE = re.compile(r"(?:本站|本网|无|null|-)?")
"""What is given as the origin where there is none."""


class OfficialLayout(Layout):
    """Base of such publishers' layouts; selectors serve where a page lacks the meta elements."""

    bodies: ClassVar[tuple[str, ...]]
    """Selectors of the body, by the ages of the layout; the first that holds text is it."""

    def meta(self, *names: str) -> str:
        """The content of the first meta element that has some; "" when there is none."""
        for name in names:
            for tag in self.soup.select(f'meta[name="{name}" i]'):
                if squeeze(str(tag.get("content") or "")):
                    return squeeze(str(tag["content"]))
        return ""

    def title(self) -> str:
        whole = self.soup.select_one("title")
        head = re.split(r"\s*[_|]|\s+-\s+", squeeze(whole.get_text()))[0] if whole else ""
        return self.meta("ArticleTitle") or self.any(self.title_at) or head or self._missing(self.title_at)

    def published(self) -> Moment | None:
        return moment(self.meta("PubDate", "publishdate")) or super().published()

    def original_publisher(self) -> str | None:
        stated = self.meta("ContentSource").removeprefix("来源：").removeprefix("来源:").strip()
        if stated in ("", self.publisher, self.meta("SiteName")) or _NONE.fullmatch(stated):
            stated = super().original_publisher() or ""
        return stated or None

    def lines(self) -> list[Line]:
        for selector in self.bodies:
            for body in self.soup.select(selector):
                for noise in self.noise:
                    for tag in body.select(noise):
                        tag.decompose()
                found = fragment_lines(str(body))
                if found:
                    return found
        raise PageChanged(self.capture.url, ", ".join(self.bodies), 0)
