"""Lists, shows, registers, changes, pauses and removes applications, and replaces their secrets, for whoever may.

Nothing is fetched and nobody is asked inside a unit of work. What is refused has changed nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from idp.admin.actor import Actor
from idp.admin.clients.entrusted import changes_credentials, check_entrusted, check_taking
from idp.admin.clients.listing import Page, Wish, build_page
from idp.admin.clients.sight import SEES_ALL, check_change, check_sight, may_see
from idp.admin.permissions import Permission
from idp.chance import Chance
from idp.oidc.clients.client import SECRET_METHODS, Client
from idp.oidc.clients.reserved import check_not_reserved
from idp.oidc.outbound import Outbound
from idp.oidc.permit import follow_permit
from idp.oidc.registration import registering
from idp.oidc.registration.registering import ChangedMeanwhile, Part, Registered
from idp.oidc.registration.rules import BadRegistration
from idp.oidc.registration.sector import check_sector
from idp.oidc.stores import Begin, OidcStores
from idp.people.person import Person

SEES = (*SEES_ALL, Permission.CLIENTS_OWN)
CHANGES = (Permission.CLIENTS_WRITE, Permission.CLIENTS_OWN)


class NoSecret(ValueError):
    """The application proves itself in another way than by a secret."""


FindPerson = Callable[[str, datetime], Person | None]


@dataclass(frozen=True, slots=True)
class ClientDesk:
    """The desk. `services` are those of the policy; `secret_life` is how long secrets live, None for ever.

    Every method raises Forbidden, and all that name an application UnknownClient; those that change one raise
    ReservedClient, ChangedMeanwhile and BadRegistration.
    """

    begin: Begin
    read: Begin
    services: Callable[[], tuple[str, ...]]
    find_person: FindPerson
    outbound: Outbound
    chance: Chance
    part: Part
    secret_life: timedelta | None = field(default=None)

    def list(self, actor: Actor, wish: Wish, now: datetime) -> Page:
        """Return a page of the applications that the actor may see."""
        actor.check(*SEES)
        with self.read() as stores:
            clients = stores.clients.list()
        return build_page((client for client in clients if may_see(actor, client)), wish, now)

    def show(self, actor: Actor, client_id: str) -> Client:
        """Return the application."""
        actor.check(*SEES)
        with self.read() as stores:
            return find(stores, actor, client_id)

    def register(
        self, actor: Actor, wanted: Client, now: datetime, *, client_id: str | None = None
    ) -> Registered:
        """Register an application and return it with its secret, if its method takes one.

        `client_id` is an id of ours that was drawn when its form was opened: sent twice, it raises AlreadyRegistered.
        """
        actor.check(Permission.CLIENTS_WRITE)
        check_entrusted(actor, build_plain(wanted), wanted)
        prepared = self._prepare(wanted, (), now)
        with self.begin() as stores:
            return registering.register(
                stores,
                prepared,
                self.chance,
                now,
                self.secret_life,
                describe=actor.describe,
                client_id=client_id,
            )

    def rehearse(self, actor: Actor, wanted: Client, now: datetime) -> Client:
        """Return what `register` would store, and store nothing."""
        actor.check(Permission.CLIENTS_WRITE)
        check_entrusted(actor, build_plain(wanted), wanted)
        return self._prepare(wanted, (), now)

    def change(self, actor: Actor, wanted: Client, now: datetime) -> Registered:
        """Store what the application shall be, made from the revision that `wanted` names.

        The secret is there when its new method needs one and it had none.
        """
        with self.read() as stores:
            known = find_to_change(stores, actor, wanted.client_id)
        check_not_reserved(known.client_id)
        if known.revision != wanted.revision:
            raise ChangedMeanwhile(known.client_id)
        if known.is_paused and not wanted.is_paused:
            actor.check(Permission.CLIENTS_WRITE)
        check_entrusted(actor, known, wanted)
        if changes_credentials(known, wanted):
            check_taking(actor, known)
        prepared = self._prepare(keep_ours(wanted, known), known.owners, now)
        with self.begin() as stores:
            return registering.replace_client(
                stores, prepared, known, self.chance, now, self.secret_life, describe=actor.describe
            )

    def pause(self, actor: Actor, client_id: str, now: datetime) -> Client:
        """Let nobody in to it; every grant and token it holds ends at once."""
        with self.begin() as stores:
            find_to_change(stores, actor, client_id)
            return registering.pause(stores, client_id, now, describe=actor.describe)

    def resume(self, actor: Actor, client_id: str, now: datetime) -> Client:
        """Let people in to it again. An owner may not: it may have been paused against them."""
        actor.check(Permission.CLIENTS_WRITE)
        with self.begin() as stores:
            find_to_change(stores, actor, client_id)
            return registering.resume(stores, client_id, now, describe=actor.describe)

    def rotate_secret(
        self, actor: Actor, client_id: str, now: datetime, *, revision: int | None = None
    ) -> Registered:
        """Give it a new secret; the old one works for at most another week. Raises NoSecret when its method takes none.

        Asked for again within minutes, it takes the new one's place and the old one works as long as before. `revision` is
        what it was when the secret was asked for: a form sent twice makes one. Raises ChangedMeanwhile.
        """
        with self.begin() as stores:
            known = find_to_change(stores, actor, client_id)
            check_taking(actor, known)
            if known.auth_method not in SECRET_METHODS:
                raise NoSecret(client_id)
            if revision not in (None, known.revision):
                raise ChangedMeanwhile(client_id)
            return registering.rotate_secret(
                stores, known, self.chance, now, self.secret_life, describe=actor.describe
            )

    def end_old_secrets(self, actor: Actor, client_id: str, now: datetime) -> Client:
        """End every secret but the newest now, before its time."""
        with self.begin() as stores:
            find_to_change(stores, actor, client_id)
            return registering.end_old_secrets(stores, client_id, now, describe=actor.describe)

    def remove(self, actor: Actor, client_id: str, now: datetime) -> None:
        """Forget it and end everything it holds. An owner may not."""
        actor.check(Permission.CLIENTS_WRITE)
        with self.begin() as stores:
            find_to_change(stores, actor, client_id)
            registering.remove(stores, client_id, self.part, now, describe=actor.describe)

    def _prepare(self, wanted: Client, known_owners: tuple[str, ...], now: datetime) -> Client:
        """Return the application when every rule is kept. Raises BadRegistration with all faults. Fetches."""
        faults = [*self._find_faults(wanted, known_owners, now)]
        try:
            wanted = registering.prepare(replace(wanted, sector=None))
        except BadRegistration as refusal:
            faults += refusal.faults
        if faults:
            raise BadRegistration(tuple(faults))
        check_sector(self.outbound, wanted, now)
        return wanted

    def _find_faults(self, wanted: Client, known_owners: tuple[str, ...], now: datetime) -> Iterator[str]:
        services = self.services()
        if wanted.service is not None and wanted.service not in services:
            yield f"service: the policy has no {wanted.service!a}; write one of {', '.join(sorted(services))}"
        for owner in wanted.owners:
            if owner not in known_owners and self.find_person(owner, now) is None:
                yield f"owners: no directory knows {owner!a}"


def find(stores: OidcStores, actor: Actor, client_id: str) -> Client:
    """Return the application, if the actor may see it. Raises UnknownClient."""
    client = registering.get_client(stores, client_id)
    check_sight(actor, client)
    return client


def find_to_change(stores: OidcStores, actor: Actor, client_id: str) -> Client:
    """Return the application, if the actor may change it. Raises UnknownClient and Forbidden."""
    actor.check(*CHANGES)
    client = find(stores, actor, client_id)
    check_change(actor, client)
    return client


def build_plain(wanted: Client) -> Client:
    """Return an application that is given nothing beyond what everybody is."""
    return Client(
        client_id="",
        name=wanted.name,
        service=None,
        redirect_uris=(),
        auth_method=wanted.auth_method,
        created_at=wanted.created_at,
    )


def keep_ours(wanted: Client, known: Client) -> Client:
    """Return what is wanted with all that the provider itself says of the application as it is."""
    kept = replace(
        wanted,
        created_at=known.created_at,
        secrets=known.secrets,
        registration_token=known.registration_token,
    )
    return follow_permit(kept, known)
