"""The list of applications, and one as it is: what is registered, who gets in, what to paste, and a test."""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from idp.admin.clients.gates import find_gates, list_week
from idp.admin.clients.listing import Wish
from idp.admin.clients.recipes import list_recipes
from idp.admin.clients.sight import may_change
from idp.admin.clients.state import State, build_line, list_missing
from idp.admin.clients.topics import TOPICS
from idp.admin.pages.clients.parts import ClientParts
from idp.admin.pages.console_page import Caller
from idp.oidc.clients.reserved import is_reserved

MAX_WORDS = 200


@dataclass(frozen=True, slots=True)
class ViewingPages:
    """Pages that change nothing."""

    parts: ClientParts

    def list(self, caller: Caller) -> ResponseReturnValue:
        """List the applications that the caller may see, a page at a time."""
        state = next((one for one in State if one.value == request.args.get("state")), None)
        words = request.args.get("words", "")[:MAX_WORDS]
        wish = Wish(words=words, state=state, after=request.args.get("after"))
        page = self.parts.desk.list(caller.actor, wish, caller.visit.now)
        services = dict(self.parts.list_services(caller))
        return render_template(
            "admin/clients/list.html",
            page=page,
            wish=wish,
            states=tuple(State),
            services=services,
            done=request.args.get("done"),
        )

    def show(self, caller: Caller, client_id: str) -> ResponseReturnValue:
        """Show one application by topics."""
        client = self.parts.get(caller, client_id)
        return render_template(
            "admin/clients/view.html",
            client=client,
            line=build_line(client, caller.visit.now),
            missing=tuple(list_missing(client)),
            topics=TOPICS,
            gates=find_gates(self.parts.policy(), client.service, caller.visit.language),
            may_change=may_change(caller.actor, client) and not is_reserved(client_id),
            done=request.args.get("done"),
        )

    def recipes(self, caller: Caller, client_id: str) -> ResponseReturnValue:
        """Show what to paste into the application; a placeholder stands for the secret."""
        client = self.parts.get(caller, client_id)
        recipes = list_recipes(self.parts.issuer, client)
        return render_template("admin/clients/recipes.html", client=client, recipes=recipes)

    def access(self, caller: Caller, client_id: str) -> ResponseReturnValue:
        """Show who gets in, as the policy says."""
        client = self.parts.get(caller, client_id)
        gates = find_gates(self.parts.policy(), client.service, caller.visit.language)
        week = list_week(gates.hours, caller.visit.language) if gates else ()
        return render_template("admin/clients/access.html", client=client, gates=gates, week=week)
