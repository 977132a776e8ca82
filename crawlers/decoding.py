"""Bytes → text, whatever the page says of its charset.

Order: byte order mark, strict UTF-8, then the multi-byte Chinese charset that fits best. A declaration decides only
between charsets that both decode: pages declare gb2312 and send UTF-8, declare UTF-8 and send GBK, and often.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""charset\s*=\s*["']?\s*([a-zA-Z0-9_\-]{2,20})|encoding\s*=\s*["']([a-zA-Z0-9_\-]{2,20})["']"""
)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w\-]{2,20})""", re.I)
_GB = {"gb2312", "gbk", "gb18030", "gb_2312", "gb_2312-80", "hz", "x-gbk", "cp936", "ms936"}
_HEAD = 4096
"""How far into a page its own declaration is looked for."""

# What everyday Chinese is made of. GB18030 and Big5 share most byte pairs, so that both often decode; the right one
# gives text in which these are common, the wrong one rare signs.
_COMMON_SIMPLIFIED = frozenset(
    "的是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)
_COMMON_TRADITIONAL = frozenset(
    "的是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經"
)


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """The text of a page or file, and the charset it was read by (lower case, Python's name).

    Never raises: bytes that fit no charset are read by the likeliest one, with U+FFFD for what does not fit.
    """
    for mark, charset in _MARKS:
        if body.startswith(mark) and not (mark == codecs.BOM_UTF16_LE and len(body) % 2):
            return body.decode(charset, "replace").lstrip("\ufeff"), charset
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as problem:
        # A page cut short inside its last character is still UTF-8.
        if problem.start >= len(body) - 3 and problem.start > 0:
            return body.decode("utf-8", "ignore"), "utf-8"
    lossy = body.decode("utf-8", "replace")
    if lossy.count("\ufffd") * 8 < sum(sign > "\x7f" for sign in lossy):
        return lossy, "utf-8"  # UTF-8 with a few broken bytes: cut teasers, pasted foreign text
    declared = _declared(body, content_type)
    return _by_content(body, declared)


def _declared(body: bytes, content_type: str | None) -> list[str]:
    names = [match[1] for match in [_HEADER.search(content_type or "")] if match]
    names += [(match[1] or match[2]).decode("ascii") for match in _DECLARED.finditer(body[:_HEAD])]
    known = []
    for name in names:
        lowered = "gb18030" if name.lower() in _GB else name.lower()
        try:
            known.append(codecs.lookup(lowered).name)
        except LookupError:
            continue  # a charset nobody knows says nothing
    return known


def _by_content(body: bytes, declared: list[str]) -> tuple[str, str]:
    """Bytes that are not UTF-8: the best of GB18030, Big5 and what is declared."""
    candidates = []
    for charset in dict.fromkeys(["gb18030", *declared, "big5hkscs", "utf-8"]):
        try:
            text = body.decode(charset, "replace")
        except (LookupError, UnicodeError, ValueError):
            continue  # a codec that is not for text, such as "hex", or "idna"
        candidates.append((_fitness(text, charset, charset in declared), charset, text))
    best = max(candidates, key=lambda candidate: candidate[0])
    return best[2], best[1]


def _fitness(text: str, charset: str, declared: bool) -> float:
    """How likely this reading is: share of everyday signs among the non-ASCII ones, less what did not decode."""
    foreign = [sign for sign in text if sign > "\x7f"]
    if not foreign:
        return 1.0 if declared else 0.5
    common = _COMMON_TRADITIONAL if charset.startswith("big5") else _COMMON_SIMPLIFIED | _COMMON_TRADITIONAL
    usual = sum(sign in common for sign in foreign)
    broken = sum(sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" or "\x80" <= sign <= "\x9f" for sign in foreign)
    han = sum(
        "\u4e00" <= sign <= "\u9fff" or "\u3000" <= sign <= "\u303f" or "\uff00" <= sign <= "\uffef" for sign in foreign
    )
    return (2.0 * usual + 0.3 * han - 4.0 * broken) / len(foreign) + (0.15 if declared else 0.0)
