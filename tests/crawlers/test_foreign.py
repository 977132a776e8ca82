"""WARC and WACZ files as other tools write them: what is whole goes in under its own address, what is not is named."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner

from aftershock.cli import cli
from crawlers import foreign
from crawlers.archive import Archive
from crawlers.capture import Capture
from crawlers.foreign import Tally
from crawlers.http import BadAnswer, sent
from crawlers.local import Contents, gather
from crawlers.reading import read
from crawlers.warcrecords import Unread

GOLDEN = json.loads((Path(__file__).parent / "golden" / "nbd-1.json").read_text(encoding="utf-8"))
NBD = GOLDEN["url"]
HTML = GOLDEN["body"].encode()
OTHER = "https://blog.example/2021/08/a.html"
BLOG = (
    '<html><head><meta charset="utf-8"><title>港城卖家关店</title></head><body><article><h1>港城卖家关店</h1>'
    + "".join(
        f"<p>8月5日，港城第{n}家卖家表示，在亚马逊的21个店铺被关闭，涉及冻结资金约1600万元。</p>" for n in "一二三四"
    )
    + "</article></body></html>"
).encode()


def http(body: bytes, kind: str = "text/html", status: str = "200 OK", **headers: str) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(kind: str, url: str, block: bytes, *, version: str = "1.0", **fields: str) -> bytes:
    given = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": "2021-08-06T14:00:00Z"}
    given |= {name.replace("_", "-"): value for name, value in fields.items()} | {"Content-Length": str(len(block))}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"WARC/{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def chunked(body: bytes) -> bytes:
    half = len(body) // 2
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:half], body[half:], b""))


RECORDS = [
    record("warcinfo", "", b"software: somebody's\r\n"),
    record("request", NBD, b"GET / HTTP/1.1\r\n\r\n"),
    record("response", NBD, http(chunked(gzip.compress(HTML)), Transfer_Encoding="chunked", Content_Encoding="gzip")),
    record("revisit", NBD, http(b""), WARC_Profile="http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"),
    record("metadata", NBD, b"outlink: x\r\n"),
    record("response", "https://blog.example/x.png", http(b"\x89PNG", "image/png")),
    record("response", "https://blog.example/gone", http(b"<html>gone</html>", status="404 Not Found")),
    # wget writes the address in angle brackets, and a resource has no HTTP head
    record("response", f"<{OTHER}>", http(BLOG, Set_Cookie="a=b"), version="1.1", WARC_Date="2021-08-06T14:00:00.123Z"),
    record(
        "resource",
        "https://blog.example/doc.html",
        BLOG.replace("一".encode(), "九".encode()),
        Content_Type="text/html",
    ),
    record("resource", "urn:thumbnail:https://blog.example/", b"\xff\xd8", Content_Type="image/jpeg"),
]
TAKEN = [NBD, OTHER, "https://blog.example/doc.html"]


def taken(path: Path, tally: Tally | None = None) -> tuple[list[Capture], list[Unread]]:
    tally = tally or Tally()
    found = list(foreign.captures(path, lambda host: "nbd" if host.endswith("nbd.com.cn") else "local", tally))
    captures = [one for one in found if isinstance(one, Capture)]
    assert tally.taken == len(captures)
    return captures, [one for one in found if isinstance(one, Unread)]


@pytest.mark.parametrize("form", ["plain.warc", "members.warc.gz", "whole.warc.gz", "packed.wacz"])
def test_all_forms_give_the_same(tmp_path: Path, form: str) -> None:
    path, tally = tmp_path / form, Tally()
    members = b"".join(gzip.compress(one) for one in RECORDS)
    if form.endswith(".wacz"):
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("datapackage.json", "{}")
            packed.writestr("archive/data.warc.gz", members)
            packed.writestr("pages/pages.jsonl", "")
    else:
        whole = b"".join(RECORDS)
        path.write_bytes({"plain": whole, "members": members, "whole": gzip.compress(whole)}[form.partition(".")[0]])
    captures, unread = taken(path, tally)
    assert not unread
    assert [capture.url for capture in captures] == TAKEN
    assert [capture.source for capture in captures] == ["nbd", "local", "local"]
    assert {capture.fetched for capture in captures} == {datetime(2021, 8, 6, 14, tzinfo=UTC)}
    assert captures[0].body == HTML and captures[0].headers == (("Content-Type", "text/html"),)
    assert captures[1].body == BLOG
    assert dict(tally.passed) == {
        "warcinfo records": 1,
        "request records": 1,
        "revisit records": 1,
        "metadata records": 1,
        "answers of other kinds": 1,
        "answers of status 404": 1,
        "records without a web address": 1,
    }


def test_the_publishers_own_selectors_read_what_is_theirs(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    column = record("response", NBD + "?column", http(BLOG))
    path.write_bytes(b"".join([*RECORDS, column]))
    articles = [read(capture) for capture in taken(path)[0]]
    wanted = GOLDEN["expected"]
    assert (articles[0].title, articles[0].text, articles[0].reporter) == (
        wanted["title"],
        wanted["text"],
        wanted["reporter"],
    )
    assert "冻结资金约1600万元" in articles[1].text
    assert articles[3].title == "港城卖家关店"  # the publisher's host, another layout: by structure


def test_broken_records_are_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    cut = record("response", "https://blog.example/cut", http(chunked(BLOG)[:-40], Transfer_Encoding="chunked"))
    longer = record("response", "https://blog.example/longer", http(BLOG)).replace(
        b"Content-Length: ", b"Content-Length: 9"
    )
    headless = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n"
    undated = record("response", "https://blog.example/undated", http(BLOG), WARC_Date="yesterday")
    bad = [cut, longer, headless, undated, b"noise between records\r\n\r\n"]
    mixed = [piece for pair in zip(RECORDS[2:3] * 5, bad, strict=True) for piece in pair] + RECORDS[7:]
    (tmp_path / "plain.warc").write_bytes(b"".join(mixed))
    captures, unread = taken(tmp_path / "plain.warc")
    assert [capture.url for capture in captures] == [NBD] * 5 + TAKEN[1:]
    told = " ".join(one.detail for one in unread)
    for word in ("blog.example/cut: its chunked body breaks off", "longer: cut short", "without a Content-Length"):
        assert word in told
    assert "what follows here is no WARC record" in told
    assert "undated: WARC-Date 'yesterday'" in told and {one.reason for one in unread} == {"broken"}


def test_damaged_members_are_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    members = [gzip.compress(one) for one in RECORDS]
    damaged = bytearray(members[7])
    damaged[len(damaged) // 2] ^= 0xFF
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join([*members[:7], bytes(damaged), *members[8:9], members[2][:-30]]))
    captures, unread = taken(path)
    assert [capture.url for capture in captures] == [TAKEN[0], TAKEN[2]]
    assert [one.detail.partition(" (")[0] for one in unread] == ["gzip is damaged", "the file ends within a record"]
    assert unread[0].at == sum(map(len, members[:7]))


def test_files_that_are_none_are_said(tmp_path: Path) -> None:
    for name in ("text.warc", "noise.warc.gz", "noise.wacz"):
        (tmp_path / name).write_bytes(
            b"\x1f\x8b\x08 nothing of the kind" if name.endswith("gz") else b"no archive at all"
        )
    with zipfile.ZipFile(tmp_path / "empty.wacz", "w") as packed:
        packed.writestr("readme.txt", "x")
    found = list(gather([tmp_path], datetime.now(UTC)))
    problems = [one for one in found if not isinstance(one, Capture | Contents)]
    assert sorted((one.path.name, one.reason) for one in problems) == [
        (name, "broken") for name in ("empty.wacz", "noise.wacz", "noise.warc.gz", "text.warc")
    ]
    assert [one.detail for one in found if isinstance(one, Contents)] == ["0 pages and PDFs"] * 4


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.wacz", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("archive/data.warc", bytes(40 << 20))
        packed.writestr("archive/fine.warc", b"".join(RECORDS))
    captures, unread = taken(tmp_path / "bomb.wacz")
    assert [one.reason for one in unread] == ["too large"] and len(captures) == 3
    monkeypatch.setattr(foreign, "MAX_UNPACKED", 1 << 20)
    (tmp_path / "bomb.warc.gz").write_bytes(gzip.compress(RECORDS[2]) + gzip.compress(bytes(8 << 20)))
    captures, unread = taken(tmp_path / "bomb.warc.gz")
    assert [one.reason for one in unread] == ["too large"] and len(captures) == 1


def test_a_page_that_its_archive_cut_off_says_so(tmp_path: Path) -> None:
    path, cut = tmp_path / "x.warc", HTML[: HTML.rindex(b"</p>")]
    path.write_bytes(record("response", NBD, http(cut), WARC_Truncated="length") + record("response", NBD, http(HTML)))
    (part, whole), unread = taken(path)
    assert not unread and part.meta["truncated"] == "length" and "truncated" not in whole.meta
    assert [said for said in read(part).problems if "cut it off (length)" in said] and not read(whole).problems


@pytest.mark.parametrize("way", ["gzip", "deflate", "raw", "br", "identity", "undone"])
def test_bodies_are_unpacked_within_a_bound(way: str) -> None:
    body = HTML * 50
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": lambda: gzip.compress(body),
        "deflate": lambda: zlib.compress(body),
        "raw": lambda: raw.compress(body) + raw.flush(),
        "br": lambda: brotli.compress(body),
    }.get(way, lambda: body)()
    said = {"raw": "deflate", "undone": "br"}.get(way, way)
    answer = http(packed, Content_Encoding=said)
    assert sent(answer, len(body)).body == body
    if way in ("gzip", "deflate", "raw", "br"):
        with pytest.raises(BadAnswer, match="unpacks to more than"):
            sent(answer, len(body) - 1)
        with pytest.raises(BadAnswer, match=r"breaks off|damaged"):
            sent(answer[:-9], len(body))


def test_an_archive_of_the_programs_own_keeps_what_its_lists_said(tmp_path: Path) -> None:
    when = datetime(2021, 8, 6, 14, tzinfo=UTC)
    headers = (("Content-Type", "text/html"),)
    with Archive.open(tmp_path / "one", write=True) as archive:
        listed = Capture("nbd", "list", "https://www.nbd.com.cn/columns/2", when, 200, headers, BLOG)
        archive.append([listed, Capture("nbd", "page", NBD, when, 200, headers, HTML, {"id": "101"})])
    (file,) = (tmp_path / "one").glob("*.warc.gz")
    tally = Tally()
    (capture,), unread = taken(file, tally)
    assert not unread and tally.passed["lists and rules of robots"] == 1
    assert (capture.source, capture.url, capture.body, capture.fetched) == ("nbd", NBD, HTML, when)
    assert capture.meta["id"] == "101"


def test_word_files_are_taken_and_of_the_programs_own_archives_whatever_it_kept_as_a_document(tmp_path: Path) -> None:
    word, old = b"PK\x03\x04 word/document.xml PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 letter"
    given = ((word, "application/octet-stream"), (old, "application/msword"))
    (tmp_path / "others.warc").write_bytes(
        b"".join(record("response", f"https://a.example/{at}", http(*one)) for at, one in enumerate(given))
    )
    captures, _ = taken(tmp_path / "others.warc", tally := Tally())
    assert [one.body for one in captures] == [word] and tally.passed == {"answers of other kinds": 1}
    with Archive.open(tmp_path / "own", write=True) as archive:
        when = datetime(2021, 8, 6, tzinfo=UTC)
        archive.append(
            [Capture("szse", "page", f"https://a.example/{at}", when, body=body) for at, (body, _) in enumerate(given)]
        )
    captures, _ = taken(tmp_path / "own" / "captures-000001.warc.gz")
    assert [one.body for one in captures] == [word, old]


def test_add_takes_them_once_and_says_what_was_passed_over(tmp_path: Path) -> None:
    project = ["--project", str(tmp_path / "wave")]
    (tmp_path / "given").mkdir()
    file = io.BytesIO(b"".join(gzip.compress(one) for one in RECORDS))
    (tmp_path / "given" / "x.warc.gz").write_bytes(file.getvalue())
    (tmp_path / "broken.warc").write_bytes(RECORDS[7] + RECORDS[8][:-300])
    run = CliRunner()
    assert run.invoke(cli, ["init", str(tmp_path / "wave")]).exit_code == 0
    first = run.invoke(cli, ["add", str(tmp_path / "given"), *project])
    assert first.exit_code == 0, first.output
    assert "3 pages and PDFs; passed over: 1 answers of other kinds" in first.output and "3 new" in first.output
    again = run.invoke(cli, ["add", str(tmp_path / "given"), str(tmp_path / "broken.warc"), *project])
    assert "0 new, 4 there already, 1 could not be added" in again.output
    assert "broken.warc: broken: at byte" in again.output and again.exception is not None
    with Archive.open(tmp_path / "wave" / "var" / "archive") as archive:
        stored = [(one.url, one.source, one.fetched.year) for _, one in archive.captures()]
    assert stored == [(NBD, "nbd", 2021), (OTHER, "local", 2021), (TAKEN[2], "local", 2021)]
