"""The frontier: nothing is given out twice while it is in hand, nothing is lost with a worker, no host is hurried."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from crawlers.distributed import plain
from crawlers.distributed.frontier import AHEAD, Frontier, Taken, identity

pytestmark = pytest.mark.redis
LEASE = timedelta(seconds=0.4)


@pytest.fixture
def redis(redis_url: str) -> Iterator[Any]:
    import redis

    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        yield client


def workers(redis: Any, lease: timedelta = LEASE) -> tuple[Frontier, Frontier]:
    one, other = (Frontier(redis, "test", name, lease) for name in ("a", "b"))
    one.open()
    return one, other


def page(number: int, host: str = "a.example", priority: int = 0) -> tuple[str, dict[str, Any]]:
    url = f"https://{host}/{number}"
    return identity(url), {"url": url, "host": host, "priority": priority}


def test_each_request_is_given_out_once_and_most_urgent_first(redis: Any) -> None:
    one, other = workers(redis)
    assert [one.push(*page(number, priority=number)) for number in range(4)] == [1, 1, 1, 1]
    assert other.push(*page(2)) == 0
    taken = [frontier.take(0.0) for frontier in (one, other, one, other)]
    assert [item.entry["priority"] for item in taken if item] == [3, 2, 1, 0]
    assert one.take(0.0) is None and len(one) == 4
    for item in taken:
        one.done(item.id if item else "")
    assert len(one) == 0
    # Done in this run, or lately: not again.
    assert one.push(*page(2)) == 2
    one.open()
    assert one.push(*page(2), recheck=timedelta(days=1)) == 2 and one.push(*page(2)) == 1


def test_what_a_dead_worker_had_comes_back_and_a_living_one_keeps_its_own(redis: Any) -> None:
    one, other = workers(redis)
    one.push(*page(1))
    one.push(*page(2))
    first, second = one.take(0.0), one.take(0.0)
    assert first and second
    deadline = time.monotonic() + 10 * LEASE.total_seconds()
    back = None
    while back is None and time.monotonic() < deadline:
        assert one.renew([first.id]) == 1  # the second is forgotten, as by a worker that died
        back = other.take(0.0)
        time.sleep(0.05)
    assert back and back.id == second.id
    assert one.renew([second.id]) == 0  # it is another's now
    assert other.take(0.0) is None


def test_seeds_of_a_finished_run_are_asked_for_again_and_failures_too(redis: Any) -> None:
    one, other = workers(redis)
    seed = {"seed": 0, "host": "a.example", "priority": 10}
    assert one.push("seed 0", seed, seed=True) == 1
    taken = one.take(0.0)
    assert taken and taken.entry == seed
    one.finished(taken.id)
    one.push(*page(1))
    other.open()  # joins the run: the seed is done with
    assert other.push("seed 0", seed, seed=True) == 0
    taken = other.take(0.0)
    assert taken
    other.failed(taken.id, "server error")
    assert other.failures() == {taken.id: "server error"}
    other.open()
    assert other.push("seed 0", seed, seed=True) == 1 and other.push(*page(1)) == 1


def test_a_host_is_asked_in_turn_by_whichever_worker(redis: Any) -> None:
    one, other = workers(redis, timedelta(minutes=5))
    third = Frontier(redis, "test", "c", timedelta(minutes=5))
    for number in range(3):
        one.push(*page(number))
    one.push(*page(9, "b.example"))
    waits = [frontier.take(5.0) for frontier in (one, other, one, other)]
    by_host = {
        host: [round(t.wait) for t in waits if t and t.entry["host"] == host] for host in ("a.example", "b.example")
    }
    assert by_host == {"a.example": [0, 5, 10], "b.example": [0]}
    assert 14 < one.reserve("a.example", 5.0) <= 15
    one.push(*page(4))
    assert other.take(30.0) is None  # it has one of this host already, and this is far ahead
    assert third.take(30.0) is not None
    one.push(*page(5))
    assert Frontier(redis, "test", "d", LEASE).take(30.0) is None  # its turn is too far away to be promised to anybody


def test_sources_that_ask_one_host_take_turns_at_it(redis: Any) -> None:
    feed, sitemap = (Frontier(redis, name, "a", timedelta(minutes=5)) for name in ("feed", "sitemap"))
    for number in range(2):
        feed.push(*page(number))
        sitemap.push(*page(number + 2))
    turns = [frontier.take(5.0) for frontier in (feed, sitemap, feed)]
    assert [round(turn.wait) for turn in turns if turn] == [0, 5, 10]
    assert 14 < feed.reserve("a.example", 5 * AHEAD) <= 15
    assert sitemap.take(5.0) is None  # the other has all turns that could be promised now
    sitemap.push(*page(9, "b.example"))
    turn = sitemap.take(5.0)
    assert turn is not None and turn.entry["host"] == "b.example"


def test_no_worker_has_all_the_turns_of_a_host_however_often_it_asks(redis: Any) -> None:
    one, other = workers(redis, timedelta(minutes=5))
    for number in range(40):
        one.push(*page(number))
    one.push(*page(1, "b.example"))
    assert other.take(1.0) is not None  # it is there, and asks for long nothing more

    def greedy(worker: Frontier) -> list[Taken]:
        return list(iter(lambda: worker.take(1.0), None))

    mine = greedy(one)
    assert {turn.entry["host"] for turn in mine} == {"a.example", "b.example"}
    assert 14 <= sum(turn.entry["host"] == "a.example" for turn in mine) <= 16  # half of the seconds ahead
    late = Frontier(redis, "test", "c", timedelta(minutes=5))
    turn = late.take(1.0)
    assert turn is not None and turn.entry["host"] == "a.example" and turn.wait <= 17
    for item in mine:
        one.done(item.id)
    assert one.take(1.0) is not None and redis.hgetall("test:held") == {
        "a.example a": "1",
        "a.example b": "1",
        "a.example c": "1",
    }


def test_only_json_goes_in_and_out() -> None:
    with pytest.raises(TypeError):
        plain.dumps({"a": object()})
    with pytest.raises(ValueError, match="list"):
        plain.loads(b"[1]")
    with pytest.raises(ValueError):
        plain.loads(b"\x80\x04\x95.")  # a pickle
