"""What only the embedded index has: its folder, its lock, torn and foreign files, readers beside a writer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from indexer import generations
from indexer.embedded import EmbeddedIndex
from indexer.errors import IndexBusy, IndexDamaged, IndexOutdated, IndexUnavailable
from indexer.index import Query
from tests.indexer.library import ALL, NEWS, entry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index that holds the library."""
    with EmbeddedIndex.open(tmp_path / "index", write=True) as made:
        made.add(ALL)
    return tmp_path / "index"


def current(folder: Path) -> Path:
    return generations.current(folder).folder


def test_reading_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable, match="aftershock index"):
        EmbeddedIndex.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_one_writer_many_readers(folder: Path) -> None:
    with EmbeddedIndex.open(folder, write=True) as writer, EmbeddedIndex.open(folder) as reader:
        with pytest.raises(IndexBusy, match="another process"):
            EmbeddedIndex.open(folder, write=True)
        writer.add([entry("more", "刚刚写进去的")])
        assert reader.search(Query(runs=("刚刚写进去",))).total == 1
    EmbeddedIndex.open(folder, write=True).close()


def test_a_reader_cannot_write(folder: Path) -> None:
    with EmbeddedIndex.open(folder) as reader:
        for write in (lambda: reader.add([NEWS]), lambda: reader.remove(["news"]), lambda: reader.rebuild([])):
            with pytest.raises(IndexUnavailable, match="reading only"):
                write()
        assert reader.count() == len(ALL)


def test_made_by_another_version(folder: Path) -> None:
    noted = json.loads((folder / "current.json").read_text())
    (folder / "current.json").write_text(json.dumps(noted | {"format": 0}))
    with pytest.raises(IndexOutdated, match="--rebuild"):
        EmbeddedIndex.open(folder)
    with EmbeddedIndex.open(folder, write=True) as writer:
        with pytest.raises(IndexOutdated, match="--rebuild"):
            writer.add([NEWS])
        writer.rebuild([NEWS])
        assert writer.count() == 1


def _lose_pointer(folder: Path) -> None:
    (folder / "current.json").unlink()


def _tear_pointer(folder: Path) -> None:
    (folder / "current.json").write_text('{"format": 1')


def _lose_generation(folder: Path) -> None:
    for path in current(folder).iterdir():
        path.unlink()
    current(folder).rmdir()


def _tear_meta(folder: Path) -> None:
    meta = current(folder) / "meta.json"
    meta.write_bytes(meta.read_bytes()[:40])


def _lose_postings(folder: Path) -> None:
    next(current(folder).glob("*.idx")).unlink()


def _tear_store(folder: Path) -> None:
    store = next(current(folder).glob("*.store"))
    store.write_bytes(store.read_bytes()[:20])


@pytest.mark.parametrize(
    "harm", [_lose_pointer, _tear_pointer, _lose_generation, _tear_meta, _lose_postings, _tear_store]
)
def test_a_torn_index_is_told_and_can_be_rebuilt(folder: Path, harm: object) -> None:
    harm(folder)  # type: ignore[operator]
    with pytest.raises(IndexDamaged, match="--rebuild"), EmbeddedIndex.open(folder) as reader:
        reader.search(Query())
    with EmbeddedIndex.open(folder, write=True) as writer:
        with pytest.raises(IndexDamaged):
            writer.versions()
        writer.rebuild(ALL)
        assert writer.search(Query(runs=("律师",))).total == 1
    with EmbeddedIndex.open(folder) as reader:
        assert reader.count() == len(ALL)
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1


@pytest.mark.parametrize("kind", ["fast", "fieldnorm", "idx", "pos", "store", "term"])
@pytest.mark.parametrize("place", [0.3, 0.9999], ids=["inside", "at the end"])
def test_a_changed_byte_is_found_by_reading_all(folder: Path, kind: str, place: float) -> None:
    with EmbeddedIndex.open(folder) as reader:
        reader.verify()
        path = next(current(folder).glob(f"*.{kind}"))
        content = path.read_bytes()
        with path.open("r+b") as file:  # in place: the engine has the file mapped, and one cut short would kill it
            at = file.seek(int(len(content) * place))
            file.write(bytes([content[at] ^ 4]))
        with pytest.raises(IndexDamaged, match=rf"\.{kind} was changed.*--rebuild"):
            reader.verify()


def test_pages_hold_every_hit_once_however_many_are_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.embedded_query.MOST_TIES", 20)
    ids = [f"n{number:03d}" for number in range(200)]
    with EmbeddedIndex.open(tmp_path / "index", write=True) as index:
        index.add(entry(ids[number * 77 % 200], "同样的一句话") for number in range(200))
        pages = [index.search(Query(runs=("一句话",), page=page, size=30)) for page in range(1, 8)]
    assert [hit.id for page in pages for hit in page.hits] == ids


def test_nothing_to_do_changes_no_byte(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with EmbeddedIndex.open(folder, write=True) as index:
        index.add([])
        index.remove([])
        index.remove(["never there"])
        assert index.versions()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder")
    with pytest.raises(IndexUnavailable, match="cannot be used"):
        EmbeddedIndex.open(tmp_path / "index", write=True)
    with pytest.raises(IndexUnavailable):
        EmbeddedIndex.open(tmp_path / "index")


def test_readers_see_the_old_set_or_the_new_one(tmp_path: Path) -> None:
    """While generations come and go, no search fails, and none sees part of a set."""
    sets = [[entry(f"{name}{number}", "共同的话") for number in range(40)] for name in "ab"]
    seen: list[object] = []
    stop = threading.Event()

    def read(shared: EmbeddedIndex) -> None:
        while not stop.is_set():
            try:
                result = shared.search(Query(runs=("共同的话",), size=40))
                seen.append((result.total, frozenset(hit.id[0] for hit in result.hits)))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what this test is about
                seen.append(error)

    with EmbeddedIndex.open(tmp_path / "index", write=True) as writer:
        writer.rebuild(sets[0])
        with EmbeddedIndex.open(tmp_path / "index") as shared:
            # Two threads share one reader, as a server's do; a third asks the writer itself.
            readers = [threading.Thread(target=read, args=(one,)) for one in (shared, shared, writer)]
            for reader in readers:
                reader.start()
            for turn in range(12):
                writer.rebuild(sets[turn % 2])
            stop.set()
            for reader in readers:
                reader.join()
    assert len(seen) > 12
    assert set(seen) <= {(40, frozenset("a")), (40, frozenset("b"))}


WRITER = """
import sys
from pathlib import Path
from indexer.embedded import EmbeddedIndex
from tests.indexer.library import entry

with EmbeddedIndex.open(Path(sys.argv[1]), write=True) as index:
    for batch in range(1000):
        index.add([entry(f"{batch:04d}-{number}", "被打断的写入" * 20) for number in range(20)])
        print(batch, flush=True)
        if batch % 7 == 6:
            ids = [f"{one:04d}-{number}" for one in range(batch + 1) for number in range(20)]
            index.rebuild([entry(id_, "被打断的写入" * 20) for id_ in ids])
            print("rebuilt", flush=True)
"""


@pytest.mark.parametrize("lines", [1, 4, 8, 9])
def test_killed_in_the_middle_nothing_acknowledged_is_lost(tmp_path: Path, lines: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, tmp_path / "index"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout
    told = [process.stdout.readline() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    told += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    acknowledged = 1 + max(int(line) for line in told if line.strip().isdigit())
    with EmbeddedIndex.open(tmp_path / "index", write=True) as index:
        batches = {id_.partition("-")[0] for id_ in index.versions()}
        assert acknowledged <= len(batches) <= acknowledged + 1
        assert index.count() == 20 * len(batches)
        assert index.search(Query(runs=("被打断",))).total == index.count()
        index.add([NEWS])
        index.rebuild([NEWS])
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1


def test_a_full_disk_leaves_what_was_there(folder: Path) -> None:
    """A file-size limit stops the writer as a full disk does."""
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from indexer.embedded import EmbeddedIndex\n"
        "from indexer.errors import IndexUnavailable\n"
        "from tests.indexer.corpus import documents\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with EmbeddedIndex.open(Path(sys.argv[1]), write=True) as index:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "    for act in (index.add, index.rebuild):\n"
        "        try:\n"
        "            act(documents(2000))\n"
        "        except IndexUnavailable as told:\n"
        "            print('told', told)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, folder],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "RUST_BACKTRACE": "0"},
        check=False,
    )
    assert done.stdout.count("told") == 2, done.stdout + done.stderr
    with EmbeddedIndex.open(folder, write=True) as index:
        assert index.count() == len(ALL)
        index.add([entry("more")])
        assert index.count() == len(ALL) + 1
