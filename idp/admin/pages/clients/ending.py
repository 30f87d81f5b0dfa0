"""Pauses, resumes and removes an application, and ends its old secret: each asked once more on a page of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from idp.admin.actor import Actor
from idp.admin.clients.desk import ClientDesk
from idp.admin.clients.sight import may_change
from idp.admin.pages.clients.parts import ClientParts, go_to
from idp.admin.pages.console_page import Caller
from idp.admin.permissions import Permission
from idp.oidc.clients.client import Client
from idp.oidc.clients.reserved import is_reserved
from idp.oidc.registration.registering import ChangedMeanwhile, UnknownClient


@dataclass(frozen=True, slots=True)
class Ending:
    """One thing to do: who may, when it makes sense, and how."""

    permissions: tuple[Permission, ...]
    fits: Callable[[Client], bool]
    do: Callable[[ClientDesk, Actor, str, datetime], object]


ANYBODY: Final = (Permission.CLIENTS_WRITE, Permission.CLIENTS_OWN)
ADMINISTRATORS: Final = (Permission.CLIENTS_WRITE,)
ENDINGS: Final[Mapping[str, Ending]] = MappingProxyType(
    {
        "pause": Ending(ANYBODY, lambda client: not client.is_paused, ClientDesk.pause),
        "resume": Ending(ADMINISTRATORS, lambda client: client.is_paused, ClientDesk.resume),
        "remove": Ending(ADMINISTRATORS, lambda _client: True, ClientDesk.remove),
        "end-old-secret": Ending(ANYBODY, lambda client: len(client.secrets) > 1, ClientDesk.end_old_secrets),
    }
)


@dataclass(frozen=True, slots=True)
class EndingPages:
    """The pages `/admin/clients/<id>/pause`, `/resume`, `/remove` and `/end-old-secret`."""

    parts: ClientParts

    def ask(self, caller: Caller, client_id: str, act: str) -> ResponseReturnValue:
        """Say what will happen, and ask."""
        client, ending = self._open(caller, client_id, act)
        if not ending.fits(client):
            return go_to(client_id, "over")
        return render_template("admin/clients/confirm.html", client=client, act=act.replace("-", "_"))

    def act(self, caller: Caller, client_id: str, act: str) -> ResponseReturnValue:
        """Do it."""
        client, ending = self._open(caller, client_id, act)
        if not ending.fits(client):
            return go_to(client_id, "over")
        try:
            ending.do(self.parts.desk, caller.actor, client_id, caller.visit.now)
        except ChangedMeanwhile:
            return go_to(client_id, "meanwhile")
        except UnknownClient:
            abort(404)
        if act == "remove":
            return redirect(url_for("console.clients", done="removed"), 303)
        return go_to(client_id, f"{act.replace('-', '_')}_done")

    def _open(self, caller: Caller, client_id: str, act: str) -> tuple[Client, Ending]:
        ending = ENDINGS.get(act)
        if ending is None:
            abort(404)
        caller.actor.check(*ending.permissions)
        client = self.parts.get(caller, client_id)
        if is_reserved(client_id) or not may_change(caller.actor, client):
            abort(404)
        return client, ending
