"""21世纪经济报道: channels, newest first, asked for with a token that the site gives to every reader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.jingji21 import CHANNEL, HOME, token

TOKEN = f"{HOME}reader/cbhChannelAuth"
CHANNELS = ("capital", "finance", "global", "politics")


class Jingji21Spider(PagedSpider):
    name = "21jingji"
    allowed_domains = ("21jingji.com",)

    def first(self) -> Iterator[Request]:
        for channel in CHANNELS:
            yield self.ask_list(f"{TOKEN}?{channel}", self.read_token, shape="json", data={}, channel=channel)

    def read_token(self, answer: Any, channel: str) -> Iterator[Request]:
        """A token lasts two minutes: each channel has its own."""
        yield self.walk(Walk(CHANNEL, partial(_ask, channel, token(answer)), subject=channel, newest_first=True))


def _ask(channel: str, given: str, page: int) -> Ask:
    url = f"{HOME}channel/{channel}?short={channel}&type=json&page={page}"
    return Ask(url, headers={"Authorization": given, "Referer": HOME})
