"""Changes an application, a topic at a time; whoever was overtaken by somebody else is told so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from idp.admin.clients.entrusted import ENTRUSTED, GUARDED_CLAIMS, GUARDED_SCOPES
from idp.admin.clients.filling import read_entries, show_form, write_entries
from idp.admin.clients.sight import may_change
from idp.admin.clients.topics import TOPICS, Entry
from idp.admin.clients.wording import word_fault
from idp.admin.pages.clients.parts import ClientParts, go_to, read_form
from idp.admin.pages.console_page import Caller
from idp.admin.permissions import Permission
from idp.errors import Problem
from idp.oidc.clients.client import Client
from idp.oidc.clients.reserved import is_reserved
from idp.oidc.registration.registering import ChangedMeanwhile, UnknownClient
from idp.oidc.registration.rules import BadRegistration


@dataclass(frozen=True, slots=True)
class EditingPages:
    """The pages `/admin/clients/<id>/edit/<topic>`."""

    parts: ClientParts

    def show(self, caller: Caller, client_id: str, topic: str) -> ResponseReturnValue:
        """Show the topic's fields as they are registered."""
        client, entries = self._open(caller, client_id, topic)
        shown = write_entries(entries, client, self.parts.languages)
        return self._page(caller, client, topic, entries, shown)

    def send(self, caller: Caller, client_id: str, topic: str) -> ResponseReturnValue:
        """Store the change, or say what is wrong with it and keep what was typed."""
        client, entries = self._open(caller, client_id, topic)
        read = read_entries(entries, read_form(), client, self.parts.languages)
        if not isinstance(read, Client):
            return self._again(caller, client, topic, entries, read), 422
        revision = request.form.get("revision", "")
        if revision != str(client.revision):
            return self._again(caller, client, topic, entries, MEANWHILE), 409
        try:
            changed = self.parts.desk.change(caller.actor, replace(read, sector=None), caller.visit.now)
        except BadRegistration as refusal:
            problems = tuple(map(word_fault, refusal.faults))
            return self._again(caller, client, topic, entries, problems), 422
        except ChangedMeanwhile:
            return self._again(caller, client, topic, entries, MEANWHILE), 409
        except UnknownClient:
            abort(404)
        return go_to(client_id, "changed_needs_secret" if changed.secret else "changed")

    def _open(self, caller: Caller, client_id: str, topic: str) -> tuple[Client, tuple[Entry, ...]]:
        """Return the application and the fields that this caller may change of the topic."""
        client = self.parts.get(caller, client_id)
        entries = list_own(caller, topic)
        if not entries or is_reserved(client_id) or not may_change(caller.actor, client):
            abort(404)
        return client, entries

    def _again(
        self,
        caller: Caller,
        client: Client,
        topic: str,
        entries: tuple[Entry, ...],
        problems: tuple[Problem, ...],
    ) -> str:
        shown = show_form(entries, read_form(), self.parts.languages)
        return self._page(caller, client, topic, entries, shown, problems)

    def _page(
        self,
        caller: Caller,
        client: Client,
        topic: str,
        entries: tuple[Entry, ...],
        shown: Mapping[str, Any],
        problems: tuple[Problem, ...] = (),
    ) -> str:
        return render_template(
            "admin/clients/edit.html",
            client=client,
            topic=topic,
            entries=entries,
            shown=shown,
            problems=problems,
            languages=self.parts.languages,
            rules=self.parts.list_rules(caller, client.service),
        )


MEANWHILE = (Problem("revision", "services.fault.meanwhile"),)


def list_own(caller: Caller, topic: str) -> tuple[Entry, ...]:
    """Return the topic's fields that this caller may change; what is entrusted to few is not on others' pages."""
    entries = TOPICS.get(topic, ())
    if caller.actor.may(Permission.CLIENTS_ENTRUST):
        return entries
    return tuple(
        replace(
            entry, options=tuple(one for one in entry.options if one not in GUARDED_CLAIMS | GUARDED_SCOPES)
        )
        for entry in entries
        if entry.name not in ENTRUSTED
    )
