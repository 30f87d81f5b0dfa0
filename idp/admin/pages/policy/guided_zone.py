"""A zone's networks and the ways it offers, as a form that writes a draft's text."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.reading import Reading
from idp.admin.pages.policy.writing import answer_written, is_stale
from idp.admin.policy.networks_form import find_wrong_networks, list_typed
from idp.errors import Problem
from idp.policy.drafts.draft import Draft
from idp.policy.writing.rule import list_tables, read_document
from idp.policy.writing.zone import find_networks, find_offers, write_zone


@dataclass(frozen=True, slots=True)
class GuidedZonePages:
    """The page `/admin/policy/drafts/<id>/zones/<zone>`."""

    reading: Reading

    def show(self, caller: Caller, draft_id: str, zone: str) -> ResponseReturnValue:
        """Show the zone as the draft has it."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document = read_document(draft.text)
        if document is None:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        if (networks := find_networks(document, zone)) is None:
            abort(404)
        offers = find_offers(document, zone) or ()
        return self._page(caller, draft, zone, "\n".join(networks), offers)

    def write(self, caller: Caller, draft_id: str, zone: str) -> ResponseReturnValue:
        """Write the zone into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document, typed = read_document(draft.text), request.form.get("networks", "")
        if document is None or find_networks(document, zone) is None:
            abort(404)
        networks, levels = list_typed(typed), list_tables(document, "levels")
        offers = tuple(name for name in request.form.getlist("offers") if name in levels)
        inside = document["zones"][zone].get("inside") is True
        problems = tuple(find_wrong_networks(document, zone, networks, inside=inside))
        if not offers:
            problems = (*problems, Problem("offers", "console_zone.no_offer"))
        if problems:
            return self._page(caller, draft, zone, typed, offers, problems=problems), 422
        return answer_written(
            self.reading,
            caller,
            draft,
            write_zone(draft.text, zone, networks, offers),
            lambda why: self._page(caller, draft, zone, typed, offers, objections=(why,)),
        )

    def _page(
        self,
        caller: Caller,
        draft: Draft,
        zone: str,
        networks: str,
        offers: tuple[str, ...],
        problems: tuple[Problem, ...] = (),
        objections: tuple[str, ...] = (),
    ) -> str:
        document = read_document(draft.text) or {}
        return render_template(
            "admin/policy/guided_zone.html",
            draft=draft,
            zone=zone,
            networks=networks,
            offers=offers,
            levels=list_tables(document, "levels"),
            is_inside=document["zones"][zone].get("inside") is True,
            is_weakest=list_tables(document, "zones")[0] == zone,
            problems=problems,
            objections=objections,
            is_stale=is_stale(self.reading, draft),
            words=self.reading.words(caller, self.reading.desk.find_policy(draft.text)),
        )
