"""A crawl never connects where it must not, carries no secrets along, and takes in no more than it is meant to."""

from __future__ import annotations

import gzip
import resource
import socket
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import brotli
import pytest
from reportlab.pdfgen.canvas import Canvas
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.endpoints import HostnameEndpoint
from twisted.internet.interfaces import IReactorPluggableNameResolver
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock
from zope.interface import implementer

from crawlers import pdf
from crawlers.address import is_public
from crawlers.archive import Archive
from crawlers.crawl import crawl
from crawlers.guard import GuardedResolver
from crawlers.plan import Plan
from crawlers.publishers.feed import entries
from crawlers.publishers.sitemap import pages
from crawlers.settings import for_plan
from tests.ready.starting import interpreter
from tests.replica.server import Answer, Replica, running

from .private import PRIVATE4, PRIVATE6, SCHEMES, WRITTEN, urls

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CAP = 1_500_000
"""Bytes. Much smaller, and the blocks that unpacking goes by would be more than the tenth that is allowed."""


def plan(replica: Replica, *addresses: str, source: str = "url", **more: Any) -> Plan:
    hosts = replica.hosts("jump.example", "other.example")
    given: dict[str, Any] = {"delay": 0.0, "timeout": 10.0, "hosts": hosts, "addresses": {source: addresses}}
    return Plan((source,), **(given | more))


@contextmanager
def listening() -> Iterator[tuple[int, list[object]]]:
    """A port of loopback, of both kinds, and who connected to it."""
    met: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as four:
        port = four.getsockname()[1]
        six = socket.create_server(("::1", port), family=socket.AF_INET6) if socket.has_ipv6 else None

        def meet(server: socket.socket) -> None:
            while True:
                try:
                    connection, who = server.accept()
                except OSError:  # closed
                    return
                met.append(who)
                connection.close()

        servers = [one for one in (four, six) if one]
        for server in servers:
            threading.Thread(target=meet, args=(server,), daemon=True).start()
        try:
            yield port, met
        finally:
            for server in servers:
                server.shutdown(socket.SHUT_RDWR)
                server.close()


def test_no_private_address_is_connected_to_asked_for_or_redirected_to(tmp_path: Path) -> None:
    assert len(PRIVATE4) + len(PRIVATE6) + len(WRITTEN) + len(SCHEMES) >= 180
    with running(Replica()) as replica, listening() as (port, met):
        with socket.create_connection(("127.0.0.1", port)):
            pass
        asked = urls(port)
        for number, url in enumerate(asked):
            answer = Answer(b"", (301, 302, 303, 307, 308)[number % 5], {"Location": url})
            replica.answer["jump.example", f"/{number}"] = lambda asked, a=answer: a  # type: ignore[misc]
        replica.answer["jump.example", "/chain"] = lambda asked: Answer(b"", 302, {"Location": "/chain2"})
        replica.answer["jump.example", "/chain2"] = lambda asked: Answer(b"", 302, {"Location": "/0"})
        jumps = [f"http://jump.example/{number}" for number in [*range(len(asked)), "chain"]]
        report = crawl(plan(replica, *asked, *jumps), tmp_path).sources[0]
    assert len(met) == 1, "only the test itself"
    assert {one.host for one in replica.asked} == {"jump.example"}
    reasons = {trouble.url: trouble.reason for trouble in report.problems}
    assert report.new == 0 and report.failed == report.listed >= 320
    assert set(asked) <= reasons.keys()
    # What is no name to the system is met by no refusal of ours.
    web = {url: reason for url, reason in reasons.items() if url.lower().startswith(("http://", "https://"))}
    odd = {url for url, reason in web.items() if reason not in ("refused address", "moved away")}
    assert len(odd) <= 8, sorted(odd)


@pytest.mark.parametrize("address", [*PRIVATE4, *PRIVATE6, *WRITTEN])
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


PUBLIC = (
    "1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.167.1.1 198.17.0.1 223.255.255.255 "
    "2606:4700::1111 2400:3200::1 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1 2606:4700::5efe:808:808"
).split()


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


class Names:
    """A resolver that gives one answer after the other, whatever it is asked."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *rest: Any) -> Any:  # noqa: N802
        receiver.resolutionBegan(self)
        for host in self.answers.pop(0):
            receiver.addressResolved((IPv6Address if ":" in host else IPv4Address)("TCP", host, port))
        receiver.resolutionComplete()
        return self

    def cancel(self) -> None:
        pass


@implementer(IReactorPluggableNameResolver)
class Reactor(MemoryReactorClock):  # type: ignore[misc]
    def __init__(self, resolver: Any) -> None:
        super().__init__()
        self.nameResolver = resolver

    def installNameResolver(self, resolver: Any) -> None:  # noqa: N802
        self.nameResolver = resolver


def connections(*answers: list[str]) -> list[str]:
    """Where Twisted connects to, asking for the same name once for each answer."""
    reactor = Reactor(GuardedResolver(Names(*answers)))
    for _ in answers:
        HostnameEndpoint(reactor, "rebind.example", 443).connect(Factory()).addErrback(lambda failure: None)
        reactor.advance(1)
    return [client[0] for client in reactor.tcpClients]


def test_a_name_that_changes_its_meaning_is_connected_to_where_it_was_checked() -> None:
    assert connections(["93.184.216.34"], ["127.0.0.1"], ["10.0.0.1", "::1"], ["93.184.216.34", "192.168.0.1"]) == [
        "93.184.216.34",
        "93.184.216.34",
    ]
    private = [one.partition("%")[0] for one in (*PRIVATE4, *PRIVATE6)]
    assert connections(*([one] for one in private), private) == []


SECRETS = """
import sys
from pathlib import Path
from scrapy.crawler import AsyncCrawlerProcess
from crawlers.plan import Plan
from crawlers.settings import for_plan
from crawlers.sources.url import AnywhereSpider

class Secretive(AnywhereSpider):
    def first(self):
        for path in ("first", "again", "jump", "named"):
            headers = {"Authorization": "Basic c2VjcmV0", "Cookie": "session=secret"} if path == "jump" else {}
            [request] = self.ask_page(f"http://jump.example/{path}")
            yield request.replace(headers=headers, priority={"first": 2, "again": 1, "jump": 0, "named": 0}[path])

plan = Plan.from_json(sys.argv[1])
process = AsyncCrawlerProcess(for_plan(plan))
process.crawl(Secretive, plan=plan)
process.start()
"""


def test_credentials_and_cookies_are_carried_nowhere_else(tmp_path: Path) -> None:
    with running(Replica()) as replica:
        replica.page("jump.example", "/first", "<p>one</p>", Set_Cookie="tracking=secret; Domain=example")
        replica.page("jump.example", "/again", "<p>two</p>")
        replica.page("other.example", "/landed", "<p>three</p>")
        to_other = {"Location": "http://other.example/landed", "Set-Cookie": "more=secret"}
        replica.answer["jump.example", "/jump"] = lambda asked: Answer(b"", 302, to_other)
        replica.answer["jump.example", "/named"] = lambda asked: Answer(
            b"", 302, {"Location": "http://user:secret@other.example/named"}
        )
        asked = plan(replica, "http://jump.example/", "http://other.example/")
        # The spider's own name stands in its class; that of the source gives it its addresses.
        script = SECRETS.replace("def first", "name = 'url'\n\n    def first")
        command = [*interpreter(), "-c", script, asked.to_json()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
    seen = {(one.host, one.path): one.headers for one in replica.asked}
    assert "cookie" not in seen["jump.example", "/again"]
    assert seen["jump.example", "/jump"]["authorization"] == "Basic c2VjcmV0"
    assert ("other.example", "/named") not in seen
    landed = seen["other.example", "/landed"]
    assert not {"cookie", "authorization", "referer"} & landed.keys()
    assert not any("secret" in value for value in landed.values())


def test_nothing_of_scrapy_listens_or_reads_files() -> None:
    settings = for_plan(Plan(("url",)))
    assert settings["TELNETCONSOLE_ENABLED"] is False and settings["REMOTE_CONTROL_ENABLED"] is False
    assert {name for name, handler in settings["DOWNLOAD_HANDLERS"].items() if handler} == {"http", "https"}
    assert settings["COOKIES_ENABLED"] is False and settings["HTTPPROXY_ENABLED"] is False


def deflated(data: bytes) -> bytes:
    return zlib.compress(data)[2:-4]


def quick_brotli(data: bytes) -> bytes:
    return brotli.compress(data, quality=1)


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate, raw": deflated,
    "br": quick_brotli,
    "zstd": zstd.compress,
    "gzip, gzip": lambda data: gzip.compress(gzip.compress(data)),
    "br, gzip": lambda data: gzip.compress(quick_brotli(data)),
}


def test_answers_that_unpack_past_the_limit_are_stopped(tmp_path: Path) -> None:
    """Twenty times the limit, in every encoding that is asked for; memory shows that none was unpacked."""
    with running(Replica()) as replica:
        for at, (coding, pack) in enumerate(PACKED.items()):
            headers = {"Content-Type": "text/html", "Content-Encoding": coding.partition(", raw")[0]}
            bomb = Answer(pack(b"<p>" + bytes(20 * CAP)), 200, headers)
            fine = Answer(pack(b"<p>" + b"x" * (CAP - 10)), 200, headers)
            assert len(bomb.body) < CAP
            replica.answer["jump.example", f"/bomb{at}"] = lambda asked, a=bomb: a  # type: ignore[misc]
            replica.answer["jump.example", f"/fine{at}"] = lambda asked, a=fine: a  # type: ignore[misc]
        addresses = [f"http://jump.example/{kind}{at}" for at in range(len(PACKED)) for kind in ("bomb", "fine")]
        report = crawl(plan(replica, *addresses, max_body=CAP), tmp_path).sources[0]
        offered = replica.asked[-1].headers["accept-encoding"].split(", ")
    assert set(offered) <= set(PACKED), "nothing is asked for that is not limited"
    assert [(trouble.reason, "bomb" in trouble.url) for trouble in report.problems] == [("too large", True)] * len(
        PACKED
    )
    for trouble in report.problems:
        unpacked = int(trouble.detail.partition(" B decompressed so far")[0].rpartition(" ")[2])
        assert unpacked <= 1.1 * CAP
    assert report.new == len(PACKED)
    with Archive.open(tmp_path) as archive:
        assert all(len(capture.body) <= CAP for _, capture in archive.captures())


@contextmanager
def endless() -> Iterator[tuple[int, list[int]]]:
    """A server whose pages have no end and no length; the port, and how much each reader took."""
    taken: list[int] = []

    def serve(server: socket.socket) -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:  # closed
                return
            with connection:
                path = connection.recv(65536).split(b" ")[1]
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
                if path == b"/robots.txt":
                    connection.sendall(b"HTTP/1.1 404 no\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    continue
                connection.sendall(b"HTTP/1.1 200 ok\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
                sent = 0
                try:
                    while sent < 40 * CAP:
                        sent += connection.send(b"<p>" * 1000)
                except OSError:  # the reader has had enough
                    taken.append(sent)

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        threading.Thread(target=serve, args=(server,), daemon=True).start()
        yield server.getsockname()[1], taken
        server.shutdown(socket.SHUT_RDWR)


def test_a_page_without_an_end_is_broken_off(tmp_path: Path) -> None:
    with endless() as (port, taken):
        hosts = {"jump.example": f"127.0.0.1:{port}"}
        asked = Plan(("url",), delay=0.0, hosts=hosts, addresses={"url": ("http://jump.example/x",)}, max_body=5 * CAP)
        report = crawl(asked, tmp_path).sources[0]
    assert [trouble.reason for trouble in report.problems] == ["too large"]
    assert taken and max(taken) <= 5 * CAP * 1.1 + 1_000_000, "the limit, and what the sockets held"


LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 12}">' for old, new in zip("abcdefghij", "bcdefghijk", strict=True)
)
FLOOD = f'<!DOCTYPE r [<!ENTITY k "{"x" * 50_000}">'
OUTSIDE = '<!DOCTYPE r [<!ENTITY k SYSTEM "file:///etc/passwd">'
REMOTE = '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p; <!ENTITY k "">'


@pytest.mark.parametrize("head", [LAUGHS, FLOOD, OUTSIDE, REMOTE], ids=["laughs", "flood", "file", "remote"])
def test_entities_are_not_unfolded(head: str) -> None:
    times = 2000 if head == FLOOD else 1
    item = f"<item><link>https://a.example/1</link><title>t{'&k;' * times}</title></item>"
    place = f"<url><loc>https://a.example/1</loc><news:title xmlns:news='n'>t{'&k;' * times}</news:title></url>"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for read, xml in (
        (entries, f"<?xml version='1.0'?>{head}]><rss><channel>{item}</channel></rss>"),
        (pages, f"<?xml version='1.0'?>{head}]><urlset>{place}</urlset>"),
    ):
        found = read(xml)
        assert [row.url for row in found.rows] == ["https://a.example/1"]
        assert len(found.rows[0].title) < 10_000 and "root:" not in found.rows[0].title
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KB


def test_a_pdf_is_read_up_to_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = Canvas(str(tmp_path / "long.pdf"))
    for number in range(9):
        canvas.drawString(90, 700, f"Page {number + 1} of a filing that does not end, with words enough to read.")
        canvas.showPage()
    canvas.save()
    body = (tmp_path / "long.pdf").read_bytes()
    monkeypatch.setattr(pdf, "MAX_PAGES", 4)
    article = pdf.read_pdf(body, url="urn:x", source="local")
    assert "only the first 4 of 9 pages were read" in article.problems
    assert "Page 4 of" in article.text and "Page 5 of" not in article.text
    monkeypatch.setattr(pdf, "MAX_BYTES", len(body) - 1)
    with pytest.raises(pdf.Unreadable, match="too large"):
        pdf.read_pdf(body, url="urn:x", source="local")


def test_a_page_of_a_pdf_that_unpacks_to_millions_of_signs_is_read_in_part(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "bomb.pdf"), pageCompression=1)
    text = canvas.beginText(90, 700)
    for _ in range(300):
        text.textLine("x" * 1000)
    canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    body = (tmp_path / "bomb.pdf").read_bytes()
    assert len(body) < 20_000
    assert len(pdf.read_pdf(body, url="urn:x", source="local").text) <= 70_000
