"""The site in a real Chromium, from disk: search finds what a literal scan finds, and everything can be reached."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aftershock.pages import SiteOptions, build
from indexer.tokens import occurrences
from tests.pages.wave_sample import Sample, wave

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no chromium on this machine; install the package chromium")
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def corpus() -> Sample:
    """The sample and some sixty texts of mixed script, width and form."""
    sample = wave()
    dice = random.Random(7)
    words = [
        "冻结资金", "亚馬遜", "封号潮", "ＡＢＣ１２", "Amazon", "amaz", "1.69万亿元", "2020年底", "2020年",
        "4,143万", "4143",
        "，", "。",        " ", "　", "年", "被", "站点", "ｶﾀｶﾅ", "Über", "“卖家”", "-", "\t", "\n", "𠮷野", "①",
        "资金冻结", "x" * 70, "㎡", "5", "1.5", "网店",
    ]  # fmt: skip
    for n in range(60):
        text = "".join(dice.choice(words) for _ in range(40))
        title = f"第{n}篇" + "".join(dice.choice(words[:9]) for _ in range(2))
        sample.add(
            title, text, day=f"2021-09-{n % 28 + 1:02}T08:00", publisher="混合报", url=f"https://mix.example/{n}"
        )
    sample.add(
        "空格",
        "所谓 Amazon  冻结资金 的说法。",
        day="2021-09-01T08:00",
        publisher="混合报",
        url="https://mix.example/space",
    )
    return sample


@pytest.fixture(scope="module")
def site(corpus: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build(corpus, folder, SiteOptions(title="封号潮", intro="时间线。"))
    return folder


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that fails the test when anything is asked of a network, refused by the policy, or thrown."""
    opened = browser.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda request: wrong.append(request.url) if not request.url.startswith("file:") else None)
    yield opened
    opened.close()
    assert not wrong


def until(page: Any, condition: str) -> None:
    """Wait for a condition; the pages' policy forbids the evaluation that Playwright's own waiting needs."""
    for _ in range(1000):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(10)
    pytest.fail(f"never came true: {condition}")


def ask(page: Any, site: Path, query: str, anew: bool = True, **filters: str) -> tuple[int, str, set[str]]:
    """(total, stage, documents shown) for a query; not `anew`: put to the page that has answered another."""
    from urllib.parse import urlencode

    if anew:
        page.goto("about:blank")
    else:
        page.evaluate("delete document.getElementById('status').dataset.total")
    page.goto(f"{(site / 'search.html').as_uri()}#{urlencode({'q': query, **filters})}")
    until(page, "document.getElementById('status').dataset.total !== undefined")
    done = "document.querySelectorAll('#hits > li').length === Number(document.getElementById('status').dataset.total)"
    while True:
        until(page, f"{done} || !document.getElementById('more').hidden")
        if page.evaluate(done):
            break
        page.locator("#more").click()
    told = page.evaluate("({...document.getElementById('status').dataset})")
    total, stage = int(told["total"]), told["stage"]
    links = page.eval_on_selector_all("#hits .headline", "all => all.map((a) => a.href)")
    return total, stage, {link.rpartition("/")[2].partition(".")[0] for link in links}


def literally(corpus: Sample, *runs: str) -> set[str]:
    return {
        d.id
        for d in corpus.documents()
        if all(occurrences(d.latest.article.title or "", r) or occurrences(d.latest.article.text, r) for r in runs)
    }


QUERIES = (
    "冻结资金", "冻结", "冻", "年", "2020年", "1.69万亿元", "abc12", "亚马逊",
    "AMAZON", "amaz", "4143", "4,143万", "金封", "𠮷野", "𠮷",
    "カタカナ", "über",
    "１", "5", "，", "资金冻结亚马逊", "x" * 70, "㎡",
    "栈桥网络", "54家", "底", "第7篇", "站点被",
)  # fmt: skip


def test_search_from_disk_finds_exactly_what_a_literal_scan_finds(page: Any, site: Path, corpus: Sample) -> None:
    empty = 0
    for number, query in enumerate(QUERIES):
        total, stage, found = ask(page, site, query, anew=number % 4 == 0)
        wanted = literally(corpus, query)
        if wanted:
            assert (stage, found, total) == ("literal", wanted, len(wanted)), query
        else:
            empty += 1
            assert stage == "words", query
    assert empty < len(QUERIES) / 4


def test_arbitrary_pieces_of_texts_are_found_literally(page: Any, site: Path, corpus: Sample) -> None:
    dice = random.Random(11)
    texts = [d.latest.article.text for d in corpus.documents()]
    asked = 0
    while asked < 30:
        text = dice.choice(texts)
        start = dice.randrange(len(text) - 6)
        piece = text[start : start + dice.randint(2, 6)]
        if any(c.isspace() or c in '"“”-' for c in piece) or not (wanted := literally(corpus, piece)):
            continue
        assert ask(page, site, piece, anew=asked == 0)[2] == wanted, piece
        asked += 1


def test_runs_are_joined_phrases_keep_spaces_and_minus_excludes(page: Any, site: Path, corpus: Sample) -> None:
    assert ask(page, site, "冻结 栈桥")[2] == literally(corpus, "冻结", "栈桥")
    assert ask(page, site, '"amazon 冻结资金"')[2] == literally(corpus, "amazon 冻结资金")
    assert ask(page, site, "“卖家”")[2] == literally(corpus, "卖家")
    assert ask(page, site, "冻结 -栈桥")[2] == literally(corpus, "冻结") - literally(corpus, "栈桥")


def test_filters_narrow_and_highlights_cover_what_was_asked(page: Any, site: Path, corpus: Sample) -> None:
    assert ask(page, site, "冻结", source="cninfo")[0] == 1
    assert ask(page, site, "", company="栈桥网络")[0] == 2
    assert ask(page, site, "", type="封号")[0] == 1
    assert ask(page, site, "", min="5000", max="7000")[0] == 1
    assert ask(page, site, "", to="2021-07")[0] == 2
    ask(page, site, "冻结资金", source="cninfo")
    assert set(page.locator("#hits mark").all_inner_texts()) == {"冻结资金"}
    page.locator("#hits .permalink").first.click()
    assert page.locator(":target").inner_text().startswith("截至7月5日")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_pages_keep_the_rules_of_accessibility(browser: Any, site: Path, scheme: Any, width: int) -> None:
    rules = Path(__file__).with_name("accessibility.js").read_text("utf-8").partition("\n")[2]
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    wrong = []
    every = sorted(p for p in site.rglob("*.html"))
    chosen = [p for p in every if p.parent.name != "documents"] + [p for p in every if p.parent.name == "documents"][:8]
    for path in chosen:
        page.goto(path.as_uri() + ("#q=冻结" if path.name == "search.html" else ""))
        if path.name == "search.html":
            until(page, "document.querySelectorAll('#hits > li').length > 0")
        wrong += [f"{path.relative_to(site)}: {breach}" for breach in page.evaluate(rules)]
    context.close()
    assert not wrong


def test_what_is_broken_is_noticed(browser: Any, site: Path) -> None:
    """The rules themselves: a page that breaks them is told so."""
    rules = Path(__file__).with_name("accessibility.js").read_text("utf-8").partition("\n")[2]
    page = browser.new_page()
    page.set_content(
        "<body><h1>a</h1><h4>b</h4><a href='#x'></a><nav></nav><ul><p>c</ul><label for=q>d</label>"
        "<table><tr><td>e</table><p style='color:#aaa;background:#fff'>f</p><p style='font-size:8px'>g</p>"
        "<b tabindex=3>h</b><div aria-hidden=true><button>i</button></div>"
    )
    told = " ".join(page.evaluate(rules))
    page.close()
    for sign in (
        "no language", "no title", "0 main", "skip", "h4 follows h1", "nothing to call it by", "without a name",
        "no item", "for names nothing", "table without headings", "contrast", "letters of 8", "order of its own",
        "hidden from readers",
    ):  # fmt: skip
        assert sign in told, sign


def test_what_has_the_focus_is_seen(page: Any, site: Path) -> None:
    for path in ("index.html", "conflicts.html", "search.html"):
        page.goto((site / path).as_uri())
        places = []
        for _ in range(25):
            page.keyboard.press("Tab")
            mark = page.evaluate(
                "(() => { const e = document.activeElement, s = getComputedStyle(e);"
                " const l = document.querySelector('.language'), box = e.id === 'english' ? getComputedStyle(l) : s;"
                " const bar = e.querySelector && e.querySelector('.bar, .dot');"
                " const seen = box.outlineStyle !== 'none' || (bar && getComputedStyle(bar).strokeWidth === '3px');"
                " return [e.tagName, seen, e.getBoundingClientRect().top + scrollY]; })()"
            )
            assert mark[1] or mark[0] == "BODY", (path, mark)
            places.append(mark[2])
        assert len(set(places)) > 3


def test_the_page_for_what_is_not_there_is_whole_from_disk(browser: Any, site: Path) -> None:
    page = browser.new_page()  # Of its own: the address of the style sheet at a server's top is not there on disk.
    page.goto((site / "404.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).overflowWrap") == "anywhere"
    page.get_by_role("link", name="回到时间线").click()
    assert page.url == (site / "index.html").as_uri()
    page.close()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_nothing_is_wider_than_the_window(page: Any, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in sorted(p for p in site.rglob("*.html") if p.parent.name != "documents" and p.name != "404.html"):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_without_script_pages_read_the_same_and_labels_switch(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.get_by_role("heading", name="已知合计").is_visible()
    page.get_by_text("English", exact=True).click()
    assert page.get_by_role("heading", name="Known in sum").is_visible()
    assert not page.get_by_role("heading", name="已知合计").is_visible()
    page.goto((site / "search.html").as_uri())
    assert page.get_by_text("检索需要脚本").is_visible()
    context.close()


def test_the_keyboard_reaches_content_navigation_and_marks_of_charts(page: Any, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('svg')?.getAttribute('aria-label') || ''"))
    assert {"各月事件条数", "主要公司的时间线"} <= reached
    assert page.evaluate("[...document.querySelectorAll('svg a')].every((a) => a.querySelector('title').textContent)")


def test_totals_follow_the_month_being_read(page: Any, site: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto((site / "index.html").as_uri())
    page.locator("#m2021-07").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('m2021-07').scrollIntoView()")
    until(page, "document.querySelector('.tally') && !document.querySelector('.tally').hidden")
    assert "2021年7月" in page.locator(".tally").inner_text()
    assert "4143万元" in page.locator(".tally").inner_text()
