"""Answers that hold nothing of what was asked for: challenges, logins, refusals, the wrong kind of content."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

Shape = Literal["html", "json", "pdf", "text", "warc"]

_REFUSING = {401, 402, 403, 405, 407, 412, 418, 451, 493}
"""493 is what some publishers' firewalls say in place of 403."""
_CHALLENGE_LIMIT = 60_000
"""Bytes. Challenge pages are small; an article may well speak of captchas."""
_SAYS_MUCH = 1500
"""Bytes of text past which a page is more than a challenge."""
_CHALLENGES: tuple[tuple[bytes, str], ...] = (
    (rb"acw_sc__v2|aliyun_waf|_waf_bd8ce2ce37", "a script challenge of a web firewall"),
    (rb"cdn-cgi/challenge|cf-browser-verification|cf_chl_", "a Cloudflare challenge"),
    (rb"geetest|tcaptcha|nc_login|slide_?captcha|verify\.(?:qq|baidu)\.com", "a slider or captcha"),
    (
        rb"document\.cookie\s*=[^;]*;\s*(?:window\.)?location|location\.reload\(\)\s*;?\s*</script>",
        "a cookie check",
    ),
)
_WORDS = re.compile(
    "(?:请(?:先)?(?:完成|进行)?(?:安全|人机|滑动)?验证|安全(?:验证|检测)|人机验证|滑动验证|访问(?:过于|太)频繁|拒绝访问|访问被(?:拒绝|拦截)|您的(?:访问|请求)(?:被|过)|"
    "请(?:先)?登录后(?:查看|访问|继续)|Access Denied|Request blocked|"
    "403 Forbidden|check(?:ing)? your browser|URL有可能对网站|"
    "Blocked Site Error|excluded from the Wayback Machine|unusual traffic|Are you a robot)",
    re.I,
)
_TAGS = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.S | re.I)


def refusal(status: int, body: bytes) -> str | None:
    """What kind of refusal an answer is, in words; None when it is none.

    A page is one when it carries the script of a known challenge, or says so in words and says hardly anything else.
    """
    if status in _REFUSING:
        return f"status {status}"
    if len(body) > _CHALLENGE_LIMIT or body[:5] == b"%PDF-":
        return None
    text = b" ".join(_TAGS.sub(b" ", body).split())
    if len(text) >= _SAYS_MUCH:
        return None  # before the patterns are sought, which takes longer than all else that is done to a page
    for pattern, name in _CHALLENGES:
        if re.search(pattern, body, re.I):
            return name
    if len(text) < 600:
        for charset in ("utf-8", "gb18030"):
            found = _WORDS.search(text.decode(charset, "ignore"))
            if found:
                return f"a page that says {found[0]!r}"
    return None


def misshapen(body: bytes, shape: Shape) -> str | None:
    """Why a body is not of the shape asked for; None when it is."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    looks_like_page = bool(re.match(rb"<(?:!doctype|html|head|script|body)", start, re.I))
    match shape:
        case "pdf":
            if b"%PDF-" not in body[:1024]:
                return "a web page instead of a PDF" if looks_like_page else "no PDF"
        case "json":
            try:
                read_json(body)
            except ValueError:
                return "a web page instead of JSON" if looks_like_page else "no JSON"
        case "text":
            if looks_like_page:
                return "a web page instead of a feed or text"
        case "warc":
            if not body.startswith((b"\x1f\x8b", b"WARC/")):
                return "a web page instead of a WARC record" if looks_like_page else "no WARC record"
        case "html":
            if b"<" not in start or body[:5] == b"%PDF-":
                return "no web page"
    return None


def cut_short(body: bytes, shape: Shape) -> str | None:
    """Why a body is taken for the beginning of a longer one; None when nothing says so.

    End tags that may be left out (of html, body, p, li …) are not missed. A PDF ends with its mark, be it followed by
    others' bytes.
    """
    if shape == "pdf":
        ended = b"%%EOF" in body or b"startxref" in body or b" obj" not in body
        return None if ended else "the PDF has no end"
    if body.startswith(b"PK\x03\x04"):
        return None if b"PK\x05\x06" in body else "the zip file, such as a Word file is, has no end"
    low = body.lower()
    if shape == "text":
        root = re.match(rb"\s*(?:<[?!][^>]*>\s*)*<([\w:]+)(?=[\s>])(?![^>]*/>)", low.removeprefix(b"\xef\xbb\xbf"))
        return f"no end of <{root[1].decode()}>" if root and b"</" + root[1] + b">" not in low else None
    if shape == "html" and b"</html" not in low and b"</body" not in low and b"<html" in low[:2048]:
        for tag in _CLOSED:
            opened = len(re.findall(rb"<" + tag + rb"[\s>]", low))
            if opened > low.count(b"</" + tag):
                return f"the page ends within <{tag.decode()}>"
        if low.rfind(b"<") > low.rfind(b">"):
            return "the page ends within a tag"
    return None


_CLOSED = (b"div", b"script", b"style", b"section", b"article", b"ul", b"table", b"title")


def apology(body: bytes) -> str | None:
    """What a short page says in place of a list, when that is that its server cannot answer now."""
    text = b" ".join(_TAGS.sub(b" ", body).split())
    if len(text) > 400:
        return None
    for charset in ("utf-8", "gb18030"):
        found = _SORRY.search(text.decode(charset, "ignore"))
        if found:
            return f"a page that says {found[0]!r}"
    return None


_SORRY = re.compile(
    "系统(?:繁忙|维护|错误|异常)|服务器?(?:繁忙|异常|错误|不可用)|请?稍[后候]再试|页面出错|"
    "(?:service|temporarily) unavailable|internal server error|bad gateway|try again later|system maintenance",
    re.I,
)


def read_json(body: bytes) -> Any:
    """The JSON of a body, which may be wrapped in a callback or not be valid UTF-8. Raises ValueError."""
    text: str | None = None
    for charset in ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(charset)
            break
        except UnicodeDecodeError:
            continue
    if text is None:
        raise ValueError("the text is in no known charset")
    wrapped = re.match(r"\s*(?:/\*.*?\*/\s*)?(?:try\s*\{\s*)?[\w$.]+\s*\((.*)\)\s*;?", text, re.S)
    try:
        return json.loads(wrapped[1] if wrapped else text)
    except RecursionError:
        raise ValueError("it is nested deeper than it can be read") from None
