"""Connections only to the open internet: every name is resolved here, and private addresses are taken out.

The connection is made to the very addresses that passed, so that a name cannot change its meaning in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from crawlers.address import is_public

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class PrivateAddress(OSError):
    """A host that stands for no address of the open internet."""


@implementer(IResolutionReceiver)
class _Sieve:
    """Hands on the addresses that may be connected to."""

    def __init__(self, receiver: Any, asked: tuple[str, int], allowed: frozenset[tuple[str, int]]) -> None:
        self._receiver = receiver
        self._exempt = asked[0] if asked in allowed else None

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        host = getattr(address, "host", "")
        if is_public(host) or host == self._exempt:
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolves host names to public addresses only.

    The replica's address is let through with its port, asked for as it stands in the mapping: no name leads there.
    """

    def __init__(self, inner: Any, allowed: frozenset[tuple[str, int]] = frozenset(), *, open_: bool = False) -> None:
        self._inner = inner
        self._allowed = allowed
        self._open = open_

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        hosts: dict[str, str] = crawler.settings.getdict("CRAWL_HOSTS")
        resolver = cls(reactor.nameResolver, targets(hosts), open_=crawler.settings.getbool("CRAWL_ALLOW_PRIVATE"))
        resolver._reactor = reactor
        return resolver

    _reactor: Any = None

    def install_on_reactor(self) -> None:
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        receiver = (
            resolutionReceiver if self._open else _Sieve(resolutionReceiver, (hostName, portNumber), self._allowed)
        )
        resolution: IHostResolution = self._inner.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )
        return resolution


def targets(hosts: dict[str, str]) -> frozenset[tuple[str, int]]:
    """The addresses and ports that a mapping of hosts leads to."""
    found = set()
    for target in hosts.values():
        host, _, port = target.rpartition(":")
        found.add((host.strip("[]"), int(port)))
    return frozenset(found)
