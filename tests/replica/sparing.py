"""Many crawls in one process, without what Scrapy works out anew for each and is the same in all."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any, Self

import scrapy.crawler
import scrapy.middleware
import scrapy.utils.deprecate
from pydispatch.dispatcher import getReceivers
from scrapy import signals
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from scrapy.statscollectors import StatsCollector
from scrapy.utils import trackref
from scrapy.utils.misc import load_object


def spare() -> None:
    """Let Scrapy look neither for components that still want a spider given, since there is none, nor for the modules
    of what it has deprecated, nor write out for its log, which nobody reads here, what is switched on, nor keep a list
    of what is alive; and Twisted encode the one name of all connections once."""
    from twisted.internet import endpoints

    endpoints._idnaBytes = cache(endpoints._idnaBytes)
    scrapy.middleware.MiddlewareManager._check_mw_method_spider_arg = lambda self, method: None  # type: ignore[method-assign]
    looks = {"stack": lambda: (None, (None,)), "getmodule": lambda frame: None}
    scrapy.utils.deprecate.inspect = SimpleNamespace(**vars(inspect) | looks)  # type: ignore[assignment]
    trackref.object_ref.__new__ = lambda kind, *given, **named: object.__new__(kind)  # type: ignore[method-assign]
    scrapy.crawler.SignalManager = Signals  # type: ignore[misc]
    scrapy.middleware.pprint = SimpleNamespace(pformat=str)  # type: ignore[assignment]
    scrapy.crawler.overridden_settings = lambda settings: ()  # type: ignore[attr-defined]


class Signals(SignalManager):
    """Signals that cost next to nothing where nobody hears them."""

    def send_catch_log(self, signal: Any, **said: Any) -> list[tuple[Any, Any]]:
        return super().send_catch_log(signal, **said) if getReceivers(self.sender, signal) else []


class Stats(StatsCollector):
    """Counts, whose methods are not looked through for a spider either."""

    __getattribute__ = object.__getattribute__


class Reason:
    """Scrapy's extension: why a crawl ended, which is all that reports ask of its own counts."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        reason = cls()
        reason.stats = crawler.stats
        crawler.signals.connect(reason.told, signals.spider_closed)
        return reason

    stats: StatsCollector

    def told(self, reason: str) -> None:
        self.stats.set_value("finish_reason", reason)


class OneForAll(Settings):
    """Settings whose values the crawls share: a copy for each would take longer than a crawl.

    So are the lists of components, which each crawl would put together and look up by their names anew.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.together: dict[str, Any] = {}
        super().__init__(values)

    def copy(self) -> Self:
        copied = self.__class__.__new__(self.__class__)
        copied.frozen, copied.attributes, copied.together = False, dict(self.attributes), self.together
        return copied

    def get_component_priority_dict_with_base(self, name: str) -> Any:
        if name not in self.together:
            found = super().get_component_priority_dict_with_base(name)
            self.together[name] = {load_object(key): value for key, value in found.items() if value is not None}
        return self.together[name]

    def getwithbase(self, name: str) -> Any:
        if name not in self.together:
            self.together[name] = dict(super().getwithbase(name))
        return self.together[name]
