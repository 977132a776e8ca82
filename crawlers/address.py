"""Addresses: one form for all spellings of a URL, and which network addresses may be connected to."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|spm|scm|from|source|share_?\w*|sharefrom|wx_?\w*|nsukey|isappinstalled|fbclid|gclid|yclid|msclkid|cre|mod|loc|"
    r"r|rfunc|tj|tr|wm|ch|vt|ref|referer|referrer|bd_vid|hmsr|hmpl|hmcu|hmkw|hmci|weibo_id|_t|_ts|timestamp)",
    re.I,
)
"""Parameters that say how a reader came to a page, not which page it is. Only dropped from pages, see `canonical`."""
_PORTS = {"http": 80, "https": 443}
_STATIC = re.compile(r"\.(?:s?html?|pdf)$", re.I)


def canonical(url: str, hosts: Mapping[str, str] | None = None) -> str:
    """The one spelling under which an address is known.

    Scheme and host in lower case, http as https, no default port, no fragment, no user; parameters that only follow
    readers about are dropped, all others kept in order. On a page that is a file (….html, ….pdf) those parameters may
    have any usual name; elsewhere only `utm_…` and the like, since `from` or `r` may name what is asked for.
    `hosts` maps other names of a host (such as its mobile one) to the main one. What is no http address (urn:, …) is
    returned as it is.
    """
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname:
        return url.strip()
    host = parts.hostname.rstrip(".").lower()
    host = (hosts or {}).get(host, host)
    port = parts.port
    if port is not None and port not in _PORTS.values():
        host = f"{host}:{port}"
    path = re.sub(r"%[0-9a-fA-F]{2}", lambda match: match[0].upper(), parts.path) or "/"
    keep = [piece for piece in parts.query.split("&") if piece and not _follows(piece, path)]
    return urlunsplit(("https", host, path, "&".join(keep), ""))


def _follows(piece: str, path: str) -> bool:
    name = piece.partition("=")[0]
    if name.lower().startswith("utm_"):
        return True
    return bool(_STATIC.search(path) and _TRACKING.fullmatch(name))


def host_of(url: str) -> str:
    """The host that a request to an address asks."""
    return (urlsplit(url).hostname or "").rstrip(".")


def within(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of some domains, or lies below one."""
    return any(host == domain or host.endswith("." + domain) for domain in domains)


def is_public(address: str) -> bool:
    """Whether an IP address (as text) belongs to the open internet.

    Private, loopback, link-local, shared (CGNAT), reserved and multicast ones do not, nor do IPv6 forms that carry
    such an IPv4 address (mapped, 6to4, NAT64, ISATAP) or a tunnel. What is no IP address is not public.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.teredo is not None or ip not in _UNICAST:  # tunnels, ::a.b.c.d of old, site-local, unassigned
            return False
        if (int(ip) >> 32) & 0xFDFFFFFF == _ISATAP and not is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))):
            return False
    if any(ip in network for network in _APART if network.version == ip.version):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that is given out to the open internet (IANA's IPv6 address space)."""
_ISATAP = 0x5EFE
"""Middle of an IPv6 address that ends in the IPv4 address it tunnels to (RFC 5214)."""
_APART = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20")))
"""Special (RFC 6890, 2928, 7526, 9637) though Python's tables, or those of some versions, have them as global."""
