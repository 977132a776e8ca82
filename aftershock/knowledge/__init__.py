"""The knowledge: one SQLite file of documents, their versions, and what they say."""

from __future__ import annotations

from aftershock.knowledge.file import put_in_place
from aftershock.knowledge.queries import SourceState
from aftershock.knowledge.store import Knowledge, Reading
from aftershock.knowledge.tables import Table

__all__ = ["Knowledge", "Reading", "SourceState", "Table", "put_in_place"]
