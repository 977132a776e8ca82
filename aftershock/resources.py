"""Where the packaged data is: `config` (what to watch) and `site` (how it looks)."""

from __future__ import annotations

from pathlib import Path

from aftershock.errors import Damaged

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    """The source tree's folder where there is one, so that an edited template shows at once; else the wheel's copy."""
    source = _PACKAGE.parent / name
    if (_PACKAGE.parent / "pyproject.toml").is_file() and source.is_dir():
        return source
    packaged = _PACKAGE / "_data" / name
    if not packaged.is_dir():
        raise Damaged(
            f"The packaged folder {name!r} is missing (looked for {source} beside pyproject.toml, and {packaged}): "
            "reading would know no words. Install aftershock again."
        )
    return packaged


def config_folder() -> Path:
    """Folder of the packaged configuration: aftershock.toml, vocabulary/, events/, dictionary.txt."""
    return _folder("config")


def site_folder() -> Path:
    """Folder of the site's templates/ and static/."""
    return _folder("site")
