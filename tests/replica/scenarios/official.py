"""Filings and notices: exchanges, their mirrors, ministries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crawlers.crawl import Company
from tests.replica.scenario import (
    Answer,
    Asked,
    Scenario,
    as_json,
    at,
    either,
    epoch,
    further,
    joined,
)

SHENZHEN, SHANGHAI = Company("300209", "9900018896"), Company("601113", "9900019412")


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


def sina_bulletins(asked: Asked, rows: Sequence[Any]) -> Answer:
    """In GBK without saying so; rows are bare text parted by line breaks, and quoted singly."""
    further = "" if not rows else "<a href='/corp/view/vCB_AllBulletin.php?stockid=300209&Page=2'>下一页</a>"
    box = f"<div class='datelist'><ul>{joined(*rows)}</ul></div>{further}"
    return Answer(f"<html><body>{box}</body></html>".encode("gb18030"), 200, {"Content-Type": "text/html"})


def guangdong_search(asked: Asked, rows: Sequence[Any]) -> Any:
    """What is asked for is posted as JSON; what was found comes by its kind."""
    if not asked.form.get("keywords"):
        return {"errcode": 1, "errmsg": "keywords", "data": []}
    return {"errcode": 0, "data": {"news": {"total": len(rows), "list": list(rows)}}}


def mofcom_column(asked: Asked, rows: Sequence[Any]) -> str:
    return f"<ul class='txtList_01'>{joined(*rows)}</ul>{further(rows)}"


SCENARIOS = (
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
        keepers=("np-cnotice-stock.eastmoney.com",),  # of the texts, which are not there either
    ),
    Scenario(
        "sse",
        "https://static.sse.com.cn/d/601113_{id}_1.pdf",
        lambda item: {"URL": f"/d/601113_{item.id}_1.pdf", "TITLE": item.title, "SSEDATE": str(item.day)},
        either(
            at("query.sse.com.cn", "/security/stock/queryCompanyBulletin.do", "pageHelp.pageNo", sse_list),
            at("query.sse.com.cn", "/commonSoaQuery.do", "pageHelp.pageNo", lambda asked, rows: sse_list(asked, [])),
        ),
        plan={"companies": (SHANGHAI,)},
        elsewhere={"/commonSoaQuery.do": frozenset({"gone"})},
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
        "sinabulletin",
        "https://vip.stock.finance.sina.com.cn/corp/view/vCB_AllBulletinDetail.php?stockid=300209&id={id}",
        lambda item: f"{item.day}&nbsp;<a target='_blank' href='{item.url.partition('.cn')[2]}'>{item.title}</a><br>",
        at("vip.stock.finance.sina.com.cn", "/corp/view/vCB_AllBulletin.php", "Page", sina_bulletins),
        shape="html",
        junk=("2021-08-05&nbsp;<a href='https://ad.example/x'>推广</a><br>",),
        plan={"companies": (SHENZHEN,)},
    ),
    Scenario(
        "guangdong",
        "http://x.sz.gov.cn/gkmlpt/content/9/9000/post_{id}.html",
        lambda item: {"id": item.id, "title": f"<em>{item.title}</em>", "url": item.url, "pub_time": str(item.day)},
        either(
            at("search.gd.gov.cn", "/api/search/all", "page", guangdong_search),
            at(
                "jr.sz.gov.cn",
                "/gkmlpt/api/all/2811",
                "page",
                lambda asked, rows: {"classify": {"id": 2811, "post_count": 0}, "articles": []},
            ),
            *(
                at(
                    "commerce.sz.gov.cn",
                    path,
                    "",
                    lambda a, rows: (
                        "<ul><li><span class='lb_title'><a href='/x/content/post_9.html'>无关的通知</a></span>"
                        "<span class='lb_date'>2021-08-09</span></li></ul>"
                    ),
                )
                for path in ("/xxgk/zcfgjzcjd/zcfg/", "/xxgk/tzgg/")
            ),
        ),
    ),
    Scenario(
        "mofcom",
        "http://www.mofcom.gov.cn/article/xwfb/xwrcxw/202108/{id}.shtml",
        lambda item: f"<li><a href='{item.url}' title='{item.title}'>{item.title}</a><span>{item.day}</span></li>",
        either(
            at("www.mofcom.gov.cn", "/article/xwfb/", "page", mofcom_column),
            at("www.mofcom.gov.cn", "/article/zhengcejd/", "", lambda asked, rows: mofcom_column(asked, [])),
        ),
        shape="html",
        junk=("<li>推广</li>",),
    ),
)
