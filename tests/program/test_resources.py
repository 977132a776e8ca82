"""Where the packaged data is: beside the source, in the wheel, or missing with a word about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftershock import resources
from aftershock.errors import Damaged


def test_the_source_tree_and_the_wheel_have_their_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (resources.config_folder() / "vocabulary").is_dir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "aftershock")
    (tmp_path / "aftershock" / "_data" / "config").mkdir(parents=True)
    assert resources.config_folder() == tmp_path / "aftershock" / "_data" / "config"


def test_missing_data_is_an_error_and_no_empty_vocabulary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "aftershock")
    (tmp_path / "config").mkdir()  # a copy of the tree without its pyproject.toml
    with pytest.raises(Damaged, match=r"'config' is missing.*Install aftershock again"):
        resources.config_folder()
