"""What a channel is: something that carries one delivery to one receiver, or says why it did not."""

from __future__ import annotations

from typing import Protocol

from aftershock.errors import AftershockError
from aftershock.notifier.outbox import Delivery


class Undelivered(AftershockError):
    """A delivery did not arrive. The message says why; it never holds a secret."""

    exit_code = 9

    def __init__(self, reason: str, *, again: bool, wait: float | None = None) -> None:
        super().__init__(reason)
        self.again = again
        """Whether trying again at once may help: a time-out does, a refused password does not."""
        self.wait = wait
        """Seconds that the receiver asked for."""


class Channel(Protocol):
    """One way to tell people."""

    @property
    def targets(self) -> tuple[str, ...]:
        """Its receivers; one empty text where there is only one."""

    def send(self, delivery: Delivery) -> None:
        """Carry a delivery; on return it has arrived. Raises Undelivered."""
