"""Closed WARC files → storage that knows no append, such as S3, through fsspec. Needs the extra `storage`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from crawlers.disk import warc_files
from crawlers.errors import ArchiveError


def upload_closed(folder: Path, target: str) -> list[str]:
    """Copy the WARC files of an archive that are no longer written to; the names of those that were copied now.

    `target` is any address that fsspec knows, such as "s3://bucket/wave". The newest file is still being written and
    stays. A file is there when it is there in its full length; each is checked after copying. Raises ArchiveError.
    """
    try:
        import fsspec
    except ImportError as problem:
        raise ArchiveError("uploading needs fsspec: pip install 'aftershock[storage]'") from problem
    copied = []
    try:
        storage, root = fsspec.core.url_to_fs(target)
        for path in warc_files(folder)[:-1]:
            there = f"{root.rstrip('/')}/{path.name}"
            if _size(storage, there) != path.stat().st_size:
                _copy(storage, path, there)
                copied.append(path.name)
    except (OSError, ImportError, ValueError) as problem:
        raise ArchiveError(f"cannot upload to {target}: {problem}; what is here is left as it is") from problem
    return copied


def _copy(storage: Any, path: Path, there: str) -> None:
    storage.makedirs(there.rpartition("/")[0], exist_ok=True)
    with path.open("rb") as source, storage.open(there, "wb") as copy:
        shutil.copyfileobj(source, copy, 1 << 20)
    if (size := _size(storage, there)) != path.stat().st_size:
        raise OSError(f"{there} holds {size} bytes and not {path.stat().st_size}")


def _size(storage: Any, there: str) -> int | None:
    storage.invalidate_cache()
    return int(storage.size(there)) if storage.exists(there) else None
