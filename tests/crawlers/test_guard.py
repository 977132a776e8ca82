"""Connections go to checked addresses only, whatever a name resolves to."""

from __future__ import annotations

from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address

from crawlers.guard import GuardedResolver, targets


class Names:
    """A resolver that knows a few names."""

    def __init__(self, **known: list[str]) -> None:
        self.known = known

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *rest: Any) -> Any:  # noqa: N802
        receiver.resolutionBegan(self)
        for host in self.known[name]:
            kind = IPv6Address if ":" in host else IPv4Address
            receiver.addressResolved(kind("TCP", host, port))
        receiver.resolutionComplete()
        return self


class Seen:
    def __init__(self) -> None:
        self.hosts: list[str] = []
        self.done = False

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.hosts.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.done = True


def resolve(resolver: GuardedResolver, name: str, port: int = 443) -> list[str]:
    seen = Seen()
    resolver.resolveHostName(seen, name, port)
    assert seen.done
    return seen.hosts


def test_private_answers_are_taken_out() -> None:
    names = Names(mixed=["127.0.0.1", "8.8.8.8", "::1", "10.1.2.3"], inside=["192.168.0.7", "fd00::1"])
    assert resolve(GuardedResolver(names), "mixed") == ["8.8.8.8"]
    assert resolve(GuardedResolver(names), "inside") == []
    assert resolve(GuardedResolver(names, open_=True), "inside") == ["192.168.0.7", "fd00::1"]


def test_only_the_replica_with_its_port_is_let_through() -> None:
    allowed = targets({"www.nbd.com.cn": "127.0.0.1:8123", "six.example": "[::1]:8124"})
    names = Names(**{"127.0.0.1": ["127.0.0.1"], "::1": ["::1"], "own": ["127.0.0.1"]})
    resolver = GuardedResolver(names, allowed)
    assert resolve(resolver, "127.0.0.1", 8123) == ["127.0.0.1"] and resolve(resolver, "::1", 8124) == ["::1"]
    assert resolve(resolver, "127.0.0.1", 8124) == [] and resolve(resolver, "127.0.0.1", 22) == []
    assert resolve(resolver, "own", 8123) == []
