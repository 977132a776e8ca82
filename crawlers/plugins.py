"""Sources of other packages: each an entry point of the group `aftershock.sources` that holds a `Source`.

    [project.entry-points."aftershock.sources"]
    example = "aftershock_example:SOURCE"

One whose package cannot be imported, or holds something else, is a source all the same: it says what is wrong with it,
and the others go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from crawlers.sources import SOURCES, Source

GROUP = "aftershock.sources"


@cache
def plugins() -> Mapping[str, Source]:
    """The sources of the packages installed. Looked up once per process."""
    found: dict[str, Source] = {}
    for point in sorted(metadata.entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        if point.name in SOURCES:
            continue  # ours have their names for themselves
        if point.name in found:
            found[point.name] = _broken(point, "two packages name their source so; uninstall one of them")
            continue
        found[point.name] = _loaded(point)
    return found


def _loaded(point: metadata.EntryPoint) -> Source:
    try:
        source = point.load()
    except Exception as problem:  # noqa: BLE001 - whatever another's package raises, it is named, and only it fails
        return _broken(point, f"{type(problem).__name__}: {problem}")
    if not isinstance(source, Source):
        return _broken(point, f"{point.value} is no crawlers.sources.Source")
    if source.name != point.name:
        return _broken(point, f"{point.value} names itself {source.name!r}")
    return source


def _broken(point: metadata.EntryPoint, why: str) -> Source:
    package = f"{point.dist.name} {point.dist.version}" if point.dist else point.value
    return Source(point.name, point.name, "", "", "", fault=f"plug-in {package}: {' '.join(why.split())}")


def mark() -> str:
    """What reading depends on of the plug-ins: their names, faults and program text; "" where there are none."""
    parts = []
    for name, source in plugins().items():
        spec = find_spec(source.reader.partition(".")[0]) if source.reader else None
        places = [Path(place) for place in spec.submodule_search_locations or ()] if spec else []
        origin = [Path(spec.origin)] if spec and spec.origin and not places else []
        files = [*origin, *(file for place in places for file in sorted(place.rglob("*.py")))]
        texts = (file.read_bytes() for file in files)
        parts.append(f"{name} {source.fault} {hashlib.sha256(b''.join(texts)).hexdigest()}")
    return "\n".join(parts)
