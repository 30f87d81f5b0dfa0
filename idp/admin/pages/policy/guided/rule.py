"""The commonest changes as forms: they write the draft's text, and what is written is an ordinary draft."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.guided.open_draft import OpenDraft, is_stale, open_draft
from idp.admin.pages.policy.reading import Reading
from idp.admin.policy.forms.groups import AUDIENCES
from idp.admin.policy.forms.hours import OPENINGS, Form
from idp.admin.policy.forms.rule import list_choices, read_rule, show_rule
from idp.policy.reading.hours import WEEKDAYS
from idp.policy.rules import BUILT_IN
from idp.policy.writing.rule import find_rule, list_tables, read_document, write_rule


@dataclass(frozen=True, slots=True)
class ServicePages:
    """The pages `/admin/policy/drafts/<id>/guided` and `…/services/<service>`."""

    reading: Reading

    def choose(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Ask what shall change. A text that is not TOML is told of, with the way to its text."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document = read_document(draft.text)
        return render_template(
            "admin/policy/guided/choose.html",
            draft=draft,
            choices=None if document is None else list_choices(document),
            services=None if document is None else list_tables(document, "services"),
            is_stale=is_stale(self.reading, draft),
            words=self.reading.words(caller, self.reading.desk.find_policy(draft.text)),
        )

    def service(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Show one service's rule as the draft has it."""
        draft = open_draft(self.reading, caller, draft_id)
        rule = find_rule(draft.document, service) or abort(404)
        return show_service(draft, service, show_rule(rule))

    def write_service(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Write the rule into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft, typed = open_draft(self.reading, caller, draft_id), request.form.to_dict()
        before = find_rule(draft.document, service) or abort(404)
        rule = read_rule(typed, before, list_choices(draft.document))
        show_again = partial(show_service, draft, service, typed)
        if isinstance(rule, tuple):
            return show_again(problems=rule), 422
        return draft.answer_written(write_rule(draft.text, service, rule), show_again)


def show_service(draft: OpenDraft, service: str, form: Form, **faults: Any) -> str:
    """Return the page of one service's rule."""
    return draft.show(
        "service",
        service=service,
        choices=list_choices(draft.document),
        form=form,
        audiences=AUDIENCES,
        openings=OPENINGS,
        weekdays=WEEKDAYS,
        is_built_in=service in BUILT_IN,
        **faults,
    )
