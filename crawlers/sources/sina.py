"""新浪财经 Sina: the roll by day, search by word, articles in their several layouts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup, Tag
from scrapy import Request

from crawlers.article import BEIJING, Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.moments import Moment, epoch, in_address, machine, printed
from crawlers.plan import Trouble
from crawlers.spider import ListChanged, SourceSpider

ROLL = "https://feed.mix.sina.com.cn/api/roll/get"
LISTS = (("153", "2516"),)
"""pageid and lid of the lists to walk: 财经."""
PAGE_SIZE = 50
LAST_PAGE = 200
ROLL_DAYS = 45
"""The roll has each day's hundreds of items; longer spans are searched by word where there are words."""
SEARCH = "https://search.sina.com.cn/"
_ARTICLE = re.compile(r"^https?://(?:[\w-]+\.)+sina\.com\.cn/.*?/doc-(\w+)\.s?html")


class SinaSpider(SourceSpider):
    name = "sina"
    allowed_domains = ("sina.com.cn",)

    def first(self) -> Iterator[Request]:
        until = self.plan.until or datetime.now(BEIJING).date()
        since = self.plan.since or until
        rolled = since
        if self.plan.words and (until - since).days >= ROLL_DAYS:
            rolled = until - timedelta(days=1)
            for word in self.plan.words:
                yield self._search(word, 1, frozenset())
        for day in (rolled + timedelta(days=number) for number in range((until - rolled).days + 1)):
            for pageid, lid in LISTS:
                yield self._roll(pageid, lid, day, 1, frozenset())

    def _roll(self, pageid: str, lid: str, day: date, page: int, before: frozenset[str]) -> Request:
        start = int(datetime.combine(day, time(), BEIJING).timestamp())
        end = start + 24 * 3600
        # The names are the publisher's: etime is where the span begins, stime where it ends.
        asked = {"pageid": pageid, "lid": lid, "k": "", "num": PAGE_SIZE, "page": page, "etime": start, "stime": end}
        asked |= {"ctime": end, "date": day.isoformat()}
        return self.ask_list(
            f"{ROLL}?{urlencode(asked)}",
            self.read_roll,
            shape="json",
            headers={"Referer": "https://finance.sina.com.cn/"},
            place=(pageid, lid),
            day=day,
            page=page,
            before=before,
        )

    def read_roll(
        self, answer: Any, place: tuple[str, str], day: date, page: int, before: frozenset[str]
    ) -> Iterator[Request | Trouble]:
        result = answer.get("result") if isinstance(answer, dict) else None
        rows = result.get("data") if isinstance(result, dict) else None
        status = result.get("status") if isinstance(result, dict) else None
        code = status.get("code") if isinstance(status, dict) else None
        if not isinstance(result, dict) or not isinstance(rows, list) or str(code) != "0":
            raise ListChanged(f"the roll answers with code {code!r} and without result.data")
        ids = frozenset(str(row.get("docid") or row.get("url")) for row in rows if isinstance(row, dict))
        if rows and ids <= before:
            yield Trouble("page repeated", f"{ROLL} lid={place[1]} day={day} page={page}")
            return
        for row in rows:
            url = article_url(str(row.get("url") or "")) if isinstance(row, dict) else None
            if url is None:
                continue  # pictures, videos and other hosts
            when = epoch(str(row.get("ctime") or ""))
            texts = [str(row.get(name) or "") for name in ("title", "intro", "summary", "keywords")]
            if self.wanted(when.time.date() if when else None, *texts):
                yield from self.ask_page(url, _listed(texts[0], when, row.get("media_name")))
        total = int(result.get("total") or 0)
        if page * PAGE_SIZE < total and rows and page < LAST_PAGE:
            yield self._roll(*place, day, page + 1, ids)
        elif (page - 1) * PAGE_SIZE + len(rows) < total:
            seen = (page - 1) * PAGE_SIZE + len(rows)
            yield Trouble("total differs", f"{ROLL} lid={place[1]} day={day}", f"{seen} rows read of {total}")

    def _search(self, word: str, page: int, before: frozenset[str]) -> Request:
        days = {"stime": self.plan.since, "etime": self.plan.until}
        asked = {"q": word, "c": "news", "range": "all", "sort": "time", "page": page, "ie": "utf-8"}
        asked |= {name: day.isoformat() for name, day in days.items() if day}
        return self.ask_list(f"{SEARCH}?{urlencode(asked)}", self.read_search, word=word, page=page, before=before)

    def read_search(
        self, soup: BeautifulSoup, word: str, page: int, before: frozenset[str]
    ) -> Iterator[Request | Trouble]:
        found: dict[str, dict[str, str | None]] = {}
        for box in soup.select("div.box-result"):
            link = box.select_one("h2 a[href]")
            url = article_url(str(link["href"])) if link else None
            if link is None or url is None:
                continue
            said = squeeze(box.select_one("h2 span").get_text()) if box.select_one("h2 span") else ""  # type: ignore[union-attr]
            when = printed(said) or in_address(url)
            if self.wanted(when.time.date() if when else None, word):  # found by the publisher, if not in the title
                found[url] = _listed(squeeze(link.get_text()), when, said.split(" ")[0] or None)
        if found.keys() <= before:
            return  # nothing, or the last page over again
        for url, meta in found.items():
            yield from self.ask_page(url, meta)
        if page >= LAST_PAGE:
            yield Trouble("total differs", f"{SEARCH}?q={word}", f"more than {LAST_PAGE} pages; narrow the days")
        else:
            yield self._search(word, page + 1, frozenset(found))


class SinaLayout(Layout):
    publisher = "新浪财经"
    title_at = "h1.main-title, #artibodyTitle"
    time_at = ".date-source .date, #pub_date, .article-a__time"
    source_at = ".date-source a.source, .date-source span.source, #media_name"
    body_at = "#artibody, #article"
    noise = (
        ".appendQr_wrap",
        "#left_hzh_ad",
        ".app-kaihu-qr",
        ".article-editor",
        ".show_author",
        "span.img_descr:empty",
        ".article-notice",
        ".recommend-wrap",
    )
    people_at = ("p.article-editor", "p.show_author")

    def url(self) -> str:
        return article_url(self.capture.url) or super().url()

    def published(self) -> Moment | None:
        """The visible time first; what the page says for machines may differ by minutes."""
        for text in (
            self.any(self.time_at),
            self._meta("weibo: article:create_at"),
            self._meta("article:published_time"),
        ):
            moment = machine(text) if text else None
            if moment:
                return moment
        return super().published()

    def original_publisher(self) -> str | None:
        return super().original_publisher() or self._meta("mediaid") or None

    def _meta(self, name: str) -> str | None:
        for attribute in ("property", "name"):
            tag = self.soup.find("meta", {attribute: name})
            content = tag.get("content") if isinstance(tag, Tag) else None
            if content:
                return str(content).strip()
        return None


def read(capture: Capture) -> Article:
    """The article of a page. Raises PageChanged."""
    return SinaLayout(capture).read()


def article_url(href: str) -> str | None:
    """The address under which an article is known; None for what is no article."""
    if not _ARTICLE.match(href):
        return None
    parts = urlsplit(href)
    return f"https://{parts.hostname}{parts.path}"


def _listed(title: str, when: Moment | None, media: object) -> dict[str, str | None]:
    return {
        "title": title,
        "published": when.time.isoformat() if when else None,
        "precision": when.precision if when else None,
        "media": str(media) if media else None,
    }
