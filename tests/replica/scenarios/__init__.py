"""Every source as it is documented to answer, with two documents each. Contents are invented."""

from __future__ import annotations

from collections.abc import Mapping

from tests.replica.scenario import Scenario
from tests.replica.scenarios import archives, commoncrawl, official, press, trade

SCENARIOS: Mapping[str, Scenario] = {
    one.source: one for room in (official, press, trade, archives, commoncrawl) for one in room.SCENARIOS
}
