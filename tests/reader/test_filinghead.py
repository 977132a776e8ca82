"""The head of a filing (code, short name, number) is kept as a row in every form a filing comes in."""

from __future__ import annotations

import pytest

from crawlers.assembly import Line
from crawlers.filinghead import is_head, issuer_code, parted
from crawlers.frontmatter import read_front_matter
from crawlers.generic import read_page
from crawlers.plaintext import read_text

HEAD = "证券代码：300999    证券简称：青禾科技    公告编号：2023-008"
ROW = "证券代码：300999\t证券简称：青禾科技\t公告编号：2023-008"
TITLE = "青禾科技股份有限公司关于仓库失火的公告"
PROSE = (
    "青禾科技股份有限公司位于溪口镇的仓库于2023年3月2日夜间失火，火情当晚已被扑灭，没有人员受伤。",
    "经初步清点，受损存货的账面价值约为1,860万元，公司已向保险公司报案，理赔的金额尚不能确定。",
    "公司其余三处仓库照常发货，本次失火对全年的供货没有重大影响，敬请投资者注意投资风险。",
)


def test_page() -> None:
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    article = read_page(
        f"<html><title>{TITLE}</title><body><div id='c'><p>{HEAD}</p><h1>{TITLE}</h1>{body}</div></body></html>",
        url="https://example.org/x",
        source="local",
    )
    assert article.text.split("\n") == [ROW, *PROSE]
    assert (article.title, article.code, article.blocks[0].kind) == (TITLE, "300999", "row")


def test_plain_text() -> None:
    article = read_text("\n\n".join([HEAD, TITLE, *PROSE]), url="u", source="local")
    assert article.text.split("\n") == [ROW, *PROSE]
    assert (article.title, article.code) == (TITLE, "300999")


def test_front_matter() -> None:
    article = read_front_matter("\n\n".join([f"---\ntitle: {TITLE}\n---", HEAD, *PROSE]), url="u", source="local")
    assert article.text.split("\n") == [ROW, *PROSE]
    assert (article.title, article.code) == (TITLE, "300999")


@pytest.mark.parametrize(
    "sentence",
    [
        "青禾科技（证券代码：300999，证券简称：青禾科技）昨日开盘上涨。",
        "公司已披露《关于仓库失火的公告》（公告编号：2023-008）。",
        "证券代码：300999的股东在会上提出三项议案，其中两项没有通过。",
    ],
)
def test_sentence_that_names_a_code_stays_whole(sentence: str) -> None:
    line = Line("paragraph", sentence)
    assert not is_head(sentence)
    assert parted(line) is line
    assert issuer_code([sentence]) is None
