"""The secrets of an application: when they expire, and a new one, shown once."""

from dataclasses import dataclass
from typing import Final

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.clients.desk import NoSecret
from idp.admin.clients.entrusted import list_lacked
from idp.admin.clients.recipes import list_recipes
from idp.admin.clients.sight import may_change
from idp.admin.clients.state import find_secret_end
from idp.admin.pages.clients.parts import ClientParts, go_to
from idp.admin.pages.console_page import Caller
from idp.oidc.clients.client import SECRET_METHODS
from idp.oidc.clients.reserved import ReservedClient, is_reserved
from idp.oidc.registration.client_secret import list_old_secrets, replaces_newest
from idp.oidc.registration.registering import ChangedMeanwhile

REVISION_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class SecretPages:
    """The pages `/admin/clients/<id>/secrets…`."""

    parts: ClientParts

    def show(self, caller: Caller, client_id: str) -> ResponseReturnValue:
        """Show which secrets work, and until when."""
        client = self.parts.get(caller, client_id)
        return render_template(
            "admin/clients/secrets.html",
            client=client,
            now=caller.visit.now,
            ends_at=find_secret_end(client),
            has_secret=client.auth_method in SECRET_METHODS,
            may_change=may_change(caller.actor, client) and not is_reserved(client_id),
            may_rotate=not any(list_lacked(caller.actor, client)),
        )

    def ask(self, caller: Caller, client_id: str) -> ResponseReturnValue:
        """Say what a new secret means before it is made."""
        client = self.parts.get(caller, client_id)
        if client.auth_method not in SECRET_METHODS or is_reserved(client_id):
            abort(404)
        now = caller.visit.now
        old, replaces = list_old_secrets(client, now), replaces_newest(client, now)
        return render_template(
            "admin/clients/ask_secret.html", client=client, old=old, replaces=replaces, now=now
        )

    def make(self, caller: Caller, client_id: str) -> ResponseReturnValue:
        """Make a secret and show it, this once: a form that is sent again, as by loading its answer anew, makes none.

        Whoever sent it again is asked, as the secret may have gone unseen: another would take its place.
        """
        self.parts.get(caller, client_id)
        seen = request.form.get("revision", "")
        if not (seen.isascii() and seen.isdecimal() and len(seen) <= REVISION_DIGITS):
            abort(400)
        try:
            made = self.parts.desk.rotate_secret(
                caller.actor, client_id, caller.visit.now, revision=int(seen)
            )
        except (NoSecret, ReservedClient):
            abort(404)
        except ChangedMeanwhile:
            if replaces_newest(self.parts.get(caller, client_id), caller.visit.now):
                return redirect(url_for("console.ask_client_secret", client_id=client_id), 303)
            return go_to(client_id, "meanwhile")
        recipes = list_recipes(self.parts.issuer, made.client, made.secret)
        return render_template("admin/clients/made.html", made=made, recipes=recipes, is_rotated=True)
