"""The pages `/admin/roles…`: who has which role, giving one, taking one back."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller, ConsolePage
from idp.admin.permissions import Permission, Role
from idp.admin.roles.desk import GIVEN, OwnRole, RoleDesk, UnknownPerson
from idp.config.sections.console import Console
from idp.errors import Problem
from idp.people.protection import name_for_others
from idp.people.username import canonical_username


def build_role_pages(desk: RoleDesk, settings: Console, realms: tuple[str, ...]) -> tuple[ConsolePage, ...]:
    """Return the pages."""
    pages = RolePages(desk, settings, realms)
    read, give = (Permission.ROLES_READ,), (Permission.ROLES_GRANT,)
    return (
        ConsolePage(rule="/roles", endpoint="roles", permissions=read, act=pages.list),
        ConsolePage(rule="/roles/give", endpoint="give_role", permissions=give, act=pages.ask, is_fresh=True),
        ConsolePage(
            rule="/roles/give",
            endpoint="send_role",
            permissions=give,
            act=pages.give,
            method="POST",
            is_fresh=True,
        ),
        ConsolePage(
            rule="/roles/<person_id>/<role>/take-back",
            endpoint="ask_take_back_role",
            permissions=give,
            act=pages.ask_back,
            is_fresh=True,
        ),
        ConsolePage(
            rule="/roles/<person_id>/<role>/take-back",
            endpoint="take_back_role",
            permissions=give,
            act=pages.take_back,
            method="POST",
            is_fresh=True,
        ),
    )


@dataclass(frozen=True, slots=True)
class RolePages:
    """Who has which role."""

    desk: RoleDesk
    settings: Console
    realms: tuple[str, ...]

    def list(self, caller: Caller) -> ResponseReturnValue:
        """List the roles that were given here, and the groups that bring one."""
        return render_template(
            "admin/roles/list.html",
            holders=self.desk.list(caller.actor, caller.visit.now),
            groups={
                Role.ADMINISTRATOR: self.settings.administrators,
                Role.HELPDESK: self.settings.helpdesk,
                Role.AUDITOR: self.settings.auditors,
            },
            name_of=name_for_others,
            done=request.args.get("done"),
        )

    def ask(self, _caller: Caller) -> ResponseReturnValue:
        """Show the empty form."""
        return self._form()

    def give(self, caller: Caller) -> ResponseReturnValue:
        """Give the role, or say what is wrong with what was asked."""
        realm = request.form.get("realm", "")
        username = canonical_username(request.form.get("username", ""))
        role = find_role(request.form.get("role", ""))
        given = {"realm": realm in self.realms, "username": username, "role": role}
        missing = tuple(
            Problem(name, f"console_roles.missing.{name}") for name, value in given.items() if not value
        )
        if missing or role is None or username is None:
            return self._form(missing), 422
        person = self.desk.directories.find_named(realm, username, caller.visit.now)
        try:
            if person is None:
                raise UnknownPerson(username)
            self.desk.give(caller.actor, person.person_id, role, caller.visit.now)
        except UnknownPerson:
            return self._form((Problem("username", "console_roles.unknown"),)), 422
        except OwnRole:
            return self._form((Problem("username", "console_roles.own"),)), 422
        return redirect(url_for(".roles", done="given"), 303)

    def ask_back(self, caller: Caller, person_id: str, role: str) -> ResponseReturnValue:
        """Ask once more before the role is taken back."""
        held = next(
            (
                holder
                for holder in self.desk.list(caller.actor, caller.visit.now)
                if (holder.grant.person_id, holder.grant.role.value) == (person_id, role)
            ),
            None,
        )
        if held is None:
            abort(404)
        return render_template("admin/roles/take_back.html", holder=held, name_of=name_for_others)

    def take_back(self, caller: Caller, person_id: str, role: str) -> ResponseReturnValue:
        """Take the role back."""
        found = find_role(role)
        if found is None:
            abort(404)
        try:
            self.desk.take_back(caller.actor, person_id, found, caller.visit.now)
        except OwnRole:
            return redirect(url_for(".roles", done="own"), 303)
        return redirect(url_for(".roles", done="taken_back"), 303)

    def _form(self, problems: tuple[Problem, ...] = ()) -> str:
        return render_template(
            "admin/roles/give.html", realms=self.realms, roles=GIVEN, typed=request.form, problems=problems
        )


def find_role(written: str) -> Role | None:
    """Return the role of this name that can be given; None when there is none."""
    return next((role for role in GIVEN if role.value == written), None)
