"""Agreeing to a draft, and putting it in force: each on a page that says once more what it means."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.reading import Reading
from idp.policy.drafts.draft import Draft
from idp.policy.drafts.version import Version


@dataclass(frozen=True, slots=True)
class InForcePages:
    """The pages `/admin/policy/drafts/<draft_id>/approve` and `…/publish`."""

    reading: Reading

    def ask_approval(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Show what is about to be agreed to."""
        return self._page(caller, self.reading.get_draft(caller.actor, draft_id), "approve")

    def approve(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Agree to the draft as it was shown."""
        revision, now = request.form.get("revision", 0, int), caller.visit.now
        done = self.reading.desk.approving.approve(caller.actor, draft_id, revision, now)
        if isinstance(done, Draft):
            return redirect(url_for(".policy_draft", draft_id=draft_id, done="approve"), 303)
        draft = self.reading.get_draft(caller.actor, draft_id)
        return self._page(caller, draft, "approve", self.reading.words(caller).objection(done)), 422

    def ask_publication(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Show what is about to be put in force."""
        return self._page(caller, self.reading.get_draft(caller.actor, draft_id), "publish")

    def publish(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Put the draft in force, or say with a counter-example why that is not done."""
        revision, now = request.form.get("revision", 0, int), caller.visit.now
        done = self.reading.desk.publishing.publish(caller.actor, draft_id, revision, now)
        if isinstance(done, Version):
            return redirect(url_for(".policy", done="published"), 303)
        draft = self.reading.get_draft(caller.actor, draft_id)
        return self._page(caller, draft, "publish", self.reading.words(caller).objection(done)), 422

    def _page(self, caller: Caller, draft: Draft, action: str, objections: tuple[str, ...] = ()) -> str:
        desk = self.reading.desk
        return render_template(
            "admin/policy/confirm.html",
            action=action,
            draft=draft,
            review=desk.reviewing.review(caller.actor, draft, caller.visit.now),
            objections=objections,
            words=self.reading.words(caller, desk.find_policy(draft.text)),
            name_of=self.reading.names(caller),
        )
