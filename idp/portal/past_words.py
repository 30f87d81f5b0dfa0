"""A person's sign-ins in plain words, in their language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from idp.audit.sign_ins import Kind, SignIn
from idp.i18n import Translate
from idp.oidc.clients.client import Client
from idp.policy.rules import Policy
from idp.portal.moments import tell_moment
from idp.portal.past import Running


@dataclass(frozen=True, slots=True)
class Line:
    """One sign-in as it is read: when, what happened, where from, and what was opened."""

    when: str
    kind: Kind
    what: str
    where: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """One running session as it is read. `sid` names it to the form that ends it."""

    sid: str
    is_here: bool
    device: str
    where: str
    how: str
    started: str
    last_seen: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastWriter:
    """Writes sign-ins for one reader, as seen from one moment."""

    policy: Policy
    clients: Mapping[str, Client]
    t: Translate
    language: str
    now: datetime

    def write(self, sign_in: SignIn) -> Line:
        """Return the line of a sign-in."""
        how = self.t(f"mine.method.{sign_in.method}") if sign_in.method else ""
        return Line(
            when=self._tell(sign_in.at),
            kind=sign_in.kind,
            what=self.t(f"mine.sign_ins.{sign_in.kind}", how=how),
            where=self._place(sign_in.zone),
            services=self._services(sign_in.clients),
        )

    def write_running(self, running: Running, sid: str) -> Open:
        """Return the words for a session that is open; `sid` is the reader's own."""
        session = running.session
        last = max(session.events, key=lambda event: (event.method != "password", event.at))
        return Open(
            sid=session.sid,
            is_here=session.sid == sid,
            device=session.device or self.t("mine.sign_ins.unknown_device"),
            where=self._place(session.zone),
            how=self.t(f"mine.method.{last.method}"),
            started=self._tell(session.started_at),
            last_seen=self._tell(session.last_seen_at),
            services=self._services(running.clients),
        )

    def _tell(self, at: datetime) -> str:
        return tell_moment(at, self.now, self.language, self.t)

    def _place(self, zone: str | None) -> str:
        return self.policy.zones.get(zone).label.pick(self.language) if zone else ""

    def _services(self, client_ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return what the reader knows the clients as, each name once; one that is gone has none."""
        found = (self.clients.get(client_id) for client_id in client_ids)
        return tuple(dict.fromkeys(self._name(client) for client in found if client))

    def _name(self, client: Client) -> str:
        service = self.policy.services.get(client.service or self.policy.default_service or "")
        return service.name.pick(self.language) if service else client.name
