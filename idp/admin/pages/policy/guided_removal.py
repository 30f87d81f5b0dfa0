"""Taking a service or a zone out of a draft, each confirmed on a page that says what goes with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.reading import Reading
from idp.admin.pages.policy.writing import answer_written, is_stale
from idp.admin.permissions import Permission
from idp.admin.policy.removal import (
    ServiceRemoval,
    ZoneRemoval,
    find_service_removal,
    find_zone_removal,
    list_losing,
)
from idp.errors import Problem
from idp.oidc.clients import Client
from idp.policy.drafts.draft import Draft
from idp.policy.writing.rule import read_document
from idp.policy.writing.whole_service import remove_service
from idp.policy.writing.whole_zone import remove_zone

ListClients = Callable[[], tuple[Client, ...]]

SHOWN: Final = 20
"""How many applications that lose their rule are named."""

NOBODY: Final = "-"
"""That no service takes the place of the one that applications belong to without saying so."""


@dataclass(frozen=True, slots=True)
class GuidedRemovalPages:
    """The pages `…/services/<service>/remove` and `…/zones/<zone>/remove` of a draft."""

    reading: Reading
    list_clients: ListClients

    def ask_service(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Say who loses what."""
        draft, removal = self._find_service(caller, draft_id, service)
        if removal is None:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        return self._service_page(caller, draft, service, removal)

    def remove_service(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Take the service out of the draft; one that is built in stays."""
        draft, removal = self._find_service(caller, draft_id, service)
        if removal is None or removal.is_kept:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        heir = request.form.get("heir", "")
        if removal.is_default and heir not in (NOBODY, *removal.heirs):
            problems = (Problem("heir", "console_new.problem.heir"),)
            return self._service_page(caller, draft, service, removal, problems=problems), 422
        return answer_written(
            self.reading,
            caller,
            draft,
            remove_service(draft.text, service, "" if heir == NOBODY else heir),
            lambda why: self._service_page(caller, draft, service, removal, objections=(why,)),
        )

    def ask_zone(self, caller: Caller, draft_id: str, zone: str) -> ResponseReturnValue:
        """Say where its addresses go, and which services name it."""
        draft, removal = self._find_zone(caller, draft_id, zone)
        if removal is None:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        return self._page(caller, draft, "zone", zone, removal)

    def remove_zone(self, caller: Caller, draft_id: str, zone: str) -> ResponseReturnValue:
        """Take the zone out of the draft; the weakest, which has every unknown address, stays."""
        draft, removal = self._find_zone(caller, draft_id, zone)
        if removal is None or removal.is_kept:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        return answer_written(
            self.reading,
            caller,
            draft,
            remove_zone(draft.text, zone),
            lambda why: self._page(caller, draft, "zone", zone, removal, objections=(why,)),
        )

    def _find_service(
        self, caller: Caller, draft_id: str, service: str
    ) -> tuple[Draft, ServiceRemoval | None]:
        """Return the draft and what goes with the service; None for a text that is not TOML."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document = read_document(draft.text)
        if document is None:
            return draft, None
        return draft, find_service_removal(draft.text, document, service) or abort(404)

    def _find_zone(self, caller: Caller, draft_id: str, zone: str) -> tuple[Draft, ZoneRemoval | None]:
        """Return the draft and what goes with the zone; None for a text that is not TOML."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document = read_document(draft.text)
        if document is None:
            return draft, None
        return draft, find_zone_removal(draft.text, document, zone) or abort(404)

    def _service_page(
        self,
        caller: Caller,
        draft: Draft,
        service: str,
        removal: ServiceRemoval,
        problems: tuple[Problem, ...] = (),
        objections: tuple[str, ...] = (),
    ) -> str:
        may_read = caller.actor.may(Permission.CLIENTS_READ)
        losing = list_losing(self.list_clients(), service) if may_read else ()
        return self._page(caller, draft, "service", service, removal, losing, problems, objections)

    def _page(
        self,
        caller: Caller,
        draft: Draft,
        kind: str,
        name: str,
        removal: ServiceRemoval | ZoneRemoval,
        losing: tuple[Client, ...] = (),
        problems: tuple[Problem, ...] = (),
        objections: tuple[str, ...] = (),
    ) -> str:
        return render_template(
            "admin/policy/guided_remove.html",
            draft=draft,
            kind=kind,
            name=name,
            removal=removal,
            losing=losing[:SHOWN],
            more=max(len(losing) - SHOWN, 0),
            nobody=NOBODY,
            heir=request.form.get("heir", ""),
            problems=problems,
            objections=objections,
            is_stale=is_stale(self.reading, draft),
            words=self.reading.words(caller, self.reading.desk.find_policy(draft.text)),
        )
