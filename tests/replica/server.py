"""A small server that answers for publishers' host names, for tests: pages by (host, path), and faults by address."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from aftershock.demo.replica import Listening

BEIJING = timezone(timedelta(hours=8))


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    cut: bool = False
    """Break the connection in the middle of the body."""
    length: int | None = None
    """What Content-Length says, where that is not so."""
    drip: float = 0.0
    """Seconds between two bytes of the body."""
    dead: bool = False
    """Break the connection without an answer."""


@dataclass
class Asked:
    """A request as the server saw it."""

    method: str
    host: str
    path: str
    form: dict[str, str]
    headers: dict[str, str]

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}


Handler = Callable[[Asked], Answer | None]


class Replica:
    """`answer` maps (host, path without query) to a handler; a host without any answers 404."""

    def __init__(self) -> None:
        self.answer: dict[tuple[str, str], Handler] = {}
        self.asked: list[Asked] = []
        self.port = 0
        self.pace = 0.0
        """Seconds that an answer takes, for tests that need a crawl to last."""

    def page(self, host: str, path: str, body: bytes | str, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        kind = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}
        self.answer[host, path] = lambda asked: Answer(data, 200, kind)

    def times(self) -> Counter[str]:
        return Counter(asked.host + asked.path for asked in self.asked)

    def hosts(self, *names: str) -> dict[str, str]:
        return dict.fromkeys(names, f"127.0.0.1:{self.port}")

    def serve(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        time.sleep(self.pace)
        handler = self.answer.get((asked.host, urlsplit(asked.path).path))
        answer = handler(asked) if handler else None
        answer = answer or Answer(b"<p>not here</p>", 404)
        for name, condition in (("ETag", "if-none-match"), ("Last-Modified", "if-modified-since")):
            if name in answer.headers and asked.headers.get(condition) == answer.headers[name]:
                return Answer(b"", 304, {name: answer.headers[name]})
        return answer


@contextmanager
def running(replica: Replica) -> Iterator[Replica]:
    class Server(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            self.respond({})

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            try:
                fields = {name: values[0] for name, values in parse_qs(raw.decode(), True).items()}
                form = json.loads(raw) if raw[:1] == b"{" else fields
            except ValueError:
                form = {}
            self.respond(form)

        def respond(self, form: dict[str, str]) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            host = headers.get("host", "").partition(":")[0]
            answer = replica.serve(Asked(self.command, host, self.path, form, headers))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value.encode().decode("latin-1"))
            if answer.status != 304:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if answer.cut:
                self.wfile.write(answer.body[: len(answer.body) // 2])
                self.wfile.flush()
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.wfile.write(answer.body)

    server = Listening(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    replica.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield replica
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


WWW, STATIC = "www.cninfo.com.cn", "static.cninfo.com.cn"
ORGIDS = {"300209": "9900018896", "601113": "9900019412"}


def filings(code: str, count: int, first: date = date(2021, 7, 1)) -> list[dict[str, object]]:
    """Rows of a company's list, newest first, one a day."""
    rows = []
    for number in range(count):
        day = first + timedelta(days=number)
        midnight = datetime(day.year, day.month, day.day, tzinfo=BEIJING)
        rows.append(
            {
                "announcementId": f"{code}{number:04}",
                "secCode": code,
                "secName": f"公司{code}",
                "announcementTitle": f"关于<em>事项</em>之{number}的公告",
                "announcementTime": int(midnight.timestamp() * 1000),
                "adjunctUrl": f"finalpage/{day}/{code}{number:04}.PDF",
                "adjunctType": "PDF",
                "announcementType": "01||02",
            }
        )
    return rows[::-1]


def add_cninfo(replica: Replica, companies: dict[str, list[dict[str, object]]]) -> None:
    """The list and files of cninfo, silent failures included."""

    def query(asked: Asked) -> Answer:
        code, _, orgid = asked.form["stock"].partition(",")
        since, _, until = asked.form["seDate"].partition("~")
        rows = companies.get(code, []) if ORGIDS.get(code) == orgid else []
        chosen = [row for row in rows if since <= str(row["adjunctUrl"]).split("/")[1] <= until]
        page, size = int(asked.form["pageNum"]), min(30, int(asked.form["pageSize"]))
        part = chosen[(page - 1) * size : page * size] or chosen[:size]  # past the end: the first page again
        totals = {"totalAnnouncement": len(chosen), "totalRecordNum": len(chosen), "hasMore": bool(part)}
        answer = {"announcements": part or None} | totals
        return Answer(json.dumps(answer).encode(), 200, {"Content-Type": "application/json;charset=utf-8"})

    def look_up(asked: Asked) -> Answer:
        code = asked.form["keyWord"]
        rows = [{"code": code, "orgId": ORGIDS[code], "zwjc": "某公司"}] if code in ORGIDS else []
        return Answer(json.dumps(rows).encode(), 200, {"Content-Type": "application/json"})

    replica.answer[WWW, "/new/hisAnnouncement/query"] = query
    replica.answer[WWW, "/new/information/topSearch/query"] = look_up
    for name, known in (("szse", ORGIDS), ("gfzr", {})):
        stocks = {"stockList": [{"code": code, "orgId": orgid} for code, orgid in known.items()]}
        replica.page(WWW, f"/new/data/{name}_stock.json", json.dumps(stocks), Content_Type="application/json")
    for rows in companies.values():
        for row in rows:
            body = b"%PDF-1.4 " + str(row["announcementId"]).encode() * 200
            headers = {"Content-Type": "application/pdf", "ETag": f'"{row["announcementId"]}"'}
            replica.answer[STATIC, f"/{row['adjunctUrl']}"] = lambda asked, b=body, h=headers: Answer(b, 200, h)  # type: ignore[misc]
