"""A zone's networks and the ways it offers, as a form that writes a draft's text."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.guided.open_draft import OpenDraft, open_draft
from idp.admin.pages.policy.reading import Reading
from idp.admin.policy.forms.networks import find_wrong_networks, list_typed
from idp.errors import Problem
from idp.policy.writing.rule import list_tables
from idp.policy.writing.whole_zone import is_inside
from idp.policy.writing.zone import find_networks, find_offers, write_zone


@dataclass(frozen=True, slots=True)
class ZonePages:
    """The page `/admin/policy/drafts/<id>/zones/<zone>`."""

    reading: Reading

    def show(self, caller: Caller, draft_id: str, zone: str) -> ResponseReturnValue:
        """Show the zone as the draft has it."""
        draft = open_draft(self.reading, caller, draft_id)
        if (networks := find_networks(draft.document, zone)) is None:
            abort(404)
        return show_page(draft, zone, "\n".join(networks), find_offers(draft.document, zone) or ())

    def write(self, caller: Caller, draft_id: str, zone: str) -> ResponseReturnValue:
        """Write the zone into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft, typed = open_draft(self.reading, caller, draft_id), request.form.get("networks", "")
        if find_networks(draft.document, zone) is None:
            abort(404)
        networks, levels = list_typed(typed), list_tables(draft.document, "levels")
        offers = tuple(name for name in request.form.getlist("offers") if name in levels)
        inside = is_inside(draft.document, zone)
        problems = tuple(find_wrong_networks(draft.document, zone, networks, inside=inside))
        if not offers:
            problems = (*problems, Problem("offers", "console_zone.no_offer"))
        show_again = partial(show_page, draft, zone, typed, offers)
        if problems:
            return show_again(problems=problems), 422
        return draft.answer_written(write_zone(draft.text, zone, networks, offers), show_again)


def show_page(draft: OpenDraft, zone: str, networks: str, offers: tuple[str, ...], **faults: Any) -> str:
    """Return the page of the zone."""
    return draft.show(
        "zone",
        zone=zone,
        networks=networks,
        offers=offers,
        levels=list_tables(draft.document, "levels"),
        is_inside=is_inside(draft.document, zone),
        is_weakest=list_tables(draft.document, "zones")[0] == zone,
        **faults,
    )
