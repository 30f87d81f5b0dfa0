"""Who owns an application: the people who may change it without being administrators."""

from dataclasses import dataclass, replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.clients.parts import ClientParts
from idp.admin.pages.console_page import Caller
from idp.errors import Problem
from idp.oidc.clients.client import Client
from idp.oidc.clients.reserved import is_reserved
from idp.oidc.registration.registering import ChangedMeanwhile
from idp.oidc.registration.rules import BadRegistration
from idp.people.protection import name_for_others
from idp.people.username import canonical_username


@dataclass(frozen=True, slots=True)
class OwningPages:
    """The page `/admin/clients/<id>/owners`. Protected people stand there under their alias."""

    parts: ClientParts

    def show(self, caller: Caller, client_id: str) -> ResponseReturnValue:
        """Show who owns the application."""
        return self._page(caller, self.parts.get(caller, client_id))

    def add(self, caller: Caller, client_id: str) -> ResponseReturnValue:
        """Make somebody an owner, by their username."""
        client = self._open(caller, client_id)
        realm = request.form.get("realm", "")
        username = canonical_username(request.form.get("username", ""))
        if realm not in self.parts.realms or not username:
            names = [("realm", realm in self.parts.realms), ("username", bool(username))]
            missing = tuple(
                Problem(name, f"services.owners.missing.{name}") for name, is_there in names if not is_there
            )
            return self._page(caller, client, missing), 422
        person = self.parts.directories.find_named(realm, username, caller.visit.now)
        if person is None or not person.is_active:
            return self._page(caller, client, (Problem("username", "services.owners.unknown"),)), 422
        owners = tuple(dict.fromkeys((*client.owners, person.person_id)))
        return self._store(caller, client, owners, "added")

    def remove(self, caller: Caller, client_id: str, person_id: str) -> ResponseReturnValue:
        """Make somebody an owner no longer."""
        client = self._open(caller, client_id)
        owners = tuple(owner for owner in client.owners if owner != person_id)
        return self._store(caller, client, owners, "removed")

    def _open(self, caller: Caller, client_id: str) -> Client:
        client = self.parts.get(caller, client_id)
        if is_reserved(client_id):
            abort(404)
        return client

    def _store(
        self, caller: Caller, client: Client, owners: tuple[str, ...], done: str
    ) -> ResponseReturnValue:
        try:
            self.parts.desk.change(caller.actor, replace(client, owners=owners), caller.visit.now)
        except ChangedMeanwhile:
            done = "meanwhile"
        except BadRegistration:
            return self._page(caller, client, (Problem("username", "services.owners.too_many"),)), 422
        return redirect(url_for("console.client_owners", client_id=client.client_id, done=done), 303)

    def _page(self, caller: Caller, client: Client, problems: tuple[Problem, ...] = ()) -> str:
        found = (
            (owner, self.parts.directories.find_person(owner, caller.visit.now)) for owner in client.owners
        )
        return render_template(
            "admin/clients/owners.html",
            client=client,
            owners=[(owner, name_for_others(person) if person else None) for owner, person in found],
            realms=self.parts.realms,
            typed=request.form,
            problems=problems,
            is_ours=is_reserved(client.client_id),
            done=request.args.get("done"),
        )
