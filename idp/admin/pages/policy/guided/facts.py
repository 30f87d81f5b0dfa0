"""What people see of a service – names, description, where it starts – as a form that writes a draft's text."""

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
from idp.admin.policy.forms.new_service import read_facts, show_facts
from idp.policy.rules import OURS
from idp.policy.writing.facts import find_facts, write_facts


@dataclass(frozen=True, slots=True)
class FactPages:
    """The page `/admin/policy/drafts/<id>/services/<service>/facts`."""

    reading: Reading

    def show(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Show what the draft says."""
        draft = open_draft(self.reading, caller, draft_id)
        facts = find_facts(draft.document, service) or abort(404)
        return show_page(draft, service, show_facts(facts))

    def write(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Write it into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft, typed = open_draft(self.reading, caller, draft_id), request.form.to_dict()
        before = find_facts(draft.document, service)
        if before is None:
            abort(404)
        facts = read_facts(typed, before, has_start=has_start(service))
        show_again = partial(show_page, draft, service, typed)
        if isinstance(facts, tuple):
            return show_again(problems=facts), 422
        return draft.answer_written(write_facts(draft.text, service, facts), show_again)


def show_page(draft: OpenDraft, service: str, form: Form, **faults: Any) -> str:
    """Return the page of what people see of the service."""
    return draft.show(
        "facts",
        service=service,
        has_start=has_start(service),
        form=form,
        languages=LANGUAGES,
        **faults,
    )


def has_start(service: str) -> bool:
    """Say whether the service starts at an address of its own: it is no page of the provider's."""
    return service not in OURS
