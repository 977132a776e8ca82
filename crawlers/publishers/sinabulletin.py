"""新浪财经: its mirror of the filings of listed companies, in GBK; lists and the filings as plain text."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.assembly import Line, squeeze
from crawlers.capture import Capture
from crawlers.errors import Unreadable
from crawlers.filing import as_listed
from crawlers.layout import Layout
from crawlers.moments import Moment, printed
from crawlers.reading import read_any
from crawlers.rows import Endpoint, ListChanged, Listing, Row, address
from crawlers.wrapping import is_wrapped, join

HOME = "https://vip.stock.finance.sina.com.cn/"
_DETAIL = re.compile(r"vCB_AllBulletinDetail\.php", re.I)


def bulletins(soup: BeautifulSoup) -> Listing:
    """A page of a company's filings: in one element, each a day and then a link, parted by line breaks alone."""
    box = soup.select_one("div.datelist")
    if box is None:
        raise ListChanged("no div.datelist")
    found = []
    for link in box.select("a[href]"):
        url = address(str(link["href"]).strip(), HOME)
        asked = {name.casefold(): values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        if not _DETAIL.search(url) or not asked.get("id"):
            continue
        before = link.find_previous(string=re.compile(r"\d{4}-\d{1,2}-\d{1,2}"))
        near = before if before and before.find_parent("div", class_="datelist") else None
        title = squeeze(link.get_text())
        company = re.match(r"([^：:]{2,8})[：:]", title)
        code = asked.get("stockid")
        found.append(Row(asked["id"], title, url, _last(str(near)) if near else None, code, company and company[1]))
    return Listing(tuple(found), None, _next(soup))


def _last(said: str) -> Moment | None:
    """The day nearest before a link: the last one of the text that stands there."""
    days = re.findall(r"\d{4}-\d{1,2}-\d{1,2}", said)
    return printed(days[-1]) if days else None


def _next(soup: BeautifulSoup) -> int | None:
    for link in soup.select("a[href]"):
        number = re.search(r"[?&]Page=(\d+)", str(link["href"]), re.I)
        if number and squeeze(link.get_text()).strip("[]>» ") in ("下一页", "下页"):
            return int(number[1])
    return None


ENDPOINTS = (Endpoint("bulletins", bulletins, "html", ("datelist",)),)
PAGE_MARKS = ('id="allbulletin"', "id='allbulletin'", "id=allbulletin", 'id="content"', "公告日期")


class BulletinLayout(Layout):
    publisher = "新浪财经"
    title_at = "#allbulletin th"
    time_at = "#allbulletin td.graybgH2"
    body_at = "#content"
    noise = ("script", "style")

    def title(self) -> str:
        """The headline, in whose cell also stands the link to the PDF."""
        for head in self.soup.select(self.title_at):
            said = squeeze(re.sub(r"[(（\[【]?\s*下载公告\s*[)）\]】]?", "", head.get_text(" ")))
            if said:
                return said
        return self._missing(self.title_at)

    def published(self) -> Moment | None:
        for cell in self.soup.select("td.graybgH2"):
            when = printed(cell.get_text(" "))
            if when:
                return when
        return super().published()

    def lines(self) -> list[Line]:
        """The text, which may be preformatted: lines as a PDF has them."""
        body = self.one(self.body_at)
        if body.find("pre") is None or body.find("table"):
            return super().lines()
        given = [line for line in map(squeeze, body.get_text().splitlines()) if line]
        joined = join(given) if is_wrapped(given) else given
        return [Line("paragraph", line) for line in joined] or self._missing(self.body_at)

    def file(self) -> str | None:
        """The address of the filing's PDF, in whose path stand a colon and a port."""
        link = next((tag for tag in self.soup.select("a[href]") if str(tag["href"]).lower().endswith(".pdf")), None)
        return address(str(link["href"]), HOME) if link else None


def read(capture: Capture) -> Article:
    """A filing: its plain text, or the PDF. Raises Unreadable; of a page without text it says where the PDF is."""
    if b"%PDF-" in capture.body[:1024]:
        return as_listed(read_any(capture), capture, BulletinLayout.publisher)
    layout = BulletinLayout(capture)
    body, file = layout.soup.select_one("#content"), layout.file()
    if body is not None and not squeeze(body.get_text()) and file:
        raise Unreadable("no article", f"the page holds no text; the filing is {file}")
    article = layout.read()
    code = re.search(r"stockid=(\d{6})", capture.url, re.I)
    listed = as_listed(article, capture, layout.publisher)
    # What the page prints as its headline is newer than what the list said of it.
    return replace(listed, title=article.title, code=capture.meta.get("code") or (code and code[1]))
