"""The demonstration: a project made for it, and the whole line run over the replica of the publishers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aftershock import collecting, pipeline
from aftershock.demo.replica import Replica
from aftershock.errors import UsageProblem
from aftershock.knowledge import Knowledge
from aftershock.progress import Display
from aftershock.project import CONFIG_FILE, Project, create, open_project
from crawlers.archive import Archive

NOTICE = (
    "演示站点：全部文字均为本程序演示而写，并非所列媒体、公司或机构发布；所述数字取自2021年的公开事实。"
    " / Demonstration: every text here was written for it and was not published by those named."
)
"""Shown on every page of a demonstration's site."""

PUBLISHERS = ("cninfo", "eastmoney", "jiemian", "nbd", "ofweek", "sina", "sse", "szse", "thepaper")
"""The sources that the replica answers for."""

MARK = "# Made by 'aftershock demo': sample texts, crawled from a replica on this machine."


@dataclass(frozen=True, slots=True)
class Summary:
    """What the demonstration ended with."""

    documents: int
    figures: int
    companies: int
    conflicts: int
    whole: bool
    """Whether every source delivered all it lists."""

    def line(self, seconds: float) -> str:
        """The closing line."""
        return (
            f"done: {self.documents} documents, {self.figures} figures, {self.companies} companies, "
            f"{self.conflicts} conflicts, {seconds:.1f} s"
        )


def prepare(folder: Path, event: str, environment: Mapping[str, str]) -> Project:
    """The demonstration's project in a folder, made where it is not there yet.

    Raises UsageProblem where the folder holds a project of somebody's own: sample texts must not get into it.
    """
    own = folder / CONFIG_FILE
    sections: dict[str, Mapping[str, object]] = {f"sources.{name}": {"enabled": True} for name in PUBLISHERS}
    sections |= {
        "crawl": {"delay": 0.0, "recheck": "0", "replica_only": True},
        "site": {"notice": NOTICE, "originals": False, "wayback": False},
    }
    if create(folder, event, sections):
        own.write_text(f"{MARK}\n{own.read_text(encoding='utf-8')}", encoding="utf-8")
    elif not own.read_text(encoding="utf-8").startswith(MARK):
        raise UsageProblem(f"{folder} holds a project that is not the demonstration's; name another with --directory")
    return open_project(folder, environment)


def run_line(project: Project, display: Display) -> Summary:
    """Crawl (twice: a document changes in between), read, index, build.

    The first day is crawled only until the document that changes was seen in its first form: a later run must not find
    the old text again where the new one is known already.
    """
    whole = True
    with Replica(day=1) as replica:
        if not _seen(project, replica.changing):
            whole &= collecting.crawl(project, display, hosts=replica.hosts)
        replica.day = 2
        whole &= collecting.crawl(project, display, hosts=replica.hosts)
    pipeline.read(project, display)
    pipeline.index(project, display)
    pipeline.build(project, display)
    with Knowledge.open(project.knowledge) as knowledge:
        documents = list(knowledge.documents())
        facts = [knowledge.facts(document.latest) for document in documents]
        return Summary(
            documents=len(documents),
            figures=sum(1 for f in facts for m in f.mentions if m.kind not in ("date", "person")),
            companies=sum(1 for n in knowledge.names() if n.kind in ("listed company", "company", "seller")),
            conflicts=sum(1 for q in knowledge.questions() if q.conflict),
            whole=whole,
        )


def _seen(project: Project, url: str) -> bool:
    if not project.archive.is_dir():
        return False
    with Archive.open(project.archive) as archive:
        return archive.latest(url) is not None
