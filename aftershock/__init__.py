"""A knowledge base of an industry event: collected, read with evidence, searched, and browsed as a timeline.

    from aftershock import open_project

    with open_project("wave") as project:
        for hit in project.search("冻结资金", since="2021-07").result.hits:
            print(hit.published, hit.title, hit.snippet)

See docs/python.md. Importing this package alone loads nothing else of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftershock.opened import OpenProject, open_project

__version__ = "0.1.0"

__all__ = ["OpenProject", "__version__", "open_project"]


def __getattr__(name: str) -> object:
    if name in ("OpenProject", "open_project"):
        from aftershock import opened

        return getattr(opened, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
