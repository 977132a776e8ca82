"""A source's further lists: faults strike the first that is asked for, and here each of the others in its turn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from tests.replica.crawls import Crawls
from tests.replica.played import Played
from tests.replica.scenario import Scenario


async def further_lists(scenario: Scenario, crawls: Crawls, folder: Path) -> list[Scenario]:
    """The same source, struck at each further list that a crawl without a fault asks for, told by their paths."""
    played = Played(scenario)
    await crawls.crawl(played, folder)
    asked = [one.path for one, (where, _) in zip(played.asked, played.given, strict=True) if where == "list"]
    struck = next((path for path in asked if scenario.strikes in path), "")
    paths = dict.fromkeys(urlsplit(path).path for path in asked)
    return [replace(scenario, strikes=path) for path in paths if scenario.strikes or path != urlsplit(struck).path]
