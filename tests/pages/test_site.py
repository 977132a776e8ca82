"""The site as files: complete, linked, deterministic, atomic, safe."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from aftershock.errors import StorageProblem, UsageProblem
from aftershock.pages import SiteOptions, build
from aftershock.pages import output as output_module
from tests.pages.wave_sample import Sample, wave

OPTIONS = SiteOptions(title="封号潮", intro="一场封号潮的时间线。", notice="文本为演示而写。")
ATOM = "{http://www.w3.org/2005/Atom}"


class Page(HTMLParser):
    """Links, ids, scripts and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.scripts: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for key, value in attrs:
            if key in ("href", "src") and value is not None:
                self.links.append(value)
            elif key == "id":
                self.ids.append(value or "")
            elif key.startswith("on") or key == "style":
                self.handlers.append(key)
        if tag == "script":
            self.scripts.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build(wave(), folder, OPTIONS)
    return folder


def pages(folder: Path) -> dict[str, Page]:
    return {p.relative_to(folder).as_posix(): Page(p.read_text("utf-8")) for p in folder.rglob("*.html")}


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_every_link_and_anchor_of_the_site_leads_somewhere(site: Path) -> None:
    found = pages(site)
    checked = 0
    for path, page in found.items():
        if path == "404.html":
            continue
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = link.partition("#")
            there = os.path.normpath(os.path.join(os.path.dirname(path), unquote(target))) if target else path  # noqa: PTH118, PTH120
            assert (site / there).is_file(), f"{path} links {link}"
            if anchor and there in found:
                assert unquote(anchor) in found[there].ids, f"{path} links {link}"
            checked += 1
    assert checked > 300


def test_ids_are_unique_and_nothing_comes_from_elsewhere(site: Path) -> None:
    for path, page in pages(site).items():
        assert len(page.ids) == len(set(page.ids)), path
        assert not page.handlers, path
        assert all("src" in s or s.get("type") == "application/ld+json" for s in page.scripts), path
        resources = [link for link in page.links if re.match(r"(https?:)?//", link)]
        assert all(link.startswith(("https://news.example/", "https://web.archive.org/")) for link in resources), path
    assert "url(" not in (site / "static/site.css").read_text("utf-8")


def test_every_claim_is_at_its_permalink_and_its_sentence_is_quoted(site: Path) -> None:
    found = pages(site)
    sample = wave()
    for question in sample.questions():
        for claim in question.claims:
            page = found[f"documents/{claim.evidence.document}.html"]
            assert f"f{claim.id}" in page.ids
            if claim.superseded is None:
                assert claim.evidence.quote in "".join(page.words)


def test_full_texts_are_published_nowhere(site: Path) -> None:
    secret = "业内认为，此次整顿的力度超过以往"  # A sentence that carries neither claim nor event.
    assert any(secret in d.latest.article.text for d in wave().documents())
    assert not [path for path, body in content(site).items() if secret.encode() in body]


def test_disagreement_stands_side_by_side(site: Path) -> None:
    words = "".join(pages(site)["conflicts.html"].words)
    for told in ("4143万元", "6200万元", "知情人士", "巨海资讯", "匿名或传闻", "公告"):
        assert told in words


def test_a_filing_put_out_at_several_places_speaks_once_and_names_them(tmp_path: Path) -> None:
    made, text = Sample(), "公司冻结资金4143万元。其后又称冻结资金4143万元。"
    filings = [
        made.add(f"公告{source}", text, day="2021-07-06", publisher="云帆电子", source=source)
        for source in ("cninfo", "mirror", "eastmoney")
    ]
    made._documents |= {key: replace(made._documents[key], same_text_as=filings[0]) for key in filings[1:]}
    for key in filings:
        made.says(key, "4143万元", "41430000", "frozen", "云帆电子", rank="filing")
    other = made.add("报道", "冻结资金达6200万元。", day="2021-07-07", publisher="每日经济新闻")
    made.says(other, "6200万元", "62000000", "frozen", "云帆电子")
    build(made, tmp_path, replace(OPTIONS, titles={"mirror": "某某镜像"}))
    page = pages(tmp_path)["conflicts.html"]
    words = re.sub(r"\s+", " ", "".join(page.words))
    assert words.count("4143万元 公告") == 1 and words.count("6200万元 媒体") == 1, words
    assert re.search("见in 云帆电子 · 同文另见the same at 某某镜像、, 东方财富", words), words
    assert all(any(key in link for link in page.links) for key in filings)
    assert "某某镜像" in "".join(pages(tmp_path)[f"documents/{filings[1]}.html"].words)


def test_a_subsidiary_is_not_added_to_its_parent(site: Path) -> None:
    """900万 of the parent, 4143万–6200万 of its subsidiary: the whole is what the larger says, not the sum."""
    words = re.sub(r"\s+", "", "".join(pages(site)["index.html"].words))
    assert "4143万–6200万元" in words
    assert "5043万" not in words and "7100万" not in words


def test_versions_tell_what_changed_and_quote_only_figures(site: Path) -> None:
    changed = next(d for d in wave().documents() if d.versions == 2)
    words = "".join(pages(site)[f"documents/{changed.id}.html"].words)
    assert "受影响站点为280个" in words and "受影响站点为340个" in words
    assert "公司经营基本正常" not in words
    assert "另有 2 句" in words
    assert "第 2 版中已删去" in words


def test_data_beside_pages_says_the_same_in_csv_and_json(site: Path) -> None:
    for path in site.rglob("*.json"):
        if path.name in ("feed.json", ".aftershock-site.json") or path.name.endswith(".feed.json"):
            continue
        told = json.loads(path.read_text("utf-8"))
        rows = list(csv.DictReader(io.StringIO(path.with_suffix(".csv").read_text("utf-8-sig"))))
        assert len(rows) == len(told["rows"]), path
        assert told["notice"] == OPTIONS.notice
    figures = json.loads((site / "figures.json").read_text("utf-8"))["rows"]
    assert {row["value"] for row in figures} >= {41430000, 62000000, 340, 50000}


def test_feeds_are_well_formed_and_relative_without_an_address(site: Path) -> None:
    feeds = [site / "atom.xml", *site.glob("companies/*.atom.xml")]
    assert len(feeds) == 5
    for path in feeds:
        feed = ElementTree.parse(path).getroot()
        for owner in (feed, *feed.findall(f"{ATOM}entry")):
            assert all(owner.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
        assert len(ids) == len(set(ids))
        assert not [link for link in feed.iter(f"{ATOM}link") if link.attrib["href"].startswith("http")]
    told = json.loads((site / "feed.json").read_text("utf-8"))
    assert told["version"] == "https://jsonfeed.org/version/1.1" and len(told["items"]) == 6
    assert not (site / "sitemap.xml").exists()


def test_an_address_makes_feeds_and_sitemap_absolute(tmp_path: Path) -> None:
    build(wave(), tmp_path, SiteOptions(title="封号潮", url="https://wave.example/zh"))
    feed = ElementTree.parse(tmp_path / "atom.xml").getroot()
    assert all(link.attrib["href"].startswith("https://wave.example/zh/") for link in feed.iter(f"{ATOM}link"))
    assert json.loads((tmp_path / "feed.json").read_text("utf-8"))["items"][0]["url"].startswith(
        "https://wave.example/zh/documents/"
    )
    listed = {e.text for e in ElementTree.parse(tmp_path / "sitemap.xml").getroot().iter() if e.tag.endswith("loc")}
    made = {f"https://wave.example/zh/{p}" for p in pages(tmp_path) if p != "404.html"}
    assert {unquote(e or "") for e in listed} == made
    assert 'href="https://wave.example/zh/index.html"' in (tmp_path / "404.html").read_text("utf-8")


def test_json_ld_parses_and_samples_link_no_original(tmp_path: Path) -> None:
    build(wave(), tmp_path, SiteOptions(originals=False))
    for path in tmp_path.rglob("*.html"):
        text = path.read_text("utf-8")
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
            assert json.loads(block)["@context"] == "https://schema.org"
        assert not [link for link in Page(text).links if link.startswith("http")], path


def test_the_same_knowledge_gives_the_same_bytes_and_touches_nothing(tmp_path: Path) -> None:
    first = build(wave(), tmp_path / "a", OPTIONS)
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "a").rglob("*") if p.is_file()}
    again = build(wave(), tmp_path / "a", OPTIONS)
    build(wave(), tmp_path / "b", OPTIONS)
    one, other = content(tmp_path / "a"), content(tmp_path / "b")
    assert {p for p in one.keys() | other.keys() if one.get(p) != other.get(p)} <= {"sources.html"}
    assert again.written <= 1 and again.unchanged >= first.written - 1 and again.removed == 0
    touched = {p.name for p, at in before.items() if p.stat().st_mtime_ns != at}
    assert touched <= {"sources.html", ".aftershock-site.json"}


def test_what_is_gone_is_removed_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    build(wave(), tmp_path, OPTIONS)
    (tmp_path / "CNAME").write_text("wave.example")
    report = build(Sample(), tmp_path, OPTIONS)
    assert report.removed > 30
    assert not list(tmp_path.glob("documents/*")) and not (tmp_path / "months").exists()
    assert (tmp_path / "CNAME").read_text() == "wave.example"


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageProblem, match="not empty"):
        build(wave(), tmp_path, OPTIONS)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_first_build_that_was_stopped_can_be_done_again(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int | None, what: str) -> None:
        if done == 5:
            raise Stopped

    with pytest.raises(Stopped):
        build(wave(), tmp_path, OPTIONS, stop)
    assert build(wave(), tmp_path, OPTIONS).unchanged >= 5
    assert (tmp_path / "search" / "meta.js").is_file()


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    """The first build dies half way; by the next, what it wrote is no longer of the site."""

    class Killed(BaseException):
        pass

    def stop(done: int, total: int | None, what: str) -> None:
        if what.startswith("companies/"):
            raise Killed

    build(Sample(), tmp_path, OPTIONS)
    with pytest.raises(Killed):
        build(wave(), tmp_path, OPTIONS, stop)
    assert list(tmp_path.glob("months/*"))
    (tmp_path / "months" / ".aftershock-half.tmp").write_text("half a page")
    with (tmp_path / ".aftershock-site.journal").open("a") as journal:
        journal.write('"../outside.html"\n"months/torn')  # The last line as a crash leaves it.
    (tmp_path.parent / "outside.html").write_text("not of the site")
    build(Sample(), tmp_path, OPTIONS)
    fresh = tmp_path.parent / "fresh"
    build(Sample(), fresh, OPTIONS)
    assert set(content(tmp_path)) == set(content(fresh))
    assert (tmp_path.parent / "outside.html").exists()


def test_a_disk_that_fills_up_leaves_whole_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(wave(), tmp_path, OPTIONS)
    before = content(tmp_path)
    calls = 0
    real = output_module.os.fdopen

    def full(*arguments: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls > 5:
            raise OSError(28, "No space left on device")
        return real(*arguments, **options)

    monkeypatch.setattr(output_module.os, "fdopen", full)
    with pytest.raises(StorageProblem, match="No space left"):
        build(wave(), tmp_path, SiteOptions(title="另一个标题"))
    after = content(tmp_path)
    assert calls == 6 and set(after) == set(before)
    assert sum(after[p] != before[p] for p in before) == 5
    assert all(body.endswith((b"</html>", b"\n")) for p, body in after.items() if p.endswith(".html"))


def test_empty_knowledge_gives_a_site_that_says_so(tmp_path: Path) -> None:
    report = build(Sample(), tmp_path, OPTIONS)
    found = pages(tmp_path)
    assert report.pages == len(found) >= 9
    for path in ("index.html", "companies.html", "documents.html", "figures.html", "types.html"):
        assert "这里还没有内容" in "".join(found[path].words), path
    assert "目前没有互相矛盾的说法" in "".join(found["conflicts.html"].words)


HOSTILE = (
    '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "</script><script>alert(1)//",
    "'--!><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}", "\u2028\u2029\x00\x08 &amp;", "../../etc/passwd", "=cmd|' /C calc'!A0",
    "]]><x>", "javascript:alert(1)",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text(tmp_path: Path, words: str) -> None:
    plain = "".join(c for c in words if c not in "。\n")
    s = Sample()
    text = f"{plain}被冻结资金1亿元。"
    d = s.add(
        plain,
        text,
        day="2021-08-01T00:00",
        publisher=plain,
        source=plain,
        url=f"javascript:{plain}",
        reporter=plain,
        problems=(plain,),
    )
    s.name(plain, plain, aliases=(plain + "a",), former=(plain + "b",), full=plain + "c", code=plain, notes=(plain,))
    s.says(d, "1亿元", "100000000", "frozen " + plain, plain, name=plain, speaker=plain, superseded=plain)
    s.happened(plain, d, "1亿元", names=(plain,), speaker=plain, subject=plain)
    s.fails(plain, plain, plain)
    clean = Sample()
    e = clean.add(
        "x",
        "x被冻结资金1亿元。",
        day="2021-08-01T00:00",
        publisher="x",
        source="x",
        url="file:x",
        reporter="x",
        problems=("x",),
    )
    clean.name("x", "x", aliases=("xa",), former=("xb",), full="xc", code="x", notes=("x",))
    clean.says(e, "1亿元", "100000000", "frozen x", "x", name="x", speaker="x", superseded="x")
    clean.happened("x", e, "1亿元", names=("x",), speaker="x", subject="x")
    clean.fails("x", "x", "x")
    build(s, tmp_path / "bad", SiteOptions(title=plain, intro=plain, notice=plain))
    build(clean, tmp_path / "good", SiteOptions(title="x", intro="x", notice="x"))
    bad = sorted((re.sub(r"/[^/]+$", "", p), tuple(page.tags)) for p, page in pages(tmp_path / "bad").items())
    good = sorted((re.sub(r"/[^/]+$", "", p), tuple(page.tags)) for p, page in pages(tmp_path / "good").items())
    assert [tags for _, tags in sorted(bad)] == [tags for _, tags in sorted(good)], (
        "the words made elements of their own"
    )
    for page in pages(tmp_path / "bad").values():
        assert not page.handlers
        assert not [link for link in page.links if link.lower().startswith(("javascript:", "data:"))]
    for path in (tmp_path / "bad").rglob("*.xml"):
        ElementTree.parse(path)
    rows = list(csv.reader(io.StringIO((tmp_path / "bad/figures.csv").read_text("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if len(cell) > 1 and cell[0] in "=+@"]
    assert all(p.resolve().is_relative_to((tmp_path / "bad").resolve()) for p in (tmp_path / "bad").rglob("*"))


def test_a_notice_in_two_languages_is_told_once_in_each(tmp_path: Path) -> None:
    build(Sample(), tmp_path, SiteOptions(notice="文本为演示而写。 / Written for a demonstration."))
    for path in tmp_path.rglob("*.html"):
        text = path.read_text("utf-8")
        assert text.count("文本为演示而写。") == 1 == text.count("Written for a demonstration."), path
        assert '<span class="en" lang="en">Written' in text
    build(Sample(), tmp_path, SiteOptions(notice="one / two"))
    assert "one / two" in (tmp_path / "index.html").read_text("utf-8")
