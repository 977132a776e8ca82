"""What can be crawled, and what came of it so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aftershock.alarms import source_alarms
from aftershock.project import Project
from crawlers.archive import Archive
from crawlers.slices import BEYOND, standing
from crawlers.sources import Reach, sources


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source as `aftershock sources` shows it."""

    name: str
    title: str
    homepage: str
    enabled: bool
    every: str
    captures: int
    last_success: datetime | None
    fault: str = ""
    """Why it cannot be used: a plug-in that cannot be loaded."""
    alarms: tuple[str, ...] = ()
    """What of it is incomplete or has fallen silent, a sentence each."""
    reach: Reach = "newest"
    """How far back its lists go; see crawlers.sources.REACHES."""
    beyond: tuple[str, ...] = ()
    """Days that were asked for and that its lists do not reach, a sentence each."""

    def record(self) -> dict[str, object]:
        """As a JSON object."""
        return {
            "name": self.name,
            "title": self.title,
            "homepage": self.homepage,
            "enabled": self.enabled,
            "every": self.every,
            "captures": self.captures,
            "last_success": self.last_success.isoformat() if self.last_success else None,
            "alarms": list(self.alarms),
            "reach": self.reach,
            "beyond": list(self.beyond),
        } | ({"fault": self.fault} if self.fault else {})


def source_states(project: Project | None, now: datetime | None = None) -> list[SourceState]:
    """Every source, with what is known of it in a project; with `now` (aware) also what it lacks by then."""
    seen, beyond = {}, []
    if project is not None and project.archive.exists():
        with Archive.open(project.archive) as archive:
            seen = {health.source: health for health in archive.sources()}
            beyond = [(one.slice, days) for one, days in standing(archive.slices()) if one.slice.problem == BEYOND]
    wrong = source_alarms(project, now) if project is not None and now is not None else ()
    states = []
    known = project.sources if project is not None else sources()
    for name in sorted(known):
        section = project.config.sources.get(name) if project else None
        health = seen.get(name)
        states.append(
            SourceState(
                name=name,
                title=known[name].title,
                homepage=known[name].homepage,
                enabled=bool(section and section.enabled),
                every=section.every if section else "-",
                captures=health.captures if health else 0,
                last_success=health.last if health else None,
                fault=known[name].fault,
                alarms=tuple(alarm.text for alarm in wrong if alarm.source == name),
                reach=known[name].reach,
                beyond=tuple(
                    f"{' '.join(filter(None, (one.list, one.subject)))}: {' and '.join(map(str, days))}"
                    for one, days in beyond
                    if one.source == name
                ),
            )
        )
    return states


def last_success(project: Project, name: str) -> datetime | None:
    """When a source last delivered something; None when it never did."""
    return next((state.last_success for state in source_states(project) if state.name == name), None)
