"""The addresses of applications' pages, and the permission that opens each."""

from typing import Final

from idp.admin.clients.desk import CHANGES, SEES
from idp.admin.pages.clients.editing import EditingPages
from idp.admin.pages.clients.ending import EndingPages
from idp.admin.pages.clients.owning import OwningPages
from idp.admin.pages.clients.parts import ClientParts
from idp.admin.pages.clients.registering import RegisteringPages
from idp.admin.pages.clients.secrets import SecretPages
from idp.admin.pages.clients.testing import TestingPages
from idp.admin.pages.clients.viewing import ViewingPages
from idp.admin.pages.console_page import ConsolePage, Section, send, show
from idp.admin.permissions import Permission

SECTION: Final = Section("console.menu.clients", "/admin/clients", SEES, Permission.CLIENTS_WRITE)
WRITE: Final = (Permission.CLIENTS_WRITE,)
ENTRUST: Final = (Permission.CLIENTS_ENTRUST,)
ONE: Final = "/clients/<client_id>"


def build_client_pages(parts: ClientParts) -> tuple[ConsolePage, ...]:
    """Return the pages."""
    viewing, registering, editing = ViewingPages(parts), RegisteringPages(parts), EditingPages(parts)
    owning, secrets, ending = OwningPages(parts), SecretPages(parts), EndingPages(parts)
    testing = TestingPages(parts)
    return (
        show("/clients", "clients", viewing.list, SEES),
        show("/clients/new", "new_client", registering.ask_kind, WRITE),
        # Whoever registers is fresh when the form opens, and is not sent away with everything they typed.
        show("/clients/new/<kind>", "guide_client", registering.ask, WRITE, is_fresh=True),
        send("/clients/new/<kind>", "send_client", registering.send, WRITE),
        show(ONE, "client", viewing.show, SEES),
        show(f"{ONE}/recipes", "client_recipes", viewing.recipes, SEES),
        show(f"{ONE}/access", "client_access", viewing.access, SEES),
        show(f"{ONE}/test", "client_test", testing.test, SEES),
        show(f"{ONE}/test/<trial_id>", "ask_shared_test", testing.ask, SEES),
        send(f"{ONE}/test/<trial_id>", "share_test", testing.share, SEES),
        show(f"{ONE}/edit/<topic>", "edit_client", editing.show, CHANGES),
        send(f"{ONE}/edit/<topic>", "send_edit_client", editing.send, CHANGES),
        show(f"{ONE}/owners", "client_owners", owning.show, SEES),
        send(f"{ONE}/owners", "add_client_owner", owning.add, ENTRUST),
        send(f"{ONE}/owners/<person_id>/remove", "remove_client_owner", owning.remove, ENTRUST),
        show(f"{ONE}/secrets", "client_secrets", secrets.show, SEES),
        show(f"{ONE}/secrets/new", "ask_client_secret", secrets.ask, CHANGES, is_fresh=True),
        send(f"{ONE}/secrets/new", "make_client_secret", secrets.make, CHANGES, is_fresh=True),
        show(f"{ONE}/<act>", "ask_end_client", ending.ask, CHANGES, is_fresh=True),
        send(f"{ONE}/<act>", "end_client", ending.act, CHANGES, is_fresh=True),
    )
