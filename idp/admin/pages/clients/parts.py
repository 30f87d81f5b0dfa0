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
from idp.policy.rules import Policy


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
