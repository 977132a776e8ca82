"""Plain text, wrapped text and front matter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawlers.article import BEIJING
from crawlers.errors import Unreadable
from crawlers.frontmatter import has_front_matter, read_front_matter
from crawlers.plaintext import read_text
from crawlers.wrapping import join, tighten
from tests.reader import pages

PROSE = (
    "外贸企业在上半年面对的困难比往年多，订单减少的同时运费上涨，不少工厂只能缩短工时。"
    "据海关的数据，全年进出口总额达 2.35 万亿元，比上年增长 12.4%，其中出口 1.6 万亿元，"
    "进口 0.75 万亿元，增速都高于年初的预期。当地商务部门表示，下一步将扩大信用保险的覆盖面。"
)


def wrap(text: str, width: int = 15) -> list[str]:
    """Break a text at a margin as a printer does: closing marks never begin a line."""
    lines, line = [], ""
    for sign in text:
        if len(line) >= width and sign not in "，。、；：）":
            lines.append(line.strip())
            line = ""
        line += sign
    return [*lines, line.strip()]


def test_broken_lines_become_whole_paragraphs() -> None:
    text = "\n\n".join(["一、总体情况", *wrap("　　" + PROSE), *wrap(PROSE), "二、存在的问题", *wrap(PROSE)])
    article = read_text(text, url="urn:x", source="local")
    assert "2.35万亿元" in article.text
    assert article.text.split("\n").count(tighten(PROSE)) == 3
    assert "二、存在的问题" in article.text.split("\n")


def test_figure_broken_at_its_unit() -> None:
    lines = ["全国跨境电商的进出口总额达1.69", "万亿元，比上一年增长三成以上，", "其中出口约占七成，进口约占三成。"]
    assert join(lines) == ["".join(lines)]


def test_page_numbers_that_count_upwards_are_dropped() -> None:
    lines = []
    for number in range(3, 7):
        lines += [*wrap(PROSE), str(number)]
    article = read_text("\n".join(lines), url="urn:x", source="local")
    assert not any(line.isdigit() for line in article.text.split("\n"))
    assert "万亿元" in article.text


def test_latin_words_keep_their_spaces() -> None:
    assert tighten("股东 EAST JOY LIMITED 持有 72,000 股") == "股东EAST JOY LIMITED持有72,000股"
    assert tighten("□ 适用 √ 不适用") == "□适用√不适用"


def test_plain_text_with_headline_and_time() -> None:
    text = f"{pages.TITLE}\n来源：湖畔日报  时间：2023-04-06 09:15\n" + "\n".join(pages.PARAGRAPHS)
    article = read_text(text, url="urn:x", source="local", filename="a.txt")
    assert article.title == pages.TITLE
    assert article.published == datetime(2023, 4, 6, 9, 15, tzinfo=BEIJING)
    assert article.original_publisher == "湖畔日报"
    assert article.text.split("\n") == list(pages.PARAGRAPHS)


def matter(date: str, title: str, body: str) -> str:
    head = f"title: '{title}'\ncategories: \n - 财经\n - 测试网\nauthor: 测试网\ndate: {date}"
    return f"\n---\n{head}\n---\n\n<div>{body}</div>\n"


def test_front_matter_time_is_taken_as_it_says() -> None:
    text = matter("Thu, 06 Apr 2023 09:15:00 GMT", pages.TITLE, pages.BODY)
    article = read_front_matter(text, url="urn:x", source="local")
    assert article.published == datetime(2023, 4, 6, 9, 15, tzinfo=UTC)
    assert (article.title, article.publisher, article.precision) == (pages.TITLE, "测试网", "second")
    assert article.text.split("\n") == list(pages.PARAGRAPHS)


def test_invalid_date_gives_way_to_the_printed_one() -> None:
    body = f"<h1>{pages.TITLE}</h1><p class='u'>湖畔日报 2023-04-06 09:15:30</p><div>{pages.BODY}</div>"
    article = read_front_matter(
        matter("Invalid Date", pages.TITLE.replace("，", "_"), body), url="urn:x", source="local"
    )
    assert article.published == datetime(2023, 4, 6, 9, 15, 30, tzinfo=BEIJING)
    assert article.title == pages.TITLE


def test_marks_lost_in_a_title_come_back_from_the_body() -> None:
    body = "<p>原标题：青禾“停业”之后</p>" + pages.BODY
    article = read_front_matter(matter("Invalid Date", "青禾_停业_之后", body), url="urn:x", source="local")
    assert article.title == "青禾“停业”之后"


def test_front_matter_over_markdown() -> None:
    text = f"---\ntitle: {pages.TITLE}\ndate: 2023-04-06\n---\n\n## 一、经过\n\n" + "\n\n".join(pages.PARAGRAPHS)
    article = read_front_matter(text, url="urn:x", source="local")
    assert article.text.split("\n") == ["一、经过", *pages.PARAGRAPHS]
    assert article.blocks[0].kind == "heading"


@pytest.mark.parametrize(
    "title", ["*ST云麓（600999.SH）：部分账户被冻结", "快讯: 云麓关店12家", "@云麓 回应", "「云麓」: [独家] 关店"]
)
def test_titles_that_yaml_would_not_take_are_read_as_they_stand(title: str) -> None:
    text = f"---\ntitle: {title}\ndate: 2023-04-06\ntags:\n - 关店\n---\n\n" + "\n\n".join(pages.PARAGRAPHS)
    article = read_front_matter(text, url="urn:x", source="local")
    assert (article.title, article.published.day if article.published else None) == (title, 6)


def test_broken_front_matter_says_so() -> None:
    with pytest.raises(Unreadable) as caught:
        read_front_matter("---\ntitle: 'open\nx: [\n---\nbody", url="urn:x", source="local")
    assert caught.value.reason == "broken"


def test_a_rule_of_dashes_is_no_front_matter() -> None:
    assert not has_front_matter("---\n只是一条横线\n---\n正文")
