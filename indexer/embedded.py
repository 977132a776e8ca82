"""The index on one machine: tantivy in a folder, one writer and any number of readers."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, Self

import tantivy

from indexer import generations
from indexer.checksums import altered
from indexer.embedded_query import Asking
from indexer.embedded_schema import document, schema
from indexer.embedded_view import View
from indexer.errors import IndexDamaged, IndexOutdated, IndexUnavailable, IndexUnstored, PartlyIndexed
from indexer.fields import fields, refusal
from indexer.index import Entry, Query, Result
from indexer.recent import Recent
from indexer.stages import Reading, readings
from indexer.words import Words

HEAP = 96_000_000
"""Bytes the writer gathers before it writes a segment."""
SMALL, SHORT = 20_000, 100
"""Entries of an index, and hits up to the end of a page, that are answered at once: a millisecond, six at worst."""
PART = 20_000
"""Entries of a rebuild between commits: up to the next one the writer remembers what each of them replaces."""


class EmbeddedIndex:
    """The `Index` contract on tantivy. Open with `EmbeddedIndex.open`."""

    def __init__(self, folder: Path, words: Words, held: IO[bytes] | None) -> None:
        self._folder = folder
        self._words = words
        self._held = held
        self._lock = threading.RLock()
        self._schema = schema()
        self._index: Any = None
        self._writer: Any = None
        self._current: generations.Current | None = None
        self._commit: tuple[int, int] | None = None
        self._recent = Recent()
        self._asking = Asking(self._schema)

    @classmethod
    def open(cls, folder: Path, *, write: bool = False, names: Iterable[str] = ()) -> EmbeddedIndex:
        """Open the index in `folder`; with `write`, make it where there is none and keep other writers out.

        `names` are words that the second stage of a search never cuts apart. Raises IndexUnavailable, IndexBusy and,
        without `write`, IndexOutdated or IndexDamaged. A writer is let in even then, so that it can `rebuild`; its
        other methods raise.
        """
        index = cls(folder, Words(names), generations.lock(folder) if write else None)
        try:
            if write and generations.stamp(folder) is None and not any(path.is_dir() for path in folder.iterdir()):
                index._start()
            index._refresh()
        except IndexOutdated:
            if not write:
                raise
        except BaseException:
            index.close()
            raise
        return index

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Wait for merges, let go of files and of the lock."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            with self._told("closed"):
                writer.wait_merging_threads()
        self._index = None
        self._current = None
        if self._held is not None:
            self._held.close()
            self._held = None

    # -- writing

    def add(self, entries: Iterable[Entry]) -> None:
        """Add or replace. All of them become visible and durable at once, when it returns. Raises PartlyIndexed."""
        self._must_write()
        self._refresh()
        rest = iter(entries)
        if (first := next(rest, None)) is None:
            return  # no commit: an index that nothing is added to stays as it is, byte for byte
        if not self.count():
            self.rebuild(chain([first], rest))  # the same, but in memory that does not grow with the entries
            return
        writer = self._writing()
        with self._kept():
            failures = _write(writer, self._schema, chain([first], rest))
            writer.commit()
        self._refresh()
        if failures:
            raise PartlyIndexed(failures)

    def remove(self, ids: Iterable[str]) -> None:
        """Remove; ids that are not there are no error."""
        self._must_write()
        self._refresh()
        there = self._index.searcher()
        gone = [id_ for id_ in ids if there.doc_freq("id", id_)]
        if not gone:
            return
        writer = self._writing()
        with self._kept():
            for id_ in gone:
                writer.delete_documents_by_term("id", id_)
            writer.commit()
        self._refresh()

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Make a new generation of `entries` and bring it into use at once; until then the old one answers."""
        self._must_write()
        generation = generations.fresh(self._folder)
        try:
            with self._told("rebuilt"):
                writer = tantivy.Index(self._schema, str(generation)).writer(HEAP, 1)
                failures: dict[str, str] = {}
                rest = iter(entries)
                for first in rest:
                    failures |= _write(writer, self._schema, chain([first], islice(rest, PART - 1)))
                    writer.commit()  # of a generation that nobody reads yet
                writer.commit()
                writer.wait_merging_threads()
            generations.use(self._folder, generation)
        except BaseException:
            if generations.stamp(self._folder) is None or self._current is None or self._current.folder != generation:
                shutil.rmtree(generation, ignore_errors=True)
            raise
        self._writer = None
        self._refresh()
        if failures:
            raise PartlyIndexed(failures)

    def _start(self) -> None:
        generation = generations.fresh(self._folder)
        with self._told("made"):
            tantivy.Index(self._schema, str(generation))
        generations.use(self._folder, generation)

    def _must_write(self) -> None:
        if self._held is None:
            raise IndexUnavailable(f"the index in {self._folder} was opened for reading only")

    def _writing(self) -> Any:
        self._must_write()
        self._refresh()
        if self._writer is None:
            with self._told("written"):
                self._writer = self._index.writer(HEAP, 1)
        return self._writer

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """What goes wrong leaves the index as it was before the call."""
        try:
            with self._told("written"):
                yield
        except BaseException:
            # Dropping the writer drops what it had not committed; a rollback could fail for the same reason.
            self._writer = None
            raise

    # -- reading

    def search(self, query: Query) -> Result:
        """Find, in stages: the literal runs by AND; jieba's words of them by AND; by OR."""
        return self._answered(self._view(), query, readings(query, self._words))

    def at_once(self, query: Query) -> Result | None:
        """As `search`, of the index as `state` last saw it.

        None where the index or the page is large, or where the words' dictionary has yet to be loaded.
        """
        with self._lock:
            view = self._view() if self._index is None else self._seen()
        if view.searcher.num_docs > SMALL or query.page * query.size > SHORT:
            return None
        if self._words.loaded:
            return self._answered(view, query, readings(query, self._words))
        literal = self._answered(view, query, islice(readings(query, self._words), 1))
        return literal if literal.total else None

    def _answered(self, view: View, query: Query, ways: Iterator[Reading]) -> Result:
        with self._told("searched", IndexDamaged):
            return view.answered(query, ways, self._asking)

    def facets(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        """The facets of `search` without its hits."""
        return self.search(query._replace(size=0, facets=True)).facets

    def count(self) -> int:
        """Number of entries."""
        return int(self._searcher().num_docs)

    def state(self) -> object | None:
        """Which generation and commit answers now."""
        with self._lock:
            self._refresh()
            return (self._current.stamp if self._current else None, self._commit)

    def versions(self) -> Mapping[str, str]:
        """id → version of every entry."""
        searcher = self._searcher()
        with self._told("read"):
            stamps = searcher.terms_with_prefix("stamp", "", tantivy.Query.all_query())
        return dict(stamp.split(" ", 1) for stamp, _ in stamps)

    def verify(self) -> None:
        """Read all files and see that they hold what was written. Raises IndexDamaged."""
        self._view()
        assert self._current is not None
        if wrong := altered(self._current.folder):
            raise IndexDamaged(
                f"the index in {self._folder} is torn ({wrong[0]} was changed); run 'aftershock index --rebuild'"
            )

    def _searcher(self) -> Any:
        return self._view().searcher

    def _view(self) -> View:
        with self._lock:
            self._refresh()
            return self._seen()

    def _seen(self) -> View:
        # Threads may share a reader; a searcher, once had, keeps its files whatever comes into use.
        return View(self._index.searcher(), self._recent)

    def _refresh(self) -> None:
        """Take up what was committed or brought into use since, by this process or another."""
        for attempt in (1, 2, 3):
            try:
                with self._lock:
                    self._take_up()
                return
            except IndexDamaged:
                # Between reading the name of a generation and opening it, another may have come into use.
                if attempt == 3 or (self._current and not self._current.replaced()):
                    raise

    def _take_up(self) -> None:
        if self._current is None or self._current.replaced():
            self._index, self._writer, self._commit = None, None, None
            self._current = None
            current = generations.current(self._folder)
            with self._told("opened", IndexDamaged):
                index = tantivy.Index.open(str(current.folder))
                index.config_reader("manual", 0)
            self._index, self._current = index, current
        commit = self._current.commit()
        if commit != self._commit or commit is None:
            with self._told("opened", IndexDamaged):
                self._index.reload()
            self._commit = commit
            self._recent = Recent()  # addresses mean other entries from now on

    @contextmanager
    def _told(self, what: str, kind: type[IndexUnavailable | IndexOutdated] = IndexUnavailable) -> Iterator[None]:
        """tantivy's errors, and the panics of its Rust code, as one sentence."""
        try:
            yield
        except (OSError, ValueError, RuntimeError) as error:
            raise self._explained(what, error, kind) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":
                raise
            raise self._explained(what, error, IndexDamaged) from None

    def _explained(
        self, what: str, error: BaseException, kind: type[IndexUnavailable | IndexOutdated]
    ) -> IndexUnavailable | IndexOutdated:
        message = str(error).strip()
        if any(said in message for said in _FULL):
            return IndexUnstored(
                f"the index in {self._folder} could not be {what}: the disk is full; free some space and run the "
                "command again"
            )
        if any(said in message for said in _CLOSED):
            return IndexUnstored(
                f"no right to write in {self._folder}: the engine keeps a lock there even for searching; "
                "change the folder's rights, or search as its owner"
            )
        torn = "orrupt" in message or "does not exist" in message or "Footer" in message
        if torn or kind is IndexDamaged:
            return IndexDamaged(f"the index in {self._folder} is torn ({message}); run 'aftershock index --rebuild'")
        return kind(f"the index in {self._folder} could not be {what}: {message}")


_FULL = ("StorageFull", "No space left", "QuotaExceeded", "Quota exceeded")
_CLOSED = ("PermissionDenied", "Permission denied", "ReadOnlyFilesystem", "Read-only file system")
"""As Rust and the system say it."""


def _write(writer: Any, shape: tantivy.Schema, entries: Iterable[Entry]) -> dict[str, str]:
    failures: dict[str, str] = {}
    for entry in entries:
        reason = refusal(entry)
        if reason:
            failures[entry.id] = reason
            continue
        writer.delete_documents_by_term("id", entry.id)
        writer.add_document(tantivy.Document.from_dict(document(fields(entry)), shape))
    return failures
