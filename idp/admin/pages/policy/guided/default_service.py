"""Which rule applications follow that have none of their own, as a form that writes a draft's text."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from flask import request
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.guided.open_draft import OpenDraft, open_draft
from idp.admin.pages.policy.reading import Reading
from idp.admin.permissions import Permission
from idp.admin.policy.forms.default import (
    NOBODY,
    find_wrong_heir,
    list_following,
    list_heirs,
    read_heir,
    show_default,
)
from idp.oidc.clients.client import Client
from idp.policy.writing.default_service import write_default

ListClients = Callable[[], tuple[Client, ...]]

SHOWN: Final = 20
"""How many applications are named."""


@dataclass(frozen=True, slots=True)
class DefaultPages:
    """The page `/admin/policy/drafts/<id>/default-service`."""

    reading: Reading
    list_clients: ListClients

    def show(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Show which rule it is in the draft."""
        draft = open_draft(self.reading, caller, draft_id)
        return self._page(draft, show_default(draft.document))

    def write(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Write it into the draft, or say that nothing was chosen."""
        draft, heir = open_draft(self.reading, caller, draft_id), request.form.get("heir", "")
        show_again = partial(self._page, draft, heir)
        if problems := find_wrong_heir(heir, list_heirs(draft.document)):
            return show_again(problems=problems), 422
        return draft.answer_written(write_default(draft.text, read_heir(heir)), show_again)

    def _page(self, draft: OpenDraft, heir: str, **faults: Any) -> str:
        may_read = draft.caller.actor.may(Permission.CLIENTS_READ)
        following = list_following(self.list_clients(), None) if may_read else ()
        return draft.show(
            "default",
            heirs=list_heirs(draft.document),
            heir=heir,
            nobody=NOBODY,
            following=following[:SHOWN],
            more=max(len(following) - SHOWN, 0),
            **faults,
        )
