"""The settings of a crawl that several workers share."""

from __future__ import annotations

import hashlib
import os
import socket
import uuid
from typing import Any

from crawlers.distributed import plain
from crawlers.errors import FrontierUnreachable
from crawlers.plan import Plan

TIMEOUT = 10.0
"""Seconds for an answer of Redis."""


PARAMETERS = {"decode_responses": True, "socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT}


def connected(url: str) -> Any:
    """A client of the Redis at an address. Raises FrontierUnreachable: it does not answer, or the extra is missing."""
    try:
        import redis
        import scrapy_redis  # noqa: F401 - its absence is to be said here
    except ImportError as problem:
        raise FrontierUnreachable(
            f"a crawl shared through Redis needs packages that are missing ({problem.name}); "
            "pip install 'aftershock[distributed]'"
        ) from problem
    try:
        client = redis.Redis.from_url(url, **PARAMETERS)
        client.ping()
    except (redis.RedisError, ValueError) as problem:
        raise FrontierUnreachable(f"the Redis in [crawl] redis does not answer ({problem}); start it") from problem
    return client


def for_worker(plan: Plan) -> dict[str, Any]:
    """What a worker's crawl has besides. Raises FrontierUnreachable."""
    connected(plan.redis).close()
    return {
        "SCHEDULER": "crawlers.distributed.scheduler.SharedScheduler",
        "DUPEFILTER_CLASS": "crawlers.distributed.queue.Unfiltered",
        "SCHEDULER_PERSIST": True,
        "SCHEDULER_QUEUE_CLASS": "crawlers.distributed.queue.LeasedQueue",
        "SCHEDULER_QUEUE_KEY": f"aftershock:{identity(plan)}:%(spider)s",
        "SCHEDULER_SERIALIZER": "crawlers.distributed.plain",
        "REDIS_URL": plan.redis,
        "REDIS_PARAMS": PARAMETERS,
        "CRAWL_WORKER": plan.worker or f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}",
        "CRAWL_LEASE": plan.lease,
    }


def identity(plan: Plan) -> str:
    """Workers whose plans ask for the same share a frontier."""
    companies = [[company.code, company.orgid] for company in plan.companies]
    asked = {
        "since": str(plan.since),
        "until": str(plan.until),
        "companies": companies,
        "words": list(plan.words),
        "addresses": {name: list(given) for name, given in plan.addresses.items()},
    }
    return hashlib.sha256(plain.dumps(asked).encode()).hexdigest()[:16]
