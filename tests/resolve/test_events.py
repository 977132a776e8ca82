"""Events keep their words and find the names they concern."""

from __future__ import annotations

from datetime import date

from aftershock.resolve import resolve
from tests.resolve.made import count, document, event, name


def test_actor_and_subject_become_names_and_figures_offsets() -> None:
    text = "前文。某平台关闭云上、林风的54家店铺。"
    state = document(
        "a", text, name("某平台", "platform"), name("云上"), name("林风"), count("54家", 54, "云上"),
        event(text, "某平台关闭云上、林风的54家店铺", "封号", "54家", actor="某平台",
              subject="云上、林风", date=date(2021, 7, 1)),
    )  # fmt: skip
    result = resolve([state])
    ids = {one.name: one.id for one in result.names}
    (one,) = result.events
    assert one.names == (ids["某平台"], ids["云上"], ids["林风"])
    assert one.figures == (text.index("54家"),)
    assert one.evidence.quote == "某平台关闭云上、林风的54家店铺。"
    assert (one.actor, one.subject, one.date) == ("某平台", "云上、林风", date(2021, 7, 1))


def test_without_actor_and_subject_the_names_in_its_words_serve() -> None:
    text = "云上店铺被关，林风没有。"
    state = document("a", text, name("云上"), name("林风"), event(text, "云上店铺被关", "封号"))
    (one,) = resolve([state]).events
    assert [name.name for name in resolve([state]).names if name.id in one.names] == ["云上"]


def test_newest_first_by_the_events_own_day() -> None:
    def happened(key: str, day: date, own: date | None) -> object:
        text = f"{key}：云上关店。"
        return document(key, text, event(text, "云上关店", "关店", date=own), day=day)

    states = [happened("a", date(2021, 8, 3), date(2021, 7, 1)), happened("b", date(2021, 8, 1), None)]
    found = resolve(states).events  # type: ignore[arg-type]
    assert [one.evidence.quote[0] for one in found] == ["b", "a"]


def test_only_the_newest_version_tells_events() -> None:
    old, new = "云上关店。", "云上没有关店。"
    states = [
        document("a", old, event(old, "云上关店", "关店")),
        document("a", new, event(new, "云上没有关店", "关店", negated=True), number=2),
    ]
    (one,) = resolve(states).events
    assert one.negated
