"""Keeps what a guided form wrote of a draft's text, or says why not."""

from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.reading import Reading
from idp.admin.policy.outcomes import Refused
from idp.policy.drafts.draft import Draft


def answer_written(
    reading: Reading, caller: Caller, draft: Draft, text: str | None, show_again: Callable[[str], str]
) -> ResponseReturnValue:
    """Write the text and lead back to the draft; when it was not written, show the form again with why."""
    done = write_draft(reading, caller, draft, text)
    if isinstance(done, Draft):
        return redirect(url_for(".policy_draft", draft_id=draft.draft_id, done="written"), 303)
    return show_again(done), 422


def write_draft(reading: Reading, caller: Caller, draft: Draft, text: str | None) -> Draft | str:
    """Return the draft with the text; the sentence that says why not when it was not written.

    None is a text that the form could not write in. The revision is the one that the page was shown with.
    """
    words = reading.words(caller)
    if text is None:
        return words.t("console_guided.refused.layout")
    if text == draft.text:
        return words.t("console_guided.refused.same")
    revision = request.form.get("revision", 0, int)
    done = reading.desk.drafting.change(
        caller.actor, draft.draft_id, revision, text, draft.reason, draft.based_on, caller.visit.now
    )
    return words.objection(done)[0] if isinstance(done, Refused) else done


def is_stale(reading: Reading, draft: Draft) -> bool:
    """Say whether another version is in force than the one that the draft changes."""
    return reading.desk.reviewing.load_text()[0] != draft.based_on
