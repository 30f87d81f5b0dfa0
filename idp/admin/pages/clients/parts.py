"""What the pages of applications are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.clients.desk import ClientDesk
from idp.admin.clients.filling import Form
from idp.admin.clients.shared_trial import SharedTrials
from idp.admin.clients.trial import Trial
from idp.admin.pages.console_page import Caller
from idp.i18n import Catalogue, Translate
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import UnknownClient
from idp.people.directory import Directories
from idp.policy.rules import OURS, Policy


@dataclass(frozen=True, slots=True)
class ClientParts:
    """Everything the pages work with. `policy` gives the policy as it is now; `realms` are the directories' names."""

    desk: ClientDesk
    trial: Trial
    trials: SharedTrials
    policy: Callable[[], Policy]
    directories: Directories
    realms: tuple[str, ...]
    catalogues: Mapping[str, Catalogue]
    issuer: str

    def texts(self, caller: Caller) -> Translate:
        """Return the texts in the caller's language."""
        return self.catalogues[caller.visit.language].text

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that people read, Swedish first."""
        return tuple(self.catalogues)

    def list_services(self, caller: Caller) -> list[tuple[str, str]]:
        """Return the policy's services, by id and by what people call them, in the order of their names."""
        named = (
            (service.id, service.name.pick(caller.visit.language))
            for service in self.policy().services.values()
        )
        return sorted(named, key=lambda one: one[1].casefold())

    def list_rules(self, caller: Caller, kept: str | None = None) -> list[tuple[str, str]]:
        """Return what an application may follow: the usual rule, and each that is not of our own pages, but for `kept`."""
        named = self.list_services(caller)
        usual = dict(named).get(self.policy().default_service or "")
        key = "services.list.usual_rule" if usual else "services.list.no_rule"
        first = ("", self.texts(caller)(key, name=usual or ""))
        return [first, *(one for one in named if one[0] not in OURS or one[0] == kept)]

    def find_name(self, client_id: str) -> str | None:
        """Return what an application is called, whoever may see it; None when there is none."""
        with self.desk.read() as stores:
            client = stores.clients.find(client_id)
        return client.name if client else None

    def get(self, caller: Caller, client_id: str) -> Client:
        """Return the application; end the request with 404 when the caller may not know of it."""
        try:
            return self.desk.show(caller.actor, client_id)
        except UnknownClient:
            abort(404)


def go_to(client_id: str, done: str) -> ResponseReturnValue:
    """Return to the application's page, which says what was done."""
    return redirect(url_for("console.client", client_id=client_id, done=done), 303)


def read_form() -> Form:
    """Return the form that was sent."""
    return Form(dict(request.form.lists()))
