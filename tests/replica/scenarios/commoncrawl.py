"""Common Crawl: its crawls, the index of one, and a file of packed records of which stretches are asked for."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from tests.replica.scenario import JSON, Answer, Asked, Item, Scenario, as_json

CRAWL = "CC-MAIN-2021-33"
FILE = f"/crawl-data/{CRAWL}/segments/1.warc.gz"


def member(scenario: Scenario, item: Item) -> bytes:
    """A response as Common Crawl keeps it: one gzip member; encodings undone and their headers renamed."""
    http = b"HTTP/1.1 200\r\nContent-Type: text/html\r\nX-Crawler-Content-Encoding: gzip\r\n\r\n" + scenario.body(item)
    fields = f"WARC-Type: response\r\nWARC-Target-URI: {item.url}\r\nWARC-Date: {item.day}T01:02:03Z"
    head = f"WARC/1.0\r\n{fields}\r\nContent-Length: {len(http)}\r\n\r\n"
    return _packed(head.encode() + http + b"\r\n\r\n")


@cache
def _packed(record: bytes) -> bytes:
    return gzip.compress(record, mtime=0)


def places(scenario: Scenario) -> dict[str, tuple[int, bytes]]:
    """The members of the file that holds all documents, by their documents' ids, with their places."""
    found, at = {}, 100
    for item in (*scenario.items, scenario.old()):
        found[item.id] = (at, member(scenario, item))
        at += len(found[item.id][1])
    return found


def member_row(item: Item) -> dict[str, Any]:
    offset, packed = places(COMMON_CRAWL)[item.id]
    stamp = f"{item.day:%Y%m%d}010203"
    place = {"filename": FILE[1:], "offset": str(offset), "length": str(len(packed))}
    return {"urlkey": f"org,example,news)/{item.id}", "timestamp": stamp, "url": item.url, "status": "200", **place}


def common_crawl_index(asked: Asked, rows: Sequence[Any]) -> Answer | None:
    """The crawls there are, how many pages an index has of an address, and a page: an object in each line."""
    if asked.host != "index.commoncrawl.org":
        return None
    if asked.path == "/collinfo.json":
        return as_json(
            [
                {"id": name, "cdx-api": f"https://index.commoncrawl.org/{name}-index"}
                for name in (CRAWL, "CC-MAIN-2021-04")
            ]
        )
    if not asked.path.startswith(f"/{CRAWL}-index?") or asked.query["filter"] != "=status:200":
        return Answer(b'{"message": "No Captures found for: news.example.org/2021"}', 404, {"Content-Type": JSON})
    if "showNumPages" in asked.query:
        return as_json({"pages": 2, "pageSize": 1, "blocks": 2})
    if asked.query["page"] not in ("0", "1"):
        return Answer(b'{"message": "Page 2 invalid: First Page is 0, Last Page is 1"}', 400, {"Content-Type": JSON})
    part = rows[:1] if asked.query["page"] == "0" else rows[1:]
    lines = "".join(f"{json.dumps(row)}\n" for row in part)
    return Answer(lines.encode(), 200, {"Content-Type": "text/x-ndjson"})


def ranged(scenario: Scenario, asked: Asked) -> Answer | None:
    """A stretch of the file; without a Range all of it."""
    if (asked.host, asked.path) != ("data.commoncrawl.org", FILE):
        return None
    whole = b"x" * 100 + b"".join(packed for _, packed in places(scenario).values())
    sent = {"Content-Type": "application/octet-stream"}
    wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", asked.headers.get("range", ""))
    return Answer(whole[int(wanted[1]) : int(wanted[2]) + 1], 206, sent) if wanted else Answer(whole, 200, sent)


COMMON_CRAWL = Scenario(
    "commoncrawl",
    "https://news.example.org/{day:%Y/%m/%d}/{id}.html",
    member_row,
    common_crawl_index,
    refusal=b'{"message": "Internal Server Error"}',
    dated=False,
    plan={"addresses": {"commoncrawl": ("news.example.org/2021",)}},
    begins=0,
    strikes="&page=",
    documents=ranged,
    keepers=("data.commoncrawl.org",),
)
SCENARIOS = (COMMON_CRAWL,)
