"""The generic reader on layouts that only some publishers use: old portals, offices, forums, blogs."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawlers.article import BEIJING, Article
from crawlers.errors import Unreadable
from crawlers.generic import read_page
from crawlers.moments import printed
from tests.reader import pages

LINES = list(pages.PARAGRAPHS)
LINK = '<a href="/x{0}">别处一篇报道的标题，第{0}号</a>'


def read(body: str, title: str = pages.TITLE) -> Article:
    head = f"<head><title>{title}</title></head>" if title else ""
    return read_page(f"<html>{head}<body>{body}</body></html>", url="https://example.org/x", source="local")


def lines(body: str, title: str = pages.TITLE) -> list[str]:
    return read(body, title).text.split("\n")


HEADING = f"<h1>{pages.TITLE}</h1>"
DATED = datetime(2005, 1, 14, 17, 2, 30, tzinfo=BEIJING)


@pytest.mark.parametrize(
    "line",
    [
        '<table><tr><td>湖畔商业 http://biz.example</td><td><a href="/b">查看部落</a></td></tr>'
        "<tr><td>2005-01-14 17:02:30 来源: 湖畔日报</td>"
        '<td><a href="/c">发表评论</a></td></tr></table>',
        '<div><a href="http://ent.example">http://ent.example</a> 2005年01月14日17:02:30 <a href="/m">湖畔娱乐</a>'
        ' <a href="/c">我要评论(0)</a></div>',
        "<div>发布日期： 1/14/2005 5:02:30 PM</div>",
    ],
    ids=["cells", "links", "american"],
)
def test_line_of_time_on_old_portals(line: str) -> None:
    assert read(f"{HEADING}{line}<div>{pages.BODY}</div>").published == DATED


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("十一月 6th, 2009", (2009, 11, 6)),
        ("Posted on November 6, 2009", (2009, 11, 6)),
        ("6 Nov 2009 at 21:05", (2009, 11, 6)),
        ("9/17/2004", (2004, 9, 17)),
        ("17/9/2004", (2004, 9, 17)),
        ("7/5/2005 9:23:57 PM", (2005, 7, 5)),
    ],
)
def test_days_in_foreign_order(text: str, day: tuple[int, int, int]) -> None:
    moment = printed(text)
    assert moment is not None
    assert moment.time.date().timetuple()[:3] == day


@pytest.mark.parametrize("text", ["7/5/2005", "7/5/2005 9:23", "31/31/2005", "五月 6 日", "比分 3/5"])
def test_days_that_could_be_others_are_unknown(text: str) -> None:
    assert printed(text) is None


def test_day_beside_the_linked_name_of_a_column() -> None:
    line = '<div><a href="/c">其他</a> 十一月 6th, 2009</div>'
    assert read(f"{HEADING}{line}{pages.BODY}").published == datetime(2009, 11, 6, tzinfo=BEIJING)


def test_thread_is_dated_by_its_first_post() -> None:
    post = "<p class='s'>〓 湖畔论坛 发布时间 2005/0{0}/17 22:11:42 by 某某{0} 〓</p>"
    replies = "".join(
        f"<p>第{n}位网友回复说，这件事他也遇到过，后来还是自己解决的。</p>{post.format(n)}" for n in (6, 7)
    )
    article = read(f"<td><p>{pages.TITLE}</p>{pages.BODY}{post.format(5)}{replies}</td>")
    assert article.published == datetime(2005, 5, 17, 22, 11, 42, tzinfo=BEIJING)


def test_headings_inside_an_article_may_all_be_h1() -> None:
    section = '<h1 class="arrow">{}</h1>' + pages.BODY
    text = lines(f"{HEADING}<div>{section.format('原因')}{section.format('影响')}{section.format('出路')}</div>")
    assert text.count(LINES[-1]) == 3
    assert "出路" in text


def test_links_wedged_between_paragraphs_do_not_end_the_article() -> None:
    wedged = "".join(f"<div>{LINK.format(n)}</div>" for n in range(2))
    after = "".join(f"<li>{LINK.format(n)}</li>" for n in range(2, 30))
    first, rest = pages.PARAGRAPHS[0] * 2, "".join(f"<p>{line}</p>" for line in LINES[1:])
    text = lines(f"{HEADING}<div><p>{first}</p>{wedged}{rest}<div>延伸阅读</div><ul>{after}</ul></div>")
    assert text == [first, *LINES[1:]]


def test_table_of_related_articles_is_left_out_with_its_label() -> None:
    cells = "".join(f"<tr><td>·</td><td>{LINK.format(n)}</td></tr>" for n in range(4))
    inserted = f"<table><tr><td>今日焦点：</td></tr></table><table>{cells}</table>"
    rest = "".join(f"<p>{line}</p>" for line in LINES[3:])
    first = "".join(f"<p>{line}</p>" for line in LINES[:3])
    assert lines(f"{HEADING}<div>{first}{inserted}{rest}</div>") == LINES


def test_terms_of_the_publisher_end_the_article() -> None:
    terms = (
        "<p>① 凡本网注明“来源：湖畔网”的作品，版权均属于湖畔网。</p><p>② 如需联系，请在三十日内进行，逾期不再受理。</p>"
    )
    assert (
        lines(f"{HEADING}<div>{pages.BODY}<p>反侵权公告：</p><p>任何单位或个人转载本社作品，都要先取得许可。</p></div>")
        == LINES
    )
    assert lines(f"{HEADING}<div>{pages.BODY}{terms}<p>※ 联系电话：000--0000</p></div>") == LINES


def test_operator_of_the_site_is_no_paragraph() -> None:
    foot = (
        "<div>湖畔日报网 湖ICP备00000000号-1 经营许可证编号：湖B-2-4</div><div>互联网新闻信息服务许可证编号：000</div>"
    )
    assert lines(f"<div>{HEADING}</div><p>{'</p><p>'.join(LINES)}</p>{foot}") == LINES


def test_pages_of_an_article_are_no_paragraph() -> None:
    pager = '<p><a href="1">[1]</a> <a href="2">[2]</a> <a href="3">[3]</a> 下一页</p>'
    assert lines(f"{HEADING}<div>{pages.BODY}{pager}</div>") == LINES


def test_index_of_an_office_is_no_paragraph() -> None:
    rows = "<tr><td>索 引 号：</td><td>0000/2023-1</td></tr><tr><td>发文机关：</td><td>某市商务局</td></tr>"
    rows += f"<tr><td>标 题：</td><td>{pages.TITLE}</td></tr><tr><td>发布日期：</td><td>2023年04月07日</td></tr>"
    article = read(f"<div><table>{rows}</table>{pages.BODY}</div>")
    assert article.text.split("\n") == LINES
    assert article.title == pages.TITLE


def test_second_copy_of_the_article_is_left_out() -> None:
    copy = "".join(f"<div>{line}</div>" for line in LINES)
    assert lines(f"{HEADING}<div><div>{pages.BODY}</div><div id='read'>{copy}</div></div>") == LINES


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ('<div class="doc-title">{}</div>', "科普湖畔-辟谣文章"),
        ("<table><tr><td><b>{}</b></td></tr></table>", "谢谢您访问湖畔新闻中心"),
        ("<p><b>{}</b></p>", "显示"),
        ('<div id="Heading">{}</div>', ""),
        ('<h2><a href="/p">{}</a></h2>', ""),
        ("<p>主题：{}</p>", "湖畔论坛 :: null"),
        ('<p class="slug"><b>{}</b></p>', "湖畔随笔 - {}"),
        ("<b>{}</b>", "{}(页 1) - 学术前沿 - 湖畔社会学论坛 - 归档"),
    ],
    ids=["column", "welcome", "verb", "no-title", "linked", "labelled", "site-first", "pages"],
)
def test_headline_where_the_title_element_names_the_site(above: str, title: str) -> None:
    headline = "三家网店停业的创始人"
    nav = '<p><a href="/">首页</a> &gt; <a href="/n">新闻</a></p>'
    article = read(f"{nav}{above.format(headline)}<p>作者：周小满</p><div>{pages.BODY}</div>", title.format(headline))
    assert article.title == headline


def test_stated_headline_that_is_not_printed_stays() -> None:
    lead = "<p><b>编者按：网店的故事</b></p>"
    assert read(f"{lead}<div>{pages.BODY}</div>", f"{pages.TITLE}_湖畔网").title == pages.TITLE


def test_name_of_an_entry_before_the_name_of_the_site() -> None:
    head = '<h1>罗一鸣</h1><div id="siteSub">湖畔百科，人人的百科全书</div>'
    assert read(f"{head}<div>{pages.BODY}</div>", "罗一鸣 - 湖畔百科，人人的百科全书").title == "罗一鸣"


@pytest.mark.parametrize(
    "body",
    [
        "<div><h2>今日推荐</h2>"
        + "".join(f"<h3>{LINK.format(n)}</h3><span>第{n}栏的说明文字</span>" for n in range(20))
        + "</div>",
        "<div><p>公司地址：湖畔市深南大道1号报业大厦西区23层 邮编：000000</p>"
        "<p>传真：000-000 客服邮箱：a@example.org</p></div>",
        "<div><h2>画家周小满</h2><p>周小满以风光摄影见长，近年来致力于水墨，作品多次入选全国展览，"
        "深受观众喜爱，他的创作... [详细]</p></div>",
    ],
    ids=["list", "address", "teaser"],
)
def test_pages_that_tell_nothing_have_no_article(body: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(body, "湖畔网")
    assert caught.value.reason == "no article"


def test_gallery_without_sentences_is_an_article() -> None:
    captions = "".join(f"<p>第{n}张照片里的仓库和没有卖出去的货物</p>" for n in range(6))
    assert len(lines(f"{HEADING}<div>{captions}</div>")) == 6


TRADITIONAL = (
    "（湖畔社記者羅小滿台北21日電）青禾電商今天表示，旗下三家網店被暫停銷售，帳戶裡的一千二百萬元貨款一併凍結。",
    "公司說，倉庫裡還壓著兩萬多件貨，每天要付倉租，工資只夠再發兩個月，已經遞交了四次申訴材料，都沒有得到答覆。",
)


def test_page_in_traditional_characters() -> None:
    body = "".join(f"<p>{line}</p>" for line in TRADITIONAL)
    links = "".join(f"<p>{LINK.format(n)}</p>" for n in range(3))
    head = "<div>發布時間：2023/2/21 21:20</div><div>來源：湖畔社　作者：羅小滿</div>"
    foot = f"<p>責任編輯：吳曉月</p><p>【熱門點閱】</p>{links}<p>本文為湖畔社原創，未經授權不得轉載</p>"
    article = read(f"<h1>青禾電商三家網店停業</h1>{head}<div>{body}{foot}</div>", "青禾電商三家網店停業 | 湖畔社")
    assert article.text.split("\n") == list(TRADITIONAL)
    assert article.published == datetime(2023, 2, 21, 21, 20, tzinfo=BEIJING)
    assert article.original_publisher == "湖畔社"
    assert article.authors == ("羅小滿",)


def test_day_in_a_box_like_a_calendar() -> None:
    box = "<div><p>21</p><p>2024年02月</p></div>"
    related = "".join(f"<p>{LINK.format(n)}</p><p>2020年01月1{n}日</p>" for n in range(4))
    article = read(f"{HEADING}{box}<div>{pages.BODY}</div><div><p>相关推荐</p>{related}</div>")
    assert article.published == datetime(2024, 2, 21, tzinfo=BEIJING)


def test_days_of_related_articles_are_not_the_articles() -> None:
    related = "".join(f"<p>{LINK.format(n)}</p><p>2020年01月1{n}日</p>" for n in range(4))
    assert read(f"{HEADING}<div>{pages.BODY}</div><div>{related}</div>").published is None


def test_time_of_the_last_touch_counts_only_where_none_is_printed() -> None:
    page = f'<meta itemprop="dateUpdate" content="2023-04-07 02:57">{HEADING}{{}}<div>{pages.BODY}</div>'
    printed_time = "<div>2023-04-06 16:37</div>"
    assert read(page.format(printed_time)).published == datetime(2023, 4, 6, 16, 37, tzinfo=BEIJING)
    assert read(page.format("")).published == datetime(2023, 4, 7, 2, 57, tzinfo=BEIJING)


def test_linked_headings_of_a_digest() -> None:
    parts = "".join(f"<p>{LINK.format(n)}</p><p>{line}</p>" for n, line in enumerate(LINES * 2))
    text = lines(f"{HEADING}<div><p>{LINES[0]}</p><p>{LINES[1]}</p>{parts}</div>")
    assert text.count(LINES[4]) == 2
    assert "别处一篇报道的标题，第9号" in text
