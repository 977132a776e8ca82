"""docs/adding-a-source.md, done as it says: its files are set up, its commands run, against publishers played here."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result

from aftershock import collecting
from aftershock.cli import cli
from aftershock.demo.exchange import Answer, Asked, Route, data, page, route
from aftershock.demo.replica import Replica
from crawlers.plugins import plugins

DOC = (Path(__file__).resolve().parents[2] / "docs" / "adding-a-source.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", DOC, re.M | re.S)
FILES = {block.splitlines()[0].removeprefix("# "): block for kind, block in BLOCKS if kind in ("toml", "python")}
COMMANDS = [
    [shlex.split(line) for line in block.splitlines() if line.startswith("aftershock ")]
    for kind, block in BLOCKS
    if kind == "sh"
]

PROSE = (
    "8月5日，港城一家卖家表示，在亚马逊的21个店铺被关闭，涉及冻结资金约1600万元，公司已提交申诉材料。",
    "该公司称，上述店铺上半年的销售额占同期收入的12%，预计全年业绩将受到一定影响，员工已减少140人。",
    "业内人士认为，平台的规则不会放松，卖家要为多渠道经营做准备，独立站的投入会继续增加。",
)
BODY = "".join(f"<p>{line}</p>" for line in PROSE)
LIST = """<html><body><ul class="news"><li><a href="/a/1.html">亚马逊封号：港城卖家关店</a><span class="day">2021-08-05
</span></li><li><a href="https://ads.example/x">亚马逊开店广告</a><span class="day">2021-08-05</span></li>
<li><a href="/a/2.html">港口吞吐量公布</a><span class="day">2021-08-04</span></li></ul>{older}</body></html>"""
ARTICLE = """<html><head><title>x</title></head><body><h1>亚马逊封号：港城卖家关店</h1><div class="info">
<time datetime="2021-08-05T09:30:00+08:00">今天</time><span class="from">来源：海风社</span><span class="writer">
林潮</span></div><div class="text">{body}<div class="share">分享到朋友圈</div></div></body></html>"""
FEED = """<?xml version="1.0"?><rss><channel><item><title>亚马逊再封一批店铺</title><link>https://www.harbour.example/b/3.html
</link><pubDate>Fri, 06 Aug 2021 08:00:00 +0800</pubDate></item></channel></rss>"""
QUAY = """<html><body><h1>亚马逊卖家资金被冻结</h1><time>2021-08-07 10:00</time><div class="body">{body}
<p class="advert">广告</p></div></body></html>"""


def routes() -> tuple[Route, ...]:
    """港口财经 and 码头日报."""

    def listing(asked: Asked) -> Answer:
        older = "" if asked.groups[0] else '<a class="older" href="/news/2/">更早</a>'
        html = LIST.replace("/a/1", "/a/9").replace("关店", "裁员") if asked.groups[0] else LIST
        return page(html.format(older=older))

    def search(asked: Asked) -> Answer:
        hit = {"id": "7", "title": "<em>亚马逊</em>卖家资金被冻结", "time": "2021-08-07 10:00:00"}
        found = "亚马逊" in unquote(asked.query)
        return data({"data": {"total": int(found), "rows": [hit] if found else []}})

    def article(asked: Asked) -> Answer:
        return page(ARTICLE.format(body=BODY).replace("关店", "裁员" if asked.path == "/a/9.html" else "关店"))

    harbour, quay = "www.harbour.example", "www.quay.example"
    return (
        route("list", harbour, r"/news/(2/)?", listing),
        route("article", harbour, r"/[ab]/\d\.html", article),
        route("feed", harbour, r"/rss\.xml", lambda asked: Answer(200, FEED.encode(), "application/rss+xml")),
        route("search", quay, r"/search", search),
        route("quay", quay, r"/a/7\.html", lambda asked: page(QUAY.format(body=BODY))),
        route("robots", f"{harbour} {quay}", r"/robots\.txt", lambda asked: Answer(200, b"", "text/plain")),
    )


def set_up(folder: Path) -> None:
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


Run = Callable[[list[str]], Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs a command of the documentation in the folder that its files make, where its publishers are played."""
    set_up(tmp_path)
    monkeypatch.chdir(tmp_path / "wave")
    Path("list.html").write_text(LIST.format(older=""), encoding="utf-8")
    Path("article.html").write_text(ARTICLE.format(body=BODY), encoding="utf-8")
    given = collecting.plan
    with Replica(samples=()) as replica:
        replica.routes = routes()
        monkeypatch.setenv("AFTERSHOCK_CRAWL__DELAY", "0")
        monkeypatch.setattr(collecting, "plan", lambda *a, **k: given(*a, **{**k, "hosts": replica.hosts}))

        def done(command: list[str]) -> Result:
            ended = CliRunner().invoke(cli, command[1:])
            assert ended.exit_code == 0, f"{command}: {ended.output} {ended.exception}"
            return ended

        yield done
        assert not [row for row in replica.log if "ads.example" in row.host]


def documents() -> dict[str, dict[str, object]]:
    ended = CliRunner().invoke(cli, ["export", "--format", "json", "--output", "out"])
    assert ended.exit_code == 0, ended.output
    rows = json.loads(Path("out/documents.json").read_text(encoding="utf-8"))
    return {row["url"]: row for row in (rows["rows"] if isinstance(rows, dict) else rows)}


def test_the_section_of_the_configuration(run: Run) -> None:
    said = [run(command).output for command in COMMANDS[0]]
    assert re.search(r"harbour +on +every 3h .*港口财经", said[0]) and re.search(r"harbourfeed +on +every 6h", said[0])
    rows = [json.loads(line) for line in said[1].splitlines()]
    assert [row.get("published") for row in rows[:3]] == ["2021-08-05T00:00:00+08:00"] * 2 + [
        "2021-08-04T00:00:00+08:00"
    ]
    article = json.loads(said[2])
    assert (article["title"], article["original_publisher"]) == ("亚马逊封号：港城卖家关店", "海风社")
    assert article["authors"] == ["林潮"] and article["published"] == "2021-08-05T09:30:00+08:00"
    assert article["text"].splitlines() == list(PROSE)
    assert "would ask GET https://www.harbour.example/news/" in said[3]
    found = documents()
    assert {url: (row["source"], row["publisher"]) for url, row in found.items()} == {
        "https://www.harbour.example/a/1.html": ("harbour", "港口财经"),
        "https://www.harbour.example/a/9.html": ("harbour", "港口财经"),
        "https://www.harbour.example/b/3.html": ("harbourfeed", "港口财经快讯"),
    }


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The plug-in of the documentation, installed into a folder of its own."""
    set_up(tmp_path)
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(target), str(tmp_path / "plugin")], check=True)
    monkeypatch.syspath_prepend(str(target))
    monkeypatch.setenv("PYTHONPATH", str(target), prepend=":")
    plugins.cache_clear()
    yield target
    plugins.cache_clear()
    for name in [name for name in sys.modules if name.partition(".")[0] == "aftershock_quay"]:
        del sys.modules[name]


def test_the_package_that_plugs_in(installed: Path, run: Run) -> None:
    said = [run(command).output for command in COMMANDS[1]]
    assert re.search(r"quay +off .*码头日报", said[0])
    assert "would ask GET https://www.quay.example/search?q=" in said[1]
    (row,) = documents().values()
    assert (row["source"], row["publisher"], row["title"]) == ("quay", "码头日报", "亚马逊卖家资金被冻结")
    root = Path(__file__).resolve().parents[2]
    listed = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"], capture_output=True, text=True, cwd=root, check=True
    )
    assert "quay" in listed.stdout.split() and "nbd" in listed.stdout.split()


def test_a_package_that_cannot_be_loaded_is_named_and_the_others_go_on(installed: Path, run: Run) -> None:
    (installed / "aftershock_quay" / "__init__.py").write_text("import nowhere_to_be_found\n", encoding="utf-8")
    said = CliRunner().invoke(cli, ["sources"])
    assert said.exit_code == 0 and "aftershock-quay 1.0: ModuleNotFoundError" in said.output and "nbd" in said.output
    ended = CliRunner().invoke(cli, ["crawl", "harbour", "quay", "--from", "2021-08-01", "--to", "2021-08-31"])
    assert ended.exit_code != 0
    assert "quay: plug-in broken" in ended.output and "nowhere_to_be_found" in ended.output
    assert "crawl harbour: 2 listed, 2 new" in ended.output
