"""Templates → HTML."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from aftershock.pages.contexts import Frame
from aftershock.pages.options import SiteOptions
from aftershock.pages.wave import href
from aftershock.pages.wording import Words, day_of, day_words
from crawlers.article import BEIJING

_HAN = re.compile("[\u3400-\u9fff]")


class Renderer:
    """The templates of one folder, with what all of them need."""

    def __init__(self, templates: Path, options: SiteOptions) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            site=options,
            notice=notice(options.notice),
            both=both,
            label=label,
            when=when,
            day=day,
            href=href,
            feeds_root=feeds_root,
        )

    def render(self, template: str, context: Any) -> str:
        """A page; `context` is the template's dataclass, whose fields are the template's variables."""
        values = {f.name: getattr(context, f.name) for f in fields(context)}
        return self._environment.get_template(template).render(values)


@lru_cache(maxsize=4096)
def both(zh: str, en: str) -> Markup:
    """A label in both languages; the style sheet shows one. Told once where they are the same."""
    if zh == en:
        return Markup("{}").format(zh)
    return Markup('<span class="zh">{}</span><span class="en" lang="en">{}</span>').format(zh, en)


def notice(text: str | None) -> Markup:
    """A notice, in both languages where it gives both: "中文 / English"."""
    zh, parted, en = (text or "").partition(" / ")
    if parted and _HAN.search(zh) and not _HAN.search(en):
        return both(zh, en)
    return Markup("{}").format(text or "")


def label(words: Words) -> Markup:
    """A Words in both languages."""
    return both(words.zh, words.en)


@lru_cache(maxsize=4096)
def day(value: date | None) -> Markup:
    """A day that machines can read."""
    if value is None:
        return both("日期不详", "day unknown")
    words = day_words(value)
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), label(words))


def when(moment: datetime | None, precise: bool = True) -> Markup:
    """A moment in Beijing time; only its day where that is all that is known."""
    if moment is None:
        return both("时间不详", "time unknown")
    local = moment.astimezone(BEIJING)
    if not precise:
        return day(day_of(local))
    words = day_words(local.date())
    return Markup('<time datetime="{}">{}&nbsp;{}</time>').format(local.isoformat(), label(words), f"{local:%H:%M}")


def feeds_root(frame: Frame, options: SiteOptions) -> str:
    """The way to the site's top for a page that may be served under any address: the page for what is not there."""
    return frame.root if frame.path != "404.html" else options.base or "/"
