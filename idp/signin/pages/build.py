"""Lays out the addresses below /signin."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from idp.signin.pages.app import AppPage
from idp.signin.pages.code import CodePage
from idp.signin.pages.door import Door
from idp.signin.pages.method import MethodPage
from idp.signin.pages.number import NumberPage
from idp.signin.pages.page import Page
from idp.signin.pages.parts import SignInParts
from idp.signin.pages.password import PasswordPage
from idp.signin.pages.protect import ProtectPage
from idp.signin.pages.realm import RealmPage
from idp.signin.pages.stop import StopPage

PAGES = (RealmPage, MethodPage, PasswordPage, NumberPage, CodePage, AppPage, ProtectPage, StopPage)


def build_signin(parts: SignInParts) -> Blueprint:
    """Return the sign-in: /signin/<id> leads to the next step, /signin/<id>/new starts the same request afresh."""
    blueprint = Blueprint("signin", __name__, url_prefix="/signin/<interaction_id>")
    door = Door(parts)
    blueprint.add_url_rule("", "enter", door.enter, methods=["GET"])
    blueprint.add_url_rule("/new", "new", door.restart, methods=["POST"])
    for page in PAGES:
        add_page(blueprint, door, page(door))
    return blueprint


def add_page(blueprint: Blueprint, door: Door, page: Page) -> None:
    """Give a page its address, for showing it and for sending its form."""

    def show(interaction_id: str) -> ResponseReturnValue:
        return door.show(page, interaction_id)

    def submit(interaction_id: str) -> ResponseReturnValue:
        return door.submit(page, interaction_id)

    blueprint.add_url_rule(f"/{page.name}", f"show_{page.name}", show, methods=["GET"])
    blueprint.add_url_rule(f"/{page.name}", f"submit_{page.name}", submit, methods=["POST"])
