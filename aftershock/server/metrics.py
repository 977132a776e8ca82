"""Numbers about the server's own work, in the text format that Prometheus reads."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Upper bounds in seconds."""
TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A gauge with a value for each set of labels."""

    name: str
    told: str
    values: tuple[tuple[Mapping[str, str], float], ...]


def _labels(labels: Mapping[str, str]) -> str:
    """As the format has them: backslash, quote and line feed are escaped."""
    escaped = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n"}
    return ",".join(f'{name}="{value.translate(escaped)}"' for name, value in labels.items())


class Metrics:
    """Requests by route, status and seconds. Routes are few and fixed, so a scan of wrong paths adds no series."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._within: Counter[tuple[str, float]] = Counter()
        self._seconds: Counter[str] = Counter()

    def count(self, path: str, status: int, seconds: float) -> None:
        """Note one answer."""
        route = _route(path)
        with self._lock:
            self._requests[route, status] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]  # a Counter adds fractions as well
            if (bucket := bisect_left(BUCKETS, seconds)) < len(BUCKETS):
                self._within[route, BUCKETS[bucket]] += 1

    def text(self, gauges: dict[str, tuple[str, float]], labelled: Iterable[Labelled] = ()) -> str:
        """All of it; `gauges`: name → (help, value)."""
        with self._lock:
            requests, within, seconds = dict(self._requests), dict(self._within), dict(self._seconds)
        lines = ["# HELP aftershock_requests_total Answers given.", "# TYPE aftershock_requests_total counter"]
        lines += [
            f'aftershock_requests_total{{route="{route}",status="{status}"}} {number}'
            for (route, status), number in sorted(requests.items())
        ]
        lines += [
            "# HELP aftershock_request_seconds Time until an answer was sent.",
            "# TYPE aftershock_request_seconds histogram",
        ]
        for route in sorted(seconds):
            total = sum(number for (at, _), number in requests.items() if at == route)
            so_far = 0
            for bound in BUCKETS:
                so_far += within.get((route, bound), 0)
                lines.append(f'aftershock_request_seconds_bucket{{route="{route}",le="{bound}"}} {so_far}')
            lines.append(f'aftershock_request_seconds_bucket{{route="{route}",le="+Inf"}} {total}')
            lines.append(f'aftershock_request_seconds_sum{{route="{route}"}} {seconds[route]:.6f}')
            lines.append(f'aftershock_request_seconds_count{{route="{route}"}} {total}')
        for name, (told, value) in gauges.items():
            lines += [f"# HELP {name} {told}", f"# TYPE {name} gauge", f"{name} {value:g}"]
        for one in labelled:
            lines += [f"# HELP {one.name} {one.told}", f"# TYPE {one.name} gauge"]
            lines += [f"{one.name}{{{_labels(labels)}}} {value:g}" for labels, value in one.values]
        return "\n".join(lines) + "\n"


ROUTES = frozenset(
    (
        *("search", "facets", "suggest", "documents", "companies", "claims", "timeline", "conflicts"),
        *("export", "health", "ready", "metrics"),
    )
)


@lru_cache(maxsize=256)
def _route(path: str) -> str:
    if not path.startswith("/api/"):
        return "site"
    first = path.removeprefix("/api/").partition("/")[0]
    return f"/api/{first}" if first in ROUTES else "/api/other"
