"""A real Elasticsearch node for tests, assembled from its published jars."""
