"""The knowledge tables as files."""

from __future__ import annotations

import builtins
import csv
import json
from pathlib import Path

import pytest

from aftershock.errors import StorageProblem, UsageProblem
from aftershock.export import export
from aftershock.knowledge import Knowledge
from aftershock.knowledge.schema import TABLES
from aftershock.knowledge.tables import NAMES
from aftershock.reading import read_archive
from tests.knowledge.test_reading import WAVE
from tests.knowledge.tiny import READER, WORDS, Shelf


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    with Knowledge.open(tmp_path / "k.sqlite", write=True) as written:
        read_archive(Shelf(WAVE), written, WORDS, reader=READER)
    return Knowledge.open(tmp_path / "k.sqlite")


def test_every_table_is_told_but_the_readers_own_notes() -> None:
    # states and returns are told as the times of versions.
    assert set(NAMES) == TABLES.keys() - {"state", "texts", "first_names", "states", "returns"}


def test_the_three_formats_say_the_same(knowledge: Knowledge, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for form in ("csv", "json", "parquet"):
        paths = export(knowledge, tmp_path / form, form)
        assert [path.name for path in paths] == [f"{name}.{form}" for name in NAMES]
    for name in NAMES:
        with (tmp_path / "csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            as_csv = list(csv.DictReader(file))
        as_json = json.loads((tmp_path / "json" / f"{name}.json").read_text("utf-8"))
        as_parquet = parquet.read_table(tmp_path / "parquet" / f"{name}.parquet").to_pylist()
        assert len(as_csv) == len(as_json) == len(as_parquet)
        assert {len(row) for row in as_csv} <= {len(row) for row in as_json}
        for text, plain, typed in zip(as_csv, as_json, as_parquet, strict=True):
            assert list(text) == list(plain) == list(typed)
            for key, value in plain.items():
                if value is None:
                    assert text[key] == "" and typed[key] is None
                elif isinstance(value, list):
                    assert json.loads(text[key]) == json.loads(typed[key]) == value
                elif isinstance(value, bool):
                    assert text[key] == str(value).lower() and typed[key] is value
                else:
                    assert text[key] == str(value) and typed[key] == value
    claims = json.loads((tmp_path / "json" / "claims.json").read_text("utf-8"))
    assert {claim["value"] for claim in claims} == {50, 9, 60, 52, 7}


def test_the_same_knowledge_gives_the_same_bytes(knowledge: Knowledge, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    for form in ("csv", "json", "parquet"):
        first = [path.read_bytes() for path in export(knowledge, tmp_path / "out", form)]
        assert [path.read_bytes() for path in export(knowledge, tmp_path / "out", form)] == first


def test_quotes_lead_back_to_their_text(knowledge: Knowledge, tmp_path: Path) -> None:
    export(knowledge, tmp_path, "json")
    texts = {
        (row["document"], row["id"]): row["text"] for row in json.loads((tmp_path / "versions.json").read_text("utf-8"))
    }
    proofs = json.loads((tmp_path / "evidence.json").read_text("utf-8"))
    assert proofs
    for proof in proofs:
        assert texts[proof["document"], proof["version"]][proof["start"] : proof["end"]] == proof["quote"]


def test_parquet_without_pyarrow_names_the_extra(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = builtins.__import__

    def missing(name: str, *rest: object, **more: object) -> object:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return original(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UsageProblem, match=r"aftershock\[parquet\]"):
        export(knowledge, tmp_path / "out", "parquet")
    assert not (tmp_path / "out").exists()


def test_an_unknown_format_and_a_folder_that_is_a_file(knowledge: Knowledge, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="csv, json, parquet"):
        export(knowledge, tmp_path, "xml")
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageProblem, match="cannot be written"):
        export(knowledge, tmp_path / "file", "csv")
