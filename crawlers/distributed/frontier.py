"""The frontier in Redis: what is to be asked, who is asking, what is done, and when each host may be asked again.

A request that is taken stays in Redis under a lease. A worker renews the leases of what it has in hand; those of a dead
one run out, and its requests are given to others. All steps are Lua scripts, so that each happens wholly or not at all;
the clock is that of Redis, so that machines need not agree on the time.

Turns at a host are given out ahead of their time. A worker that has some of a host gets those of the next seconds, the
fewer the more workers there are; so whoever comes with none finds one, however often the others ask.

Keys, under one prefix: entries (id → JSON), pending:HOST (ids by priority), hosts (hosts that have some, by when they
may be asked), leases (id by deadline), holders (id → worker),
done (id → when), failed (id → reason), finished (seeds done with in this run), run (when it began), workers (by when
they asked last), held (host and worker → how many turns the one has of the other).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crawlers.address import canonical
from crawlers.distributed import plain

AHEAD = 30.0
"""Seconds ahead of its time that a request may be taken, to be asked when its host's turn has come."""
PACE = "aftershock:pace"
"""Host → when it may be asked next: one for all frontiers, since several sources may ask one host."""

_COMMON = """
local t = redis.call('TIME'); local now = t[1] + t[2] / 1000000
local function key(name) return KEYS[1] .. ':' .. name end
local function enqueue(id, host, score)
  redis.call('ZADD', key('pending:' .. host), score, id)
  local free = tonumber(redis.call('HGET', KEYS[2], host) or '0')
  redis.call('ZADD', key('hosts'), 'NX', math.max(now, free), host)
end
local function reserve(host, between)
  local free = math.max(now, tonumber(redis.call('HGET', KEYS[2], host) or '0'))
  redis.call('HSET', KEYS[2], host, free + between)
  return free
end
local function let_go(id)
  local worker, entry = redis.call('HGET', key('holders'), id), redis.call('HGET', key('entries'), id)
  redis.call('ZREM', key('leases'), id); redis.call('HDEL', key('holders'), id)
  if not (worker and entry) then return entry end
  local turns = cjson.decode(entry)['host'] .. ' ' .. worker
  if redis.call('HINCRBY', key('held'), turns, -1) <= 0 then redis.call('HDEL', key('held'), turns) end
  return entry
end
"""
# New run: seeds that an earlier one finished are asked for again.
_OPEN = (
    _COMMON
    + """
if redis.call('HLEN', key('entries')) == 0 then
  redis.call('DEL', key('finished')); redis.call('SET', key('run'), now)
end
"""
)
_PUSH = (
    _COMMON
    + """
local id, entry, host, score, recheck, seed = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5]), ARGV[6]
if redis.call('HEXISTS', key('entries'), id) == 1 then return 0 end
if seed == '1' then
  if redis.call('HEXISTS', key('finished'), id) == 1 then return 0 end
else
  local done = redis.call('HGET', key('done'), id)
  local run = tonumber(redis.call('GET', key('run')) or '0')
  if done and (now - tonumber(done) < recheck or tonumber(done) >= run) then return 2 end
end
redis.call('HSET', key('entries'), id, entry)
enqueue(id, host, score)
return 1
"""
)
_TAKE = (
    _COMMON
    + """
local lease, between, ahead, worker = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('leases'), '-inf', now, 'LIMIT', 0, 100)) do
  local entry = let_go(id)
  if entry then local e = cjson.decode(entry); enqueue(id, e['host'], -e['priority']) end
end
redis.call('ZREMRANGEBYSCORE', key('workers'), '-inf', now - lease)
redis.call('ZADD', key('workers'), now, worker)
local share = ahead / redis.call('ZCARD', key('workers'))
for _, host in ipairs(redis.call('ZRANGEBYSCORE', key('hosts'), '-inf', now + ahead, 'LIMIT', 0, 100)) do
  local queue, turns = key('pending:' .. host), host .. ' ' .. worker
  local id = redis.call('ZRANGE', queue, 0, 0)[1]
  local free = tonumber(redis.call('HGET', KEYS[2], host) or '0')
  if id and free > now + ahead then
    redis.call('ZADD', key('hosts'), free, host) -- another source has the turns until then
  elseif id and free > now + share and redis.call('HEXISTS', key('held'), turns) == 1 then
    -- It has its share of this host: the turn is for another.
  elseif id then
    redis.call('ZREM', queue, id)
    local due = reserve(host, between)
    redis.call('ZADD', key('leases'), math.max(now, due) + lease, id)
    redis.call('HSET', key('holders'), id, worker); redis.call('HINCRBY', key('held'), turns, 1)
    if redis.call('ZCARD', queue) > 0 then redis.call('ZADD', key('hosts'), due + between, host)
    else redis.call('ZREM', key('hosts'), host) end
    return {id, redis.call('HGET', key('entries'), id), tostring(due - now)}
  else redis.call('ZREM', key('hosts'), host) end
end
return false
"""
)
_RESERVE = _COMMON + "return tostring(reserve(ARGV[1], tonumber(ARGV[2])) - now)"
_RENEW = (
    _COMMON
    + """
local lease, worker, kept = tonumber(ARGV[1]), ARGV[2], 0
for i = 3, #ARGV do
  if redis.call('HGET', key('holders'), ARGV[i]) == worker then
    redis.call('ZADD', key('leases'), 'XX', 'GT', now + lease, ARGV[i]); kept = kept + 1
  end
end
return kept
"""
)
_SETTLE = (
    _COMMON
    + """
local id, outcome, why = ARGV[1], ARGV[2], ARGV[3]
local entry = redis.call('HGET', key('entries'), id)
if entry then redis.call('ZREM', key('pending:' .. cjson.decode(entry)['host']), id) end
let_go(id); redis.call('HDEL', key('entries'), id)
if outcome == 'done' then redis.call('HSET', key('done'), id, now); redis.call('HDEL', key('failed'), id)
elseif outcome == 'failed' then redis.call('HSET', key('failed'), id, why)
else redis.call('HSET', key('finished'), id, now) end
"""
)


def identity(url: str) -> str:
    """The id of a page in the frontier: the same for all spellings of its address."""
    return hashlib.sha256(canonical(url).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Taken:
    """A request that a worker has in hand."""

    id: str
    entry: dict[str, Any]
    wait: float
    """Seconds until its host may be asked."""


class Frontier:
    """One source's frontier. `redis` is a client that answers with text (decode_responses)."""

    def __init__(self, redis: Any, prefix: str, worker: str, lease: timedelta) -> None:
        self._redis = redis
        self._prefix = prefix
        self._worker = worker
        self._lease = lease.total_seconds()
        scripts = {"push": _PUSH, "take": _TAKE, "reserve": _RESERVE, "renew": _RENEW, "settle": _SETTLE, "open": _OPEN}
        self._scripts = {name: redis.register_script(text) for name, text in scripts.items()}

    def _run(self, script: str, *values: object) -> Any:
        return self._scripts[script](keys=[self._prefix, PACE], args=[str(value) for value in values])

    def open(self) -> None:
        """Begin a run, or join the one that is under way."""
        self._run("open")

    def push(self, id: str, entry: dict[str, Any], *, recheck: timedelta = timedelta(0), seed: bool = False) -> int:
        """Add a request (`entry` names its host and priority). 1: added, 0: there already, 2: done recently."""
        text = plain.dumps(entry)
        seconds = recheck.total_seconds()
        return int(self._run("push", id, text, entry["host"], -entry["priority"], seconds, int(seed)))

    def take(self, between: float) -> Taken | None:
        """The next request, and how long its host is still left alone; None when none is due soon.

        `between` are the seconds between two requests to a host, of whichever worker.
        """
        found = self._run("take", self._lease, between, AHEAD, self._worker)
        return Taken(found[0], plain.loads(found[1]), max(0.0, float(found[2]))) if found else None

    def reserve(self, host: str, between: float) -> float:
        """Take a turn at a host for a request that is not of the frontier; seconds until it has come."""
        return max(0.0, float(self._run("reserve", host, between)))

    def renew(self, ids: Iterable[str]) -> int:
        """Keep what one has in hand; how many of these are still one's own."""
        return int(self._run("renew", self._lease, self._worker, *ids))

    def done(self, id: str) -> None:
        """The page is on the disk."""
        self._run("settle", id, "done", "")

    def failed(self, id: str, why: str) -> None:
        """The page could not be fetched in this run; the next asks again."""
        self._run("settle", id, "failed", why)

    def finished(self, id: str) -> None:
        """All lists that follow from a seed were read."""
        self._run("settle", id, "finished", "")

    def __len__(self) -> int:
        """Requests that wait, or that a worker has in hand."""
        return int(self._redis.hlen(f"{self._prefix}:entries"))

    def failures(self) -> dict[str, str]:
        """Id → why, of what could not be fetched."""
        return dict(self._redis.hgetall(f"{self._prefix}:failed"))
