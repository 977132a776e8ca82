"""Closed WARC files go to storage that knows no append."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pytest

from crawlers.archive import Archive
from crawlers.capture import Capture
from crawlers.disk import warc_files
from crawlers.errors import ArchiveError
from crawlers.uploading import upload_closed


def fill(folder: Path, first: int, last: int) -> list[Path]:
    with Archive.open(folder, write=True, file_size=2_000) as archive:
        for number in range(first, last):
            body = uuid.uuid5(uuid.NAMESPACE_URL, str(number)).bytes * 60
            archive.append([Capture("nbd", "page", f"https://a.example/{number}", datetime.now(UTC), 200, (), body)])
    return warc_files(folder)


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_closed_files_are_copied_once_and_whole(tmp_path: Path, kind: str) -> None:
    target = f"memory://{uuid.uuid4().hex}/wave" if kind == "memory" else f"file://{tmp_path}/store/wave"
    *closed, growing = fill(tmp_path / "archive", 0, 12)
    assert len(closed) >= 2
    assert upload_closed(tmp_path / "archive", target) == [path.name for path in closed]
    assert upload_closed(tmp_path / "archive", target) == []
    storage, root = fsspec.core.url_to_fs(target)
    assert not storage.exists(f"{root}/{growing.name}")
    for path in closed:
        assert storage.cat_file(f"{root}/{path.name}") == path.read_bytes()
    storage.pipe_file(f"{root}/{closed[0].name}", b"cut short")
    fill(tmp_path / "archive", 12, 20)
    assert upload_closed(tmp_path / "archive", target)[0] == closed[0].name
    assert storage.cat_file(f"{root}/{closed[0].name}") == closed[0].read_bytes()


def test_storage_that_is_not_known_is_named(tmp_path: Path) -> None:
    fill(tmp_path, 0, 12)
    with pytest.raises(ArchiveError, match="cannot upload to nowhere://"):
        upload_closed(tmp_path, "nowhere://x/y")


def test_the_archive_of_another_machine_is_added_record_by_record(tmp_path: Path) -> None:
    from aftershock.collecting import add
    from aftershock.progress import Display
    from aftershock.project import create, open_project

    create(tmp_path / "project", "amazon-2021")
    project = open_project(tmp_path / "project", {})
    fill(tmp_path / "other", 0, 5)
    for _ in range(2):
        assert add(project, Display(quiet=True), [tmp_path / "other"]) == 0
    with Archive.open(project.archive) as ours, Archive.open(tmp_path / "other") as theirs:
        assert dict(ours.captures()) == dict(theirs.captures()) and ours.check() == []
