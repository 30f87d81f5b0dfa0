"""Which server is asked: the first that has not just failed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Lock

from idp.people.ldap.line import Server


class Servers:
    """The servers in the order they are preferred. One that failed rests, and then is tried by one caller first."""

    def __init__(self, servers: Sequence[Server], rest: timedelta) -> None:
        self._servers = tuple(servers)
        self._rest = rest
        self._rests_until: dict[str, datetime] = {}
        self._lock = Lock()

    def pick(self, now: datetime) -> tuple[Server, ...]:
        """Return the servers to try, in order; none while all rest.

        Whoever finds a rest over tries the server alone: it rests for the others until that has come out well.
        """
        with self._lock:
            picked = tuple(server for server in self._servers if not self._is_resting(server, now))
            for server in picked:
                if server.url in self._rests_until:
                    self._rests_until[server.url] = now + self._rest
            return picked

    def fail(self, server: Server, now: datetime) -> None:
        """Let the server rest."""
        with self._lock:
            self._rests_until[server.url] = now + self._rest

    def succeed(self, server: Server) -> None:
        """Count the server among those that answer."""
        with self._lock:
            self._rests_until.pop(server.url, None)

    def _is_resting(self, server: Server, now: datetime) -> bool:
        until = self._rests_until.get(server.url)
        return until is not None and until - self._rest <= now < until
