"""News: papers, agencies, portals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.replica.scenario import (
    Answer,
    Asked,
    Scenario,
    as_json,
    at,
    either,
    epoch,
    joined,
)


def sina_roll(asked: Asked, rows: Sequence[Any]) -> dict[str, Any]:
    day = epoch(date.fromisoformat(asked.query["date"]))
    own = [row for row in rows if not isinstance(row, dict) or day <= int(row["ctime"]) < day + 86400]
    own += [row for row in rows if isinstance(row, dict) and int(row["ctime"]) < epoch(date(2020, 1, 1))]
    return {"result": {"status": {"code": 0}, "total": len(own), "data": own}}


def stcn_column(asked: Asked, rows: Sequence[Any]) -> str:
    """A column as a page, which is asked for where it does not load."""
    other = "<li><div class='tt'><a href='/article/detail/9.html'>无关</a></div><div class='info'><span>{}</span></div>"
    return f"<ul class='list'>{other.format('2021-08-09 10:00')}</li></ul>"


def token(asked: Asked, rows: Sequence[Any]) -> Any:
    return {"token": "t-1"}


def channel(asked: Asked, rows: Sequence[Any]) -> Any:
    other = {"id": "9", "title": "无关", "url": "/article/20210806/herald/9.html", "inputtime": "2021-08-06 10:00:00"}
    found = list(rows) if "/channel/capital?" in asked.path else [other][: len(rows)]
    return as_json(found) if asked.headers.get("authorization") == "t-1" else {"status": "401"}


def channels(asked: Asked, rows: Sequence[Any]) -> Answer | None:
    paths = [f"/channel/{name}" for name in ("capital", "finance", "global", "politics")]
    return either(*(at("m.21jingji.com", path, "page", channel) for path in paths))(asked, rows)


CLS_LISTS = ("/v1/roll/get_roll_list", *(f"/v3/depth/list/{column}" for column in (1000, 1003, 1005)))


def cls_search(asked: Asked, rows: Sequence[Any]) -> Any:
    found = list(rows) if asked.form["type"] == "telegram" else []
    return {"errno": 0, "data": {asked.form["type"]: {"total": len(found), "data": found}}}


def searched(source: str, url: str, host: str, path: str) -> Scenario:
    """A publisher with the search of The Paper's system, which others run too."""
    return Scenario(
        source,
        url,
        lambda item: {"contId": item.id, "name": item.title, "pubTimeLong": epoch(item.day) * 1000 + 3600_000},
        either(
            at(
                host,
                path,
                "pageNum",
                lambda asked, rows: {"code": 200, "data": {"list": list(rows), "total": len(rows), "hasNext": False}},
            ),
            *(
                at(host, f"/contentapi/nodeCont/{name}", "", lambda asked, rows: {"code": 200, "data": {"list": []}})
                for name in ("getByChannelId", "getByNodeIdPortal")
            ),
        ),
    )


SCENARIOS = (
    Scenario(
        "cls",
        "https://www.cls.cn/detail/{id}",
        lambda item: {"id": int(item.id), "title": item.title, "content": item.title, "ctime": epoch(item.day)},
        either(
            at("www.cls.cn", "/api/sw", "page", cls_search),
            *(at("www.cls.cn", path, "", lambda asked, rows: {"errno": 0, "data": []}) for path in CLS_LISTS),
        ),
    ),
    Scenario(
        "jiemian",
        "https://www.jiemian.com/article/{id}.html",
        lambda item: (
            f"<div class='news-view'><div class='news-header'><h3><a href='{item.url}'>{item.title}</a></h3></div>"
            f"<span class='date'>{item.day:%Y/%m/%d} 10:00</span></div>"
        ),
        either(
            at("a.jiemian.com", "/index.php", "page", lambda asked, rows: joined(*rows)),
            *(
                at("www.jiemian.com", f"/lists/{n}.html", "", lambda asked, rows: "<a href='/article/9.html'>无关</a>")
                for n in (2, 800, 847)
            ),
        ),
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
        either(
            at(
                "www.stcn.com",
                "/article/search_data.html",
                "page_time",
                lambda a, rows: {"state": 1, "data": joined(*rows)},
            ),
            at("www.stcn.com", "/article/list.html", "", lambda asked, rows: {"state": 1, "data": []}),
            *(at("www.stcn.com", f"/article/list/{name}.html", "", stcn_column) for name in ("yw", "company", "cj")),
        ),
        junk=("<li>推广</li>",),
        elsewhere={"/article/list.html": frozenset({"wrong content"})},
    ),
    searched("thepaper", "https://www.thepaper.cn/newsDetail_forward_{id}", "api.thepaper.cn", "/search/web/news"),
    searched("cnstock", "https://www.cnstock.com/commonDetail/{id}", "api.cnstock.com", "/search/v2/news"),
    Scenario(
        "21jingji",
        "https://m.21jingji.com/article/{day:%Y%m%d}/herald/{id}.html",
        lambda item: {"id": item.id, "title": item.title, "url": item.url, "inputtime": f"{item.day} 10:00:00"},
        either(at("m.21jingji.com", "/reader/cbhChannelAuth", "", token), channels),
    ),
)
