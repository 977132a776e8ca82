"""The replica answers as the publishers are documented to, their silent failures included."""

from __future__ import annotations

import re
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup

from aftershock.demo.exchange import Answer, Asked
from aftershock.demo.replica import Replica
from aftershock.demo.samples import Sample, load_samples

BEIJING = timezone(timedelta(hours=8))
SAMPLES = load_samples()
PAGES = [sample for sample in SAMPLES if sample.publisher in ("nbd", "sina", "ofweek")]
SINA = {"Referer": "https://finance.sina.com.cn/"}


@pytest.fixture(scope="module")
def shared() -> Iterator[Replica]:
    with Replica() as running:
        yield running


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=10) as made:
        yield made


class Asker:
    """Asks the replica for public addresses."""

    def __init__(self, replica: Replica, client: httpx.Client) -> None:
        self.replica, self.client = replica, client

    def __call__(
        self, url: str, method: str = "GET", headers: dict[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        parts = urlsplit(url)
        target = f"http://{self.replica.hosts[parts.netloc]}{parts.path or '/'}" + (
            f"?{parts.query}" if parts.query else ""
        )
        return self.client.request(method, target, headers={"Host": parts.netloc} | (headers or {}), **more)


@pytest.fixture
def ask(shared: Replica, client: httpx.Client) -> Iterator[Asker]:
    yield Asker(shared, client)
    shared.day = 1
    shared.hooks.clear()


def soup(answer: httpx.Response) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "lxml")


def texts(node: BeautifulSoup, selector: str) -> list[str]:
    return [re.sub(r"\s+", " ", tag.get_text()).strip("\u3000 ") for tag in node.select(selector)]


# Pages


@pytest.mark.parametrize("sample", PAGES, ids=lambda sample: sample.name)
def test_a_page_parses_back(sample: Sample, ask: Asker) -> None:
    answer = ask(sample.url)
    assert answer.status_code == 200
    page = soup(answer)
    title, body, when, source, form = {
        "nbd": (
            "div.g-article-top > h1",
            ".g-articl-text",
            "p.u-time span.time",
            "p.u-time span.source",
            "%Y-%m-%d %H:%M:%S",
        ),
        "sina": ("h1.main-title", "#artibody", ".date-source .date", ".date-source span.source", "%Y年%m月%d日 %H:%M"),
        "ofweek": ("div.artical h1", "#articleC", ".time.fl", ".source-name", "%Y-%m-%d %H:%M"),
    }[sample.publisher]
    (heading,) = page.select(title)
    for hidden in heading.find_all(string=lambda text: type(text).__name__ == "Comment"):
        hidden.extract()
    assert heading.get_text().strip() == sample.title
    assert texts(page, when) == [sample.published.strftime(form)]
    assert texts(page, source) == [sample.origin]
    found = texts(page, f"{body} p")
    assert [line.text for line in sample.lines] == [text for text in found if text in {x.text for x in sample.lines}]
    if sample.publisher != "ofweek":
        assert any(sample.reporter in text for text in found)


def test_pages_carry_the_noise_of_real_ones(ask: Asker) -> None:
    nbd = ask(next(s.url for s in PAGES if s.publisher == "nbd")).text
    sina = ask(next(s.url for s in PAGES if s.publisher == "sina")).text
    assert re.search(r"<h1>\s*<!-- <a", nbd) and "<title></title>" in nbd and "cambrian" in nbd
    assert "article_adlist" in sina and "appendQr_wrap" in sina and "create_at" in sina


def test_the_gbk_page_is_gbk_and_says_so_itself(ask: Asker) -> None:
    (sample,) = [sample for sample in SAMPLES if sample.charset == "gbk"]
    answer = ask(sample.url)
    assert answer.headers["content-type"] == "text/html"
    assert b"charset=gb2312" in answer.content
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode("utf-8")
    assert sample.title in answer.content.decode("gbk")


def test_the_mobile_host_has_the_same_articles(ask: Asker) -> None:
    url = next(sample.url for sample in PAGES if sample.publisher == "nbd")
    assert ask(url.replace("www.", "m.")).content == ask(url).content


def test_unknown_articles_and_hosts(ask: Asker, client: httpx.Client) -> None:
    assert ask("https://www.nbd.com.cn/articles/2021-07-01/1.html").status_code == 404
    assert client.get(f"http://{ask.replica.address}/", headers={"Host": "elsewhere.example"}).status_code == 421
    assert ask.replica.log[-1].route == ""


def test_robots(ask: Asker) -> None:
    assert ask("http://www.cninfo.com.cn/robots.txt").status_code == 404
    for host in ("www.nbd.com.cn", "www.ofweek.com", "finance.sina.com.cn"):
        answer = ask(f"https://{host}/robots.txt")
        assert answer.headers["content-type"].startswith("text/plain") and "Disallow: /admin/" in answer.text


# Validators and days


@pytest.mark.parametrize("publisher", ["nbd", "sina", "ofweek", "cninfo", "szse", "thepaper"])
def test_validators(publisher: str, ask: Asker) -> None:
    url = next(sample.url for sample in SAMPLES if sample.publisher == publisher)
    first = ask(url)
    for headers in (
        {"If-None-Match": first.headers["etag"]},
        {"If-None-Match": f'"other", W/{first.headers["etag"]}'},
        {"If-Modified-Since": first.headers["last-modified"]},
    ):
        again = ask(url, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
    assert ask(url, headers={"If-None-Match": '"other"'}).status_code == 200
    assert ask(url, headers={"If-Modified-Since": "no date"}).status_code == 200
    head = ask(url, "HEAD")
    assert head.content == b"" and head.headers["content-length"] == str(len(first.content))


def test_on_the_second_day_one_document_has_changed(ask: Asker) -> None:
    before = {sample.url: ask(sample.url) for sample in SAMPLES}
    ask.replica.day = 2
    changed = []
    for url, old in before.items():
        headers = {"If-None-Match": old.headers["etag"], "If-Modified-Since": old.headers["last-modified"]}
        if ask(url, headers=headers).status_code == 200:
            changed.append(url)
    assert changed == [ask.replica.changing]
    new = ask(changed[0])
    assert "45个" in before[changed[0]].text and "54个" in new.text
    assert new.headers["last-modified"] != before[changed[0]].headers["last-modified"]


# NBD lists


def test_nbd_columns(ask: Asker) -> None:
    first = soup(ask("https://www.nbd.com.cn/columns/2/"))
    second = soup(ask("https://www.nbd.com.cn/columns/2/page/2"))
    links = [a["href"] for page in (first, second) for a in page.select("ul.u-news-list li.u-news-title a")]
    wanted = [s.url for s in reversed(SAMPLES) if 2 in s.columns]
    assert links == wanted and len(wanted) > 4
    assert texts(first, "p.u-channeltime")[0] == f"{max(s.published for s in SAMPLES if 2 in s.columns):%Y-%m-%d}"
    past = soup(ask("https://www.nbd.com.cn/columns/2/page/9"))
    assert past.select("ul.u-news-list") and not past.select("li.u-news-title")
    newer = soup(ask("https://www.nbd.com.cn/columns/332/"))
    assert all(
        str(a["href"]).startswith("//www.nbd.com.cn/") for a in newer.select("ul.m-columnnews-list > li a.f-title")
    )
    assert len(newer.select("ul.m-columnnews-list > li a.f-title")) == sum(332 in s.columns for s in SAMPLES)
    assert ask("https://www.nbd.com.cn/columns/4711/").status_code == 404


def test_nbd_searches(ask: Asker) -> None:
    url = "https://www.nbd.com.cn/news-search/queryByMatch"
    wanted = {"keyword": "有棵树", "from": 0, "size": 2, "includeAd": True, "platform": [0, 1]}
    data = ask(url, "POST", json=wanted).json()["data"]
    rest = ask(url, "POST", json=wanted | {"from": 2}).json()["data"]
    assert data["totalHits"] == sum(s.publisher == "nbd" and "有棵树" in s.title + s.body for s in SAMPLES)
    assert len(data["searchResults"]) == 2
    assert not {row["url"] for row in data["searchResults"]} & {row["url"] for row in rest["searchResults"]}
    assert any("<em>有棵树</em>" in row["title"] for row in data["searchResults"] + rest["searchResults"])
    assert ask(url, "POST", content=b"keyword=x").json()["code"] != 200
    page = soup(ask(f"https://www.nbd.com.cn/search/article_search/?utf8=%E2%9C%93&q={quote('有棵树')}"))
    assert len(page.select(".search-list li a")) == data["totalHits"]


# Sina lists


def roll(ask: Asker, **wanted: Any) -> Any:
    given = {"pageid": "153", "lid": "2516", "num": 50, "page": 1} | wanted
    query = "&".join(f"{name}={value}" for name, value in given.items())
    return ask(f"https://feed.mix.sina.com.cn/api/roll/get?{query}", headers=SINA).json()["result"]


def test_sina_roll_by_day_with_its_reversed_names(ask: Asker) -> None:
    start = int(datetime(2021, 8, 14, tzinfo=BEIJING).timestamp())
    result = roll(ask, etime=start, stime=start + 86400, ctime=start + 86400, date="2021-08-14")
    (row,) = result["data"]
    assert result["total"] == 1 and result["status"]["code"] == 0
    assert "/2021-08-14/doc-i" in row["url"] and row["docid"] == "comos:" + row["oid"]
    assert datetime.fromtimestamp(int(row["ctime"]), BEIJING) == datetime(2021, 8, 14, 17, 26, tzinfo=BEIJING)
    assert roll(ask, etime=start + 86400, stime=start)["data"] == []


def test_sina_roll_pages_and_refusals(ask: Asker) -> None:
    number = sum(s.publisher == "sina" for s in SAMPLES)
    seen = [row["docid"] for page in range(1, number) for row in roll(ask, num=2, page=page)["data"]]
    assert len(seen) == len(set(seen)) == roll(ask)["total"] == number
    assert roll(ask, lid="1686")["status"]["code"] == 11  # that list belongs to another page
    url = "https://feed.mix.sina.com.cn/api/roll/get?pageid=153&lid=2516&callback=cb1"
    assert ask(url).status_code == 403
    assert re.fullmatch(r"cb1\(\{.*\}\);", ask(url, headers=SINA).text)


def test_sina_search_in_both_charsets(ask: Asker) -> None:
    found = soup(ask(f"https://search.sina.com.cn/?q={quote('有棵树')}&c=news&range=all&sort=time&page=1&ie=utf-8"))
    links = [str(a["href"]) for a in found.select("div.box-result h2 a")]
    assert links and all("/doc-i" in link for link in links)
    assert re.match(r"\S+ 2021-\d\d-\d\d \d\d:\d\d:\d\d$", texts(found, "div.box-result h2 span")[0])
    old = ask(f"https://search.sina.com.cn/?q={quote('有棵树', encoding='gbk')}&c=news&range=all&page=1")
    assert "charset=gbk" in old.headers["content-type"]
    assert [str(a["href"]) for a in soup(old).select("div.box-result h2 a")] == links
    titled = soup(ask(f"https://search.sina.com.cn/?q={quote('座谈会')}&c=news&range=title&ie=utf-8"))
    assert len(titled.select("div.box-result")) == 1
    assert not soup(ask("https://search.sina.com.cn/?q=zzz&ie=utf-8")).select("div.box-result")


# OFweek


def test_ofweek_list_is_gbk(ask: Asker) -> None:
    answer = ask("https://www.ofweek.com/CATList-8100-CHANGYIEXINWE.html")
    page = BeautifulSoup(answer.content.decode("gbk"), "lxml")
    assert {str(a["href"]) for a in page.select("div.list-left div.con-details h3 > a")} == {
        s.url for s in SAMPLES if s.publisher == "ofweek"
    }


# Other places


def test_the_exchanges_and_searches_fail_as_they_are_documented_to(ask: Asker) -> None:
    bulletins = "https://query.sse.com.cn/security/stock/queryCompanyBulletin.do?productId=601113"
    assert ask(bulletins).status_code == 403
    answer = ask(bulletins, headers={"Referer": "https://www.sse.com.cn/"}).json()
    assert answer["pageHelp"]["total"] == 1 and answer["result"][0][0]["SSEDATE"] == "2021-08-05"
    szse = ask("https://www.szse.cn/api/disc/announcement/annList", "POST", content=b"{}").json()
    assert szse == {"announceCount": 0, "data": []}
    paper = ask("https://api.thepaper.cn/search/web/news", "POST", content=b"{}").json()
    assert paper["code"] == 400 and paper["data"] is None
    assert "news-view" not in ask("https://a.jiemian.com/index.php?msg=" + quote("没有的词")).text


# cninfo

QUERY = "http://www.cninfo.com.cn/new/hisAnnouncement/query"
FULL = {"pageNum": "1", "pageSize": "30", "column": "szse", "tabName": "fulltext", "plate": "", "isHLtitle": "false"}


def listed(ask: Asker, **wanted: str) -> Any:
    return ask(QUERY, "POST", data=FULL | wanted).json()


def test_cninfo_list_of_a_company(ask: Asker) -> None:
    answer = listed(ask, stock="300209,9900018896", seDate="2021-07-06~2021-07-09")
    rows = answer["announcements"]
    assert answer["totalRecordNum"] == answer["totalAnnouncement"] == len(rows) == 2
    assert answer["totalpages"] == 0 and answer["hasMore"] is False  # rounded down, as there
    times = [datetime.fromtimestamp(row["announcementTime"] / 1000, BEIJING) for row in rows]
    assert times == [datetime(2021, 7, 9, tzinfo=BEIJING), datetime(2021, 7, 6, 19, 5, tzinfo=BEIJING)]
    for row, when in zip(rows, times, strict=True):
        assert row["adjunctUrl"] == f"finalpage/{when:%Y-%m-%d}/{row['announcementId']}.PDF"
        assert row["orgId"] == "9900018896" and row["orgName"] is None and "||" in row["columnId"]
        assert ask(f"http://static.cninfo.com.cn/{row['adjunctUrl']}").content.startswith(b"%PDF-")


def test_cninfo_fails_silently(ask: Asker) -> None:
    for stock in ("300209,gssz0300209", "300209", "000001,gssz0000001"):
        answer = listed(ask, stock=stock)
        assert answer["announcements"] is None and answer["totalRecordNum"] == 0
    whole = listed(ask)["totalRecordNum"]
    assert listed(ask, category="category_nonsense_szsh")["totalRecordNum"] == whole
    in_query = ask(f"{QUERY}?stock=300209,9900018896", "POST", data={"pageNum": "1"}).json()
    assert in_query["totalRecordNum"] == whole, "parameters outside the form body do not count"
    assert listed(ask, tabName="relation")["announcements"] is None


def test_cninfo_past_the_end_is_page_one_for_ever(ask: Asker) -> None:
    first = listed(ask, pageSize="4")
    second = listed(ask, pageSize="4", pageNum="2")
    assert first["hasMore"] is True and second["hasMore"] is False
    ids = [row["announcementId"] for answer in (first, second) for row in answer["announcements"]]
    assert len(ids) == len(set(ids)) == first["totalRecordNum"]
    for number in ("3", "9"):
        past = listed(ask, pageSize="4", pageNum=number)
        assert past["announcements"] == first["announcements"] and past["hasMore"] is True


def test_cninfo_caps_a_page_at_thirty(client: httpx.Client) -> None:
    filing = next(sample for sample in SAMPLES if sample.publisher == "cninfo")
    many = tuple(replace(filing, name=filing.name, id=str(1300000000 + number)) for number in range(35))
    with Replica(samples=many) as replica:
        answer = listed(Asker(replica, client), pageSize="100")
        assert (len(answer["announcements"]), answer["totalRecordNum"], answer["hasMore"]) == (30, 35, True)
        assert len(listed(Asker(replica, client), pageSize="100", pageNum="2")["announcements"]) == 5


def test_cninfo_words_categories_and_marks(ask: Asker) -> None:
    marked = listed(ask, searchkey="亚马逊", isHLtitle="true")
    assert marked["announcements"] and marked["totalAnnouncement"] == 0 < marked["totalRecordNum"]
    assert all("<em>亚马逊</em>" in row["announcementTitle"] for row in marked["announcements"])
    assert all("<em>" not in row["announcementTitle"] for row in listed(ask, searchkey="亚马逊")["announcements"])
    (correction,) = listed(ask, category="category_bcgz_szsh")["announcements"]
    assert "更正" in correction["announcementTitle"]
    assert {row["secCode"] for row in listed(ask, plate="sh")["announcements"]} == {"601113"}


def test_cninfo_look_ups(ask: Asker) -> None:
    base = "http://www.cninfo.com.cn/new"
    (row,) = ask(f"{base}/information/topSearch/query", "POST", data={"keyWord": "300464", "maxNum": "10"}).json()
    assert row["orgId"] == "9900023815" and row["zwjc"] == "星徽股份"
    assert ask(f"{base}/information/topSearch/query", "POST", data={"keyWord": "999999"}).json() == []
    detail = ask(f"{base}/information/topSearch/detailOfQuery", "POST", data={"keyWord": "300464"}).json()
    assert detail["keyBoardList"] == [row]
    companies = {row["code"]: row["orgId"] for row in ask(f"{base}/data/szse_stock.json").json()["stockList"]}
    assert companies["601113"] == "9900019412" and len(companies) >= 10
    assert ask(f"{base}/data/sse_stock.json").status_code == 404


def test_cninfo_look_up_wants_a_length(shared: Replica) -> None:
    host, _, port = shared.address.partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(
            b"POST /new/information/topSearch/query?keyWord=300464 HTTP/1.1\r\n"
            b"Host: www.cninfo.com.cn\r\nConnection: close\r\n\r\n"
        )
        assert connection.makefile("rb").readline().split()[1] == b"411"


def test_cninfo_full_text(ask: Asker) -> None:
    url = "http://www.cninfo.com.cn/new/fulltextSearch/full?searchkey=" + quote("海外仓") + "&isfulltext="
    (row,) = ask(url + "true").json()["announcements"]
    assert row["secCode"] == "601113" and "<em>海外仓</em>" in row["announcementContent"]
    assert ask(url + "false").json()["announcements"] == []


# Extension and end


def test_a_hook_spoils_one_route_and_no_other(ask: Asker) -> None:
    def spoil(asked: Asked, answer: Answer) -> Answer:
        return replace(answer, body=answer.body[:50], length=len(answer.body))

    url = PAGES[0].url
    whole = ask(url).content
    ask.replica.hooks["nbd.article"] = spoil
    with pytest.raises(httpx.RemoteProtocolError):
        ask(url)
    ask.replica.hooks["nbd.article"] = lambda asked, answer: replace(answer, silent=True)
    with pytest.raises(httpx.RemoteProtocolError):
        ask(url)
    assert ask("https://www.nbd.com.cn/columns/2/").status_code == 200
    ask.replica.hooks.clear()
    assert ask(url).content == whole


def test_it_ends_at_once_and_leaves_no_thread(client: httpx.Client) -> None:
    before = set(threading.enumerate())
    with Replica() as replica:
        for _ in range(3):
            assert Asker(replica, client)(PAGES[0].url).status_code == 200
        host, _, port = replica.address.partition(":")
        idle = socket.create_connection((host, int(port)), timeout=10)  # connects and never asks
        with idle:
            Asker(replica, client)(PAGES[0].url)
            replica.__exit__(None, None, None)
            assert set(threading.enumerate()) <= before
    with pytest.raises(RuntimeError, match="not running"):
        _ = replica.address
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=1)


def test_a_client_that_goes_away_prints_nothing_and_another_fault_does(capfd: pytest.CaptureFixture[str]) -> None:
    with Replica() as running:
        host, _, port = next(iter(running.hosts.values())).partition(":")
        with socket.create_connection((host, int(port))) as leaving:
            leaving.sendall(b"GET / HTTP/1.1\r\n")
            # Closed like this the system sends a reset, as of a process that was killed with answers unread.
            leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert capfd.readouterr().err == ""
    with Replica() as running:
        running.answer = lambda asked: 1 / 0  # type: ignore[assignment, method-assign, return-value]
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(f"http://{next(iter(running.hosts.values()))}/", trust_env=False)
    assert "ZeroDivisionError" in capfd.readouterr().err
