"""The replica's filings publisher (cninfo): list, company look-up, full text, detail page and PDF.

It fails as the real one is documented to: silently, with status 200.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from aftershock.demo.exchange import Answer, Asked, Route, data, missing, page, route
from aftershock.demo.samples import Sample

SITE = "www.cninfo.com.cn"
FILES = "static.cninfo.com.cn"
PAGE_CAP = 30
_CATEGORIES = (
    "ndbg bndbg yjdbg sjdbg yjygjxz qyfpxzcs dshgg jshgg gddh rcjy gszl zj sf zf gqjl pg jj gszq kzzq qtrz gqbd bcgz "
    "cqdq fxts tbclts tszlq"
)
KNOWN_CATEGORIES = frozenset(f"category_{name}_szsh" for name in _CATEGORIES.split())


class Filings:
    """Answers for the publisher of filings.

    samples: all documents as they stand today; companies: rows of code, name, orgid, pinyin.
    """

    def __init__(self, samples: Callable[[], Sequence[Sample]], companies: Sequence[Mapping[str, str]]) -> None:
        self._samples = samples
        self._companies = companies

    def routes(self) -> tuple[Route, ...]:
        """All that is answered."""
        return (
            route("cninfo.list", SITE, r"/new/hisAnnouncement/query", self.listing, "POST"),
            route("cninfo.lookup", SITE, r"/new/information/topSearch/query", self.look_up, "POST"),
            route(
                "cninfo.lookup.detail", SITE, r"/new/information/topSearch/detailOfQuery", self.look_up_detail, "POST"
            ),
            route("cninfo.companies", SITE, r"/new/data/szse_stock\.json", self.company_list),
            route("cninfo.fulltext", SITE, r"/new/fulltextSearch/full", self.full_text, "GET POST"),
            route("cninfo.detail", SITE, r"/new/disclosure/detail", self.detail),
            route("cninfo.robots", f"{SITE} {FILES}", r"/robots\.txt", lambda asked: missing()),
            route("cninfo.file", FILES, r"/finalpage/(\d{4}-\d\d-\d\d)/(\w+)\.PDF", self.file),
        )

    def listing(self, asked: Asked) -> Answer:
        """Announcements by company, days, category and word. Only parameters in the form body count."""
        form = asked.form()
        rows = [sample for sample in self._filings() if self._chosen(sample, form)]
        size = min(_number(form.get("pageSize"), PAGE_CAP) or PAGE_CAP, PAGE_CAP)
        number = max(_number(form.get("pageNum"), 1), 1)
        total = len(rows)
        past = (number - 1) * size >= total
        shown = rows[:size] if past else rows[(number - 1) * size : number * size]
        word = form.get("searchkey", "")
        marked = word if form.get("isHLtitle") == "true" else ""
        return data(
            {
                "classifiedAnnouncements": None,
                "totalSecurities": 0,
                # With a word the real one often says 0 here, rows or no rows; the record count holds.
                "totalAnnouncement": 0 if word else total,
                "totalRecordNum": total,
                "announcements": [self._row(sample, marked) for sample in shown] or None,
                "categoryList": None,
                "hasMore": bool(rows) and (past or number * size < total),
                "totalpages": total // size,
            }
        )

    def look_up(self, asked: Asked) -> Answer:
        """Companies whose code, name or pinyin begins with or holds a word."""
        if "content-length" not in asked.headers:
            return missing(411)
        parameters = asked.parameters() | asked.form()
        return data(self._found(parameters.get("keyWord", ""), _number(parameters.get("maxNum"), 10)))

    def look_up_detail(self, asked: Asked) -> Answer:
        """The same rows in their other wrapping."""
        parameters = asked.parameters() | asked.form()
        return data(
            {"keyBoardList": self._found(parameters.get("keyWord", ""), _number(parameters.get("maxSecNum"), 10))}
        )

    def company_list(self, asked: Asked) -> Answer:
        """All companies; one file covers every exchange."""
        keys = ("code", "orgId", "zwjc", "pinyin", "category")
        return data({"stockList": [{key: row[key] for key in keys} for row in map(_company, self._companies)]})

    def full_text(self, asked: Asked) -> Answer:
        """Announcements whose title or text holds a word, with the word marked."""
        parameters = asked.parameters() | asked.form()
        word = parameters.get("searchkey", "")
        rows = [
            sample
            for sample in self._filings()
            if word
            and not parameters.get("type")
            and _between(sample.published.date(), parameters.get("sdate", ""), parameters.get("edate", ""))
            and (word in sample.title or (parameters.get("isfulltext") == "true" and word in sample.body))
        ]
        size = min(_number(parameters.get("pageSize"), 10) or 10, 100)
        start = (max(_number(parameters.get("pageNum"), 1), 1) - 1) * size
        shown = [self._row(sample, word) | {"announcementContent": _snippet(sample.body, word)} for sample in rows]
        return data(
            {
                "announcements": shown[start : start + size],
                "totalAnnouncement": len(rows),
                "totalRecordNum": len(rows),
                "totalpages": len(rows) // size,
                "hasMore": start + size < len(rows),
            }
        )

    def detail(self, asked: Asked) -> Answer:
        """The page around a filing."""
        wanted = asked.parameters().get("announcementId")
        for sample in self._filings():
            if sample.id == wanted:
                link = f'<a href="{sample.url}">公告下载</a>'
                return page(f"<html><head><title>{sample.title}</title></head><body>{link}</body></html>")
        return page("<html><head><title>公告详情</title></head><body></body></html>")

    def file(self, asked: Asked) -> Answer:
        """The PDF."""
        day, number = asked.groups
        for sample in self._filings():
            if sample.id == number and f"{sample.published:%Y-%m-%d}" == day:
                return Answer(200, sample.pdf.read_bytes(), "application/pdf", modified=sample.modified)
        return missing()

    def _filings(self) -> Sequence[Sample]:
        """Newest first."""
        return [sample for sample in reversed(self._samples()) if sample.publisher == "cninfo"]

    def _chosen(self, sample: Sample, form: Mapping[str, str]) -> bool:
        exchange = "sh" if sample.code.startswith("6") else "sz"
        stocks = [stock for stock in form.get("stock", "").split(";") if stock]
        # A code nobody knows is ignored, and so the whole market comes back.
        categories = {name for name in form.get("category", "").split(";") if name in KNOWN_CATEGORIES}
        since, _, until = form.get("seDate", "").partition("~")
        return (
            form.get("tabName", "fulltext") == "fulltext"
            and (not stocks or f"{sample.code},{self._orgid(sample.code)}" in stocks)
            and (not categories or bool(categories & set(sample.categories)))
            and form.get("plate", "")[:2] in ("", exchange)
            and form.get("searchkey", "") in sample.title
            and _between(sample.published.date(), since, until)
        )

    def _orgid(self, code: str) -> str:
        return next(row["orgid"] for row in self._companies if row["code"] == code)

    def _found(self, word: str, most: int) -> list[dict[str, str]]:
        rows = map(_company, self._companies)
        return [row for row in rows if word and (word in row["code"] + row["zwjc"] or row["pinyin"].startswith(word))][
            :most
        ]

    def _row(self, sample: Sample, marked: str) -> dict[str, object]:
        title = re.sub(f"({re.escape(marked)})", r"<em>\1</em>", sample.title) if marked else sample.title
        shanghai = sample.code.startswith("6")
        return {
            "id": None,
            "secCode": sample.code,
            "secName": sample.short,
            "orgId": self._orgid(sample.code),
            "announcementId": sample.id,
            "announcementTitle": title,
            "announcementTime": int(sample.published.timestamp() * 1000),
            "adjunctUrl": sample.url.partition(f"{FILES}/")[2],
            "adjunctSize": max(sample.pdf.stat().st_size // 1024, 1),
            "adjunctType": "PDF",
            "storageTime": None,
            "columnId": "250401||251302",
            "pageColumn": "SHZB" if shanghai else "SZZB",
            "announcementType": "01010503||010113||01239999",
            "associateAnnouncement": None,
            "important": None,
            "batchNum": None,
            "announcementContent": "",
            "orgName": None,
            "tileSecName": sample.short,
            "shortTitle": title,
            "announcementTypeName": None,
            "secNameList": None,
        }


def _company(row: Mapping[str, str]) -> dict[str, str]:
    names = {"code": row["code"], "orgId": row["orgid"], "zwjc": row["name"], "pinyin": row["pinyin"]}
    return names | {"category": "A股", "type": "shj"}


def _between(day: date, since: str, until: str) -> bool:
    """Whether a day lies in a span of ISO days; an empty or unreadable end is open."""
    return (not _day(since) or since <= day.isoformat()) and (not _day(until) or day.isoformat() <= until)


def _day(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default


def _snippet(body: str, word: str) -> str:
    at = body.find(word)
    if at < 0:
        return ""
    return re.sub(f"({re.escape(word)})", r"<em>\1</em>", body[max(at - 30, 0) : at + 60].replace("\n", ""))
