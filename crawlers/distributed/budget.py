"""The requests of today by host, in Redis: workers that share it share one budget, whatever each of them asks for."""

from __future__ import annotations

from typing import Any

from crawlers.errors import FrontierUnreachable

PREFIX = "aftershock:budget"
_LIFE = 3 * 24 * 60 * 60
"""Seconds that the counts of a day are kept."""
_TODAY = """
local day = math.floor((tonumber(redis.call('TIME')[1]) + 8 * 3600) / 86400)
local today = KEYS[1] .. ':' .. string.format('%d', day)
"""
_SPEND = (
    _TODAY
    + """
local most = tonumber(ARGV[2])
if most > 0 and tonumber(redis.call('HGET', today, ARGV[1]) or '0') >= most then return 0 end
redis.call('HINCRBY', today, ARGV[1], 1)
redis.call('EXPIRE', today, tonumber(ARGV[3]))
return 1
"""
)
_USED = _TODAY + "return tonumber(redis.call('HGET', today, ARGV[1]) or '0')"
_HOSTS = _TODAY + "return redis.call('HGETALL', today)"


class SharedBudget:
    """A `crawlers.budget.Budget`. One key for each day, counted since 1970 in Beijing by the clock of Redis."""

    def __init__(self, client: Any, prefix: str = PREFIX) -> None:
        self._client = client
        self._prefix = prefix
        self._scripts = {
            name: client.register_script(text) for name, text in (("spend", _SPEND), ("used", _USED), ("hosts", _HOSTS))
        }

    @classmethod
    def open(cls, url: str) -> SharedBudget:
        """The counts in the Redis at an address. Raises FrontierUnreachable."""
        from crawlers.distributed.settings import connected

        return cls(connected(url))

    def spend(self, host: str, most: int) -> bool:
        return bool(self._run("spend", host, most, _LIFE))

    def used(self, host: str) -> int:
        return int(self._run("used", host))

    def hosts(self) -> dict[str, int]:
        found = self._run("hosts")
        return {host: int(count) for host, count in sorted(zip(found[::2], found[1::2], strict=True))}

    def close(self) -> None:
        self._client.close()

    def _run(self, script: str, *values: object) -> Any:
        from redis import RedisError

        try:
            return self._scripts[script](keys=[self._prefix], args=[str(value) for value in values])
        except RedisError as problem:
            raise FrontierUnreachable(
                f"the Redis in [crawl] redis cannot count requests ({problem}); none is sent"
            ) from problem
