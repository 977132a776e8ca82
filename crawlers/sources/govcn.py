"""国务院政策文件库 gov.cn: search by word in the policy library; without a word the newest policies.

The files that a document has attached come with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from scrapy import Request
from scrapy.http import Response

from crawlers.capture import Capture
from crawlers.decoding import decode
from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.govcn import ENDPOINTS, attachments
from crawlers.rows import pick
from crawlers.slices import Days

LATEST = "https://www.gov.cn/zhengce/zuixin/ZUIXINZHENGCE.json"
SEARCH = "https://sousuo.www.gov.cn/search-gov/data"
PAGE_SIZE = 50
UNUSED = ("pcodeJiguan", "childtype", "puborg", "pcodeYear", "pcodeNum", "filetype", "bmfl")
"""What the site's own form sends empty; where something is missing, the publisher answers with no rows."""
LIBRARY, NEWEST = pick(ENDPOINTS, "library"), pick(ENDPOINTS, "newest")


class GovcnSpider(PagedSpider):
    name = "govcn"
    allowed_domains = ("gov.cn",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            cut, days = partial(partial, _ask, word), self.span()
            yield self.walk(Walk(LIBRARY, cut(days), word, days=days, cut=cut))
        if not self.plan.words:
            yield self.walk(Walk(NEWEST, lambda page: Ask(LATEST), subject="newest"))

    def _page_answered(self, response: Response) -> Iterator[Any]:
        """The document, and the files that it has attached, whatever these are called."""
        for one in super()._page_answered(response):
            yield one
            if isinstance(one, Capture) and response.meta["shape"] == "html":
                soup = BeautifulSoup(decode(one.body, one.header("content-type"))[0], "lxml")
                for row in attachments(soup, one.url, one.meta):
                    yield from self.ask_row(row, self.every)


def _ask(word: str, days: Days, page: int) -> Ask:
    asked = {"t": "zhengcelibrary", "q": word, "sort": "pubtime", "sortType": 1, "searchfield": "title:content:summary"}
    asked |= {"p": page, "n": PAGE_SIZE, "timetype": "timezd", "mintime": days.since, "maxtime": days.until}
    return Ask(f"{SEARCH}?{urlencode(asked | dict.fromkeys(UNUSED, ''))}")
