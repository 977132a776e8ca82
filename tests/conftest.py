"""What tests of several packages share."""

from hypothesis import settings

from tests.distributed.fixtures import redis_server, redis_url
from tests.elasticsearch.fixtures import elastic_name, elasticsearch_home, elasticsearch_url
from tests.ready.starting import ready

__all__ = ["elastic_name", "elasticsearch_home", "elasticsearch_url", "ready", "redis_server", "redis_url"]

# Tests measure no time: on a busy machine a single example may take longer than hypothesis allows by itself.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
