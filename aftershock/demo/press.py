"""The replica's press: NBD, Sina, OFweek, Jiemian and The Paper, their lists, searches and article pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from aftershock.demo.exchange import Answer, Asked, Route, data, missing, page, route
from aftershock.demo.samples import FOLDER, Sample
from crawlers.article import BEIJING

NBD = "www.nbd.com.cn m.nbd.com.cn"
COLUMNS = {2: "头条", 3: "要闻", 5: "推荐", 275: "股市", 318: "快讯", 332: "重磅原创", 346: "公司"}
NEWER_COLUMNS = (332,)
"""Columns in the newer of the two layouts."""
COLUMN_PAGE = 4
LIDS = {
    "153": ("2509", "2510", "2512", "2516"),
    "384": ("2519", "2671", "2672", "2674", "2676"),
    "155": ("1686", "1687", "1688", "1689", "1690"),
}
"""Lists that the roll knows, by page."""
ROLL_CAP = 50
SEARCH_PAGE = 4
ROBOTS = "User-agent: *\nDisallow: /admin/\n"


class Press:
    """Answers for the papers. samples: all documents as they stand today."""

    def __init__(self, samples: Callable[[], Sequence[Sample]]) -> None:
        self._samples = samples
        loader = FileSystemLoader(FOLDER / "layouts")
        self._layouts = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )

    def routes(self) -> tuple[Route, ...]:
        """All that is answered."""
        sina, mixed, search = "finance.sina.com.cn", "feed.mix.sina.com.cn", "search.sina.com.cn"
        ofweek = "www.ofweek.com mp.ofweek.com"
        jiemian, jiemian_search, paper, paper_search = (
            "www.jiemian.com",
            "a.jiemian.com",
            "www.thepaper.cn",
            "api.thepaper.cn",
        )
        searches = f"{search} {jiemian_search} {paper_search}"
        return (
            route("nbd.article", NBD, r"/articles/\d{4}-\d\d-\d\d/\d+\.html", self.article),
            route("nbd.column", NBD, r"/columns/(\d+)/?(?:page/(\d+)/?)?", self.column),
            route("nbd.search.page", NBD, r"/search/article_search/?", self.nbd_search_page),
            route("nbd.search", NBD, r"/news-search/queryByMatch", self.nbd_search, "POST"),
            route("sina.roll", mixed, r"/api/roll/get", self.roll),
            route("sina.search", search, r"/(?:news)?", self.sina_search),
            route("sina.article", sina, r"/.+/doc-\w+\.s?html", self.article),
            route("ofweek.list", "www.ofweek.com", r"/CATList-8100-CHANGYIEXINWE\.html", self.ofweek_list),
            route("ofweek.article", ofweek, r"/.+", self.article),
            route("jiemian.search", jiemian_search, r"/index\.php", self.jiemian_search),
            route("jiemian.column", jiemian, r"/lists/\d+\.html", self.jiemian_column),
            route("jiemian.article", jiemian, r"/article/\d+\.html", self.article),
            route("thepaper.search", paper_search, r"/search/web/news", self.thepaper_search, "POST"),
            route(
                "thepaper.list",
                paper_search,
                r"/contentapi/nodeCont/getBy(?:ChannelId|NodeIdPortal)",
                self.thepaper_list,
                "POST",
            ),
            route("thepaper.article", paper, r"/newsDetail_forward_\d+", self.article),
            route("robots", f"{NBD} {sina} {mixed} {searches} {ofweek} {jiemian} {paper}", r"/robots\.txt", _robots),
        )

    def article(self, asked: Asked) -> Answer:
        """An article's page in its publisher's layout."""
        host = {"m.nbd.com.cn": "www.nbd.com.cn"}.get(asked.host, asked.host)
        for sample in self._samples():
            if sample.url == f"https://{host}{asked.path}":
                html = self.render(sample)
                # OFweek leaves the charset to the page itself.
                return page(html, sample.modified, sample.charset, declared=sample.publisher != "ofweek")
        return missing()

    def render(self, sample: Sample) -> str:
        """The article's page."""
        number = re.sub(r"^i", "", sample.url.rpartition("/")[2].partition(".")[0].removeprefix("doc-"))
        stored = sample.published + timedelta(minutes=3)  # what Sina says for machines is minutes off
        return self._layouts.get_template(f"{sample.publisher}.html").render(
            doc=sample, number=number, stored=stored, state=_state(sample)
        )

    def column(self, asked: Asked) -> Answer:
        """A column's page; past its end, a page without articles."""
        column, number = int(asked.groups[0]), int(asked.groups[1] or 1)
        if column not in COLUMNS:
            return missing()
        listed = [sample for sample in self._of("nbd") if column in sample.columns]
        shown = [_Listed(sample) for sample in listed[(number - 1) * COLUMN_PAGE : number * COLUMN_PAGE]]
        return self._page("nbd_column.html", docs=shown, title=COLUMNS[column], newer=column in NEWER_COLUMNS)

    def nbd_search_page(self, asked: Asked) -> Answer:
        """The search for readers."""
        return self._page("nbd_search.html", docs=self._found("nbd", asked.parameters().get("q", "")))

    def nbd_search(self, asked: Asked) -> Answer:
        """The search for programs: JSON both ways."""
        try:
            wanted = json.loads(asked.body)
            start, size = int(wanted.get("from", 0)), int(wanted.get("size", 16))
            word = str(wanted["keyword"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return data({"code": 400, "msg": "参数错误", "data": None})
        found = self._found("nbd", word)
        rows = [
            {
                "title": _marked(sample.title, word, "em"),
                "url": sample.url,
                "publishTime": f"{sample.published:%Y-%m-%d}",
                "author": sample.reporter,
                "editor": sample.editor,
                "digest": sample.summary,
            }
            for sample in found[start : start + size]
        ]
        return data({"code": 200, "data": {"totalHits": len(found), "searchResults": rows}})

    def roll(self, asked: Asked) -> Answer:
        """Sina's roll. etime is where the span begins and stime where it ends, as the publisher has it."""
        if "sina.com.cn" not in asked.headers.get("referer", ""):
            return missing(403)
        wanted = asked.parameters()
        callback = wanted.get("callback")
        pageid, lid = wanted.get("pageid", ""), wanted.get("lid", "")
        if lid not in LIDS.get(pageid, ()):
            return data({"result": {"status": {"code": 11, "msg": "列表和页面没有经过注册"}, "data": []}}, callback)
        since, until = _epoch(wanted.get("etime"), 0), _epoch(wanted.get("stime"), 1 << 40)
        found = [sample for sample in self._of("sina") if since <= sample.published.timestamp() < until]
        size = min(_epoch(wanted.get("num"), ROLL_CAP) or ROLL_CAP, ROLL_CAP)
        start = (max(_epoch(wanted.get("page"), 1), 1) - 1) * size
        rows = [_roll_row(sample) for sample in found[start : start + size]]
        status = {"code": 0, "msg": "succ"}
        newest = found[0].published if found else datetime(2021, 12, 31, tzinfo=BEIJING)
        result = {"status": status, "timestamp": newest.strftime("%a %b %d %H:%M:%S +0800 %Y"), "total": len(found)}
        result |= {"lid": int(lid), "start": start, "end": start + len(rows), "data": rows}
        return data({"result": result}, callback)

    def sina_search(self, asked: Asked) -> Answer:
        """Sina's search: UTF-8 where asked for, else GBK both ways."""
        charset = "utf-8" if asked.parameters().get("ie", "").lower() == "utf-8" else "gbk"
        wanted = asked.parameters(charset)
        found = self._found("sina", wanted.get("q", ""), titles=wanted.get("range") == "title")
        first, last = wanted.get("stime", "")[:10], wanted.get("etime", "")[:10]
        found = [sample for sample in found if (first or "0") <= f"{sample.published:%Y-%m-%d}" <= (last or "9")]
        start = (max(_epoch(wanted.get("page"), 1), 1) - 1) * SEARCH_PAGE
        shown = found[start : start + SEARCH_PAGE]
        return self._page("sina_search.html", charset, docs=shown, total=len(found), charset=charset)

    def ofweek_list(self, asked: Asked) -> Answer:
        """The category's list, in GBK."""
        return self._page("ofweek_list.html", "gbk", declared=False, docs=self._of("ofweek"))

    def jiemian_search(self, asked: Asked) -> Answer:
        """Jiemian's search; past its end, a page without hits."""
        wanted = asked.parameters()
        start = (max(_epoch(wanted.get("page"), 1), 1) - 1) * SEARCH_PAGE
        found = self._found("jiemian", wanted.get("msg", ""))
        return self._page("jiemian_search.html", docs=found[start : start + SEARCH_PAGE])

    def jiemian_column(self, asked: Asked) -> Answer:
        """The newest articles, whichever column is asked for."""
        return self._page("jiemian_search.html", docs=self._of("jiemian")[:SEARCH_PAGE])

    def thepaper_list(self, asked: Asked) -> Answer:
        """What The Paper published before a time, newest first, and the time to go on from."""
        try:
            wanted = json.loads(asked.body)
            size, before = int(wanted["pageSize"]), int(wanted["startTime"] or 1 << 60)
        except (ValueError, KeyError, TypeError):
            return data({"code": 400, "desc": "参数错误", "data": None})
        found = [sample for sample in self._of("thepaper") if sample.published.timestamp() * 1000 < before]
        rows = [_paper_row(sample, sample.title) for sample in found[:size]]
        further = {"startTime": rows[-1]["pubTimeLong"]} if rows else {}
        return data({"code": 200, "data": {"list": rows, "hasNext": len(found) > size, **further}})

    def thepaper_search(self, asked: Asked) -> Answer:
        """The Paper's search, asked for by JSON."""
        try:
            wanted = json.loads(asked.body)
            word, number, size = str(wanted["word"]), int(wanted["pageNum"]), int(wanted["pageSize"])
        except (ValueError, KeyError, TypeError):
            return data({"code": 400, "desc": "参数错误", "data": None})
        found = self._found("thepaper", word)
        shown = found[(number - 1) * size : number * size]
        rows = [_paper_row(sample, _marked(sample.title, word, "em")) for sample in shown]
        more = number * size < len(found)
        return data({"code": 200, "data": {"list": rows, "hasNext": more, "total": len(found), "pageNum": number}})

    def _page(self, layout: str, encoding: str = "utf-8", *, declared: bool = True, **values: Any) -> Answer:
        return page(self._layouts.get_template(layout).render(**values), charset=encoding, declared=declared)

    def _of(self, publisher: str) -> list[Sample]:
        """Newest first."""
        return [sample for sample in reversed(self._samples()) if sample.publisher == publisher]

    def _found(self, publisher: str, query: str, *, titles: bool = False) -> list[Sample]:
        """Documents that hold all words of a query."""
        words = query.split()
        return [
            sample
            for sample in self._of(publisher)
            if words
            and all(
                word in (sample.title if titles else f"{sample.title}\n{sample.body}\n{sample.keywords}")
                for word in words
            )
        ]


class _Listed:
    """A document in a column, with the day it stands under."""

    def __init__(self, sample: Sample) -> None:
        self.title, self.url, self.published = sample.title, sample.url, sample.published
        self.day = f"{sample.published:%Y-%m-%d}"


def _robots(asked: Asked) -> Answer:
    return Answer(200, ROBOTS.encode(), "text/plain; charset=utf-8")


def _roll_row(sample: Sample) -> Mapping[str, object]:
    number = sample.url.rpartition("doc-i")[2].partition(".")[0]
    moment = str(int(sample.published.timestamp()))
    first = sample.lines[0].text[:100]
    return {
        "docid": f"comos:{number}",
        "oid": number,
        "title": sample.title,
        "url": sample.url,
        "wapurl": sample.url.replace("finance.sina.com.cn", "finance.sina.cn"),
        "intro": first,
        "summary": first,
        "keywords": ",".join(sample.keywords),
        "media_name": sample.origin,
        "ctime": moment,
        "intime": moment,
        "mtime": str(int(sample.modified.timestamp())),
        "images": [],
        "img": "",
    }


def _forward(sample: Sample) -> str:
    return sample.url.rpartition("_")[2]


def _state(sample: Sample) -> Markup:
    """What The Paper's page carries of an article, for a script element: "<" never stands in it."""
    detail = {
        "contId": _forward(sample),
        "name": sample.title,
        "content": "".join(f"<p>{escape(line.text)}</p>" for line in sample.lines),
        "summary": sample.summary,
        "publishTime": f"{sample.published:%Y-%m-%d %H:%M:%S}",
    }
    state = {"props": {"pageProps": {"detailData": {"contentDetail": detail}}}}
    return Markup(json.dumps(state, ensure_ascii=False).replace("<", "\\u003c"))


def _paper_row(sample: Sample, title: str) -> dict[str, Any]:
    about = {"contId": _forward(sample), "name": title, "summary": sample.summary}
    return about | {"pubTimeLong": int(sample.published.timestamp() * 1000)}


def _marked(title: str, query: str, tag: str) -> str:
    for word in query.split():
        title = title.replace(word, f"<{tag}>{word}</{tag}>")
    return title


def _epoch(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default
