"""21世纪经济报道: channels, newest first, asked for with a token that the site gives to every reader.

A token lasts two minutes: each channel has its own, and gets another where it goes further back than one lasts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from scrapy import Request

from crawlers.backward import Back, BackwardSpider
from crawlers.paging import Ask
from crawlers.plan import Trouble
from crawlers.publishers.jingji21 import CHANNEL, HOME, token

TOKEN = f"{HOME}reader/cbhChannelAuth"
CHANNELS = ("capital", "finance", "global", "politics")


class Jingji21Spider(BackwardSpider):
    name = "21jingji"
    allowed_domains = ("21jingji.com",)

    def first(self) -> Iterator[Request]:
        for channel in CHANNELS:
            yield self._token(channel)

    def _token(self, channel: str, back: Back | None = None) -> Request:
        return self.ask_list(f"{TOKEN}?{channel}", self.read_token, shape="json", data={}, channel=channel, on=back)

    def read_token(self, answer: Any, channel: str, on: Back | None = None) -> Iterator[Request]:
        """The channel from its newest page, or on from where a token came to its end."""
        ask = partial(_ask, channel, token(answer))
        if on is None:
            yield from self.back(Back(CHANNEL, ask, subject=channel))
        else:
            yield self.go_on(replace(on, ask=ask))

    def instead(self, request: Request, trouble: Trouble) -> Iterator[Request]:
        """A page for which a token that has served is refused is asked for with another; with a new one it is lost."""
        back = request.cb_kwargs.get("context", {}).get("back")
        if back and trouble.reason == "publisher error" and back.asked > 1:
            yield self._token(back.subject, replace(back, asked=0))


def _ask(channel: str, given: str, page: int) -> Ask:
    url = f"{HOME}channel/{channel}?short={channel}&type=json&page={page}"
    return Ask(url, headers={"Authorization": given, "Referer": HOME})
