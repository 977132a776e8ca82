"""The archive: what goes in comes out, nothing acknowledged is lost, and the ledger follows from the files."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawlers import archive as archive_module
from crawlers.archive import Archive
from crawlers.budget import FILE, FileBudget
from crawlers.capture import Capture
from crawlers.disk import warc_files
from crawlers.errors import ArchiveBusy, ArchiveDamaged, ArchiveError
from crawlers.mending import repair
from tests.ready.starting import interpreter

NOON = datetime(2021, 8, 12, 4, 0, 0, tzinfo=UTC)


def page(number: int, body: bytes = b"", **more: object) -> Capture:
    given = {
        "source": "nbd",
        "kind": "page",
        "url": f"https://www.nbd.com.cn/articles/2021-08-12/{number}.html",
        "fetched": NOON + timedelta(seconds=number),
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("ETag", f'"{number}"')),
        "body": body or f"<p>第{number}篇</p>".encode(),
        "meta": {"title": f"标题{number}"},
    } | more
    return Capture(**given)  # type: ignore[arg-type]


def test_an_empty_folder_is_an_empty_archive(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "none") as archive:
        assert list(archive.captures()) == [] and archive.latest("https://a.example/") is None
        assert archive.sources() == [] and archive.check() == []
    assert not (tmp_path / "none").exists()
    with Archive.open(tmp_path / "new", write=True) as archive:
        assert archive.append([]) == [] and archive.check() == []


def test_what_was_stored_comes_back_in_order(tmp_path: Path) -> None:
    pages = [page(number) for number in range(5)]
    file = Capture("local", "file", "urn:sha256:00", NOON, body=b"%PDF-1.7", meta={"filename": "半年报.pdf"})
    with Archive.open(tmp_path, write=True) as archive:
        assert archive.append([*pages, file]) == ["stored"] * 6
    with Archive.open(tmp_path) as archive:
        found = list(archive.captures())
        assert [capture for _, capture in found] == [*pages, file]
        assert all(archive.capture(key) == capture for key, capture in found)
        assert [health.source for health in archive.sources()] == ["local", "nbd"]
        with pytest.raises(ArchiveError, match="no capture"):
            archive.capture("0-0")
        with pytest.raises(ArchiveError, match="reading only"):
            archive.append([page(9)])


def test_the_same_content_again_is_noted_and_not_doubled(tmp_path: Path) -> None:
    later = NOON + timedelta(days=1)
    with Archive.open(tmp_path, write=True) as archive:
        assert archive.append([page(1), page(1)]) == ["stored", "revisit"]
        assert archive.append([page(1, fetched=later, headers=(("ETag", '"new"'),))]) == ["revisit"]
        row = archive.latest("http://WWW.nbd.com.cn/articles/2021-08-12/1.html#top")
        assert row is not None and (row.fetched, row.etag) == (later, '"new"') and row.stored < later
        assert archive.append([page(1, b"changed", fetched=later)]) == ["stored"]
        assert len(list(archive.captures())) == 2 and archive.sources()[0].revisits == 2
        newest = archive.latest(page(1).url)
        assert newest is not None and archive.capture(newest.key).body == b"changed"


def test_a_content_that_returns_is_the_latest_again(tmp_path: Path) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.append([page(1, b"a"), page(1, b"b"), page(1, b"a")])
        row = archive.latest(page(1).url)
        assert row is not None and archive.capture(row.key).body == b"a"


def test_a_page_called_otherwise_by_its_list_is_a_state_of_its_own(tmp_path: Path) -> None:
    old, new = page(1), page(1, meta={"title": "标题1（更正）"}, fetched=NOON + timedelta(hours=1))
    blank = page(1, meta={"title": " 标题1\n"}, fetched=NOON + timedelta(hours=2))
    with Archive.open(tmp_path, write=True) as archive:
        assert archive.append([old, new, new]) == ["stored", "stored", "revisit"]
        first, second = archive.keys()
        assert [archive.capture(key).meta["title"] for key in (first, second)] == ["标题1", "标题1（更正）"]
        assert archive.append([page(1, meta={}), page(1, meta={"title": " "})]) == ["revisit"] * 2
        assert list(archive.returns()) == []
        assert archive.append([blank, new]) == ["revisit"] * 2
        assert [(one.key, one.after, one.turn) for one in archive.returns()] == [
            (first, second, 1),
            (second, second, 2),
        ]
        before = archive._ledger.dump()
        archive.repair()
        assert archive._ledger.dump() == before and archive.check() == []


def test_documents_keep_their_places_among_all_captures(tmp_path: Path) -> None:
    """Reading opens these alone, and knows which came first."""
    kinds = ("robots", "list", "page", "list", "file", "page")
    with Archive.open(tmp_path, write=True) as archive:
        archive.append([page(number, str(number).encode(), kind=kind) for number, kind in enumerate(kinds)])
        keys = list(archive.keys())
        assert list(archive.documents()) == [(at, keys[at]) for at in (2, 4, 5)]


def test_files_are_rotated_and_each_record_is_a_member(tmp_path: Path) -> None:
    with Archive.open(tmp_path, write=True, file_size=2000) as archive:
        for number in range(12):
            archive.append([page(number, os.urandom(500))])
        assert len(warc_files(tmp_path)) > 2
        assert len(list(archive.captures())) == 12 and archive.check() == []


@pytest.mark.parametrize("cut", [1, 7, 100, 300])
def test_a_torn_tail_is_cut_back_to_the_last_whole_record_and_said(tmp_path: Path, cut: int) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.append([page(1), page(2)])
        ends = archive.latest(page(2).url)
    assert ends is not None
    path = warc_files(tmp_path)[0]
    whole = path.read_bytes()
    torn = whole + whole[ends.place.offset :][:cut]
    path.write_bytes(torn)
    with Archive.open(tmp_path, write=True) as archive:
        assert len(archive.notes) == 1 and f"cut {cut} bytes" in archive.notes[0]
        assert path.read_bytes() == whole and archive.check() == []
        assert archive.append([page(3)]) == ["stored"]
        assert len(list(archive.captures())) == 3


def test_records_written_before_a_kill_but_not_entered_are_found(tmp_path: Path) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.append([page(1)])
        ledger = (tmp_path / "ledger.sqlite").read_bytes()
    ledger = (tmp_path / "ledger.sqlite").read_bytes()
    with Archive.open(tmp_path, write=True) as archive:
        archive.append([page(2), page(1)])
    (tmp_path / "ledger.sqlite").write_bytes(ledger)  # as it was before the last batch
    with Archive.open(tmp_path, write=True) as archive:
        assert archive.notes == ()
        assert len(list(archive.captures())) == 2 and archive.sources()[0].revisits == 1
        assert archive.append([page(2)]) == ["revisit"]


def test_the_ledger_follows_from_the_files(tmp_path: Path) -> None:
    with Archive.open(tmp_path, write=True, file_size=3000) as archive:
        for number in range(20):
            archive.append([page(number % 15), page(number, meta={"code": "300209", "公司": "某某"})])
        before = archive._ledger.dump()
        assert archive.repair()[-1].endswith("0 rows differ from before")
        assert archive._ledger.dump() == before
    (tmp_path / "ledger.sqlite").unlink()
    with Archive.open(tmp_path) as archive:  # to read, without making anything
        assert archive._ledger.dump() == before
    (tmp_path / "ledger.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(ArchiveError, match="check --repair"):
        Archive.open(tmp_path, write=True)
    repair(tmp_path)
    with Archive.open(tmp_path) as archive:
        assert archive._ledger.dump() == before


def test_a_ledger_that_was_only_begun_is_made_of_the_files(tmp_path: Path) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.append([page(1), page(2)])
    (tmp_path / "ledger.sqlite").write_bytes(b"")
    with Archive.open(tmp_path) as archive:
        assert len(list(archive.captures())) == 2
    with Archive.open(tmp_path, write=True) as archive:
        assert archive.check() == [] and archive.append([page(1)]) == ["revisit"]


def torn_at_birth(path: Path) -> None:
    """A SQLite file whose maker was killed before its first transaction had come to its end."""
    elsewhere = path.parent / "elsewhere.sqlite"
    with closing(sqlite3.connect(elsewhere, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE made (row)")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO made VALUES (?)", ((bytes(2000),) for _ in range(100)))
        for suffix in ("", "-journal"):
            shutil.copy(f"{elsewhere}{suffix}", f"{path}{suffix}")
    elsewhere.unlink()


def test_a_file_whose_maker_was_killed_is_none_yet_to_its_readers(tmp_path: Path) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.append([page(1)])
    for name in ("ledger.sqlite", FILE):
        for suffix in ("", "-wal", "-shm"):
            (tmp_path / f"{name}{suffix}").unlink(missing_ok=True)
        torn_at_birth(tmp_path / name)
    with Archive.open(tmp_path) as archive, closing(FileBudget.open(tmp_path, write=False)) as budget:
        assert [capture for _, capture in archive.captures()] == [page(1)] and budget.hosts() == {}
    with Archive.open(tmp_path, write=True) as archive, closing(FileBudget.open(tmp_path, write=True)) as budget:
        assert archive.check() == [] and budget.spend("a.example", 1)


def test_damage_in_the_middle_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.append([page(number) for number in range(5)])
        row = archive.latest(page(2).url)
    assert row is not None
    path = warc_files(tmp_path)[0]
    data = bytearray(path.read_bytes())
    data[row.place.offset + 40 : row.place.offset + 60] = b"x" * 20
    path.write_bytes(data)
    with Archive.open(tmp_path, write=True) as archive:
        with pytest.raises(ArchiveDamaged, match="no readable record"):
            archive.capture(row.key)
        problems = archive.check()
        assert any(f"at {row.place.offset} hold no readable record" in problem for problem in problems)
        assert any("1 rows whose records are not" in problem for problem in problems)
        archive.repair()
        assert len(list(archive.captures())) == 4
        assert len(path.read_bytes()) == len(data)  # damage is not thrown away


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.append([page(1)])
        code = "import sys, pathlib, crawlers.archive as a; a.Archive.open(pathlib.Path(sys.argv[1]), write=True)"
        other = subprocess.run([*interpreter(), "-c", code, str(tmp_path)], capture_output=True, text=True)
        assert "ArchiveBusy" in other.stderr and str(os.getpid()) in other.stderr
        with pytest.raises(ArchiveBusy):
            Archive.open(tmp_path, write=True, patience=0.1)
        with Archive.open(tmp_path) as reader:
            assert len(list(reader.captures())) == 1
            archive.append([page(2)])
            assert len(list(reader.captures())) == 2


@pytest.mark.parametrize("failure", [errno.ENOSPC, errno.EIO])
def test_a_batch_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: int
) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.append([page(1)])
        size = warc_files(tmp_path)[0].stat().st_size
        written = archive_module.write_all
        calls = []

        def failing(handle: int, data: bytes) -> None:
            calls.append(1)
            if len(calls) == 3:
                os.write(handle, data[: len(data) // 2])
                raise OSError(failure, os.strerror(failure))
            written(handle, data)

        monkeypatch.setattr(archive_module, "write_all", failing)
        with pytest.raises(ArchiveError) as raised:
            archive.append([page(number) for number in range(2, 8)])
        assert ("disk is full" in str(raised.value)) == (failure == errno.ENOSPC)
        monkeypatch.undo()
        assert warc_files(tmp_path)[0].stat().st_size == size and archive.check() == []
        assert archive.append([page(2)]) == ["stored"]


def test_a_failed_sync_or_ledger_takes_the_batch_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.append([page(1)])
        real, calls = os.fsync, []

        def failing(handle: int) -> None:
            calls.append(1)
            if len(calls) == 1:
                raise OSError(errno.EIO, "Input/output error")
            real(handle)

        monkeypatch.setattr(os, "fsync", failing)
        with pytest.raises(ArchiveError):
            archive.append([page(2)])
        monkeypatch.undo()

        def full(rows: object) -> None:
            raise ArchiveError("cannot write the ledger: disk is full")

        monkeypatch.setattr(archive._ledger, "enter", full)
        with pytest.raises(ArchiveError, match="disk is full"):
            archive.append([page(2)])
        monkeypatch.undo()
        assert archive.check() == [] and archive.append([page(2)]) == ["stored"]


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot write to"):
        Archive.open(tmp_path / "file" / "archive", write=True)


header_text = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=300),
    status=st.sampled_from([200, 203, 404, 599]),
    headers=st.lists(st.tuples(st.from_regex(r"\A[A-Za-z][A-Za-z0-9-]{0,20}\Z"), header_text), max_size=4),
    meta=st.dictionaries(st.text(st.characters(blacklist_categories=["Cs"]), max_size=10), header_text, max_size=3),
    path=st.text(
        st.characters(min_codepoint=33, max_codepoint=0x9FFF, blacklist_categories=["Cs", "Zs", "Zl", "Zp", "Cc"]),
        max_size=20,
    ),
    kind=st.sampled_from(["page", "list", "robots"]),
)
def test_every_capture_comes_back_as_it_went_in(tmp_path_factory, body, status, headers, meta, path, kind) -> None:  # type: ignore[no-untyped-def]
    from crawlers.warc import plain

    folder = tmp_path_factory.mktemp("archive")
    capture = Capture("nbd", kind, "https://a.example/" + path, NOON, status, tuple(headers), body, meta)
    with Archive.open(folder, write=True) as archive:
        archive.append([capture, capture])
        [(key, found)] = list(archive.captures())
        assert found == plain(capture) and archive.check() == []
        before = archive._ledger.dump()
        archive.repair()
        assert archive._ledger.dump() == before and list(archive.keys()) == [key]
