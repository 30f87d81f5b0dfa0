"""A service and a zone that are new, as forms that write a draft's text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from flask import request
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.guided.open_draft import OpenDraft, open_draft
from idp.admin.pages.policy.reading import Reading
from idp.admin.policy.forms.days import LANGUAGES
from idp.admin.policy.forms.groups import AUDIENCES
from idp.admin.policy.forms.hours import OPENINGS, Form
from idp.admin.policy.forms.new_service import FIRST, read_new_service
from idp.admin.policy.forms.new_zone import list_first_offers, read_new_zone
from idp.admin.policy.forms.rule import list_choices
from idp.admin.policy.forms.zone_place import PLACES
from idp.policy.reading.hours import WEEKDAYS
from idp.policy.writing.whole_service import add_service
from idp.policy.writing.whole_zone import add_zone

LONGEST_PRESET: Final = 120


@dataclass(frozen=True, slots=True)
class NewPages:
    """The pages `/admin/policy/drafts/<id>/new-service` and `…/new-zone`."""

    reading: Reading

    def service(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Ask what the service is. The address may name it beforehand, as an application's page does."""
        named = {
            field: request.args.get(name, "")[:LONGEST_PRESET]
            for field, name in (("key", "service"), ("name-sv", "name"))
        }
        return show_service(open_draft(self.reading, caller, draft_id), {**FIRST, **named})

    def add_service(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Write the service into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft, typed = open_draft(self.reading, caller, draft_id), request.form.to_dict()
        found, show_again = read_new_service(typed, draft.document), partial(show_service, draft, typed)
        if isinstance(found, tuple):
            return show_again(problems=found), 422
        return draft.answer_written(add_service(draft.text, found.key, found.facts, found.rule), show_again)

    def zone(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Ask what the zone is."""
        draft = open_draft(self.reading, caller, draft_id)
        return show_zone(draft, {}, list_first_offers(draft.document))

    def add_zone(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Write the zone into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft, typed = open_draft(self.reading, caller, draft_id), request.form.to_dict()
        offers = request.form.getlist("offers")
        found = read_new_zone(typed, offers, draft.document)
        show_again = partial(show_zone, draft, typed, offers)
        if isinstance(found, tuple):
            return show_again(problems=found), 422
        return draft.answer_written(add_zone(draft.text, found.key, found.zone), show_again)


def show_service(draft: OpenDraft, form: Form, **faults: Any) -> str:
    """Return the page of a new service."""
    return draft.show(
        "new_service",
        choices=list_choices(draft.document),
        form=form,
        has_start=True,
        languages=LANGUAGES,
        audiences=AUDIENCES,
        openings=OPENINGS,
        weekdays=WEEKDAYS,
        **faults,
    )


def show_zone(draft: OpenDraft, form: Form, offers: Sequence[str], **faults: Any) -> str:
    """Return the page of a new zone."""
    return draft.show(
        "new_zone",
        choices=list_choices(draft.document),
        form=form,
        offers=offers,
        languages=LANGUAGES,
        places=PLACES,
        **faults,
    )
