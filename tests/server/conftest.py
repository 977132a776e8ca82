"""A small project, read, indexed and built once for all tests of the server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from aftershock import pipeline
from aftershock.collecting import add
from aftershock.progress import Display
from aftershock.project import Project, create, open_project
from aftershock.server import create_app

TEXTS = {
    "filing.txt": """云帆电子股份有限公司关于子公司部分店铺受限的公告
发布时间：2021-08-05 20:10
云帆电子股份有限公司（以下简称“云帆电子”）公告称，截至2021年8月5日，公司21个店铺被平台关闭，涉及冻结资金约1600万元。公司已提交申诉材料。
""",
    "report.txt": """云帆电子回应店铺被封
发布时间：2021-08-07 09:00
云帆电子表示，截至2021年8月5日，公司21个店铺被关闭，涉及冻结资金约2300万元。业内人士称，亚马逊封号仍在继续。
""",
    "other.txt": """海澜餐饮股份有限公司裁员
发布时间：2021-09-01 10:00
海澜餐饮股份有限公司（以下简称“海澜餐饮”）宣布裁员约900人，关闭门店120家，公司称此举是为了集中资源发展外卖业务。
""",
}


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project; do not change it."""
    return made(tmp_path_factory.mktemp("served"))


def made(folder: Path) -> Project:
    """A project of these texts."""
    create(folder, "amazon-2021")
    texts = folder / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / name).write_text(text, encoding="utf-8")
    opened = open_project(folder, {})
    display = Display(quiet=True)
    add(opened, display, [texts])
    pipeline.run(opened, display, no_crawl=True)
    return opened


@pytest.fixture
def client(project: Project) -> Iterator[TestClient]:
    """Asks a server of this project."""
    with TestClient(create_app(project), raise_server_exceptions=False) as asking:
        yield asking


def limited(project: Project, **server: object) -> Project:
    """The project with other server settings."""
    settings = replace(project.config, server=replace(project.config.server, **server))  # type: ignore[arg-type]
    return replace(project, config=settings)
