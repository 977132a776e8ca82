"""The index on a cluster: Elasticsearch 8 or 9, an alias over versioned indices."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self, TypeVar

import elasticsearch
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, ConflictError, Elasticsearch, NotFoundError, TransportError

from indexer.bulk import send
from indexer.elastic_query import asked, counted
from indexer.elastic_schema import DEEPEST, MADE_BY, MAPPINGS, body, settings, unpacked
from indexer.errors import IndexMissing, IndexOutdated, IndexUnavailable, PartlyIndexed
from indexer.fields import fields, offset, refusal
from indexer.index import Entry, Query, Result
from indexer.recent import kept
from indexer.shown import FACETS, hit
from indexer.stages import readings
from indexer.words import Words

PAGE = 5_000
"""Entries read at once when all versions are listed."""
ATTEMPTS = 4
"""How often a read is tried that met an index being replaced."""
_PAUSE = 0.05
"""Seconds before the second try; doubled each time."""

Answer = TypeVar("Answer")


class ElasticIndex:
    """The `Index` contract on Elasticsearch. Open with `ElasticIndex.open`."""

    def __init__(self, client: Elasticsearch, name: str, words: Words, shards: int) -> None:
        self._client = client
        self._name = name
        self._words = words
        self._shards = shards
        self._checked = False

    @classmethod
    def open(
        cls,
        url: str,
        name: str,
        *,
        api_key: str | None = None,
        ca_certs: str | None = None,
        names: Iterable[str] = (),
        shards: int = 1,
        timeout: float = 30.0,
    ) -> ElasticIndex:
        """Connect to the server at `url`; `name` is the alias, made at the first write.

        `names` are words that the second stage of a search never cuts apart. Raises IndexUnavailable when the server
        does not answer or the name belongs to something else. An index of another version can be opened, so that it
        can be rebuilt; all other methods raise IndexOutdated then.
        """
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,100}", name):
            raise IndexUnavailable(
                f"{name!r} cannot be an index name: use lower-case letters, digits, - and _, "
                "beginning with a letter or a digit"
            )
        try:
            client = Elasticsearch(
                url,
                api_key=api_key,
                ca_certs=ca_certs or DEFAULT,
                request_timeout=timeout,
                max_retries=2,
                retry_on_timeout=True,
            )
        except (ValueError, OSError) as error:
            raise IndexUnavailable(f"the Elasticsearch address {url!r} cannot be used: {error}") from error
        index = cls(client, name, Words(names), shards)
        try:
            index._tell(lambda: client.cluster.health(timeout="5s"))
            index._targets(any_version=True)
        except BaseException:
            index.close()
            raise
        return index

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    # -- writing

    def add(self, entries: Iterable[Entry]) -> None:
        """Add or replace. On return they can be found and are on the disks of the server. Raises PartlyIndexed."""
        self._make()
        failures = self._index(entries, self._name)
        if failures:
            raise PartlyIndexed(failures)

    def remove(self, ids: Iterable[str]) -> None:
        """Remove; ids that are not there are no error."""
        if not self._targets():
            return
        actions = ({"_op_type": "delete", "_index": self._name, "_id": id_} for id_ in ids)
        failures = self._tell(lambda: send(self._client, actions))
        self._tell(lambda: self._client.indices.refresh(index=self._name))
        if failures:
            raise PartlyIndexed(failures)

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Fill a new index and turn the alias to it at once; then delete the old one."""
        old = self._targets(any_version=True)
        fresh = self._create()
        try:
            failures = self._index(entries, fresh)
            self._turn(fresh, old)
        except BaseException:
            self._delete([fresh])
            raise
        self._delete([name for name in self._all_ours() if name != fresh])
        if failures:
            raise PartlyIndexed(failures)

    def _index(self, entries: Iterable[Entry], target: str) -> dict[str, str]:
        refused: dict[str, str] = {}

        def actions() -> Iterable[dict[str, Any]]:
            for entry in entries:
                if reason := refusal(entry):
                    refused[entry.id] = reason
                else:
                    yield {"_op_type": "index", "_index": target, "_id": entry.id, "_source": body(fields(entry))}

        failures = self._tell(lambda: send(self._client, actions()))
        self._tell(lambda: self._client.indices.refresh(index=target))
        return refused | failures

    def _make(self) -> None:
        """Make the alias and its first index where there are none."""
        if self._targets():
            return
        fresh = self._create()
        self._turn(fresh, [])

    def _create(self) -> str:
        number = max((int(name.rpartition("-")[2]) for name in self._all_ours()), default=0)
        for attempt in range(1, 100):
            fresh = f"{self._name}-{number + attempt:06d}"
            try:
                self._client.indices.create(index=fresh, mappings=MAPPINGS, settings=settings(self._shards))
                return fresh
            except ApiError as error:
                if "resource_already_exists" not in str(error):
                    raise self._explained(error) from error
            except TransportError as error:
                raise self._explained(error) from error
        raise IndexUnavailable(f"no free index name after {self._name}-{number:06d}")

    def _turn(self, fresh: str, old: list[str]) -> None:
        actions: list[dict[str, Any]] = [{"remove": {"index": name, "alias": self._name}} for name in old]
        actions.append({"add": {"index": fresh, "alias": self._name}})
        self._tell(lambda: self._client.indices.update_aliases(actions=actions))

    def _delete(self, names: list[str]) -> None:
        for name in names:
            self._tell(lambda name=name: self._client.indices.delete(index=name, ignore_unavailable=True))  # type: ignore[misc]

    # -- reading

    def search(self, query: Query) -> Result:
        """Find, in stages: the literal runs by AND; jieba's words of them by AND; by OR."""
        if offset(query) + max(query.size, 0) > DEEPEST:
            raise IndexUnavailable(f"only the first {DEEPEST} hits can be paged through; narrow the query")
        for reading in readings(query, self._words):
            answer = self._ask(asked(query, reading))
            total = int(answer["hits"]["total"]["value"])
            if total:
                finders = reading.finders
                hits = tuple(
                    hit(kept(unpacked(found["_source"])), float(found["_score"] or 0.0), finders)
                    for found in answer["hits"]["hits"]
                )
                counts = counted(answer["aggregations"]) if query.facets else {}
                return Result(total, hits, counts, reading.stage)
        return Result(0, (), {name: {} for name in FACETS} if query.facets else {})

    def at_once(self, query: Query) -> None:
        """None: the server is waited for."""

    def facets(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        """The facets of `search` without its hits."""
        return self.search(query._replace(size=0, facets=True)).facets

    def count(self) -> int:
        """Number of entries."""
        self._known()
        return int(self._patiently(lambda: self._client.count(index=self._name))["count"])

    def state(self) -> object | None:
        """None: another process may have changed the index since."""
        return None

    def versions(self) -> Mapping[str, str]:
        """id → version of every entry, of one moment."""
        found: dict[str, str] = {}
        if not self._targets():
            return found
        opened = self._patiently(lambda: self._client.open_point_in_time(index=self._name, keep_alive="2m"))
        pit: str = opened["id"]
        try:
            while page := self._page_of_versions(pit, max(found, default=None)):
                found.update((one["_id"], one["_source"]["version"]) for one in page)
        finally:
            self._client.close_point_in_time(id=pit)
        return found

    def verify(self) -> None:
        """Nothing: the server compares its files with their checksums by itself, and fails what is damaged."""

    def _page_of_versions(self, pit: str, after: str | None) -> list[Any]:
        answer = self._tell(
            lambda: self._client.search(
                size=PAGE,
                sort=[{"id": "asc"}],
                source={"includes": ["version"]},
                pit={"id": pit, "keep_alive": "2m"},
                search_after=None if after is None else [after],
                track_total_hits=False,
            )
        )
        page: list[Any] = answer["hits"]["hits"]
        return page

    def _ask(self, question: Mapping[str, Any]) -> Any:
        self._known()
        return self._patiently(
            lambda: self._client.search(index=self._name, allow_partial_search_results=False, **question)
        )

    def _patiently(self, call: Callable[[], Answer]) -> Answer:
        """Ask again when the index was replaced, or a node lost, between the parts of an answer."""
        for attempt in range(ATTEMPTS):
            try:
                return call()
            except ApiError as error:
                fleeting = error.status_code in (404, 429, 502, 503, 504)
                if not fleeting or attempt == ATTEMPTS - 1:
                    raise self._explained(error) from error
            except TransportError as error:
                raise self._explained(error) from error
            time.sleep(_PAUSE * 2**attempt)
        raise AssertionError("the last attempt returns or raises")

    # -- what is there

    def _known(self) -> None:
        """Before the first read: that what is there is of this version."""
        if not self._checked:
            self._checked = bool(self._targets())

    def _targets(self, *, any_version: bool = False) -> list[str]:
        """The indices the alias stands for: none or one of ours. Raises IndexUnavailable, IndexOutdated."""
        try:
            found = self._client.indices.get_mapping(index=self._name)
        except NotFoundError:
            return []
        except (ApiError, TransportError) as error:
            raise self._explained(error) from error
        for name, told in found.items():
            meta = told["mappings"].get("_meta") or {}
            if name == self._name or meta.get("made_by") != MADE_BY["made_by"]:
                raise IndexUnavailable(
                    f"the server has an index {self._name!r} that this program did not make; it was left as it is. "
                    "Choose another name (index.name)"
                )
            if meta != MADE_BY and not any_version:
                raise IndexOutdated(
                    f"the index {self._name!r} was made by another version of this program; "
                    "run 'aftershock index --rebuild'"
                )
        return list(found)

    def _all_ours(self) -> list[str]:
        """Our versioned indices, also those of a rebuild that was cut short."""
        found = self._tell(lambda: self._client.indices.get_mapping(index=f"{self._name}-*", allow_no_indices=True))
        return [
            name
            for name, told in found.items()
            if re.fullmatch(re.escape(self._name) + r"-\d{6}", name)
            and (told["mappings"].get("_meta") or {}).get("made_by") == MADE_BY["made_by"]
        ]

    def _tell(self, call: Callable[[], Answer]) -> Answer:
        try:
            return call()
        except (ApiError, TransportError) as error:
            raise self._explained(error) from error

    def _explained(self, error: ApiError | TransportError) -> IndexUnavailable:
        kind = IndexMissing if isinstance(error, NotFoundError) else IndexUnavailable
        return kind(f"Elasticsearch: {_reason(error, self._name)}")


def _reason(error: ApiError | TransportError, name: str) -> str:
    if isinstance(error, elasticsearch.UnsupportedProductError):
        return "what answers at this address is no Elasticsearch server; check index.url"
    if isinstance(error, elasticsearch.SSLError):
        return f"its certificate cannot be verified ({error.message}); name its authority's file in index.ca_certs"
    if isinstance(error, elasticsearch.ConnectionTimeout):
        return "the server does not answer in time; try again, or look at its health"
    if isinstance(error, TransportError):
        return f"no server can be reached ({error.message}); check index.url and that it runs"
    if isinstance(error, NotFoundError):
        return f"there is no index {name!r} yet; run 'aftershock index'"
    if isinstance(error, ConflictError):
        return f"another process changed the index {name!r} at the same time; run the command again"
    if error.status_code in (406, 415) or "media_type_header" in str(error):
        return "the server speaks another version; Elasticsearch 8 or 9 is needed"
    match error.status_code:
        case 401:
            return "the server refuses the key; check index.api_key"
        case 403 if "block" not in str(error):
            return f"the key has no right to use the index {name!r}"
        case 403 | 429 if "block" in str(error):
            return (
                "the server takes no writes now (its disk is nearly full); free space there and run the command again"
            )
        case _:
            return f"the server answered {error.status_code}: {error.message}"
