"""国务院政策文件库 gov.cn: search by word in the policy library; without a word the newest policies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.govcn import ENDPOINTS
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


def _ask(word: str, days: Days, page: int) -> Ask:
    asked = {"t": "zhengcelibrary", "q": word, "sort": "pubtime", "sortType": 1, "searchfield": "title:content:summary"}
    asked |= {"p": page, "n": PAGE_SIZE, "timetype": "timezd", "mintime": days.since, "maxtime": days.until}
    return Ask(f"{SEARCH}?{urlencode(asked | dict.fromkeys(UNUSED, ''))}")
