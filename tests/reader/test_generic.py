"""The generic reader on pages of several layouts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawlers.article import BEIJING, Article
from crawlers.decoding import decode
from crawlers.errors import Unreadable
from crawlers.generic import fragment_lines, read_page
from tests.reader import pages


def read(markup: str, **given: object) -> Article:
    latest = given.get("latest")
    return read_page(
        markup, url="https://example.org/x", source="local", latest=latest if isinstance(latest, datetime) else None
    )


def test_portal_page_is_its_article_alone() -> None:
    article = read(pages.portal().decode())
    assert article.text.split("\n") == list(pages.PARAGRAPHS)
    assert article.title == pages.TITLE
    assert article.original_publisher == "湖畔日报"
    assert article.authors == ("周小满",)
    assert article.editor == "吴晓月"
    assert article.published == datetime(2023, 4, 6, 9, 15, tzinfo=BEIJING)
    assert article.precision == "minute"
    assert article.published_raw == "2023年04月06日 09:15"


def test_headline_hidden_in_a_comment_is_not_read() -> None:
    assert "旧标题" not in (read(pages.portal().decode()).title or "")


@pytest.mark.parametrize(
    ("charset", "declared"),
    [("utf-8", "gb2312"), ("gb18030", "utf-8"), ("gb18030", "gb2312"), ("utf-8", "utf-8"), ("gb18030", "big5")],
)
def test_page_that_lies_about_its_charset(charset: str, declared: str) -> None:
    text, used = decode(pages.portal(charset, declared), f"text/html; charset={declared}")
    assert used == charset
    assert read(text).text.split("\n") == list(pages.PARAGRAPHS)


def test_page_laid_out_in_tables() -> None:
    article = read(pages.tables_layout())
    assert article.text.split("\n")[: len(pages.PARAGRAPHS)] == list(pages.PARAGRAPHS)
    assert article.title == pages.TITLE, "the title element only names the column"
    assert article.published == datetime(2023, 4, 7, tzinfo=BEIJING)
    assert article.precision == "day"


def test_article_that_stands_in_a_script() -> None:
    article = read(pages.data_only())
    assert article.text.split("\n") == list(pages.PARAGRAPHS)
    assert article.published == datetime(2023, 4, 6, 1, 15, tzinfo=UTC)


def test_tables_headings_and_captions_keep_their_kind() -> None:
    article = read(pages.data_table())
    kinds = {article.text[block.start : block.end]: block.kind for block in article.blocks}
    assert kinds["网店\t订单\t备注"] == "row"
    assert kinds["一号店\t1,200"] == "row", "an empty cell leaves no gap"
    assert kinds["三家网店的数字"] == "heading"
    assert kinds["仓库里的存货。周小满 摄"] == "caption"
    assert {block.table for block in article.blocks if block.kind == "row"} == {0}


def test_date_in_a_sentence_is_no_publication_time() -> None:
    sentence = "<p>2023年4月5日，青禾电商的三家网店被停业，公司随后递交了申诉材料，至今没有得到答复。</p>"
    article = read(f"<html><body><h1>{pages.TITLE}</h1><div>{sentence}{pages.BODY}</div></body></html>")
    assert article.published is None
    assert article.problems


def test_time_after_the_fetch_is_not_believed() -> None:
    fetched = datetime(2023, 4, 1, tzinfo=UTC)
    assert read(pages.portal().decode(), latest=fetched).published is None


def test_local_time_marked_as_utc_is_mended_by_the_printed_clock() -> None:
    page = (
        pages.portal()
        .decode()
        .replace("</title>", '</title><meta property="article:published_time" content="2023-04-06T09:15:00Z">')
    )
    assert read(page).published == datetime(2023, 4, 6, 9, 15, tzinfo=BEIJING)


def test_epoch_in_a_script() -> None:
    page = f"<html><body><h2>{pages.TITLE}</h2><p>昨天</p><div>{pages.BODY}</div>"
    page += '<script>var ct = "1680743700";</script></body></html>'
    assert read(page).published == datetime(2023, 4, 6, 9, 15, tzinfo=BEIJING)


def test_epochs_of_a_list_are_not_the_articles() -> None:
    rows = ",".join(f'{{"title":"别的文章{n}","publishTime":16807437{n:02d}}}' for n in range(6))
    page = f"<html><body><h1>{pages.TITLE}</h1><div>{pages.BODY}</div><script>var list=[{rows}]</script>"
    assert read(page).published is None


def test_time_parted_over_elements() -> None:
    head = '<div class="t"><span class="y">2023</span><span>04/06</span><span>09:15:00</span></div>'
    article = read(f"<html><body><h1>{pages.TITLE}</h1>{head}<div>{pages.BODY}</div></body></html>")
    assert article.published == datetime(2023, 4, 6, 9, 15, tzinfo=BEIJING)


def test_day_in_the_address_is_the_last_resort() -> None:
    page = f"<html><body><h1>{pages.TITLE}</h1><div>{pages.BODY}</div></body></html>"
    article = read_page(page, url="https://example.org/2023-04-06/doc-17.html", source="local")
    assert (article.published, article.precision) == (datetime(2023, 4, 6, tzinfo=BEIJING), "day")


def test_figures_in_a_title_are_never_cut() -> None:
    page = f"<html><title>1-10月出口额增长8.2%-某市统计局网</title><body><div>{pages.BODY}</div></body></html>"
    assert read(page).title == "1-10月出口额增长8.2%"


def test_canonical_address() -> None:
    page = pages.portal().decode().replace("<title>", '<link rel="canonical" href="https://example.org/a/1"><title>')
    assert read(page).url == "https://example.org/a/1"


def test_page_closed_in_its_middle() -> None:
    page = pages.portal().decode().replace('<div class="main">', '</body></html><div class="main">')
    assert read(page).text.split("\n") == list(pages.PARAGRAPHS)


def test_body_in_an_element_named_like_furniture() -> None:
    page = f'<html><body><h1>{pages.TITLE}</h1><div class="related-article">{pages.BODY}</div></body></html>'
    assert read(page).text.split("\n") == list(pages.PARAGRAPHS)


def test_page_of_links_has_no_article() -> None:
    with pytest.raises(Unreadable) as caught:
        read(f"<html><body><ul>{pages.NAV}{pages.RELATED}</ul></body></html>")
    assert caught.value.reason == "no article"


def test_fragment_of_a_publishers_own_reader() -> None:
    lines = fragment_lines(f'<div>{pages.BODY}<p class="editor">责任编辑：吴晓月</p></div>')
    assert [line.text for line in lines] == list(pages.PARAGRAPHS)
