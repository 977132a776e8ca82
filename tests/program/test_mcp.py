"""The MCP server, asked by the protocol's own client over standard input and output."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import ClientSession, StdioServerParameters, stdio_client

from aftershock import open_project
from tests.ready.starting import arguments
from tests.server.conftest import made

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("AFTERSHOCK_")}
ENVIRONMENT |= {"PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("mcp") / "wave").folder


def asked(folder: Path, questions: Callable[[ClientSession], Awaitable[None]]) -> None:
    """Start the server as a client does, ask, and end it."""

    async def session() -> None:
        command = [*arguments(), "-m", "aftershock", "mcp", "--project", str(folder)]
        parameters = StdioServerParameters(command=sys.executable, args=command, env=ENVIRONMENT, cwd=folder)
        async with stdio_client(parameters) as (read, write), ClientSession(read, write) as client:
            await client.initialize()
            await questions(client)

    with anyio.from_thread.start_blocking_portal() as portal:
        portal.call(session)


async def call(client: ClientSession, tool: str, **arguments: Any) -> Any:
    answer = await client.call_tool(tool, arguments)
    assert not answer.is_error, answer.content
    assert answer.structured_content is not None
    return answer.structured_content


def proved(folder: Path, evidence: dict[str, Any]) -> None:
    """The sentence stands in the document where it says, and the document says where it comes from."""
    with open_project(folder, environment={}) as project:
        document = project.document(evidence["document"]).document
    assert document.latest.id == evidence["version"]
    assert document.latest.article.text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert evidence["address"] == document.url
    assert (evidence["title"], evidence["source"]) == (document.latest.article.title, "local")
    assert evidence["published"].startswith("2021-")


def test_the_tools_read_only_and_their_answers_carry_evidence(folder: Path) -> None:
    found: dict[str, Any] = {}

    async def questions(client: ClientSession) -> None:
        listed = await client.list_tools()
        found["tools"] = {tool.name: tool for tool in listed.tools}
        found["search"] = await call(client, "search", query="冻结资金")
        found["figures"] = await call(client, "search", query="冻结 amount:>=2000万", kind="claim")
        found["company"] = await call(client, "company", name="云帆电子股份有限公司")
        found["claims"] = await call(client, "claims", company="云帆电子", unit="CNY", conflicting=True)
        found["timeline"] = await call(client, "timeline", type="裁员", since="2021-08")
        found["wrong"] = await client.call_tool("search", {"query": "amount:viel"})
        found["nobody"] = await client.call_tool("company", {"name": "没有的公司"})
        found["day"] = await client.call_tool("timeline", {"since": "gestern"})
        found["size"] = await client.call_tool("claims", {"size": 5000})
        found["long"] = await client.call_tool("search", {"query": "长" * 10_000})

    asked(folder, questions)
    assert set(found["tools"]) == {"search", "company", "claims", "timeline"}
    for tool in found["tools"].values():
        assert tool.annotations.read_only_hint
        assert tool.description
        assert tool.input_schema["properties"]
    assert found["search"]["total"] == 2
    assert found["search"]["hits"][0]["document"]["address"].startswith("urn:sha256:")
    (figure,) = found["figures"]["hits"]
    assert figure["claim"]["value"] == 23_000_000
    proved(folder, figure["claim"]["evidence"])
    assert found["company"]["name"] == "云帆电子"
    assert found["company"]["claims_in_all"] == len(found["company"]["claims"])
    for claim in [*found["claims"]["claims"], *found["company"]["claims"], *found["company"]["events"]]:
        proved(folder, claim["evidence"])
    assert {claim["value"] for claim in found["claims"]["claims"]} == {16_000_000, 23_000_000}
    assert [event["type"] for event in found["timeline"]["events"]] == ["裁员"]
    proved(folder, found["timeline"]["events"][0]["evidence"])
    for name, said in {
        "wrong": "character 8",
        "nobody": "没有的公司",
        "day": "2021-07",
        "size": "50",
        "long": "500",
    }.items():
        assert found[name].is_error
        assert said in found[name].content[0].text, name
        assert "Traceback" not in found[name].content[0].text


def test_a_project_that_cannot_answer_is_said_at_the_start(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "aftershock", "mcp", "--project", str(tmp_path)]
    ended = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert ended.returncode == 3
    assert "aftershock init" in ended.stderr
    assert ended.stdout == ""


def test_without_the_extra_the_error_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from aftershock.cli import cli
    from aftershock.errors import UsageProblem

    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.delitem(sys.modules, "aftershock.mcpserver", raising=False)
    for name in [name for name in sys.modules if name.startswith("mcp.")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(UsageProblem, match=r"aftershock\[mcp\]"):
        cli.main(["mcp", "--project", str(folder)], standalone_mode=False)
