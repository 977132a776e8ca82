"""The notifier: what alarms find goes into the outbox, and from there through the channels, each notice once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from aftershock.errors import ConfigError
from aftershock.notices import Notice
from aftershock.notifier.channels import Channel, Undelivered
from aftershock.notifier.outbox import Delivery, Outbox

ATTEMPTS = 3
"""How often a delivery is tried in one run."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds before the second attempt, doubled for the third; and the most that a receiver may ask for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run delivered."""

    sent: int
    """Notices, counted once for each receiver."""
    failures: tuple[str, ...]
    """Why deliveries wait on, or an alert could not be asked; one sentence each."""


class Notifier:
    """Tells notices through channels."""

    def __init__(
        self,
        outbox: Outbox,
        channels: Mapping[str, Channel],
        *,
        pause: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """`pause` waits some seconds and `chance` gives a number from 0 to 1: tests need neither clock nor luck."""
        self.outbox = outbox
        self.channels = channels
        self._pause = pause
        self._chance = chance

    def write(self, notices: Iterable[Notice], to: Sequence[str]) -> int:
        """Put notices into the outbox for these channels; the number of new ones.

        A notice whose key was told before is passed over. Raises ConfigError for a channel that is not configured.
        """
        receivers = []
        for name in dict.fromkeys(to):
            if name not in self.channels:
                raise ConfigError(f"notices are to go to {name}, which is not configured: {HINTS[name]}")
            receivers += [(name, target) for target in self.channels[name].targets]
        return self.outbox.write(notices, receivers)

    def deliver(self) -> Outcome:
        """Send what waits, oldest first. What fails is kept and tried again by the next run."""
        sent, failures, away = 0, [], dict[tuple[str, str], str]()
        for delivery in self.outbox.waiting():
            receiver = (delivery.channel, delivery.target)
            if receiver in away:
                failures.append(away[receiver])
                continue  # nobody is asked again and again who does not answer
            try:
                self._send(delivery)
            except Undelivered as error:
                told = f"{delivery.channel}{' to ' * bool(delivery.target)}{delivery.target}: {error}"
                self.outbox.failed(delivery, str(error))
                failures.append(told)
                if error.again:
                    away[receiver] = told
                continue
            self.outbox.sent(delivery)
            sent += len(delivery.notices)
        return Outcome(sent, tuple(failures))

    def _send(self, delivery: Delivery) -> None:
        channel = self.channels.get(delivery.channel)
        if channel is None:
            raise Undelivered(f"not configured any more: {HINTS[delivery.channel]}", again=False)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                channel.send(delivery)
                return
            except Undelivered as error:
                if not error.again or attempt == ATTEMPTS:
                    raise
                wait = FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + 0.5 * self._chance())
                self._pause(min(max(wait, error.wait or 0.0), LONGEST_PAUSE))


HINTS = {
    "feed": "this program writes no feed here",
    "webhook": "set url and secret under [webhook]",
    "mail": "set host, sender and to under [mail]",
}
"""Channel → how it is configured."""
