"""What tests of several packages share."""

from tests.distributed.fixtures import redis_server, redis_url
from tests.elasticsearch.fixtures import elastic_name, elasticsearch_url

__all__ = ["elastic_name", "elasticsearch_url", "redis_server", "redis_url"]
