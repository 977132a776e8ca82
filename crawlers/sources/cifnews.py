"""雨果跨境 CIFNEWS: its feed of news, newest first, its section of Amazon, and the search by word."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from scrapy import Request

from crawlers.backward import Back, BackwardSpider
from crawlers.paging import Ask
from crawlers.publishers.cifnews import HOME, LINKS, NEWSFEED, SHOWN

PAGE_SIZE = 20
LAST_PAGE = 50
"""Of the feed, where its rows name no day."""


class CifnewsSpider(BackwardSpider):
    name = "cifnews"
    allowed_domains = ("cifnews.com",)

    def first(self) -> Iterator[Request]:
        # A page of the search links to other articles as well, so that its word must be in a title.
        for word in self.plan.words:
            yield self.newest(LINKS, f"{HOME}search?{urlencode({'keyword': word})}")
        yield self.newest(SHOWN, f"{HOME}amazon")
        yield from self.back(Back(NEWSFEED, _feed, undated=LAST_PAGE))


def _feed(page: int) -> Ask:
    """The feed counts nothing that is of any help."""
    asked = {"page": page, "size": PAGE_SIZE, "tempIndex": 0, "token": ""}
    return Ask(f"{HOME}index/ajax/newsfeed/3?{urlencode(asked)}")
