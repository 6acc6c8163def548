"""How many requests have been answered, and how long did they take?

Counts of this process in the text format of Prometheus. No question, address or name of a person is in them.
"""

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from typing import Final

_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends in seconds."""


class Metrics:
    """Counts. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._statuses: Counter[int] = Counter()
        self._durations = [0] * (len(_BUCKETS) + 1)
        self._seconds = 0.0

    def count(self, status: int, seconds: float) -> None:
        """Count one request."""
        with self._lock:
            self._statuses[status] += 1
            self._durations[bisect_left(_BUCKETS, seconds)] += 1
            self._seconds += seconds

    def text(self, gauges: Mapping[str, int | str]) -> str:
        """Write everything down."""
        with self._lock:
            lines = ["# TYPE protokollsok_requests_total counter"]
            lines += [
                f'protokollsok_requests_total{{status="{status}"}} {times}'
                for status, times in sorted(self._statuses.items())
            ]
            lines += self._histogram()
        for name, value in gauges.items():
            lines += [f"# TYPE protokollsok_{name} gauge", f"protokollsok_{name} {value}"]
        return "\n".join(lines) + "\n"

    def _histogram(self) -> list[str]:
        """Write the durations: each bucket holds those before it."""
        name = "protokollsok_request_duration_seconds"
        lines, total = [f"# TYPE {name} histogram"], 0
        for end, times in zip((*map(str, _BUCKETS), "+Inf"), self._durations, strict=True):
            total += times
            lines.append(f'{name}_bucket{{le="{end}"}} {total}')
        return [*lines, f"{name}_sum {self._seconds:.6f}", f"{name}_count {total}"]
