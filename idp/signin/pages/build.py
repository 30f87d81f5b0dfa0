"""Lays out the addresses below /signin."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from idp.signin.pages.app import AppPage
from idp.signin.pages.bypass import BypassPage
from idp.signin.pages.code import CodePage
from idp.signin.pages.door import Door
from idp.signin.pages.key import KeyPage
from idp.signin.pages.method import MethodPage
from idp.signin.pages.number import NumberPage
from idp.signin.pages.page import Page
from idp.signin.pages.passkey import PasskeyPage
from idp.signin.pages.password import PasswordPage
from idp.signin.pages.protect import ProtectPage
from idp.signin.pages.realm import RealmPage
from idp.signin.pages.recovery import RecoveryPage
from idp.signin.pages.stop import StopPage
from idp.signin.pages.token import TokenPage

PAGES = (
    RealmPage,
    MethodPage,
    PasswordPage,
    NumberPage,
    CodePage,
    AppPage,
    TokenPage,
    RecoveryPage,
    BypassPage,
    KeyPage,
    PasskeyPage,
    ProtectPage,
    StopPage,
)


def build_signin(door: Door) -> Blueprint:
    """Return the sign-in: /signin/<id> leads to the next step, /signin/<id>/new starts the same request afresh."""
    blueprint = Blueprint("signin", __name__, url_prefix="/signin/<interaction_id>")
    blueprint.add_url_rule("", "enter", door.enter, methods=["GET"])
    blueprint.add_url_rule("/new", "new", door.restart, methods=["POST"])
    blueprint.add_url_rule("/code/state", "tell_code", CodePage(door).tell, methods=["GET"])
    for page in PAGES:
        add_page(blueprint, door, page(door))
    for asking in (KeyPage(door), PasskeyPage(door)):
        add_options(blueprint, door, asking)
    return blueprint


def add_page(blueprint: Blueprint, door: Door, page: Page) -> None:
    """Give a page its address, for showing it and for sending its form."""

    def show(interaction_id: str) -> ResponseReturnValue:
        return door.show(page, interaction_id)

    def submit(interaction_id: str) -> ResponseReturnValue:
        return door.submit(page, interaction_id)

    blueprint.add_url_rule(f"/{page.name}", f"show_{page.name}", show, methods=["GET"])
    blueprint.add_url_rule(f"/{page.name}", f"submit_{page.name}", submit, methods=["POST"])


def add_options(blueprint: Blueprint, door: Door, page: KeyPage | PasskeyPage) -> None:
    """Give a page that asks the browser for a key the address at which its script gets the question."""

    def ask(interaction_id: str) -> ResponseReturnValue:
        return door.ask(page, interaction_id, page.ask)

    blueprint.add_url_rule(f"/{page.name}/options", f"ask_{page.name}", ask, methods=["POST"])
