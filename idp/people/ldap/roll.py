"""Asks a directory about many people at once: who of them is still employed, and nothing else."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.config.sections.directories import Directory
from idp.people.directory import RollCall
from idp.people.ldap.client import Client
from idp.people.ldap.deadline import Deadline
from idp.people.ldap.entry import Entry
from idp.people.ldap.links import Begin, Link
from idp.people.ldap.problems import Down, TooMany
from idp.people.ldap.queries import STANDING, by_keys
from idp.people.ldap.standing import read_standing

AT_ONCE: Final = 50
"""People named in one search: a filter of two or three kilobytes."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Roll:
    """One realm's roll. It looks past what is remembered of people, and reads no groups."""

    realm: str
    settings: Directory
    client: Client
    begin: Begin

    def call(self, person_ids: Sequence[str], now: datetime) -> RollCall:
        """Return who is employed. When the directory stops answering, the rest are unknown and not asked about."""
        with self.begin() as stores:
            links = stores.ldap_links.find_many(person_ids, self.realm)
        present: set[str] = set()
        for start in range(0, len(links), AT_ONCE):
            some = links[start : start + AT_ONCE]
            try:
                present |= set(self._find_employed(some, now))
            except (Down, TooMany) as problem:
                log.warning("directory of %s is unavailable: %s", self.realm, problem)
                return RollCall(frozenset(present), frozenset(link.person_id for link in links[start:]))
        return RollCall(frozenset(present))

    def _find_employed(self, links: Sequence[Link], now: datetime) -> Iterator[str]:
        key = self.settings.attributes.key
        found = {(entry.raw(key) or b"").hex(): entry for entry in self._search(links, now)}
        for link in links:
            standing = read_standing(found[link.key], None) if link.key in found else None
            if (
                standing
                and standing.is_enabled
                and (standing.expires_at is None or now < standing.expires_at)
            ):
                yield link.person_id

    def _search(self, links: Sequence[Link], now: datetime) -> tuple[Entry, ...]:
        settings = self.settings
        asked = by_keys(settings, [bytes.fromhex(link.key) for link in links])
        with Deadline(settings.whole_seconds) as deadline:
            return self.client.ask(
                lambda connection: connection.search(
                    settings.base or "", asked, (settings.attributes.key, *STANDING), len(links)
                ),
                now,
                deadline,
            )
