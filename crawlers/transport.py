"""The download handler: one connection per host, its pauses and its budget, and the replica's host mapping."""

from __future__ import annotations

import asyncio
import zlib
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest

from crawlers.address import host_of
from crawlers.budget import Share
from crawlers.guard import targets
from crawlers.pauses import Pauses

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


_PIECE = 1 << 16


class RefusedAddress(IgnoreRequest):
    """An address that leads into a private network."""


class HostGivenUp(IgnoreRequest):
    """The host refused, or failed several times in a row, earlier in this run."""


class CutShort(OSError):
    """A compressed answer that ends before its content does."""


class PoliteHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler with pauses and the host mapping.

    A request to a mapped host keeps its public URL and Host header, and goes by plain HTTP to the replica; the answer
    carries the public URL. The replica's own address cannot be asked for directly.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._hosts: dict[str, str] = crawler.settings.getdict("CRAWL_HOSTS")
        self._targets = targets(self._hosts)
        self._share = Share(crawler)
        self._own = Pauses()
        self._largest = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._guarded = not crawler.settings.getbool("CRAWL_ALLOW_PRIVATE")

    async def download_request(self, request: Request) -> Response:
        host = host_of(request.url)
        pauses: Pauses = getattr(self._crawler.spider, "pauses", self._own)
        # Scrapy's own limit counts a transfer only once it has begun, and lets several begin at the same moment.
        async with pauses.turn(host):
            if wait := request.meta.pop("wait", 0.0):  # until the turn that a shared frontier gave it
                await asyncio.sleep(wait)
            await pauses.wait(host)
            self._still_asked(host)
            # Here, and nowhere before: so each try, each redirect and robots.txt counts, and nothing that is not sent.
            self._share.spend(request)
            pauses.hold(host, self._between(request))
            try:
                return _whole(await self._fetch(request, host), self._largest)
            finally:
                if host in pauses.between:
                    pauses.hold(host, pauses.between[host])

    def _between(self, request: Request) -> float:
        """Seconds until a host may be asked again, by whichever source: Scrapy counts them for each source alone."""
        slot = self._crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        return slot.delay if slot else 0.0

    def _still_asked(self, host: str) -> None:
        """Raise HostGivenUp where the host refused while this request waited for its turn."""
        why = getattr(self._crawler.spider, "given_up", {}).get(host)
        if why:
            raise HostGivenUp(why)

    async def _fetch(self, request: Request, host: str) -> Response:
        parts = urlsplit(request.url)
        target = self._hosts.get(host)
        if target is None:
            if self._guarded and (host, parts.port or 80) in self._targets:
                raise RefusedAddress(f"{request.url} is an address of a private network")
            try:
                return await super().download_request(request)
            except CannotResolveHostError as problem:
                if self._guarded and await _resolves(host):
                    raise RefusedAddress(f"{host} is an address of a private network") from problem
                raise
        inner = request.replace(url=urlunsplit(("http", target, parts.path, parts.query, "")), meta=request.meta)
        inner.headers.setdefault(b"Host", parts.netloc.rpartition("@")[2].encode("ascii"))
        response = await super().download_request(inner)
        request.meta["download_latency"] = inner.meta.get("download_latency")  # what AutoThrottle goes by
        return response.replace(url=request.url)


def _whole(response: Response, limit: int) -> Response:
    """The response, if its gzip stream reaches its end: Scrapy takes the beginning of one that does not for the whole.

    Beyond `limit` bytes it is not looked at; such a body is refused later. Raises CutShort, for another try.
    """
    data, made, stream = response.body, 0, zlib.decompressobj(16 + zlib.MAX_WBITS)
    if b"gzip" not in (response.headers.get("Content-Encoding") or b"").lower() or data[:2] != b"\x1f\x8b":
        return response
    try:
        while data and not stream.eof and made <= limit:
            made += len(stream.decompress(data, _PIECE))
            data = stream.unconsumed_tail
    except zlib.error as problem:
        raise CutShort(f"the gzip stream is damaged: {problem}") from problem
    if not stream.eof and made <= limit:
        raise CutShort(f"the gzip stream ends after {made} bytes of content, before its own end")
    return response


async def _resolves(host: str) -> bool:
    """Whether the system knows addresses of a host: then they were taken out, not missing."""
    try:
        return bool(await asyncio.get_running_loop().getaddrinfo(host, None))
    except (OSError, UnicodeError):
        return False
