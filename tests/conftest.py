"""What tests of several packages share."""

from tests.elasticsearch.fixtures import elastic_name, elasticsearch_url

__all__ = ["elastic_name", "elasticsearch_url"]
