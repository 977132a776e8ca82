"""The spiders that `scrapy list` and `scrapy crawl` know: the program's own, and those of plug-ins."""

from __future__ import annotations

import logging

from scrapy.spiderloader import SpiderLoader
from scrapy.utils.misc import load_object

from crawlers.plugins import plugins

log = logging.getLogger(__name__)


class Spiders(SpiderLoader):
    """A plug-in that cannot be loaded is named in the log and left out; the others are there."""

    def _load_all_spiders(self) -> None:
        super()._load_all_spiders()
        for name, source in plugins().items():
            try:
                self._spiders[name] = load_object(source.usable().spider)
            except Exception as problem:  # noqa: BLE001 - whatever another's package raises, it is named
                log.warning("source %s cannot be used: %s", name, problem)
