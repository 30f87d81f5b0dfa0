"""A draft as a guided form has it open: its text as tables, the form's page, and where what was written goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.reading import Reading
from idp.admin.pages.policy.words import Words
from idp.admin.policy.outcomes import Refused
from idp.errors import Problem
from idp.policy.drafts.draft import Draft
from idp.policy.writing.rule import read_document


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft whose text is TOML, for one request."""

    reading: Reading
    caller: Caller
    draft: Draft
    document: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The text as the draft has it."""
        return self.draft.text

    def words(self) -> Words:
        """Return the words of the caller's language, with the names that the draft gives, when it has no faults."""
        return self.reading.words(self.caller, self.reading.desk.find_policy(self.text))

    def show(
        self,
        page: str,
        *,
        problems: tuple[Problem, ...] = (),
        objections: tuple[str, ...] = (),
        **values: Any,
    ) -> str:
        """Return the form's page. `problems` are of its fields, `objections` of the draft that would come of it."""
        words = self.words()
        return render_template(
            f"admin/policy/guided/{page}.html",
            draft=self.draft,
            problems=tuple(map(words.name_zone, problems)),
            objections=objections,
            is_stale=is_stale(self.reading, self.draft),
            words=words,
            **values,
        )

    def answer_written(self, text: str | None, show_again: Callable[..., str]) -> ResponseReturnValue:
        """Write the text and lead back to the draft; when it was not written, show the form again with why."""
        done = self._write(text)
        if isinstance(done, Draft):
            return redirect(url_for(".policy_draft", draft_id=done.draft_id, done="written"), 303)
        return show_again(objections=(done,)), 422

    def _write(self, text: str | None) -> Draft | str:
        """Return the draft with the text; the sentence that says why not when it was not written.

        None is a text that the form could not write in. The revision is the one that the page was shown with.
        """
        draft, words = self.draft, self.reading.words(self.caller)
        if text is None:
            return words.t("console_guided.refused.layout")
        if text == draft.text:
            return words.t("console_guided.refused.same")
        revision = request.form.get("revision", 0, int)
        done = self.reading.desk.drafting.change(
            self.caller.actor,
            draft.draft_id,
            revision,
            text,
            draft.reason,
            draft.based_on,
            self.caller.visit.now,
        )
        return words.objection(done)[0] if isinstance(done, Refused) else done


def open_draft(reading: Reading, caller: Caller, draft_id: str) -> OpenDraft:
    """Return the draft; answer 404 when there is none, and lead to where it says so when its text is not TOML."""
    draft = reading.get_draft(caller.actor, draft_id)
    document = read_document(draft.text)
    if document is None:
        abort(redirect(url_for(".guide_policy", draft_id=draft_id), 303))
    return OpenDraft(reading, caller, draft, document)


def is_stale(reading: Reading, draft: Draft) -> bool:
    """Say whether another version is in force than the one that the draft changes."""
    return reading.desk.reviewing.load_text()[0] != draft.based_on
