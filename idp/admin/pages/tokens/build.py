"""Lays out the addresses of hardware tokens in the console. Each says here what opens it."""

from idp.admin.pages.console_page import ConsolePage
from idp.admin.pages.people.parts import PeopleParts
from idp.admin.pages.people.person import PersonPages
from idp.admin.pages.tokens.cupboard import CupboardPages
from idp.admin.pages.tokens.importing import ImportPages
from idp.admin.permissions import Permission
from idp.admin.tokens.desk import TokenDesk
from idp.admin.tokens.importing import Importing


def build_token_pages(desk: TokenDesk, importing: Importing, people: PeopleParts) -> tuple[ConsolePage, ...]:
    """Return the pages."""
    cupboard, importer = CupboardPages(desk, PersonPages(people)), ImportPages(importing)
    read, help_, write = (Permission.PEOPLE_READ,), (Permission.PEOPLE_HELP,), (Permission.PEOPLE_WRITE,)

    def page(
        rule: str, endpoint: str, permissions: tuple[Permission, ...], act: object, **more: object
    ) -> ConsolePage:
        return ConsolePage(rule=rule, endpoint=endpoint, permissions=permissions, act=act, **more)  # type: ignore[arg-type]  # the flags of a page

    return (
        page("/tokens", "tokens", read, cupboard.list),
        page("/tokens/import", "ask_token_file", write, importer.ask, is_fresh=True),
        page("/tokens/import", "preview_tokens", write, importer.preview, method="POST", is_fresh=True),
        page(
            "/tokens/import/<import_id>", "import_tokens", write, importer.apply, method="POST", is_fresh=True
        ),
        page("/tokens/<token_id>", "token", read, cupboard.show),
        page("/tokens/<token_id>/take-back", "ask_token_back", help_, cupboard.ask_back),
        page("/tokens/<token_id>/take-back", "take_token_back", help_, cupboard.take_back, method="POST"),
        page("/people/<person_id>/token", "ask_token", help_, cupboard.ask_out, is_fresh=True),
        page(
            "/people/<person_id>/token",
            "hand_out_token",
            help_,
            cupboard.hand_out,
            method="POST",
            is_fresh=True,
        ),
    )
