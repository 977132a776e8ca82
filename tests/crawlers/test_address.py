"""One spelling for each address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.address import canonical


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
