"""Alerts of a project: new matches of its saved searches, and whatever else alarms find, told each once.

What matched when a saved search began is not new. `begin` is called before a run changes anything, `tell` after it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from aftershock.config import CHANNELS
from aftershock.errors import ConfigError
from aftershock.notices import Notice, Plain
from aftershock.notifier import Notifier
from aftershock.notifier.channels import Channel, Undelivered
from aftershock.notifier.feed import NAME, Feed
from aftershock.notifier.mail import Mail
from aftershock.notifier.notifier import HINTS, Outcome
from aftershock.notifier.outbox import Delivery, Outbox
from aftershock.notifier.webhook import Webhook
from aftershock.numbers import number
from aftershock.progress import Display
from aftershock.project import Project
from aftershock.savedsearches import SavedSearch, load
from aftershock.search import Searcher
from aftershock.stated import Stated
from indexer.errors import IndexerError, IndexMissing
from indexer.index import Hit

Finder = Callable[[], Iterable[Notice]]


def outbox_path(project: Project) -> Path:
    """The outbox of a project. It cannot be made again: without it, alerts begin anew."""
    return project.folder / "var" / "alerts.sqlite"


def channels(project: Project, outbox: Outbox) -> dict[str, Channel]:
    """The channels that are configured, by name; the feed always is. Raises ConfigError."""
    config = project.config
    title = config.project.title or config.project.event
    files = [project.folder / "var" / NAME]
    if config.alerts.publish and project.site.is_dir():
        files.append(project.site / NAME)
    found: dict[str, Channel] = {"feed": Feed(outbox, tuple(files), title, config.site.url)}
    if config.webhook.url:
        found["webhook"] = Webhook.of(config.webhook, config.site.url)
    if config.mail.host:
        found["mail"] = Mail.of(config.mail, title, config.site.url)
    return found


def searches(project: Project) -> tuple[SavedSearch, ...]:
    """The saved searches, each with its channels. Raises ConfigError."""
    usual = _usual(project)
    return tuple(SavedSearch(one.name, one.query, one.to or usual) for one in load(project.folder, CHANNELS))


def _usual(project: Project) -> tuple[str, ...]:
    """Where notices go that name no channel."""
    return tuple(project.config.alerts.to.replace(",", " ").split())


@contextmanager
def notifying(project: Project) -> Iterator[Notifier]:
    """The project's notifier. Raises ConfigError, and what opening the outbox raises."""
    with Outbox.open(outbox_path(project)) as outbox:
        yield Notifier(outbox, channels(project, outbox))


def wanted(project: Project) -> bool:
    """Whether there is anything to tell or to deliver. Raises ConfigError, so that it is known before a run."""
    return bool(searches(project)) or outbox_path(project).is_file()


def begin(project: Project, display: Display) -> None:
    """Begin the saved searches that are new or whose query changed: what matches now is not told.

    One that cannot begin, since the index cannot be asked, begins at the end of the run. Raises ConfigError.
    """
    config = project.config
    configured = {"feed": True, "webhook": bool(config.webhook.url), "mail": bool(config.mail.host)}
    for name in _usual(project):
        if not configured[name]:
            raise ConfigError(f"[alerts] to names {name}, which is not configured: {HINTS[name]}")
    if not wanted(project):
        return
    with notifying(project) as notifier:
        outbox = notifier.outbox
        _checked(project, notifier)
        fresh = [one for one in searches(project) if outbox.digest(one.name) != _digest(one)]
        if not fresh:
            return
        try:
            with _searching(project) as searcher:
                for one in fresh:
                    there = () if searcher is None else searcher.matches(one.query)
                    outbox.begin(one.name, _digest(one), (_key(one, hit) for hit in there))
        except IndexerError as error:
            display.warn(f"alerts begin after this run: {error}")


def tell(project: Project, display: Display, alarms: Iterable[Finder] = ()) -> Outcome:
    """Write what is new into the outbox, then send what waits there.

    `alarms` find notices about the system itself; these go where `alerts.to` says. Raises ConfigError.
    """
    found = [notice for alarm in alarms for notice in alarm()]
    if not found and not wanted(project):
        return Outcome(0, ())
    with notifying(project) as notifier:
        begun = {one.name for one in searches(project) if notifier.outbox.digest(one.name) == _digest(one)}
        written = notifier.write(found, _usual(project))
        unasked = []
        try:
            with _searching(project) as searcher:
                for one in searches(project):
                    if searcher is None or one.name not in begun:
                        continue
                    try:
                        written += _tell_one(notifier, searcher, one)
                    except IndexerError as error:
                        unasked.append(f'alert "{one.name}": {error}')
        except IndexerError as error:
            unasked.append(str(error))
        begin(project, display)
        outcome = notifier.deliver()
        feed = channels(project, notifier.outbox)["feed"]
        assert isinstance(feed, Feed)
        feed.write()
    for failure in unasked:
        display.warn(f"alerts: new matches are told by the next run: {failure}")
    for failure in outcome.failures:
        display.warn(f"alerts: not delivered, kept for the next run: {failure}")
    display.line(f"alerts: {written} new, {outcome.sent} delivered, {len(outcome.failures)} deliveries wait")
    return Outcome(outcome.sent, (*unasked, *outcome.failures))


def matching(project: Project, search: SavedSearch) -> list[Notice]:
    """Everything that a saved search matches now, told before or not; newest first."""
    with _searching(project) as searcher:
        if searcher is None:
            return []
        hits = tuple(searcher.matches(search.query))
        behind = searcher.behind(hits)
    return [_notice(search, hit, behind.get(hit.id)) for hit in hits]


def channels_named(project: Project, names: Iterable[str]) -> None:
    """Raise ConfigError for a channel that is not configured."""
    with notifying(project) as notifier:
        notifier.write((), tuple(names))


def forget(project: Project, name: str) -> None:
    """A saved search of this name begins anew if there is one again; what was told stays told."""
    with Outbox.open(outbox_path(project)) as outbox:
        outbox.end(name)


def give_up(project: Project) -> int:
    """Let go of what waits; the number of deliveries."""
    with Outbox.open(outbox_path(project)) as outbox:
        return outbox.discard()


def try_out(project: Project, search: SavedSearch) -> list[str]:
    """Send a test notice through each channel of a saved search but the feed; why each failed that did."""
    now = datetime.now(UTC)
    notice = Notice(f"test:{now.isoformat()}", search.name, "a test of this alert", search.query, at=now)
    problems = []
    with notifying(project) as notifier:
        for name, channel in notifier.channels.items():
            for target in channel.targets if name in search.to and name != "feed" else ():
                delivery = Delivery(f"test-{now:%Y%m%d%H%M%S%f}", name, target, (notice,), now)
                try:
                    channel.send(delivery)
                except Undelivered as error:
                    problems.append(f"{name}{' to ' * bool(target)}{target}: {error}")
    return problems


def waiting(project: Project) -> list[Delivery]:
    """Deliveries that have not arrived, oldest first."""
    if not outbox_path(project).is_file():
        return []
    with Outbox.open(outbox_path(project)) as outbox:
        return outbox.waiting()


@contextmanager
def _searching(project: Project) -> Iterator[Searcher | None]:
    """A searcher; None where nothing has been read or indexed yet, so that nothing can match."""
    if not project.knowledge.is_file():
        yield None
        return
    try:
        searcher = Searcher(project)
    except IndexMissing:
        yield None
        return
    with searcher:
        try:
            searcher.count()
        except IndexMissing:
            yield None
            return
        yield searcher


def _checked(project: Project, notifier: Notifier) -> None:
    """Every channel that is named must be configured, and this is said before a run, not after it."""
    for one in searches(project):
        try:
            notifier.write((), one.to)
        except ConfigError as error:
            raise ConfigError(f'alert "{one.name}": {error}') from error


def _tell_one(notifier: Notifier, searcher: Searcher, search: SavedSearch) -> int:
    hits = {_key(search, hit): hit for hit in searcher.matches(search.query)}
    told = notifier.outbox.known(hits)
    fresh = tuple(hit for key, hit in hits.items() if key not in told)
    behind = searcher.behind(fresh)
    return notifier.write((_notice(search, hit, behind.get(hit.id)) for hit in fresh), search.to)


def _digest(search: SavedSearch) -> str:
    return hashlib.sha256(search.query.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _key(search: SavedSearch, hit: Hit) -> str:
    return f"{search.name}:{hit.id}"


def _notice(search: SavedSearch, hit: Hit, behind: Stated | None) -> Notice:
    """A match as it is told: of a claim or an event the value, who says it, and the sentence."""
    data: dict[str, Plain] = {
        "query": search.query,
        "id": hit.id,
        "kind": hit.kind,
        "source": hit.source,
        "publisher": hit.publisher,
        "published": hit.published.isoformat() if hit.published else None,
    }
    lines = [hit.snippet]
    if behind is not None:
        proof = None
        if behind.answered is not None:
            claim, question = behind.answered.claim, behind.answered.question
            proof = claim.evidence
            data |= {"value": number(claim.value), "low": number(claim.low), "high": number(claim.high)}
            data |= {"unit": question.unit, "role": question.role, "subject": question.subject}
            data |= {"speaker": claim.speaker, "rank": claim.rank}
        elif behind.event is not None:
            proof = behind.event.evidence
            data |= {"type": behind.event.type, "date": behind.event.date.isoformat() if behind.event.date else None}
        if proof is not None:
            lines = [*behind.lines(), proof.quote]
            data |= {"document": proof.document, "version": proof.version, "start": proof.start, "end": proof.end}
            data |= {"quote": proof.quote}
        data["url"] = behind.document.url
    return Notice(_key(search, hit), search.name, hit.title, "\n".join(lines), hit.link, hit.published, data)
