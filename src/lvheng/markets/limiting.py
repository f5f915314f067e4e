"""The limit on calls of the API: counted in one statement for all workers together, without a wait for the disk."""

from __future__ import annotations

import time

from django.http import HttpRequest
from ninja.throttling import AuthRateThrottle

from lvheng.statements import ask

_COUNT = """
INSERT INTO markets_callcount AS known (caller, period, calls) VALUES (%s, %s, 1)
ON CONFLICT (caller) DO UPDATE
SET period = excluded.period, calls = CASE WHEN known.period = excluded.period THEN known.calls + 1 ELSE 1 END
RETURNING calls
"""


class OrderRate(AuthRateThrottle):
    """So many calls of one caller in each minute of the clock; the next minute begins anew.

    The table is unlogged: a crash forgets the counts of a minute, and no call waits for the disk.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether this call is within the rate; it counts either way."""
        if self.num_requests is None or self.duration is None:
            return True
        caller = self.get_cache_key(request)
        ((calls,),) = ask(_COUNT, [caller, int(time.time()) // self.duration])
        return int(calls) <= self.num_requests

    def wait(self) -> float | None:
        """Seconds until the next period."""
        return None if self.duration is None else self.duration - time.time() % self.duration
