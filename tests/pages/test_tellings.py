"""Times are told as exactly as sentences give them, and no more."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from aftershock.model import Facts, Mention, Version
from aftershock.pages import SiteOptions, build
from aftershock.pages.wave import gather
from tests.pages.wave_sample import Sample


class Dated(Sample):
    """A sample whose texts' dates are marked too."""

    days: dict[str, tuple[str, date, date | None]]

    def facts(self, version: Version, /) -> Facts:
        text, found = version.article.text, []
        for words, (figure, first, last) in self.days.items():
            at = text.find(words)
            if at >= 0:
                start = text.index(figure, at)
                found.append(Mention("date", start, start + len(figure), figure, from_=first, to=last))
        return Facts(mentions=(*super().facts(version).mentions, *sorted(found, key=lambda m: m.start)))


def sample() -> Dated:
    s = Dated()
    s.days = {
        "2022年以来，甲": ("2022年以来", date(2022, 1, 1), None),
        "到8月初，乙": ("8月初", date(2022, 8, 1), date(2022, 8, 10)),
        "8月1日，丙": ("8月1日", date(2022, 8, 1), date(2022, 8, 1)),
        "昨日，丁": ("昨日", date(2022, 8, 11), date(2022, 8, 11)),
    }
    d = s.add(
        "四件事",
        "2022年以来，甲商行被封号。到8月初，乙商行被封号。8月1日，丙商行被封号。昨日，丁商行被封号。",
        day="2022-08-12T09:00", publisher="晨报",
    )  # fmt: skip
    for key, words, day in (
        ("a", "甲商行", "2022-01-01"), ("b", "乙商行", "2022-08-01"), ("c", "丙商行", "2022-08-01"),
        ("d", "丁商行", "2022-08-11"),
    ):  # fmt: skip
        s.name(key, words, "seller")
        s.happened("封号", d, words, names=(key,), day=day)
    return s


def test_a_stretch_of_time_is_no_day() -> None:
    wave = gather(sample(), {})
    told = {event.names[0]: event for event in wave.events}
    assert wave.day(told["a"]) == date(2022, 8, 12) and not wave.dated(told["a"])
    assert wave.times.words == {told["b"].id: "8月初"}
    assert wave.day(told["c"]) == date(2022, 8, 1) and wave.dated(told["d"])


def test_pages_say_the_words_of_the_source_and_the_period_counts_days_only(tmp_path: Path) -> None:
    build(sample(), tmp_path, SiteOptions(title="封号潮"))
    home = (tmp_path / "index.html").read_text("utf-8")
    assert "1月1日" not in home and not (tmp_path / "months" / "2022-01.html").exists()
    assert '<h3 class="stretch"><b>8月初</b></h3>' in home
    span = re.search(r'class="span">(.*?)</p>', home, re.DOTALL)
    assert span and "2022年8月1日" in span[1] and "2022年8月11日" in span[1]
    month = (tmp_path / "months" / "2022-08.html").read_text("utf-8")
    assert '"startDate":"2022-08"' in month and '"startDate":"2022-08-01"' in month
    anchors = re.findall(r'<li class="day" id="([^"]+)"', month)
    assert anchors == ["d2022-08-01", "d2022-08-01-1", "d2022-08-11", "d2022-08-12"]


def test_the_events_own_days_bound_the_period(tmp_path: Path) -> None:
    build(sample(), tmp_path, SiteOptions(title="封号潮", first=date(2022, 8, 5), last=date(2022, 12, 31)))
    span = re.search(r'class="span">(.*?)</p>', (tmp_path / "index.html").read_text("utf-8"), re.DOTALL)
    assert span and "2022年8月1日" not in span[1] and "2022年8月11日" in span[1]
