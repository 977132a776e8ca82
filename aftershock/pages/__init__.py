"""Knowledge → the static site: pages, their data, feeds and search, which work from disk and without script."""

from __future__ import annotations

from aftershock.pages.build import build
from aftershock.pages.options import BuildReport, Missed, SiteOptions
from aftershock.pages.reader import Reader, SourceHealth

__all__ = ["BuildReport", "Missed", "Reader", "SiteOptions", "SourceHealth", "build"]
