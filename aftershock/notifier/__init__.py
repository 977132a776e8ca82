"""Telling people: a notice is written into the outbox first, sent after, and marked as sent after that."""

from aftershock.notifier.notifier import Notifier

__all__ = ["Notifier"]
