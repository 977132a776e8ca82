"""One spelling for each address, and which network addresses are never connected to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.address import canonical, is_public


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("HTTP://WWW.Example.COM:80/a/b.html?utm_source=x#top", "https://www.example.com/a/b.html"),
        ("https://m.example.com/a.shtml?from=wap&id=3", "https://www.example.com/a.shtml?id=3"),
        ("https://example.com/list?from=2021&page=2", "https://example.com/list?from=2021&page=2"),
        ("https://user:pw@example.com.:8443/", "https://example.com:8443/"),
        ("http://example.com", "https://example.com/"),
        ("https://example.com/%e4%ba%9a", "https://example.com/%E4%BA%9A"),
        ("urn:sha256:0011", "urn:sha256:0011"),
    ],
)
def test_spellings_of_one_address(given_: str, expected: str) -> None:
    assert canonical(given_, {"m.example.com": "www.example.com"}) == expected


@given(st.from_regex(r"\Ahttps?://[a-z]{1,8}\.cn(/[a-z0-9%/._-]{0,12})?(\?[a-z=&0-9_]{0,16})?(#[a-z]{0,4})?\Z"))
def test_the_canonical_form_is_its_own(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)


PRIVATE = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fc00::1", "fd12::1",
    "fe80::1", "fe80::1%eth0", "ff02::1", "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "2001:db8::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "localhost", "", "0x7f.1", "2130706433",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)
