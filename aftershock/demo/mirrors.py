"""The replica's other places of filings: the two exchanges and Eastmoney, which hold what cninfo holds as well.

Each has the list and the file of a filing. The exchanges' own letters are asked for too: their lists are empty here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aftershock.demo.exchange import Answer, Asked, Route, data, missing, route
from aftershock.demo.samples import Sample

SZSE, SZSE_FILES = "www.szse.cn", "disc.static.szse.cn"
SSE, SSE_FILES = "query.sse.com.cn", "static.sse.com.cn"
EASTMONEY, EASTMONEY_FILES = "np-anotice-stock.eastmoney.com", "pdf.dfcfw.com"


class Mirrors:
    """Answers for the three. samples: all documents as they stand today."""

    def __init__(self, samples: Callable[[], Sequence[Sample]]) -> None:
        self._samples = samples

    def routes(self) -> tuple[Route, ...]:
        """All that is answered."""
        hosts = f"{SZSE} {SZSE_FILES} {SSE} {SSE_FILES} {EASTMONEY} {EASTMONEY_FILES}"
        files = f"{SZSE_FILES} {SSE_FILES} {EASTMONEY_FILES}"
        return (
            route("szse.list", SZSE, r"/api/disc/announcement/annList", self.szse, "POST"),
            route("szse.letters", SZSE, r"/api/report/ShowReport/data", self.szse_letters),
            route("sse.list", SSE, r"/security/stock/queryCompanyBulletin(?:New)?\.do", self.sse),
            route("sse.letters", SSE, r"/commonSoaQuery\.do", self.sse_letters),
            route("eastmoney.list", EASTMONEY, r"/api/security/ann", self.eastmoney),
            route("mirrors.robots", hosts, r"/robots\.txt", lambda asked: missing()),
            route("mirrors.file", files, r"/.+\.(?:PDF|pdf)", self.file),
        )

    def szse(self, asked: Asked) -> Answer:
        """Announcements of companies in some days, asked for by JSON."""
        try:
            wanted = json.loads(asked.body)
            codes, days = list(wanted["stock"]), [str(day) for day in wanted["seDate"]]
            number, size = int(wanted["pageNum"]), int(wanted["pageSize"])
        except (ValueError, KeyError, TypeError):
            return data({"announceCount": 0, "data": []})
        found = self._of("szse", codes, *(days or ("", ""))[:2])
        rows = [
            {
                "id": f"sz-{sample.id}",
                "title": f"{sample.short}：{sample.title}",
                "publishTime": f"{sample.published:%Y-%m-%d %H:%M:%S}",
                "attachPath": sample.url.partition("/download")[2],
                "secCode": [sample.code],
                "secName": [sample.short],
            }
            for sample in _page(found, number, size)
        ]
        return data({"announceCount": len(found), "data": rows})

    def szse_letters(self, asked: Asked) -> Answer:
        """A tab of letters without rows."""
        about = {"tabkey": asked.parameters().get("TABKEY", "tab1"), "recordcount": 0, "pagecount": 0, "pageno": 1}
        return data([{"metadata": about, "data": [], "error": None}])

    def sse(self, asked: Asked) -> Answer:
        """Bulletins of a company in some days; a list of files for each. Without a Referer nothing is answered."""
        wanted = asked.parameters()
        if "sse.com.cn" not in asked.headers.get("referer", ""):
            return missing(403)
        found = self._of("sse", [wanted.get("productId", "")], wanted.get("beginDate", ""), wanted.get("endDate", ""))
        rows = [
            [
                {
                    "TITLE": f"{sample.short}{sample.title}",
                    "URL": sample.url.partition(SSE_FILES)[2],
                    "SSEDATE": f"{sample.published:%Y-%m-%d}",
                    "SECURITY_CODE": sample.code,
                    "SECURITY_NAME": sample.short,
                    "ORG_BULLETIN_ID": sample.id,
                    "BULLETIN_TYPE_DESC": "临时公告",
                }
            ]
            for sample in found
        ]
        return _sse_answer(rows, wanted)

    def sse_letters(self, asked: Asked) -> Answer:
        """Inquiries: none."""
        return _sse_answer([], asked.parameters()) if "referer" in asked.headers else missing(403)

    def eastmoney(self, asked: Asked) -> Answer:
        """Announcements of companies, with the time of their disclosure."""
        wanted = asked.parameters()
        codes = [code for code in wanted.get("stock_list", "").split(",") if code]
        found = self._of("eastmoney", codes, wanted.get("begin_time", ""), wanted.get("end_time", ""))
        number, size = int(wanted.get("page_index") or 1), int(wanted.get("page_size") or 100)
        rows = [
            {
                "art_code": _art_code(sample),
                "title": f"{sample.short}:{sample.title}",
                "display_time": f"{sample.published:%Y-%m-%d %H:%M:%S}:412",
                "notice_date": f"{sample.published:%Y-%m-%d} 00:00:00",
                "codes": [{"stock_code": sample.code, "short_name": sample.short}],
            }
            for sample in _page(found, number, size)
        ]
        return data({"data": {"list": rows, "page_index": number, "page_size": size, "total_hits": len(found)}})

    def file(self, asked: Asked) -> Answer:
        """The PDF, the same bytes wherever it is asked for."""
        for sample in self._samples():
            if sample.url == f"https://{asked.host}{asked.path}":
                return Answer(200, sample.pdf.read_bytes(), "application/pdf", modified=sample.modified)
        return missing()

    def _of(self, publisher: str, codes: Sequence[str], since: str, until: str) -> list[Sample]:
        """Newest first."""
        return [
            sample
            for sample in reversed(self._samples())
            if sample.publisher == publisher
            and sample.code in codes
            and (since or "0") <= f"{sample.published:%Y-%m-%d}" <= (until or "9")
        ]


def _page(rows: Sequence[Sample], number: int, size: int) -> Sequence[Sample]:
    return rows[(number - 1) * size : number * size]


def _sse_answer(rows: list[Any], wanted: Mapping[str, str]) -> Answer:
    number, size = int(wanted.get("pageHelp.pageNo") or 1), int(wanted.get("pageHelp.pageSize") or 25)
    shown = rows[(number - 1) * size : number * size]
    return data({"pageHelp": {"total": len(rows), "pageNo": number, "pageSize": size, "data": shown}, "result": shown})


def _art_code(sample: Sample) -> str:
    return sample.url.rpartition("/H2_")[2].removesuffix("_1.pdf")
