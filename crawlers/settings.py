"""How every spider behaves: Scrapy's settings, for `scrapy crawl` and for crawls of this program alike."""

from __future__ import annotations

from typing import Any

from crawlers.plan import Plan

BOT_NAME = "aftershock"
SPIDER_MODULES = ["crawlers.sources"]
SPIDER_LOADER_CLASS = "crawlers.loading.Spiders"
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# Manners
USER_AGENT = "aftershock/0.1"
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
RETRY_TIMES = 5
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 522, 524]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
CRAWL_RETRY_PAUSE = 5.0
"""Seconds before the second try, twice as many before the third, and so on."""
CRAWL_ARCHIVE = ""
"""Folder of an archive to store in; empty: what is fetched is only counted and exported."""

# Safety
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    "http": "crawlers.transport.PoliteHandler",
    "https": "crawlers.transport.PoliteHandler",
}
TWISTED_DNS_RESOLVER = "crawlers.guard.GuardedResolver"
CRAWL_HOSTS: dict[str, str] = {}
CRAWL_ALLOW_PRIVATE = False
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_VERIFY_CERTIFICATES = True
REDIRECT_MAX_TIMES = 5
# The spiders ask for no page twice; a filter here would drop a redirect back to its own address without a word.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
METAREFRESH_ENABLED = False
# It drops longer addresses without telling the spider: of a page, or of a list that asks for many words.
URLLENGTH_LIMIT = 0
# Proxies of the environment would be connected to in place of the address that was checked.
HTTPPROXY_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Scrapy starts as many tasks for each answer, whatever came of it; few are needed, since a page is one capture.
CONCURRENT_ITEMS = 4
# Else it reads and parses the source of the callback for each answer.
WARN_ON_GENERATOR_RETURN_VALUE = False

# Parts
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    # It drops redirects to other hosts without telling the spider; Bounds tells.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawlers.middlewares.Bounds": 50,
    "crawlers.middlewares.Robots": 100,
    "crawlers.middlewares.Conditional": 545,
    "crawlers.middlewares.Patience": 550,
}
ITEM_PIPELINES = {"crawlers.storing.ArchivePipeline": 100}
EXTENSIONS = {"crawlers.timers.Timers": 0}

LOG_LEVEL = "WARNING"
STATS_DUMP = False


def for_plan(plan: Plan) -> dict[str, Any]:
    """The settings of a crawl."""
    common = {name: value for name, value in globals().items() if name.isupper()}
    return common | {
        "USER_AGENT": plan.user_agent,
        "DOWNLOAD_DELAY": plan.delay,
        "AUTOTHROTTLE_ENABLED": plan.delay > 0,
        "AUTOTHROTTLE_START_DELAY": plan.delay,
        "CRAWL_RETRY_PAUSE": 5 * plan.delay,
        "DOWNLOAD_TIMEOUT": plan.timeout,
        "DOWNLOAD_MAXSIZE": plan.max_body,
        "CRAWL_HOSTS": dict(plan.hosts),
        "CRAWL_ALLOW_PRIVATE": plan.allow_private,
    }
