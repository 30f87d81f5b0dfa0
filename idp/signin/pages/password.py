"""Username and password."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from flask import render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.people.directory import Barred, Right, Unavailable
from idp.policy.levels import Level
from idp.sessions.cookies import Cookie
from idp.signin.pages.door import Door
from idp.signin.pages.method import find_options, has_other_ways, takes_passkey
from idp.signin.pages.page import Opened
from idp.signin.pages.ways import name_method
from idp.signin.step import AskPassword
from idp.signin.steps.password import Wait


@dataclass(frozen=True, slots=True)
class PasswordPage:
    """The same answer, in the same words, whoever the name belongs to."""

    door: Door
    name: ClassVar[str] = "password"

    def fits(self, opened: Opened) -> bool:
        return isinstance(opened.step, AskPassword)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        level, other_ways = self._find_level(opened), has_other_ways(self.door, opened)
        return render_template(
            "signin/password.html",
            opened=opened,
            problems=problems,
            realm=find_realm(opened),
            level=level,
            second=find_second(self.door.parts.policy.levels.get(level or "")) if other_ways else None,
            username=request.form.get("username") or suggest_username(opened),
            has_other_ways=other_ways,
            takes_passkey=takes_passkey(self.door, opened),
        )

    def submit(self, opened: Opened) -> ResponseReturnValue:
        username, password = request.form.get("username", ""), request.form.get("password", "")
        if missing := find_missing(username, password):
            return self.show(opened, missing), 422
        realm = find_realm(opened)
        opened = replace(opened, interaction=replace(opened.interaction, level=self._find_level(opened)))
        match self.door.parts.password.check(opened.visit, realm, username, password):
            case Right(person):
                self.door.parts.visiting.keep(Cookie.REALM, realm)
                return self.door.let_in(opened, person, "password")
            case Barred(person, bar):
                is_inside = self.door.parts.policy.zones.get(opened.visit.zone).inside
                pinned = replace(opened.interaction, person_id=person.person_id, realm=person.realm)
                return self.door.save_and_go_on(replace(pinned, bar=bar, is_bar_told=is_inside))
            case Unavailable():
                return self.show(opened, (Problem("username", "signin.password.away"),)), 503
            case Wait(until):
                return self._show_wait(opened, until)
        return self.show(opened, (Problem("username", "signin.password.wrong"),)), 422

    def _find_level(self, opened: Opened) -> str | None:
        """Return the level that was chosen, now or last in this browser; of a form, the one that its page named.

        Whoever gives their password agrees to what they read, whatever another tab has chosen since.
        """
        named = request.form.get("level")
        if named and named in find_options(self.door, opened):
            return named
        return opened.step.level if isinstance(opened.step, AskPassword) else None

    def _show_wait(self, opened: Opened, until: datetime) -> ResponseReturnValue:
        seconds = (until - opened.visit.now).total_seconds()
        problem = Problem("username", "signin.wait", {"n": minutes_of(seconds)})
        return self.show(opened, (problem,)), 429, {"Retry-After": str(max(1, int(seconds)))}


def find_second(level: Level | None) -> Level | None:
    """Return the level when it asks for more after the password."""
    return level if level is not None and name_method(level) != "password" else None


def find_realm(opened: Opened) -> str:
    """Return the realm whose directory is asked: that of the person already known, else the one chosen."""
    known = opened.case.known
    return opened.interaction.realm or (known.person.realm if known else opened.case.realm) or ""


def suggest_username(opened: Opened) -> str:
    """Return what the username field holds at first: who is signed in already, else whom the service expects."""
    if opened.case.known:
        return opened.case.known.person.username
    return opened.interaction.login_hint or ""


def find_missing(username: str, password: str) -> tuple[Problem, ...]:
    """Return a problem for each empty field. An empty password never reaches a directory."""
    empty = [name for name, value in (("username", username.strip()), ("password", password)) if not value]
    return tuple(Problem(name, f"signin.password.no_{name}") for name in empty)


def minutes_of(seconds: float) -> int:
    """Return seconds as whole minutes, rounded up, at least one."""
    return max(1, -int(-seconds // 60))
