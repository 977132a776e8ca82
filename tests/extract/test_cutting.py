"""Clauses and their words: the same cuts with and without the fast cutter, and nothing loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.lookup import Lookup

TEXT = "记者从宁波海岳电器获悉，旗下跨境电商子公司有间木器有限公司（下称“有间”）的店铺被关。\n第二天，ABC公司回应。"


def test_words_cover_the_text_and_marks_stand_alone() -> None:
    words = Cuts(TEXT).words(0, len(TEXT))
    assert "".join(word for _, _, word in words) == TEXT
    assert all(TEXT[start:end] == word for start, end, word in words)
    assert "，" in {word for _, _, word in words}


def test_clause_of_a_place() -> None:
    start, end = Cuts(TEXT).clause(3)
    assert TEXT[start:end] == "记者从宁波海岳电器获悉"


@pytest.mark.parametrize(
    "clause", ["记者从宁波海岳电器获悉", "和润天成科技与奥森特科技的订单", "子公司有间木器有限公司"]
)
def test_the_fast_cutter_cuts_as_jieba_does(clause: str) -> None:
    rjieba = pytest.importorskip("rjieba", reason="the fast cutter is an optional extra")
    import jieba

    assert rjieba.cut(clause) == list(jieba.cut(clause))


def test_tags_of_words_and_of_what_is_none() -> None:
    assert tag("公司") == "n"
    assert tag("海岳") == ""
    assert tag("上市") == "np", "tagged as a name in the dictionary, but far too common for one"


def test_reads_the_same_without_the_fast_cutter() -> None:
    program = (
        "import sys; sys.modules['rjieba'] = None\n"
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'rjieba' else find(name, *a)\n"
        "from aftershock.extract.language.cutting import Cuts\n"
        f"print(Cuts({TEXT!r}).words(0, {len(TEXT)}) == {Cuts(TEXT).words(0, len(TEXT))!r})\n"
        "print('jieba' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["True", "True"]


def test_nothing_is_loaded_before_a_clause_is_cut() -> None:
    program = (
        "import sys\nfrom aftershock.extract import names\nfrom aftershock.vocabulary import load_vocabulary\n"
        "load_vocabulary()\nprint(sorted({'jieba', 'rjieba', 'scrapy'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize("fast", [True, False], ids=["fast", "plain"])
def test_lookup_finds_overlapping_words_longest_first(fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if fast:
        pytest.importorskip("daachorse", reason="the fast automaton is an optional extra")
    else:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    lookup = Lookup([("有限公司", 1), ("股份有限公司", 2), ("公司", 3), ("公", 4)])
    assert list(lookup.find("甲股份有限公司")) == [(1, 7, 2), (3, 7, 1), (5, 7, 3)]
    assert list(lookup.find("甲\ud800公司")) == [(2, 4, 3)], "half a character is one"
    assert lookup.at("有限公司", 0) == (4, 1)
    assert lookup.at("甲", 0) is None
