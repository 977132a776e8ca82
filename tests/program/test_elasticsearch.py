"""A project on a real Elasticsearch server: the same commands, the engine named by the environment."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.ready.starting import interpreter

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "a.html": (
        "云帆电子披露店铺受限情况",
        "云帆电子股份有限公司公告称，公司21个店铺被关闭，涉及冻结资金约1600万元，已提交申诉材料。",
    ),
    "b.html": (
        "海澜餐饮关闭门店",
        "海澜餐饮宣布关闭120家门店，涉及员工约900人，公司称此举是为了集中资源发展外卖业务。",
    ),
}


def page(title: str, text: str) -> str:
    published = '<meta property="article:published_time" content="2021-08-05T20:10:00+08:00">'
    body = "".join(f"<p>{text}{'公司同时表示，将视情况及时履行信息披露义务。' * n}</p>" for n in range(1, 4))
    return f"<html><head><title>{title}</title>{published}</head><body><h1>{title}</h1>{body}</body></html>"


@pytest.mark.elasticsearch
def test_the_line_ends_in_elasticsearch(tmp_path: Path, elasticsearch_url: str, elastic_name: str) -> None:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("AFTERSHOCK_")}
    environment = inherited | {
        "PYTHONPATH": str(ROOT),
        "AFTERSHOCK_INDEX__ENGINE": "elasticsearch",
        "AFTERSHOCK_INDEX__URL": elasticsearch_url,
        "AFTERSHOCK_INDEX__NAME": elastic_name,
    }

    def aftershock(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*interpreter(), "-m", "aftershock", *map(str, arguments)],
            cwd=tmp_path,
            env=environment | more,
            capture_output=True,
            text=True,
            timeout=120,
        )

    for name, (title, text) in PAGES.items():
        (tmp_path / name).write_text(page(title, text), encoding="utf-8")
    for command in (["init"], ["add", *PAGES], ["read"], ["index"]):
        ended = aftershock(*command)
        assert ended.returncode == 0, ended.stderr
    assert not (tmp_path / "var" / "index").exists()
    found = json.loads(aftershock("search", "冻结资金", "--json").stdout)
    assert [hit["title"] for hit in found["hits"]] == ["云帆电子披露店铺受限情况"]
    assert found["stage"] == "literal"
    again = aftershock("index")
    assert "0 written, 0 removed" in again.stderr
    rebuilt = aftershock("index", "--rebuild")
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert json.loads(aftershock("search", "门店", "--json").stdout)["total"] == 1
    checked = aftershock("check")
    assert "all is well" in checked.stdout
    unreachable = aftershock("search", "门店", AFTERSHOCK_INDEX__URL="http://127.0.0.1:9")
    assert unreachable.returncode == 8
    assert "Traceback" not in unreachable.stderr
