"""One module per publisher: its spider. Naming one loads neither Scrapy nor a parser."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawlers.errors import UnknownSource


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher that can be crawled."""

    name: str
    title: str
    """As its readers know it."""
    homepage: str
    spider: str
    """Dotted path of its spider, of the function that reads its pages, and of its kinds of lists."""
    reader: str
    endpoints: str = ""
    hosts: Mapping[str, str] = field(default_factory=dict)
    """Other names of its host (mobile and the like) → the one that its documents are known under."""
    addressed: bool = False
    """Whether the configuration must name the addresses that it reads."""
    also: tuple[str, ...] = ()
    """Other names that it is asked for by."""


def _of(
    module: str,
    title: str,
    homepage: str,
    hosts: Mapping[str, str] | None = None,
    *,
    name: str = "",
    also: tuple[str, ...] = (),
    addressed: bool = False,
) -> Source:
    spider, reads = f"crawlers.sources.{module}.{module.capitalize()}Spider", f"crawlers.publishers.{module}"
    return Source(
        name or module, title, homepage, spider, f"{reads}.read", f"{reads}.ENDPOINTS", hosts or {}, addressed, also
    )


SOURCES: Mapping[str, Source] = {
    source.name: source
    for source in (
        _of(
            "amazon",
            "亚马逊全球开店",
            "https://gs.amazon.cn/news",
            {"gs.amazon.com.cn": "gs.amazon.cn"},
            also=("gs.amazon.cn", "gsamazon", "amazon.cn"),
        ),
        _of(
            "cifnews",
            "雨果跨境",
            "https://www.cifnews.com/",
            {"m.cifnews.com": "www.cifnews.com", "app.cifnews.com": "www.cifnews.com"},
        ),
        _of("cls", "财联社", "https://www.cls.cn/"),
        _of("cnstock", "上海证券报", "https://www.cnstock.com/", {"m.cnstock.com": "www.cnstock.com"}),
        _of("cninfo", "巨潮资讯", "http://www.cninfo.com.cn/"),
        _of(
            "nbd",
            "每日经济新闻",
            "https://www.nbd.com.cn/",
            {"m.nbd.com.cn": "www.nbd.com.cn", "nbd.com.cn": "www.nbd.com.cn"},
        ),
        _of("eastmoney", "东方财富", "https://data.eastmoney.com/notices/"),
        _of("ebrun", "亿邦动力", "https://www.ebrun.com/"),
        _of("ec100", "网经社", "https://www.100ec.cn/", also=("100ec",)),
        _of(
            "ennews",
            "亿恩网",
            "https://www.ennews.com/",
            {"m.ennews.com": "www.ennews.com", "www.en.com": "www.ennews.com"},
        ),
        _of("feed", "RSS, Atom, JSON Feed", "", addressed=True),
        _of("govcn", "国务院政策文件库", "https://www.gov.cn/zhengce/"),
        _of("jiemian", "界面新闻", "https://www.jiemian.com/"),
        _of("jingji21", "21世纪经济报道", "https://m.21jingji.com/", name="21jingji", also=("jingji21", "21caijing")),
        _of("ofweek", "维科网", "https://www.ofweek.com/"),
        _of("sina", "新浪财经", "https://finance.sina.com.cn/"),
        _of("sitemap", "Sitemaps", "", addressed=True),
        _of("sse", "上海证券交易所", "https://www.sse.com.cn/"),
        _of("stcn", "证券时报", "https://www.stcn.com/"),
        _of("szse", "深圳证券交易所", "https://www.szse.cn/"),
        _of("thepaper", "澎湃新闻", "https://www.thepaper.cn/", {"m.thepaper.cn": "www.thepaper.cn"}),
        _of("url", "Single pages", "", addressed=True),
        _of("wayback", "Internet Archive", "https://web.archive.org/", addressed=True),
    )
}


def source(name: str) -> Source:
    """The source of a name, its own or another that it has. Raises UnknownSource, with the nearest name there is."""
    found = SOURCES.get(name) or next((one for one in SOURCES.values() if name in one.also), None)
    if found is None:
        near = difflib.get_close_matches(name, SOURCES, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(SOURCES)}"
        raise UnknownSource(f"no source is called {name!r}; {hint}")
    return found
