"""Nothing under the GPL is depended on: the licence of every distribution that the program brings along."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement

FORBIDDEN = re.compile(r"(?<![A-Za-z])A?GPL|(?<!Lesser )General Public License|GNU Affero", re.IGNORECASE)
ALLOWED_BESIDE = re.compile(r"LGPL|Lesser General Public License|Library General Public License", re.IGNORECASE)
EXTRAS = {"aftershock": {"parquet", "fast", "distributed", "mcp"}}


def closure() -> dict[str, Distribution]:
    """The program's dependencies, extras included, as installed here, with theirs."""
    found: dict[str, Distribution] = {}
    waiting = [("aftershock", frozenset(EXTRAS["aftershock"]))]
    while waiting:
        name, extras = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            found[key] = distribution(name)
        except PackageNotFoundError:
            continue  # an extra that is not installed here, or a marker that another system meets
        for line in found[key].requires or ():
            wanted = Requirement(line)
            environments = [{"extra": extra} for extra in extras] or [{"extra": ""}]
            if wanted.marker is None or any(wanted.marker.evaluate(environment) for environment in environments):
                waiting.append((wanted.name, frozenset(wanted.extras)))
    return found


def licences(installed: Distribution) -> list[str]:
    """What the metadata says: the licence expression where there is one, else classifiers and the licence field."""
    metadata = installed.metadata
    if expression := metadata.get("License-Expression"):
        return [expression]
    classifiers = [c for c in metadata.get_all("Classifier", []) if c.startswith("License ::")]
    field = (metadata.get("License") or "").splitlines()[:1]
    return [*classifiers, *field]


def forbidden(licence: str) -> bool:
    """Whether a licence leaves nothing but the GPL to choose."""
    choices = re.split(r"\s+OR\s+|/|;", licence)
    return all(FORBIDDEN.search(ALLOWED_BESIDE.sub("", choice)) for choice in choices)


def test_the_walk_finds_what_the_program_stands_on() -> None:
    assert {"scrapy", "lxml", "jieba", "tantivy", "elasticsearch", "twisted", "aftershock"} <= closure().keys()


@pytest.mark.parametrize("name", sorted(closure()))
def test_no_dependency_is_under_the_gpl(name: str) -> None:
    said = licences(closure()[name])
    assert not (said and all(forbidden(licence) for licence in said)), said


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("GPL-3.0-or-later", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("AGPL-3.0", True),
        ("LGPL-2.1-or-later", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MIT OR GPL-2.0", False),
        ("Apache-2.0", False),
    ],
)
def test_what_counts_as_gpl(licence: str, expected: bool) -> None:
    assert forbidden(licence) is expected
