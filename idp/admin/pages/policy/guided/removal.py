"""Taking a service or a zone out of a draft, each confirmed on a page that says what goes with it."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.guided.default_service import SHOWN, ListClients
from idp.admin.pages.policy.guided.open_draft import OpenDraft, open_draft
from idp.admin.pages.policy.reading import Reading
from idp.admin.permissions import Permission
from idp.admin.policy.forms.default import NOBODY, find_wrong_heir, list_following, read_heir
from idp.admin.policy.removal import (
    ServiceRemoval,
    ZoneRemoval,
    find_service_removal,
    find_zone_removal,
)
from idp.oidc.clients.client import Client
from idp.policy.writing.whole_service import remove_service
from idp.policy.writing.whole_zone import remove_zone


@dataclass(frozen=True, slots=True)
class RemovalPages:
    """The pages `…/services/<service>/remove` and `…/zones/<zone>/remove` of a draft."""

    reading: Reading
    list_clients: ListClients

    def ask_service(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Say who loses what."""
        draft = open_draft(self.reading, caller, draft_id)
        return self._service_page(draft, service, get_service_removal(draft, service))

    def remove_service(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Take the service out of the draft; one that is built in stays."""
        draft = open_draft(self.reading, caller, draft_id)
        removal, heir = get_service_removal(draft, service), request.form.get("heir", "")
        if removal.is_kept:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        show_again = partial(self._service_page, draft, service, removal)
        problems = find_wrong_heir(heir, removal.heirs) if removal.is_default else ()
        if problems:
            return show_again(problems=problems), 422
        text = remove_service(draft.text, service, read_heir(heir))
        return draft.answer_written(text, show_again)

    def ask_zone(self, caller: Caller, draft_id: str, zone: str) -> ResponseReturnValue:
        """Say where its addresses go, and which services name it."""
        draft = open_draft(self.reading, caller, draft_id)
        return show_page(draft, "zone", zone, get_zone_removal(draft, zone))

    def remove_zone(self, caller: Caller, draft_id: str, zone: str) -> ResponseReturnValue:
        """Take the zone out of the draft; the weakest, which has every unknown address, stays."""
        draft = open_draft(self.reading, caller, draft_id)
        removal = get_zone_removal(draft, zone)
        if removal.is_kept:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        return draft.answer_written(
            remove_zone(draft.text, zone), partial(show_page, draft, "zone", zone, removal)
        )

    def _service_page(self, draft: OpenDraft, service: str, removal: ServiceRemoval, **faults: Any) -> str:
        may_read = draft.caller.actor.may(Permission.CLIENTS_READ)
        losing = list_following(self.list_clients(), service) if may_read else ()
        return show_page(draft, "service", service, removal, losing, **faults)


def get_service_removal(draft: OpenDraft, service: str) -> ServiceRemoval:
    """Return what goes with the service; answer 404 when there is none."""
    return find_service_removal(draft.text, draft.document, service) or abort(404)


def get_zone_removal(draft: OpenDraft, zone: str) -> ZoneRemoval:
    """Return what goes with the zone; answer 404 when there is none."""
    return find_zone_removal(draft.text, draft.document, zone) or abort(404)


def show_page(
    draft: OpenDraft,
    kind: str,
    name: str,
    removal: ServiceRemoval | ZoneRemoval,
    losing: tuple[Client, ...] = (),
    **faults: Any,
) -> str:
    """Return the page that says what goes with it."""
    return draft.show(
        "remove",
        kind=kind,
        name=name,
        removal=removal,
        losing=losing[:SHOWN],
        more=max(len(losing) - SHOWN, 0),
        nobody=NOBODY,
        heir=request.form.get("heir", ""),
        **faults,
    )
