"""What a zone is called, where it lies and how strong it is, as a form that writes a draft's text."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.guided.open_draft import OpenDraft, open_draft
from idp.admin.pages.policy.reading import Reading
from idp.admin.policy.forms.days import LANGUAGES
from idp.admin.policy.forms.hours import Form
from idp.admin.policy.forms.zone_facts import read_zone_facts, show_zone_facts
from idp.admin.policy.forms.zone_place import PLACES, WEAKEST
from idp.policy.writing.rule import list_tables
from idp.policy.writing.whole_zone import ZONES
from idp.policy.writing.zone_facts import ZoneFacts, find_zone_facts, write_zone_facts


@dataclass(frozen=True, slots=True)
class ZoneFactPages:
    """The page `/admin/policy/drafts/<id>/zones/<zone>/facts`."""

    reading: Reading

    def show(self, caller: Caller, draft_id: str, zone: str) -> ResponseReturnValue:
        """Show what the draft says."""
        draft = open_draft(self.reading, caller, draft_id)
        return show_page(draft, zone, show_zone_facts(get_facts(draft, zone)))

    def write(self, caller: Caller, draft_id: str, zone: str) -> ResponseReturnValue:
        """Write it into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft, typed = open_draft(self.reading, caller, draft_id), request.form.to_dict()
        facts = read_zone_facts(typed, zone, get_facts(draft, zone), draft.document)
        show_again = partial(show_page, draft, zone, typed)
        if isinstance(facts, tuple):
            return show_again(problems=facts), 422
        return draft.answer_written(write_zone_facts(draft.text, zone, facts), show_again)


def get_facts(draft: OpenDraft, zone: str) -> ZoneFacts:
    """Return what the draft says of the zone; answer 404 when there is none."""
    return find_zone_facts(draft.document, zone) or abort(404)


def show_page(draft: OpenDraft, zone: str, form: Form, **faults: Any) -> str:
    """Return the page of what the zone is called and where it lies."""
    order = list_tables(draft.document, ZONES)
    return draft.show(
        "zone_facts",
        zone=zone,
        others=tuple(name for name in order if name != zone),
        is_weakest=order[0] == zone,
        weakest=WEAKEST,
        form=form,
        languages=LANGUAGES,
        places=PLACES,
        **faults,
    )
