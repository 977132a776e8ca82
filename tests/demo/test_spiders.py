"""The spiders of real life crawl the replica, on two days, and its pages are read as they were meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest

from aftershock.demo.line import PUBLISHERS
from aftershock.demo.replica import Logged, Replica
from aftershock.demo.samples import load_companies, load_samples
from crawlers.archive import Archive
from crawlers.article import Article
from crawlers.crawl import Company, Plan, Report, crawl
from crawlers.reading import read

ALL = load_samples()
SAMPLES = [sample for sample in ALL if not sample.aside]
BY_ADDRESS = {sample.url.removeprefix("http:").removeprefix("https:"): sample for sample in SAMPLES}


@dataclass
class Crawled:
    """Both days' reports, what was asked on the second, and all that was stored, in order."""

    first: Report
    second: Report
    asked: list[Logged]
    articles: list[tuple[str, Article]]
    changing: str


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("archive")
    with Replica() as replica:
        plan = Plan(
            sources=PUBLISHERS,
            since=date(2021, 4, 30),
            until=date(2021, 12, 31),
            companies=tuple(Company(row["code"], row["orgid"], row["name"]) for row in load_companies()),
            words=("亚马逊",),
            user_agent="aftershock/0 (tests)",
            delay=0.0,
            recheck=timedelta(0),
            hosts=replica.hosts,
        )
        first = crawl(plan, folder)
        replica.day = 2
        replica.log.clear()
        second = crawl(plan, folder)
        with Archive.open(folder) as archive:
            pages = [(capture.url, read(capture)) for _, capture in archive.captures() if capture.kind == "page"]
        yield Crawled(first, second, list(replica.log), pages, replica.changing)


def test_all_is_found_and_nothing_fails(crawled: Crawled) -> None:
    assert crawled.first.ok, crawled.first
    assert crawled.second.ok, crawled.second
    assert sum(source.new for source in crawled.first.sources) == len(SAMPLES)
    found = {url.partition(":")[2] for url, _ in crawled.articles}
    assert found == set(BY_ADDRESS)


def test_what_is_about_something_else_is_left_alone(crawled: Crawled) -> None:
    asides = [urlsplit(sample.url).path for sample in ALL if sample.aside]
    assert len(asides) >= 2
    assert not {row.path for row in crawled.asked} & set(asides)


def test_the_second_day_brings_one_change_and_not_modified_for_the_rest(crawled: Crawled) -> None:
    assert sum(source.new for source in crawled.second.sources) == 1
    texts = [article.text for url, article in crawled.articles if url == crawled.changing]
    assert ["店铺共45个" in text for text in texts] == [True, False]
    assert ["店铺共54个" in text for text in texts] == [False, True]
    pages = [row for row in crawled.asked if row.route.endswith((".article", ".file"))]
    assert sorted(row.status for row in pages) == [200] + [304] * (len(SAMPLES) - 1)


def test_pages_are_read_as_they_were_meant(crawled: Crawled) -> None:
    for url, article in crawled.articles:
        sample = BY_ADDRESS[url.partition(":")[2]]
        day = 2 if "更正：" in article.text else 1
        # Other places of filings put the company's short name before the title.
        assert article.title is not None
        assert article.title.removeprefix(sample.short).lstrip("：:") == sample.title
        assert article.published == sample.published
        wanted = [line.text for line in sample.on(day).lines]
        if sample.code:
            whole = re.sub(r"\s", "", article.text)
            assert all(re.sub(r"\s", "", text) in whole for text in wanted), sample.name
            assert article.code == sample.code
        else:
            assert article.text.splitlines() == wanted, sample.name
            named = {sample.origin} if sample.origin not in ("", article.publisher) else {None}
            assert article.original_publisher in named


def test_the_number_that_a_line_breaks_is_whole_again(crawled: Crawled) -> None:
    texts = [article.text for url, article in crawled.articles if "1299900002" in url]
    assert len(texts) == 3, "one filing at three places"
    assert all("约为1.3亿元" in text and "约1400人" in text for text in texts)
