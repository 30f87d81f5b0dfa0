"""Where do you work? The answer chooses the directory that is asked."""

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.sessions.cookies import Cookie
from idp.signin.pages.door import Door
from idp.signin.pages.method import takes_passkey
from idp.signin.pages.page import Opened
from idp.signin.step import AskPassword, ChooseMethod, ChooseRealm


@dataclass(frozen=True, slots=True)
class RealmPage:
    """Shown until there is an answer; afterwards, until the password, to whoever wants to change it."""

    door: Door
    name: ClassVar[str] = "realm"

    def fits(self, opened: Opened) -> bool:
        return opened.case.known is None and isinstance(opened.step, ChooseRealm | ChooseMethod | AskPassword)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        realms = self.door.parts.realms
        return render_template(
            "signin/realm.html",
            opened=opened,
            realms=realms,
            problems=problems,
            takes_passkey=takes_passkey(self.door, opened),
        )

    def submit(self, opened: Opened) -> ResponseReturnValue:
        realm = request.form.get("realm", "")
        if realm not in self.door.parts.realms:
            return self.show(opened, (Problem("realm", "signin.realm.missing"),)), 422
        self.door.parts.visiting.keep(Cookie.REALM, realm)
        return self.door.save_and_go_on(replace(opened.interaction, realm=realm))
