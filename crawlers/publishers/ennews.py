"""亿恩网 ENNEWS: a feed whose links carry a wrong host, its quick news, and articles by structure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bs4 import BeautifulSoup, Tag

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.links import linked
from crawlers.moments import printed
from crawlers.publishers.feed import entries
from crawlers.reading import read_named
from crawlers.rows import AnswerRefused, Endpoint, ListChanged, Listing, Row, address, number, stem, value, within

HOME = "https://www.ennews.com/"
PUBLISHER = "亿恩网"
ARTICLE = r"ennews\.com/(?:[\w-]+/)*[\w-]*\d+(?:\.html)?$"
_OURS = re.compile(r"^(?:https?:)?//(?:www\.)?(?:en|ennews)\.com/")


def rss(said: str) -> Listing:
    """The feed. The publisher's network answers some readers with a web page in its place, with status 200."""
    if re.match(r"\s*<(?:!doctype html|html|head|body|script)", said.lstrip("\ufeff"), re.I):
        raise AnswerRefused("wrong content", "a web page instead of RSS")
    found = entries(said)
    return replace(found, rows=tuple(_mended(row) for row in found.rows))


def _mended(row: Row) -> Row:
    url = known(row.url)
    return replace(row, id=stem(url) if row.id in ("", row.url) or _OURS.match(row.id) else row.id, url=url)


def known(url: str) -> str:
    """An address with the host that the site has, and by https."""
    return _OURS.sub(HOME, address(url, HOME))


def flash(soup: BeautifulSoup) -> Listing:
    """The quick news; `next` is the last number shown, by which more is asked for."""
    boxes = soup.select(".z_short_con1")
    if not boxes:
        raise ListChanged("no .z_short_con1")
    last = soup.select_one("#last_short_id[value]")
    rows = [_short(box) for box in boxes]
    found = {row.url: row for row in rows if row}
    return Listing(tuple(found.values()), None, number(last["value"]) if last else None, rows.count(None))


def _short(box: Tag) -> Row | None:
    link, heading, about = box.select_one("a[href]"), box.select_one("h1, h2, h3"), box.select_one("p")
    if link is None:
        return None
    url = known(str(link["href"]))
    title = squeeze((heading or link).get_text()) or squeeze(str(link.get("title") or ""))
    around = box.find_parent(class_="z_short_box") or box.parent or box
    times = [printed(squeeze(tag.get_text())) for place in (box, around) for tag in place.select("span")]
    said = squeeze(about.get_text()) if about else ""
    return Row(stem(url), title, url, next(filter(None, times), None), text=said) if title else None


def more(answer: Any) -> Listing:
    """What follows: rows of HTML inside JSON. Nothing in it is the end."""
    markup = within(answer, "cont")
    if not markup:
        return Listing(())
    if not isinstance(markup, str):
        raise ListChanged("cont is no markup")
    found = flash(BeautifulSoup(markup, "lxml"))
    return replace(found, next=number(value(answer, "last_short_id")))


def links(soup: BeautifulSoup) -> Listing:
    """Other lists of the site, also its mobile one: their links to articles."""
    found = linked(soup, HOME, ARTICLE)
    return replace(found, rows=tuple(_mended(row) for row in found.rows))


RSS = Endpoint("rss", rss, "text", ("<rss", "<feed"))
MORE = Endpoint("more", more, marks=('"last_short_id"',))
FLASH = Endpoint("flash", flash, "html", ("z_short_con1",))
LINKS = Endpoint("links", links, "html")
ENDPOINTS = (RSS, MORE, FLASH, LINKS)
PLACES = ((r"en(?:news)?\.com/(?:news|article)[-/]\d+", "page"),)


def read(capture: Capture) -> Article:
    """The article of a page, whose layout is not known, by what it says for machines and by structure."""
    return read_named(capture, PUBLISHER)
