"""Knowledge → site. Pure but for the folder that is written and the health page's clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aftershock.errors import StorageProblem
from aftershock.lexicon import load_lexicon
from aftershock.pages import companies, documents, feeds, registers, times
from aftershock.pages.contexts import Frame
from aftershock.pages.files import table_csv, table_json
from aftershock.pages.options import BuildReport, SiteOptions
from aftershock.pages.output import Output
from aftershock.pages.parts import Parts
from aftershock.pages.reader import Reader
from aftershock.pages.rendering import Renderer
from aftershock.pages.shards import Shards, collecting
from aftershock.pages.timeline import items
from aftershock.pages.wave import Wave, file_name, gather
from aftershock.pages.wording import load_labels
from aftershock.resources import config_folder, site_folder

Advance = Callable[[int, "int | None", str], None]


def build(knowledge: Reader, output: Path, options: SiteOptions, on_progress: Advance | None = None) -> BuildReport:
    """Write the site of a knowledge base to a folder; files that have not changed are not touched.

    `on_progress` is called with pages done, pages to do and the page's path. Raises UsageProblem (the folder holds
    something else), StorageProblem, ConfigError (templates or labels).
    """
    started = time.monotonic()
    folder, looks = Output(output), site_folder()
    wave = gather(knowledge, options.titles)
    labels = load_labels(looks / "labels.toml", options.words or load_lexicon([config_folder()]))
    parts = Parts(wave, labels, registers.question_paths(wave, labels.measures))
    renderer = Renderer(looks / "templates", options)
    expected = len(wave.documents) + len(wave.companies) + 12
    pages: list[str] = []
    try:
        with collecting(parts, output) as shards:
            for template, context in _pages(parts, knowledge, options, shards):
                frame: Frame = context.frame
                folder.put(frame.path, renderer.render(template, context))
                pages.append(frame.path)
                if frame.data is not None:
                    folder.put(f"{frame.stem}.csv", table_csv(frame.data.columns, frame.data.rows))
                    about = {"title": frame.title, "site": options.title, "notice": options.notice, "page": frame.path}
                    folder.put(f"{frame.stem}.json", table_json(about, frame.data.columns, frame.data.rows))
                if on_progress:
                    on_progress(len(pages), max(expected, len(pages)), frame.path)
            for path, content in _besides(parts, shards, options, pages):
                folder.put(path, content)
    except OSError as error:
        raise StorageProblem(f"{output}: cannot be written ({error.strerror}); check rights and free space") from error
    for asset in sorted(path for path in (looks / "static").rglob("*") if path.is_file()):
        folder.put(f"static/{asset.relative_to(looks / 'static').as_posix()}", asset.read_bytes())
    folder.finish()
    return BuildReport(len(pages), folder.written, folder.unchanged, folder.removed, time.monotonic() - started)


def _pages(parts: Parts, knowledge: Reader, options: SiteOptions, shards: Shards) -> Iterator[tuple[str, Any]]:
    """(template, context) of every page."""
    wave: Wave = parts.wave
    entries = items(wave, wave.events)
    yield "home.html", times.home(parts, entries, options)
    for month in times.months(parts, entries):
        yield "month.html", month
    for kind in times.types(parts, entries):
        yield "type.html", kind
    for company in companies.companies(parts):
        yield "company.html", company
    for document in wave.documents.values():
        facts = knowledge.facts(document.latest)
        page = documents.page(parts, knowledge, document, facts, options)
        shards.add(document, facts, page.quotes)
        yield "document.html", page
    for listing in (companies.listing(parts), registers.types(entries), *registers.documents(parts)):
        yield "listing.html", listing
    for register in registers.figures(parts):
        yield "figures.html", register
    for register in registers.conflicts(parts):
        yield "conflicts.html", register
    yield "sources.html", registers.sources(parts, options.missed, datetime.now(UTC))
    yield "search.html", registers.search(parts, entries)
    yield "method.html", registers.method(parts, options)
    yield "404.html", registers.missing()


def _besides(parts: Parts, shards: Shards, options: SiteOptions, pages: list[str]) -> Iterator[tuple[str, str]]:
    """What stands beside the pages: feeds, search, sitemap."""
    wave = parts.wave
    listed = feeds.items(parts, wave.documents.values())
    yield "atom.xml", feeds.atom(options.title, "atom.xml", "site", listed, options)
    yield "feed.json", feeds.json_feed(options.title, "feed.json", listed, options)
    for key, name in wave.companies.items():
        own = feeds.items(parts, (wave.documents[d] for d in name.documents if d in wave.documents))
        stem, title = f"companies/{file_name(key)}", f"{name.name} · {options.title}"
        yield f"{stem}.atom.xml", feeds.atom(title, f"{stem}.atom.xml", key, own, options)
        yield f"{stem}.feed.json", feeds.json_feed(title, f"{stem}.feed.json", own, options)
    yield from shards.files()
    if options.base:
        yield "sitemap.xml", feeds.sitemap((page for page in pages if page != "404.html"), options)
        yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {options.base}sitemap.xml\n"
