"""The press of the trade, and the platform itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.replica.scenario import (
    Answer,
    Asked,
    Scenario,
    at,
    either,
    feed,
    feed_item,
    further,
    joined,
)


def ofweek_page(asked: Asked, rows: Sequence[Any]) -> Answer:
    """In GBK, as its head says and its header does not."""
    boxes = joined(*rows) or "<div class='con-details'><p>推广</p></div>"
    body = f"<div class='list-left'>{boxes}</div><div class='page'>{further(rows)}</div>"
    page = f"<html><head><meta charset='gb2312'></head><body>{body}</body></html>"
    return Answer(page.encode("gb18030"), 200, {"Content-Type": "text/html"})


def atom(asked: Asked, rows: Sequence[Any]) -> Answer:
    whole = f"<feed xmlns='http://www.w3.org/2005/Atom'>{joined(*rows)}</feed>"
    return Answer(whole.encode(), 200, {"Content-Type": "application/atom+xml"})


SCENARIOS = (
    Scenario(
        "ec100",
        "https://www.100ec.cn/detail--{id}.html",
        lambda item: {"id": item.id, "title": item.title, "post_date": f"{item.day} 10:00:00"},
        either(
            at("www.100ec.cn", "/searchjson.html", "", lambda asked, rows: {"list": list(rows)}),
            *(
                at("www.100ec.cn", f"/list--{n}--1.html", "", lambda asked, rows: "<a href='/detail--9.html'>无关</a>")
                for n in (3, 21, 22)
            ),
        ),
    ),
    Scenario(
        "ofweek",
        "https://mp.ofweek.com/ecommerce/a{id}",
        lambda item: (
            f"<div class='con-details'><h3><a href='{item.url}'>{item.title}</a></h3>"
            f"<span>{item.day} 09:00</span></div>"
        ),
        at("www.ofweek.com", "/CATList-8100-CHANGYIEXINWE.html", "page", ofweek_page),
        shape="html",
        junk=("<div class='con-details'><p>推广</p></div>",),
    ),
    Scenario(
        "amazon",
        "https://gs.amazon.cn/news/news-brand-{day:%y%m%d}",
        lambda item: f"<a href='{item.url}'>{item.title}</a>",
        either(
            *(at("gs.amazon.cn", path, "", lambda a, rows: joined(*rows)) for path in ("/news", "/news/summary")),
            at(
                "sell.amazon.com",
                "/blog/announcements",
                "",
                lambda a, rows: "<a href='/blog/announcements/x'>无关的公告</a>",
            ),
        ),
        shape="html",
        junk=("<a href='https://ad.example/x'>推广</a>",),
    ),
    Scenario(
        "cifnews",
        "https://www.cifnews.com/article/{id}",
        lambda item: {
            "type": "article",
            "display": {"url": item.url, "title": item.title, "publishTime": f"{item.day} 10:00:00"},
        },
        either(
            at(
                "www.cifnews.com",
                "/index/ajax/newsfeed/3",
                "page",
                lambda a, rows: {"result": True, "data": list(rows)},
            ),
            at("www.cifnews.com", "/search", "", lambda asked, rows: "<a href='/article/9'>无关的文章标题</a>"),
            at(
                "www.cifnews.com",
                "/amazon",
                "",
                lambda asked, rows: "<dl _id='9'><dd><a title='无关' href='/article/9'>无关的文章</a></dd></dl>",
            ),
        ),
    ),
    Scenario(
        "ebrun",
        "https://www.ebrun.com/{day:%Y%m%d}/{id}.shtml",
        lambda item: f"<div class='news-item'><div class='title'><a href='{item.url}'>{item.title}</a></div></div>",
        either(
            at("www.ebrun.com", "/information/", "", lambda asked, rows: joined(*rows)),
            at("www.ebrun.com", "/search.php", "", lambda asked, rows: joined(*rows)),
            at("www.ebrun.com", "/fto/", "", lambda asked, rows: joined(*rows)),
            at(
                "www.ebrun.com",
                "/newest/",
                "",
                lambda a, rows: (
                    "<div id='quick-list'><p class='quick-list__item-title'>"
                    "<a href='/20210806/9.shtml'>无关的快讯</a></p></div>"
                ),
            ),
        ),
        shape="html",
        junk=("<a href='https://ad.example/x'>推广</a>",),
    ),
    Scenario(
        "ennews",
        "https://www.ennews.com/news-{id}.html",
        lambda item: feed_item(item).replace("www.ennews.com", "www.en.com"),
        either(
            at("www.ennews.com", "/rss.xml", "", feed),
            at("www.ennews.com", "/news/", "", lambda asked, rows: "<div class='z_short_con1'>x</div>"),
        ),
        shape="text",
        refusal=b"<error>busy</error>",
        junk=("<item/>",),
    ),
    Scenario(
        "marketplacepulse",
        "https://www.marketplacepulse.com/articles/{id}",
        lambda item: (
            f"<entry><title>{item.title}</title><link rel='alternate' href='{item.url}'/>"
            f"<updated>{item.day}T01:00:00Z</updated></entry>"
        ),
        either(
            at("www.marketplacepulse.com", "/articles/recent.atom", "", atom),
            at(
                "www.marketplacepulse.com",
                "/articles",
                "",
                lambda asked, rows: "<a href='/articles/other'>Something else</a>",
            ),
        ),
        shape="text",
        refusal=b"<error>busy</error>",
        junk=("<entry/>",),
    ),
)
