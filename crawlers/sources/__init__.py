"""One module per publisher: its spider. Naming one loads neither Scrapy nor a parser."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from crawlers.address import within
from crawlers.errors import SourceBroken, UnknownSource
from crawlers.recipe import Recipe

Reach = Literal["days", "back", "search", "newest", "given"]
REACHES: Mapping[Reach, str] = {
    "days": "asked for by their days, however long ago",
    "back": "walked back to the first day, as far as the publisher keeps them",
    "search": "found by word, however old; without a word, or by its columns, the newest alone",
    "newest": "the newest alone; older ones are for the sources wayback and commoncrawl",
    "given": "whatever the addresses hold that it is given",
}
"""How far back a source's documents can be had, each with what it means."""


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
    domains: tuple[str, ...] = ()
    """Hosts, with those below them, whose pages it reads; empty: that of its homepage."""
    recipe: Recipe | None = None
    """What describes it, where that is configuration and not a module."""
    fault: str = ""
    """Why it cannot be used: a plug-in that could not be loaded."""
    reach: Reach = "newest"
    """How far back its lists go."""

    def reads(self, host: str) -> bool:
        """Whether pages of this host are its publisher's."""
        home = (urlsplit(self.homepage).hostname or "").removeprefix("www.").removeprefix("m.")
        own = self.domains or ((home,) if home and not self.addressed else ())
        return within(host, own)

    def usable(self) -> Source:
        """Itself. Raises SourceBroken where it cannot be used."""
        if self.fault:
            raise SourceBroken(f"{self.name} cannot be used: {self.fault}")
        return self


def _of(
    module: str,
    title: str,
    homepage: str,
    hosts: Mapping[str, str] | None = None,
    *,
    name: str = "",
    also: tuple[str, ...] = (),
    addressed: bool = False,
    domains: tuple[str, ...] = (),
    reach: Reach = "back",
) -> Source:
    spider, reads = f"crawlers.sources.{module}.{module.capitalize()}Spider", f"crawlers.publishers.{module}"
    read, endpoints = f"{reads}.read", f"{reads}.ENDPOINTS"
    return Source(
        name or module, title, homepage, spider, read, endpoints, hosts or {}, addressed, also, domains, reach=reach
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
            domains=("gs.amazon.cn", "gs.amazon.com.cn", "sell.amazon.com"),
            reach="newest",
        ),
        _of(
            "cifnews",
            "雨果跨境",
            "https://www.cifnews.com/",
            {"m.cifnews.com": "www.cifnews.com", "app.cifnews.com": "www.cifnews.com"},
        ),
        _of("cls", "财联社", "https://www.cls.cn/", reach="days"),
        _of("cnstock", "上海证券报", "https://www.cnstock.com/", {"m.cnstock.com": "www.cnstock.com"}, reach="search"),
        _of("cninfo", "巨潮资讯", "http://www.cninfo.com.cn/", reach="days"),
        _of(
            "nbd",
            "每日经济新闻",
            "https://www.nbd.com.cn/",
            {"m.nbd.com.cn": "www.nbd.com.cn", "nbd.com.cn": "www.nbd.com.cn"},
        ),
        _of(
            "commoncrawl",
            "Common Crawl",
            "https://commoncrawl.org/",
            addressed=True,
            also=("common-crawl",),
            reach="days",
        ),
        _of(
            "eastmoney",
            "东方财富",
            "https://data.eastmoney.com/notices/",
            domains=("eastmoney.com", "dfcfw.com"),
            reach="days",
        ),
        _of("ebrun", "亿邦动力", "https://www.ebrun.com/", reach="newest"),
        _of("ec100", "网经社", "https://www.100ec.cn/", also=("100ec",), reach="search"),
        _of(
            "ennews",
            "亿恩网",
            "https://www.ennews.com/",
            {"m.ennews.com": "www.ennews.com", "www.en.com": "www.ennews.com"},
        ),
        _of("feed", "RSS, Atom, JSON Feed", "", addressed=True, reach="given"),
        _of("gdelt", "GDELT", "https://www.gdeltproject.org/", addressed=True, reach="days"),
        _of("govcn", "国务院政策文件库", "https://www.gov.cn/zhengce/", domains=("www.gov.cn",), reach="days"),
        _of(
            "guangdong",
            "广东省及深圳市人民政府",
            "https://www.gd.gov.cn/",
            domains=("sz.gov.cn", "gd.gov.cn"),
            also=("shenzhen", "gkmlpt"),
        ),
        _of("jiemian", "界面新闻", "https://www.jiemian.com/", reach="search"),
        _of(
            "jingji21",
            "21世纪经济报道",
            "https://m.21jingji.com/",
            {"www.21jingji.com": "m.21jingji.com"},
            name="21jingji",
            also=("jingji21", "21caijing"),
            domains=("21jingji.com",),
        ),
        _of(
            "marketplacepulse",
            "Marketplace Pulse",
            "https://www.marketplacepulse.com/",
            also=("marketplace-pulse",),
            reach="newest",
        ),
        _of("mofcom", "商务部", "https://www.mofcom.gov.cn/"),
        _of("ofweek", "维科网", "https://www.ofweek.com/"),
        _of("sina", "新浪财经", "https://finance.sina.com.cn/", domains=("sina.com.cn",), reach="days"),
        _of(
            "sinabulletin",
            "新浪财经公告",
            "https://vip.stock.finance.sina.com.cn/",
            domains=("vip.stock.finance.sina.com.cn",),
            also=("sina-bulletin", "bulletin"),
        ),
        _of("sitemap", "Sitemaps", "", addressed=True, reach="given"),
        _of("sse", "上海证券交易所", "https://www.sse.com.cn/", reach="days"),
        _of("stcn", "证券时报", "https://www.stcn.com/", reach="search"),
        _of("szse", "深圳证券交易所", "https://www.szse.cn/", reach="days"),
        _of("thepaper", "澎湃新闻", "https://www.thepaper.cn/", {"m.thepaper.cn": "www.thepaper.cn"}),
        _of("url", "Single pages", "", addressed=True, reach="given"),
        _of(
            "wayback",
            "Internet Archive",
            "https://web.archive.org/",
            addressed=True,
            domains=("web.archive.org",),
            reach="days",
        ),
    )
}


_KINDS = {
    "feed": ("crawlers.sources.feed.FeedSpider", "crawlers.publishers.feed.ENDPOINTS"),
    "sitemap": ("crawlers.sources.sitemap.SitemapSpider", "crawlers.publishers.sitemap.ENDPOINTS"),
    "list": ("crawlers.sources.rowpages.RowsSpider", ""),
    "pages": ("crawlers.sources.url.UrlSpider", "crawlers.publishers.url.ENDPOINTS"),
}
"""Spider and lists of each kind that configuration can describe."""


def described(recipe: Recipe) -> Source:
    """The source that a recipe describes."""
    spider, endpoints = _KINDS[recipe.kind]
    hosts = recipe.hosts or tuple(urlsplit(url).hostname or "" for url in recipe.addresses)
    domains = tuple(dict.fromkeys(host.removeprefix("www.") for host in hosts))
    return Source(
        recipe.name, recipe.title or recipe.name, recipe.addresses[0], spider, "crawlers.described.read", endpoints,
        domains=domains, recipe=recipe, reach="back" if recipe.kind == "list" else "given",
    )  # fmt: skip


def sources(recipes: Iterable[Recipe] = ()) -> Mapping[str, Source]:
    """All sources there are: the program's, those of plug-ins, and those that recipes describe."""
    from crawlers.plugins import plugins  # it names this module

    return {**SOURCES, **plugins(), **{recipe.name: described(recipe) for recipe in recipes}}


def source(name: str, recipes: Iterable[Recipe] = ()) -> Source:
    """The source of a name, its own or another that it has. Raises UnknownSource, with the nearest name there is."""
    found = SOURCES.get(name) or next((one for one in SOURCES.values() if name in one.also), None)
    if found is not None:
        return found
    known = sources(recipes)
    found = known.get(name)
    if found is None:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
        raise UnknownSource(f"no source is called {name!r}; {hint}")
    return found


def of_host(host: str, known: Mapping[str, Source]) -> Source | None:
    """The source whose publisher a host is; None where it is nobody's.

    A deployment's own come first; of a publisher and one that is a part of it, the part, which names the longer host.
    """
    fitting = [one for one in known.values() if not one.fault and one.reads(host.lower())]
    return min(fitting, key=lambda one: (one.recipe is None, -max(map(len, one.domains), default=0)), default=None)
