"""What tests of several packages share, and the order in which two processes take them."""

import pytest
from hypothesis import settings

from tests.distributed.fixtures import redis_server, redis_url
from tests.elasticsearch.fixtures import elastic_name, elasticsearch_home, elasticsearch_url
from tests.ready.starting import ready

__all__ = ["elastic_name", "elasticsearch_home", "elasticsearch_url", "ready", "redis_server", "redis_url"]

# Tests measure no time: on a busy machine a single example may take longer than hypothesis allows by itself.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that take long first: the last of them would keep one process while the other has nothing left to do.

    Of two processes each begins with a half of all tests; so half of the long ones begin each half, in turned order:
    what two of them share is then made while the other process is at something else.
    """
    long = [item for item in items if item.get_closest_marker("slow")]
    others = [item for item in items if not item.get_closest_marker("slow")]
    middle = max(0, len(items) // 2 - len(long[::2]))
    items[:] = [*long[::2], *others[:middle], *long[1::2][::-1], *others[middle:]]
