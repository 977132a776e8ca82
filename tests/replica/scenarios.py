"""Every source as it is documented to answer, with two documents each. Contents are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from crawlers.article import BEIJING
from crawlers.crawl import Company
from tests.replica.scenario import XML, Answer, Asked, Item, Scenario, as_json, at, either

SHENZHEN, SHANGHAI = Company("300209", "9900018896"), Company("601113", "9900019412")


def epoch(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=BEIJING).timestamp())


def joined(*rows: Any) -> str:
    return "".join(map(str, rows))


def cninfo_list(asked: Asked, rows: Sequence[Any]) -> dict[str, Any]:
    """A wrong orgId is answered with nothing; past the end the first page comes again; there always is more."""
    rows = rows if asked.form["stock"] == "300209,9900018896" else []
    return {"announcements": list(rows) or None, "totalRecordNum": len(rows), "totalpages": 0, "hasMore": bool(rows)}


def sse_list(asked: Asked, rows: Sequence[Any]) -> Any:
    """Without a Referer 403; rows nested in lists; wrapped in a callback."""
    if "sse.com.cn" not in asked.headers.get("referer", ""):
        return Answer(b"<p>Forbidden</p>", 403)
    answer = as_json({"pageHelp": {"total": len(rows), "pageNo": 1, "pageSize": 25, "data": [[row] for row in rows]}})
    answer.body = b"jsonpCallback1(" + answer.body + b")"
    return answer


def szse_reports(asked: Asked, rows: Sequence[Any]) -> Any:
    return [{"metadata": {"pageno": 1, "pagecount": 1, "recordcount": 0}, "data": [], "error": None}]


def eastmoney_list(asked: Asked, rows: Sequence[Any]) -> dict[str, Any]:
    return {"success": 1, "data": {"list": list(rows), "total_hits": len(rows), "page_index": 1, "page_size": 100}}


def sina_roll(asked: Asked, rows: Sequence[Any]) -> dict[str, Any]:
    day = epoch(date.fromisoformat(asked.query["date"]))
    own = [row for row in rows if not isinstance(row, dict) or day <= int(row["ctime"]) < day + 86400]
    own += [row for row in rows if isinstance(row, dict) and int(row["ctime"]) < epoch(date(2020, 1, 1))]
    return {"result": {"status": {"code": 0}, "total": len(own), "data": own}}


def wayback_index(asked: Asked, rows: Sequence[Any]) -> Answer:
    """The key to go on with comes on the last page too; the end is an answer without content."""
    if "resumeKey" in asked.query:
        return Answer(b"", 200, {"Content-Type": "application/json"})
    return as_json([["urlkey", "timestamp", "original", "statuscode"], *rows, [], ["cn%2Cexample%29%2F2021"]])


def feed(asked: Asked, rows: Sequence[Any]) -> Answer:
    return Answer(f"<rss version='2.0'><channel>{joined(*rows)}</channel></rss>".encode(), 200, {"Content-Type": XML})


def feed_item(item: Item) -> str:
    when = f"{item.day:%a, %d %b %Y} 01:00:00 GMT"
    return f"<item><title>{item.title}</title><link>{item.url}</link><pubDate>{when}</pubDate></item>"


def sitemap(asked: Asked, rows: Sequence[Any]) -> Answer:
    return Answer(f"<urlset>{joined(*rows)}</urlset>".encode(), 200, {"Content-Type": XML})


def ofweek_page(asked: Asked, rows: Sequence[Any]) -> Answer:
    """In GBK, as its head says and its header does not."""
    boxes = joined(*rows)
    page = f"<html><head><meta charset='gb2312'></head><body><div class='list-left'>{boxes}</div></body></html>"
    return Answer(page.encode("gb18030"), 200, {"Content-Type": "text/html"})


def nowhere(asked: Asked, rows: Sequence[Any]) -> Answer | None:
    return None


def token(asked: Asked, rows: Sequence[Any]) -> Any:
    return {"token": "t-1"}


def channel(asked: Asked, rows: Sequence[Any]) -> Any:
    own = "/channel/capital?" in asked.path
    return as_json(list(rows) if own else []) if asked.headers.get("authorization") == "t-1" else {"status": "401"}


def channels(asked: Asked, rows: Sequence[Any]) -> Answer | None:
    paths = [f"/channel/{name}" for name in ("capital", "finance", "global", "politics")]
    return either(*(at("m.21jingji.com", path, "page", channel) for path in paths))(asked, rows)


SCENARIOS: Mapping[str, Scenario] = {
    one.source: one
    for one in (
        Scenario(
            "cninfo",
            "http://static.cninfo.com.cn/finalpage/{day}/{id}.PDF",
            lambda item: {
                "announcementId": item.id,
                "secCode": "300209",
                "announcementTitle": f"<em>关于</em>{item.title}",
                "announcementTime": epoch(item.day) * 1000,
                "adjunctUrl": f"finalpage/{item.day}/{item.id}.PDF",
            },
            at("www.cninfo.com.cn", "/new/hisAnnouncement/query", "", cninfo_list),
            plan={"companies": (SHENZHEN,)},
        ),
        Scenario(
            "eastmoney",
            "https://pdf.dfcfw.com/pdf/H2_AN{id}_1.pdf",
            lambda item: {
                "art_code": f"AN{item.id}",
                "title": item.title,
                "notice_date": f"{item.day} 00:00:00",
                "codes": [{"stock_code": "300209"}],
            },
            at("np-anotice-stock.eastmoney.com", "/api/security/ann", "page_index", eastmoney_list),
            plan={"companies": (SHENZHEN,)},
        ),
        Scenario(
            "sse",
            "https://static.sse.com.cn/d/601113_{id}_1.pdf",
            lambda item: {"URL": f"/d/601113_{item.id}_1.pdf", "TITLE": item.title, "SSEDATE": str(item.day)},
            either(
                at("query.sse.com.cn", "/security/stock/queryCompanyBulletin.do", "pageHelp.pageNo", sse_list),
                at(
                    "query.sse.com.cn", "/commonSoaQuery.do", "pageHelp.pageNo", lambda asked, rows: sse_list(asked, [])
                ),
            ),
            plan={"companies": (SHANGHAI,)},
        ),
        Scenario(
            "szse",
            "https://disc.static.szse.cn/download/disc/{id}.PDF",
            lambda item: {
                "id": item.id,
                "title": item.title,
                "publishTime": f"{item.day} 18:31:02",
                "attachPath": f"/disc/{item.id}.PDF",
                "secCode": ["300209"],
            },
            either(
                at(
                    "www.szse.cn",
                    "/api/disc/announcement/annList",
                    "pageNum",
                    lambda asked, rows: {"announceCount": len(rows), "data": list(rows)},
                ),
                at("www.szse.cn", "/api/report/ShowReport/data", "", szse_reports),
            ),
            plan={"companies": (SHENZHEN,)},
        ),
        Scenario(
            "cls",
            "https://www.cls.cn/detail/{id}",
            lambda item: {"id": int(item.id), "title": item.title, "content": item.title, "ctime": epoch(item.day)},
            at(
                "www.cls.cn",
                "/api/sw",
                "page",
                lambda asked, rows: {"errno": 0, "data": {"telegram": {"total": len(rows), "data": list(rows)}}},
            ),
        ),
        Scenario(
            "ec100",
            "https://www.100ec.cn/detail--{id}.html",
            lambda item: {"id": item.id, "title": item.title, "post_date": f"{item.day} 10:00:00"},
            at("www.100ec.cn", "/searchjson.html", "", lambda asked, rows: {"list": list(rows)}),
        ),
        Scenario(
            "govcn",
            "https://www.gov.cn/zhengce/content_{id}.htm",
            lambda item: {"url": item.url, "title": item.title, "pubtimeStr": f"{item.day:%Y.%m.%d}"},
            at(
                "sousuo.www.gov.cn",
                "/search-gov/data",
                "p",
                lambda asked, rows: {"code": 200, "searchVO": {"totalCount": len(rows), "listVO": list(rows)}},
            ),
        ),
        Scenario(
            "jiemian",
            "https://www.jiemian.com/article/{id}.html",
            lambda item: (
                f"<div class='news-view'><div class='news-header'><h3><a href='{item.url}'>{item.title}</a></h3></div>"
                f"<span class='date'>{item.day:%Y/%m/%d} 10:00</span></div>"
            ),
            at("a.jiemian.com", "/index.php", "page", lambda asked, rows: joined(*rows)),
            shape="html",
            junk=("<div class='news-view'>推广</div>",),
        ),
        Scenario(
            "nbd",
            "https://www.nbd.com.cn/articles/{day}/{id}.html",
            lambda item: {"title": f"<em>{item.title}</em>", "url": item.url, "publishTime": str(item.day)},
            either(
                at(
                    "www.nbd.com.cn",
                    "/news-search/queryByMatch",
                    "",
                    lambda asked, rows: {
                        "code": 200,
                        "data": {"totalHits": len(rows), "searchResults": [] if asked.form.get("from") else list(rows)},
                    },
                ),
                *(
                    at("www.nbd.com.cn", f"/columns/{n}/", "", lambda asked, rows: "<ul class='u-news-list'></ul>")
                    for n in (2, 3, 332)
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
            at("www.ofweek.com", "/CATList-8100-CHANGYIEXINWE.html", "", ofweek_page),
            shape="html",
            junk=("<div class='con-details'><p>推广</p></div>",),
        ),
        Scenario(
            "sina",
            "https://finance.sina.com.cn/x/{day}/doc-ia{id}.shtml",
            lambda item: {
                "url": item.url.replace("https", "http"),
                "title": item.title,
                "docid": item.id,
                "ctime": str(epoch(item.day) + 3600),
            },
            at("feed.mix.sina.com.cn", "/api/roll/get", "page", sina_roll),
            refusal=b'{"result": {"status": {"code": 11, "msg": "busy"}, "data": []}}',
            plan={"since": date(2021, 8, 6), "until": date(2021, 8, 7)},
        ),
        Scenario(
            "stcn",
            "https://www.stcn.com/article/detail/{id}.html",
            lambda item: (
                f"<li><div class='tt'><a href='/article/detail/{item.id}.html'>{item.title}</a></div>"
                f"<div class='info'><span>{item.day} 10:00</span></div></li>"
            ),
            at(
                "www.stcn.com",
                "/article/search_data.html",
                "page_time",
                lambda a, rows: {"state": 1, "data": joined(*rows)},
            ),
            junk=("<li>推广</li>",),
        ),
        Scenario(
            "thepaper",
            "https://www.thepaper.cn/newsDetail_forward_{id}",
            lambda item: {"contId": item.id, "name": item.title, "pubTimeLong": epoch(item.day) * 1000 + 3600_000},
            at(
                "api.thepaper.cn",
                "/search/web/news",
                "pageNum",
                lambda asked, rows: {"code": 200, "data": {"list": list(rows), "total": len(rows), "hasNext": False}},
            ),
        ),
        Scenario(
            "feed",
            "https://news.example.org/{day:%Y/%m/%d}/{id}.html",
            feed_item,
            at("news.example.org", "/rss", "", feed),
            shape="text",
            refusal=b"<error>busy</error>",
            junk=("<item/>", "text"),
            plan={"addresses": {"feed": ("https://news.example.org/rss",)}},
        ),
        Scenario(
            "sitemap",
            "https://news.example.org/{day:%Y/%m/%d}/{id}.html",
            lambda item: f"<url><loc>{item.url}</loc></url>",
            at("news.example.org", "/s", "", sitemap),
            shape="text",
            refusal=b"<error>busy</error>",
            junk=("<url/>", "text"),
            plan={"addresses": {"sitemap": ("https://news.example.org/s",)}},
        ),
        Scenario(
            "url",
            "https://news.example.org/{id}.html",
            lambda item: item.url,
            nowhere,
            dated=False,
            plan={"addresses": {"url": tuple(f"https://news.example.org/{key}.html" for key in ("1001", "1002"))}},
        ),
        Scenario(
            "wayback",
            "https://web.archive.org/web/{day:%Y%m%d}010203id_/https://news.example.org/{id}.html",
            lambda item: [item.id, f"{item.day:%Y%m%d}010203", f"https://news.example.org/{item.id}.html", "200"],
            at("web.archive.org", "/cdx/search/cdx", "", wayback_index),
            dated=False,
            plan={"addresses": {"wayback": ("news.example.org/2021",)}},
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
            "cnstock",
            "https://www.cnstock.com/commonDetail/{id}",
            lambda item: {"contId": item.id, "name": item.title, "pubTimeLong": epoch(item.day) * 1000 + 3600_000},
            at(
                "api.cnstock.com",
                "/search/v2/news",
                "pageNum",
                lambda a, rows: {"code": 200, "data": {"list": list(rows), "total": len(rows), "hasNext": False}},
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
            "21jingji",
            "https://m.21jingji.com/article/{day:%Y%m%d}/herald/{id}.html",
            lambda item: {"id": item.id, "title": item.title, "url": item.url, "inputtime": f"{item.day} 10:00:00"},
            either(at("m.21jingji.com", "/reader/cbhChannelAuth", "", token), channels),
        ),
    )
}

NOT_YET = frozenset({"sinabulletin", "commoncrawl", "gdelt", "marketplacepulse", "guangdong", "mofcom"})
"""Sources that the table does not play yet; shrinks only."""
