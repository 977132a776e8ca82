"""The command line as people meet it: help that teaches, errors that say what to do, exit codes that are promises."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from aftershock.cli import COMMANDS, EXIT_CODES, cli
from aftershock.errors import AftershockError

ROOT = Path(__file__).resolve().parents[2]


def aftershock(
    *arguments: str | Path, cwd: Path | None = None, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does, in a process of its own."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("AFTERSHOCK_")}
    return subprocess.run(
        [sys.executable, "-m", "aftershock", *map(str, arguments)],
        cwd=cwd or ROOT,
        env={**inherited, "PYTHONPATH": str(ROOT), **(environment or {})},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_is_documented(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.help
    assert command.epilog
    assert f"aftershock {name}" in command.epilog
    documents = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    assert any(f"aftershock {name}" in path.read_text(encoding="utf-8") for path in documents), name


def test_help_lists_every_command_and_the_exit_codes() -> None:
    shown = aftershock("--help")
    assert shown.returncode == 0
    for name in COMMANDS:
        assert re.search(rf"^\s+{name}\s", shown.stdout, re.MULTILINE), name
    folded = " ".join(shown.stdout.split())
    assert " ".join(EXIT_CODES.split()) in folded


def test_exit_codes_of_the_errors_are_the_documented_ones() -> None:
    def walk(kind: type[AftershockError]) -> set[int]:
        return {kind.exit_code}.union(*(walk(sub) for sub in kind.__subclasses__()))

    documented = {int(n) for n in re.findall(r"(?:: |· )(\d+) ", EXIT_CODES)}
    assert walk(AftershockError) | {0, 130} == documented


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["serch", "x"], 2, "Did you mean 'search'?"),
        (["search"], 2, "Missing argument 'QUERY'"),
        (["crawl", "--from", "yesterday"], 2, "--from"),
        (["run", "--jobs", "0"], 2, "--jobs"),
        (["export"], 2, "--format"),
    ],
)
def test_wrong_usage_says_what_was_meant(arguments: list[str], code: int, message: str) -> None:
    ended = aftershock(*arguments)
    assert ended.returncode == code
    assert message in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "name", ["read", "index", "build", "run", "check", "rebuild", "serve", "watch", "search", "export"]
)
def test_without_a_project_the_error_names_init(name: str, tmp_path: Path) -> None:
    more = {"search": ["x"], "export": ["--format", "csv"]}.get(name, [])
    ended = aftershock(name, *more, cwd=tmp_path)
    assert ended.returncode == 3
    assert "aftershock init" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_init_makes_a_project_once(tmp_path: Path) -> None:
    first = aftershock("init", tmp_path / "wave")
    assert first.returncode == 0
    config = tmp_path / "wave" / "config" / "aftershock.toml"
    config.write_text(config.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    second = aftershock("init", tmp_path / "wave")
    assert second.returncode == 0
    assert "there already" in second.stderr
    assert config.read_text(encoding="utf-8").endswith("# mine\n")


def test_init_of_an_unknown_event_names_the_bundled_ones(tmp_path: Path) -> None:
    ended = aftershock("init", tmp_path, "--event", "nonesuch")
    assert ended.returncode == 2
    assert "amazon-2021" in ended.stderr


def test_an_unknown_key_names_file_key_and_the_nearest(tmp_path: Path) -> None:
    aftershock("init", tmp_path)
    config = tmp_path / "config" / "aftershock.toml"
    config.write_text('[project]\nevent = "amazon-2021"\n[crawl]\ndelai = 2\n', encoding="utf-8")
    ended = aftershock("read", cwd=tmp_path)
    assert ended.returncode == 3
    assert "aftershock.toml" in ended.stderr
    assert 'unknown key "delai" — did you mean "delay"?' in ended.stderr


def test_crawling_asks_for_a_contact_first(tmp_path: Path) -> None:
    aftershock("init", tmp_path)
    ended = aftershock("crawl", "nbd", cwd=tmp_path)
    assert ended.returncode == 2
    assert "contact" in ended.stderr


def test_sources_are_listed_for_people_and_for_scripts(tmp_path: Path) -> None:
    aftershock("init", tmp_path)
    shown = aftershock("sources", cwd=tmp_path)
    assert shown.returncode == 0
    listed = json.loads(aftershock("sources", "--json", cwd=tmp_path).stdout)
    assert {"cninfo", "nbd", "sina", "ofweek"} <= {one["name"] for one in listed}
    for one in listed:
        assert one["name"] in shown.stdout
        assert one["last_success"] is None
        assert one["enabled"] is False


def test_starting_up_loads_neither_scrapy_nor_dictionaries() -> None:
    """`--help` and `extract` must not pay for crawling, serving or segmentation."""
    program = (
        "import sys, aftershock.cli.answers, aftershock.cli.stages, aftershock.cli.project, aftershock.extraction; "
        "heavy = ('scrapy', 'twisted', 'jieba', 'rjieba', 'fastapi', 'elasticsearch', 'tantivy'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
