"""The knowledge file as a file: one writer, and a clear answer to whatever else may be in its place."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from aftershock.errors import Busy, Damaged, NewerFormat, StorageProblem, UsageProblem
from aftershock.knowledge import Knowledge, put_in_place
from aftershock.knowledge.schema import TABLES, VERSION
from aftershock.reading import read_archive
from tests.knowledge.tiny import READER, WORDS, Shelf, page

ONE = Shelf([page("a", "甲|某报|2021-08-01\n《云上》被关闭50家店铺。")])


def test_a_new_file_has_every_table(tmp_path: Path) -> None:
    with Knowledge.open(tmp_path / "new" / "k.sqlite", write=True) as knowledge:
        assert knowledge.counts() == dict.fromkeys(TABLES.keys() - {"state"}, 0)
        assert knowledge.check() == []


def test_reading_where_nothing_is_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="aftershock read"):
        Knowledge.open(tmp_path / "k.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_file_whose_maker_was_killed_is_none_yet_to_readers(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "begun.sqlite", isolation_level=None) as making:
        making.execute("PRAGMA cache_size = 1")  # so that it writes before it commits
        making.execute("CREATE TABLE one (text)")
        making.execute("BEGIN")
        making.executemany("INSERT INTO one VALUES (?)", [("x" * 4000,) for _ in range(50)])
        path = tmp_path / "k.sqlite"
        for suffix in ("", "-journal"):
            path.with_name(path.name + suffix).write_bytes(Path(f"{tmp_path}/begun.sqlite{suffix}").read_bytes())
        making.execute("ROLLBACK")
    making.close()
    with pytest.raises(UsageProblem, match="was begun and not made; run 'aftershock read'"):
        Knowledge.open(path)


def test_a_second_writer_is_told_to_wait_and_a_reader_is_not(tmp_path: Path) -> None:
    path = tmp_path / "k.sqlite"
    with Knowledge.open(path, write=True) as knowledge:
        read_archive(ONE, knowledge, WORDS, reader=READER)
        with pytest.raises(Busy, match="wait"):
            Knowledge.open(path, write=True)
        with Knowledge.open(path) as reader:
            assert len(list(reader.documents())) == 1
    Knowledge.open(path, write=True).close()


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be one" * 40, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_file_that_is_none_of_ours_is_damaged_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "k.sqlite"
    path.write_bytes(content)
    for write in (False, True):
        with pytest.raises(Damaged, match="rebuild"):
            Knowledge.open(path, write=write)
    assert path.read_bytes() == content


def test_another_programs_database_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "k.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name)")
    other.close()
    with pytest.raises(Damaged, match="another program"):
        Knowledge.open(path, write=True)


def test_a_newer_format_is_named(tmp_path: Path) -> None:
    path = tmp_path / "k.sqlite"
    Knowledge.open(path, write=True).close()
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {VERSION + 1}")
    raw.close()
    with pytest.raises(NewerFormat, match="newer version"):
        Knowledge.open(path)


def test_a_page_torn_out_of_the_middle_is_found_by_check(tmp_path: Path) -> None:
    path = tmp_path / "k.sqlite"
    shelf = Shelf([page(f"d{n}", f"甲|某报|2021-08-01\n《云上{n}》被关闭{50 + n}家店铺。") for n in range(40)])
    with Knowledge.open(path, write=True) as knowledge:
        read_archive(shelf, knowledge, WORDS, reader=READER)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(bytes(content))
    with Knowledge.open(path) as knowledge:
        try:
            problems = knowledge.check()
        except Damaged as error:
            problems = [str(error)]
    assert problems
    assert "rebuild" in problems[0]


def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "k.sqlite"
    with Knowledge.open(path, write=True) as knowledge:
        read_archive(ONE, knowledge, WORDS, reader=READER)
        (pages,) = knowledge._connection.execute("PRAGMA page_count").fetchone()
        knowledge._connection.execute(
            f"PRAGMA max_page_count = {pages}"
        )  # what SQLite says then is what a full disk says
        more = Shelf([page("b", "乙|某报|2021-08-02\n" + "很长的一段。" * 5000)])
        with pytest.raises(StorageProblem, match="disk is full"):
            read_archive(more, knowledge, WORDS, reader=READER)
        assert [document.latest.article.title for document in knowledge.documents()] == ["甲"]
    with Knowledge.open(path, write=True) as knowledge:
        read_archive(more, knowledge, WORDS, reader=READER)
        assert [document.latest.article.title for document in knowledge.documents()] == ["乙", "甲"]


def test_a_folder_in_the_files_place(tmp_path: Path) -> None:
    (tmp_path / "k.sqlite").mkdir()
    with pytest.raises(StorageProblem, match="folder"):
        Knowledge.open(tmp_path / "k.sqlite", write=True)


def test_an_archive_that_cannot_be_written_beside(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")
    with pytest.raises(StorageProblem, match="rights"):
        Knowledge.open(tmp_path / "var" / "k.sqlite", write=True)


def test_a_new_file_takes_the_old_ones_place_while_it_is_open_for_reading(tmp_path: Path) -> None:
    path, new = tmp_path / "k.sqlite", tmp_path / "k.new"
    for file, title in ((path, "旧"), (new, "新")):
        with Knowledge.open(file, write=True) as knowledge:
            read_archive(Shelf([page("a", f"{title}|某报|2021-08-01\n正文。")]), knowledge, WORDS, reader=READER)
    with Knowledge.open(path) as reader:
        put_in_place(new, path)
        assert [document.latest.article.title for document in reader.documents()] == ["旧"]
    with Knowledge.open(path) as reader:
        assert [document.latest.article.title for document in reader.documents()] == ["新"]
        assert reader.check() == []
    assert not [file for file in tmp_path.iterdir() if "new" in file.name]


def test_a_new_file_replaces_a_damaged_one(tmp_path: Path) -> None:
    path, new = tmp_path / "k.sqlite", tmp_path / "k.new"
    path.write_bytes(b"not a database" * 100)
    with Knowledge.open(new, write=True) as knowledge:
        read_archive(ONE, knowledge, WORDS, reader=READER)
    put_in_place(new, path)
    with Knowledge.open(path) as reader:
        assert len(list(reader.documents())) == 1
