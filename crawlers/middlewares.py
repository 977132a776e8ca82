"""Manners: robots.txt as the standard reads it, patience with servers that ask for it, conditional requests."""

from __future__ import annotations

import email.utils
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.responsetypes import responsetypes
from scrapy.robotstxt import RobotParser

from crawlers.address import host_of, within
from crawlers.answers import other_scheme
from crawlers.budget import BudgetUsedUp, Share
from crawlers.transport import HostGivenUp, RefusedAddress

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

LONGEST_PAUSE = 600.0
"""Seconds. A host that asks for more is asked again in a later run."""


class RobotsUnreachable(IgnoreRequest):
    """robots.txt could not be read, so nothing may be asked."""


class MovedAway(IgnoreRequest):
    """The publisher redirected to a host that is none of its own."""


class Bounds:
    """Only the publisher's own hosts are asked, on every hop; private addresses are named apart."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        spider: Any = self._crawler.spider
        parts = urlsplit(request.url)
        if why := other_scheme(parts.scheme):
            raise RefusedAddress(why)
        if "@" in parts.netloc:
            raise RefusedAddress(f"the address of {parts.hostname} carries a name or password; none is sent")
        host = host_of(request.url)
        if within(host, spider.allowed_domains):
            return
        if host == "localhost" or host.replace(".", "").isdigit() or ":" in host or host.startswith("0x"):
            raise RefusedAddress(f"{request.url} is no address of the publisher's")
        raise MovedAway(f"redirected to {request.url}")


class _Closed(RobotParser):
    """What holds while robots.txt cannot be read: nothing is allowed."""

    def __init__(self, why: IgnoreRequest) -> None:
        self.why = why

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        return cls(RobotsUnreachable())

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        return False


class Robots(RobotsTxtMiddleware):
    """Client errors on robots.txt allow all, server errors and silence allow nothing; a web page holds no rules."""

    async def robot_parser(self, request: Request) -> RobotParser | None:
        rules = await super().robot_parser(request)
        netloc = urlsplit(request.url).netloc
        if isinstance(rules, _Closed) and isinstance(rules.why, BudgetUsedUp) and self._parsers.get(netloc) is rules:
            del self._parsers[netloc]  # whoever comes later, perhaps after midnight, must ask for the rules first
        return rules

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        if isinstance(rp, _Closed):
            raise rp.why
        super().process_request_2(rp, request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        body = response.body
        spider: Any = self.crawler.spider
        if spider.store is not None:  # the proof of what was allowed on the day
            await spider.store.put(spider.capture_of(response, "robots", response.url, {}))
        if response.status >= 500 or response.status == 429:
            self._settle(netloc, _Closed(RobotsUnreachable(f"robots.txt of {netloc} answered {response.status}")))
            return
        if response.status >= 400 or re.match(rb"\s*(?:\xef\xbb\xbf)?<", body):
            body = b""
        else:
            # "Crawl-delay:5" and "Disallow:/x" without a blank are common; the parser wants one.
            body = re.sub(rb"(?im)^([a-z-]+):(?=\S)", rb"\1: ", body)
        await super()._parse_robots(response.replace(body=body), netloc, request)
        parser: Any = self._parsers[netloc]
        asked = parser.rp.crawl_delay(self.crawler.settings["USER_AGENT"])
        if asked:
            host, between = urlsplit(response.url).hostname, spider.pauses.between
            between[host] = max(min(float(asked), LONGEST_PAUSE), between.get(host, 0.0))

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, RefusedAddress | HostGivenUp):
            self._settle(netloc, None)  # the request itself will meet the same refusal, and name it
        elif isinstance(exc, BudgetUsedUp):
            self._settle(netloc, _Closed(exc))
        else:
            self._settle(netloc, _Closed(RobotsUnreachable(f"robots.txt of {netloc} could not be read: {exc}")))

    def _settle(self, netloc: str, parser: RobotParser | None) -> None:
        waiting: Any = self._parsers[netloc]
        self._parsers[netloc] = parser
        waiting.callback(parser)


class Patience(RetryMiddleware):
    """Tries again after server errors and broken connections, as late as the host asks; a host that has refused or
    keeps failing is left alone for the rest of the run, and one that was asked enough for the rest of the day."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = super().from_crawler(crawler)
        made._share = Share(crawler)
        return made

    _share: Share

    def process_request(self, request: Request) -> None:
        spider: Any = self.crawler.spider
        why = spider.given_up.get(urlsplit(request.url).hostname)
        if why:
            raise HostGivenUp(why)
        # Before it waits for its turn at the host, which thousands would otherwise do in vain.
        self._share.check(request)

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:
        if response.status not in self.retry_http_codes or request.meta.get("dont_retry"):
            return response
        wait = self._wait(request, response)
        if wait > LONGEST_PAUSE:
            return response
        again = self._retry(request, f"status {response.status}")
        if again is not None:
            self._hold(request, wait)
        return again or response

    def process_exception(self, request: Request, exception: Exception, spider: Any = None) -> Request | None:
        if not isinstance(exception, self.exceptions_to_retry) or request.meta.get("dont_retry"):
            return None
        again = self._retry(request, exception)
        if again is not None:
            self._hold(request, self._growing(request))
        return again

    def _hold(self, request: Request, seconds: float) -> None:
        running: Any = self.crawler.spider
        running.pauses.hold(urlsplit(request.url).hostname or "", seconds)

    def _wait(self, request: Request, response: Response) -> float:
        asked = (response.headers.get("Retry-After") or b"").decode("ascii", "replace").strip()
        return max(self._growing(request), retry_after(asked, datetime.now(UTC)))

    def _growing(self, request: Request) -> float:
        tries = int(request.meta.get("retry_times", 0)) + 1
        return float(self.crawler.settings.getfloat("CRAWL_RETRY_PAUSE") * tries)


def retry_after(value: str, now: datetime) -> float:
    """Seconds that a Retry-After header (seconds, or a date) asks to wait; 0 when it says nothing sensible."""
    if re.fullmatch(r"\d{1,9}", value):
        return float(value)
    try:
        until = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())


class Conditional:
    """Sends the validators of the archived answer; "not modified" is answered out of the archive."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        spider: Any = self._crawler.spider
        if spider.store is None or request.method != "GET" or "capture" not in request.meta:
            return
        row = spider.store.archive.latest(request.meta["capture"])
        if row is None or row.url != request.meta["capture"]:
            return
        if row.etag:
            request.headers.setdefault(b"If-None-Match", row.etag.encode("latin-1", "replace"))
        if row.last_modified:
            request.headers.setdefault(b"If-Modified-Since", row.last_modified.encode("latin-1", "replace"))
        if row.etag or row.last_modified:
            request.meta["archived"] = row.key

    def process_response(self, request: Request, response: Response) -> Response:
        if response.status != 304 or "archived" not in request.meta:
            return response
        spider: Any = self._crawler.spider
        capture = spider.store.archive.capture(request.meta["archived"])
        headers = dict(capture.headers)
        kind = responsetypes.from_args(url=response.url, headers=response.headers.__class__(headers), body=capture.body)
        return kind(response.url, status=200, headers=headers, body=capture.body, flags=["not modified"])
