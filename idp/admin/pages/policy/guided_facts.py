"""What people see of a service – names, description, where it starts – as a form that writes a draft's text."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.reading import Reading
from idp.admin.pages.policy.writing import answer_written, is_stale
from idp.admin.policy.days_form import LANGUAGES
from idp.admin.policy.hours_form import Form
from idp.admin.policy.new_service_form import read_facts, show_facts
from idp.errors import Problem
from idp.policy.drafts.draft import Draft
from idp.policy.rules import OWN_PAGES, PERSONAL
from idp.policy.writing.facts import find_facts, write_facts
from idp.policy.writing.rule import read_document


@dataclass(frozen=True, slots=True)
class GuidedFactPages:
    """The page `/admin/policy/drafts/<id>/services/<service>/facts`."""

    reading: Reading

    def show(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Show what the draft says."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document = read_document(draft.text)
        if document is None:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        facts = find_facts(document, service) or abort(404)
        return self._page(caller, draft, service, show_facts(facts))

    def write(self, caller: Caller, draft_id: str, service: str) -> ResponseReturnValue:
        """Write it into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document, typed = read_document(draft.text), request.form.to_dict()
        before = find_facts(document, service) if document is not None else None
        if before is None:
            abort(404)
        facts = read_facts(typed, before, has_start=has_start(service))
        if isinstance(facts, tuple):
            return self._page(caller, draft, service, typed, problems=facts), 422
        return answer_written(
            self.reading,
            caller,
            draft,
            write_facts(draft.text, service, facts),
            lambda why: self._page(caller, draft, service, typed, objections=(why,)),
        )

    def _page(
        self,
        caller: Caller,
        draft: Draft,
        service: str,
        form: Form,
        problems: tuple[Problem, ...] = (),
        objections: tuple[str, ...] = (),
    ) -> str:
        return render_template(
            "admin/policy/guided_facts.html",
            draft=draft,
            service=service,
            has_start=has_start(service),
            form=form,
            languages=LANGUAGES,
            problems=problems,
            objections=objections,
            is_stale=is_stale(self.reading, draft),
            words=self.reading.words(caller, self.reading.desk.find_policy(draft.text)),
        )


def has_start(service: str) -> bool:
    """Say whether the service starts at an address of its own: it is no page of the provider's."""
    return service not in (*PERSONAL, *OWN_PAGES)
