"""A service and a zone that are new, as forms that write a draft's text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.reading import Reading
from idp.admin.pages.policy.writing import answer_written, is_stale
from idp.admin.policy.days_form import LANGUAGES
from idp.admin.policy.groups_form import AUDIENCES
from idp.admin.policy.hours_form import OPENINGS, Form
from idp.admin.policy.new_service_form import FIRST, read_new_service
from idp.admin.policy.new_zone_form import PLACES, list_first_offers, read_new_zone
from idp.admin.policy.rule_form import list_choices
from idp.errors import Problem
from idp.policy.drafts.draft import Draft
from idp.policy.reading.hours import WEEKDAYS
from idp.policy.writing.rule import read_document
from idp.policy.writing.whole_service import add_service
from idp.policy.writing.whole_zone import add_zone

LONGEST_PRESET: Final = 120


@dataclass(frozen=True, slots=True)
class GuidedNewPages:
    """The pages `/admin/policy/drafts/<id>/new-service` and `…/new-zone`."""

    reading: Reading

    def service(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Ask what the service is. The address may name it beforehand, as an application's page does."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document = read_document(draft.text)
        if document is None:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        named = {
            field: request.args.get(name, "")[:LONGEST_PRESET]
            for field, name in (("key", "service"), ("name-sv", "name"))
        }
        return self._service_page(caller, draft, document, {**FIRST, **named})

    def add_service(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Write the service into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document, typed = read_document(draft.text), request.form.to_dict()
        if document is None:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        found = read_new_service(typed, document)
        if isinstance(found, tuple):
            return self._service_page(caller, draft, document, typed, problems=found), 422
        return answer_written(
            self.reading,
            caller,
            draft,
            add_service(draft.text, found.key, found.facts, found.rule),
            lambda why: self._service_page(caller, draft, document, typed, objections=(why,)),
        )

    def zone(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Ask what the zone is."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document = read_document(draft.text)
        if document is None:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        return self._zone_page(caller, draft, document, {}, list_first_offers(document))

    def add_zone(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Write the zone into the draft, or say what is wrong with it; what was typed stays on the page."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        document, typed = read_document(draft.text), request.form.to_dict()
        if document is None:
            return redirect(url_for(".guide_policy", draft_id=draft_id), 303)
        offers = request.form.getlist("offers")
        found = read_new_zone(typed, offers, document)
        if isinstance(found, tuple):
            return self._zone_page(caller, draft, document, typed, offers, problems=found), 422
        return answer_written(
            self.reading,
            caller,
            draft,
            add_zone(draft.text, found.key, found.zone),
            lambda why: self._zone_page(caller, draft, document, typed, offers, objections=(why,)),
        )

    def _service_page(
        self,
        caller: Caller,
        draft: Draft,
        document: Mapping[str, Any],
        form: Form,
        problems: tuple[Problem, ...] = (),
        objections: tuple[str, ...] = (),
    ) -> str:
        return render_template(
            "admin/policy/guided_new_service.html",
            draft=draft,
            choices=list_choices(document),
            form=form,
            has_start=True,
            languages=LANGUAGES,
            audiences=AUDIENCES,
            openings=OPENINGS,
            weekdays=WEEKDAYS,
            problems=problems,
            objections=objections,
            is_stale=is_stale(self.reading, draft),
            words=self.reading.words(caller, self.reading.desk.find_policy(draft.text)),
        )

    def _zone_page(
        self,
        caller: Caller,
        draft: Draft,
        document: Mapping[str, Any],
        form: Form,
        offers: Sequence[str],
        problems: tuple[Problem, ...] = (),
        objections: tuple[str, ...] = (),
    ) -> str:
        return render_template(
            "admin/policy/guided_new_zone.html",
            draft=draft,
            choices=list_choices(document),
            form=form,
            offers=offers,
            languages=LANGUAGES,
            places=PLACES,
            problems=problems,
            objections=objections,
            is_stale=is_stale(self.reading, draft),
            words=self.reading.words(caller, self.reading.desk.find_policy(draft.text)),
        )
