"""The commonest changes as forms: they write the draft's text, and what is written is an ordinary draft."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.reading import Reading
from idp.admin.pages.policy.words import Words
from idp.admin.pages.policy.writing import answer_written, is_stale
from idp.admin.policy.groups_form import AUDIENCES
from idp.admin.policy.hours_form import OPENINGS, Form
from idp.admin.policy.rule_form import list_choices, read_rule, show_rule
from idp.errors import Problem
from idp.policy.drafts.draft import Draft
from idp.policy.reading.hours import WEEKDAYS
from idp.policy.rules import BUILT_IN
from idp.policy.writing.rule import find_rule, list_tables, read_document, write_rule


@dataclass(frozen=True, slots=True)
class GuidedPages:
    """The pages `/admin/policy/drafts/<id>/guided` and `…/services/<service>`."""

    reading: Reading

    def choose(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Ask what shall change. A text that is not TOML is told of, with the way to its text."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document = read_document(draft.text)
        return render_template(
            "admin/policy/guided.html",
            draft=draft,
            zones=None if document is None else list_tables(document, "zones"),
            services=None if document is None else list_tables(document, "services"),
            is_stale=is_stale(self.reading, draft),
            words=self._words(caller, draft),
        )

    def service(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Show one service's rule as the draft has it."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document = read_document(draft.text)
        if document is None:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        rule = find_rule(document, service) or abort(404)
        return self._service_page(caller, draft, service, show_rule(rule))

    def write_service(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Write the rule into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document, typed = read_document(draft.text), request.form.to_dict()
        before = find_rule(document, service) if document is not None else None
        if document is None or before is None:
            abort(404)
        rule = read_rule(typed, before, list_choices(document))
        if isinstance(rule, tuple):
            return self._service_page(caller, draft, service, typed, problems=rule), 422
        return answer_written(
            self.reading,
            caller,
            draft,
            write_rule(draft.text, service, rule),
            lambda why: self._service_page(caller, draft, service, typed, objections=(why,)),
        )

    def _service_page(
        self,
        caller: Caller,
        draft: Draft,
        service: str,
        form: Form,
        problems: tuple[Problem, ...] = (),
        objections: tuple[str, ...] = (),
    ) -> str:
        document = read_document(draft.text) or {}
        return render_template(
            "admin/policy/guided_service.html",
            draft=draft,
            service=service,
            choices=list_choices(document),
            form=form,
            audiences=AUDIENCES,
            openings=OPENINGS,
            weekdays=WEEKDAYS,
            is_built_in=service in BUILT_IN,
            problems=problems,
            objections=objections,
            is_stale=is_stale(self.reading, draft),
            words=self._words(caller, draft),
        )

    def _words(self, caller: Caller, draft: Draft) -> Words:
        return self.reading.words(caller, self.reading.desk.find_policy(draft.text))
