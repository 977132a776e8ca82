"""Identities: short, stable, made from what a thing is and never from when or in which order it came."""

from __future__ import annotations

import hashlib

LENGTH = 16
"""Hexadecimal digits: 64 bits, so that even a million documents collide with a chance of one in thirty million."""


def digest(*parts: str) -> str:
    """First 16 hexadecimal digits of the SHA-256 of the parts, which are kept apart from each other."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:LENGTH]


def document_id(url: str) -> str:
    """Id of the document at a canonical URL (`urn:sha256:…` for a file that names none)."""
    return digest(url)


def version_id(text: str, title: str | None = None) -> str:
    """Id of a state of a document: of its cleaned text and its title, however that is spaced."""
    return digest(text, " ".join(title.split())) if title else digest(text)
