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


def feed(n: int) -> str:
    """A list of other articles, each with its headline linked and its first sentence."""
    title = '<h4><a href="/f{0}">别处的一条新闻，第{0}条的标题</a></h4>'
    entry = f"<div>{title}<p>别处的记者今天报道说，第{{0}}条新闻里的事情与本页无关，详情见正文。</p></div>"
    return "".join(entry.format(at) for at in range(n))


def test_short_article_above_a_long_feed() -> None:
    brief = f"<p>{pages.PARAGRAPHS[0]}</p><p>{pages.PARAGRAPHS[1]}</p>"
    article = read(f"<html><body><div><h1>{pages.TITLE}</h1>{brief}<div>相关新闻</div>{feed(15)}</div></body></html>")
    assert article.text.split("\n") == list(pages.PARAGRAPHS[:2])


def test_feed_in_list_items_is_not_the_article() -> None:
    items = "".join(f"<li>{feed(1)}</li>" for _ in range(25))
    brief = f"<div><p>{pages.PARAGRAPHS[0]}</p><p>{pages.PARAGRAPHS[1]}</p></div>"
    article = read(f"<html><body><h1>{pages.TITLE}</h1>{brief}<section><ul>{items}</ul></section></body></html>")
    assert article.text.split("\n") == list(pages.PARAGRAPHS[:2])


def test_page_that_goes_on_with_the_next_article() -> None:
    following = f'<h1 class="t">另一篇文章的标题</h1><p>{"另一篇文章里的句子，与前面的事情没有关系。" * 20}</p>'
    article = read(f'<html><body><div><h1 class="t">{pages.TITLE}</h1>{pages.BODY}{following}</div></body></html>')
    assert article.text.split("\n") == list(pages.PARAGRAPHS)


def test_messages_of_a_player_are_scraps() -> None:
    player = "".join(
        f"<div><div><div>{word}</div></div></div>" for word in ("1.5X", "倍速", "循环播放", "当前视频播放失败")
    )
    article = read(f"<html><body><h1>{pages.TITLE}</h1><div><div>{player}</div>{pages.BODY}</div></body></html>")
    assert article.text.split("\n") == list(pages.PARAGRAPHS)


def test_editor_before_the_next_label() -> None:
    page = pages.portal().decode().replace("责任编辑：吴晓月", "编辑：吴晓月责任校对：何小舟")
    assert read(page).editor == "吴晓月"


def test_sentences_with_linked_names_are_prose() -> None:
    sentence = '<p>记者从<a href="/s/300999">青禾科技</a>的公告中了解到，第{}批货款仍被冻结，正在申诉。</p>'
    lead = '<p><a href="/app">打开手机里的程序看更多行情</a></p>'
    body = "".join(sentence.format(at) for at in range(12))
    article = read(f"<html><body><h1>{pages.TITLE}</h1><div>{pages.BODY}{lead}{body}</div></body></html>")
    assert article.text.count("仍被冻结") == 12


def test_figures_under_each_other_in_a_cell_stay_two() -> None:
    cells = "<td>一号店<br>二号店</td><td><p>1,200</p><p>980</p></td>"
    table = f"<table><tr><th>店</th><th>额</th></tr><tr>{cells}</tr></table>"
    article = read(f"<html><body><h1>{pages.TITLE}</h1><div>{pages.BODY}{table}</div></body></html>")
    assert article.text.split("\n")[-1] == "一号店 二号店\t1,200 980"


def test_title_element_that_names_the_site_alone() -> None:
    head = "<html><head><title>-湖畔新闻网</title></head><body><div>欢迎访问湖畔新闻网!微信公众号：</div>"
    assert read(f"{head}<h1>{pages.TITLE}</h1><div>{pages.BODY}</div></body></html>").title == pages.TITLE


def test_line_under_a_blog_post() -> None:
    foot = '<div>posted @ 2023-04-06 14:45 <a href="/u">某人</a> 阅读(430) 评论(2)</div>'
    page = f"<html><body><h1>{pages.TITLE}</h1><div>{pages.BODY}</div>{foot}</body></html>"
    assert read(page).published == datetime(2023, 4, 6, 14, 45, tzinfo=BEIJING)


def test_words_of_buttons_that_begin_a_heading_stay() -> None:
    words = ["广告收入下降三成", "分享经济的另一面", "收藏市场遇冷", "打印机厂商也被波及", "特此公告"]
    extra = "".join(f"<p>{word}</p>" if word == words[-1] else f"<h3>{word}</h3>{pages.BODY}" for word in words)
    lines = read(f"<html><body><h1>{pages.TITLE}</h1><div>{pages.BODY}{extra}</div></body></html>").text.split("\n")
    assert [word for word in words if word not in lines] == []


def test_last_paragraph_about_infringement_stays() -> None:
    last = "法院认为，青禾电商的做法构成侵权，与平台的规则无关，判令其赔偿对方三十万元，双方均未上诉。"
    article = read(f"<html><body><h1>{pages.TITLE}</h1><div>{pages.BODY}<p>{last}</p></div></body></html>")
    assert article.text.endswith(last)


@pytest.mark.parametrize(
    "closing",
    [
        "分享让更多人看到",
        "进入【湖畔股吧】讨论",
        "更多“青禾仓库”的相关消息请关注湖畔网",
        "作者︱周小满",
    ],
)
def test_calls_after_the_last_sentence_are_left_out(closing: str) -> None:
    body = "".join(f"<p>{text}</p>" for text in pages.PARAGRAPHS)
    article = read(f"<html><title>{pages.TITLE}</title><body><div id='c'>{body}<p>{closing}</p></div></body></html>")
    assert article.text.split("\n") == list(pages.PARAGRAPHS)
