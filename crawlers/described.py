"""Lists and pages of a source that a recipe describes: by its selectors, and by structure where it gives none."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from crawlers.article import Article
from crawlers.assembly import assemble, squeeze
from crawlers.capture import Capture
from crawlers.errors import Unreadable
from crawlers.layout import Layout
from crawlers.moments import Moment, in_address, machine, printed
from crawlers.reading import read_any
from crawlers.recipe import Recipe
from crawlers.rows import Endpoint, ListChanged, Listing, Row, address


def row_pages(recipe: Recipe, base: str = "") -> Endpoint:
    """The list pages of a recipe, as a kind of list; `base` is where one came from."""
    return Endpoint("list", lambda soup: rows(soup, recipe, base or recipe.addresses[0]), "html")


def rows(soup: BeautifulSoup, recipe: Recipe, base: str) -> Listing:
    """The rows of a list page that came from `base`. Raises ListChanged when there is none, or none with a link."""
    boxes = soup.select(recipe.list.row)
    if not boxes:
        raise ListChanged(f"[sources.{recipe.name}.list] row: {recipe.list.row!r} matches nothing")
    found = [row for box in boxes if (row := _row(box, recipe, base))]
    if not found:
        raise ListChanged(f"[sources.{recipe.name}.list] link: no row has a link at {recipe.list.link!r}")
    further = soup.select_one(recipe.list.next) if recipe.list.next else None
    href = str(further.get("href") or "") if further else ""
    return Listing(tuple(found), None, urljoin(base, href) if href else None, len(boxes) - len(found))


def _row(box: Tag, recipe: Recipe, base: str) -> Row | None:
    at = recipe.list
    link = box if box.name == "a" and box.get("href") else box.select_one(at.link)
    href = str(link.get("href") or "") if link else ""
    url = address(href, base) if href else ""
    if link is None or not url.startswith(("http://", "https://")):
        return None
    titled = box.select_one(at.title) if at.title else link
    timed = box.select_one(at.time) if at.time else box
    said = squeeze(box.get_text(" "))
    when = _moment(timed) or in_address(url)
    return Row(url, squeeze(titled.get_text()) if titled else "", url, when, text=said)


def _moment(tag: Tag | None) -> Moment | None:
    if tag is None:
        return None
    stated = machine(str(tag["datetime"])) if tag.get("datetime") else None
    return stated or printed(squeeze(tag.get_text(" ")))


class DescribedLayout(Layout):
    """A page by a recipe's selectors."""

    def __init__(self, capture: Capture, recipe: Recipe) -> None:
        super().__init__(capture)
        at = recipe.article
        self.publisher = recipe.title or recipe.name
        self.title_at, self.time_at, self.body_at, self.noise = at.title, at.time, at.body, at.noise
        self.source_at = at.source or None

    def published(self) -> Moment | None:
        moment = _moment(self.soup.select_one(self.time_at))
        if moment is None:
            self.problems.append(f"the page does not say when it was published: {self.time_at!r} holds no time")
        return moment


def read(capture: Capture, recipe: Recipe) -> Article:
    """The article of a page. Raises PageChanged where title or body are not where the recipe says, else Unreadable."""
    at = recipe.article
    if b"%PDF-" in capture.body[:1024]:
        return replace(read_any(capture), publisher=recipe.title or recipe.name)
    page = DescribedLayout(capture, recipe)
    whole = at.body and at.title and at.time
    article = page.read() if whole else _mixed(page, _by_structure(page, recipe), recipe)
    writer = page.any(at.author)
    return replace(
        article,
        publisher=recipe.title or article.publisher or recipe.name,
        authors=(writer,) if writer else article.authors,
    )


def _by_structure(page: DescribedLayout, recipe: Recipe) -> Article:
    try:
        return read_any(page.capture)
    except Unreadable:
        if not recipe.article.body:
            raise
        return Article(url=page.url(), source=page.capture.source, text="")


def _mixed(page: DescribedLayout, article: Article, recipe: Recipe) -> Article:
    """What was read by structure, with the fields that the recipe has selectors for."""
    at = recipe.article
    if at.body:
        text, blocks = assemble(line for line in page.lines() if not page.is_noise(line))
        article = replace(article, text=text, blocks=blocks)
    if at.title:
        article = replace(article, title=page.title())
    when = page.published() if at.time else None
    if when:
        article = replace(
            article,
            published=when.time,
            precision=when.precision,
            published_raw=when.raw,
            problems=tuple(said for said in article.problems if "published" not in said),
        )
    if at.source:
        article = replace(article, original_publisher=page.original_publisher())
    return replace(article, problems=(*article.problems, *page.problems))
