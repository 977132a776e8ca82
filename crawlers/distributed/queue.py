"""scrapy-redis' queue with leases: what is popped stays in Redis until it is done with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.dupefilters import BaseDupeFilter
from scrapy_redis.queue import Base

from crawlers.distributed.frontier import Frontier, identity


class Unfiltered(BaseDupeFilter):
    """The frontier knows what was asked for; no second memory of it is kept."""

    @classmethod
    def from_settings(cls, settings: Any) -> Self:
        return cls()


class LeasedQueue(Base):  # type: ignore[misc]
    """Pages are whole requests; a seed is the number of a request that every worker with this plan begins with."""

    def __init__(self, server: Any, spider: Any, key: str, serializer: Any = None) -> None:
        super().__init__(server, spider, key, serializer)
        settings = spider.crawler.settings
        lease = timedelta(seconds=settings.getfloat("CRAWL_LEASE"))
        self.frontier = Frontier(server, self.key, settings["CRAWL_WORKER"], lease)
        self.between = settings.getfloat("DOWNLOAD_DELAY")
        self.seeds: dict[int, Request] = {}

    def __len__(self) -> int:
        return len(self.frontier)

    def push(self, request: Request) -> int:
        """1: added, 0: there already, 2: done recently."""
        host = urlsplit(request.url).hostname or ""
        if "first" in request.meta:
            number = int(request.meta["first"])
            entry = {"seed": number, "host": host, "priority": request.priority}
            return self.frontier.push(f"seed {number}", entry, seed=True)
        entry = {
            "url": request.url,
            "shape": request.meta["shape"],
            "listed": request.meta["listed"],
            "host": host,
            "priority": request.priority,
        }
        return self.frontier.push(identity(request.meta["kept"]), entry, recheck=self.spider.plan.recheck)

    def pop(self, timeout: float = 0) -> Request | None:
        taken = self.frontier.take(self.between)
        if taken is None:
            return None
        request = self._request(taken.entry)
        request.meta["lease"] = taken.id
        request.meta["wait"] = taken.wait
        return request

    def _request(self, entry: dict[str, Any]) -> Request:
        if "seed" in entry:
            seed = self.seeds[entry["seed"]]
            return seed.replace(meta={name: value for name, value in seed.meta.items() if name != "first"})
        self.spider.allow(entry["url"])
        page: Request = self.spider.page(entry["url"], entry["shape"], entry["listed"])
        return page

    def clear(self) -> None:
        raise NotImplementedError("what several workers share is emptied by none of them")
