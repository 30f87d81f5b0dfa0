"""A draft: begun, written, read, handed over, and thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.guided.new import LONGEST_PRESET
from idp.admin.pages.policy.reading import Reading
from idp.admin.policy.outcomes import Faulty, Refused
from idp.policy.drafts.draft import Draft
from idp.policy.drafts.lockout import LockedOut
from idp.policy.drafts.rehearsal_run import RehearsalRun

DAYS = (1, 7, 14, 30, 90)
"""How far back a rehearsal is offered to go."""


@dataclass(frozen=True, slots=True)
class DraftPages:
    """The pages below `/admin/policy/drafts`."""

    reading: Reading

    def ask_new(self, _caller: Caller) -> ResponseReturnValue:
        """Ask why the policy shall change."""
        return render_template(
            "admin/policy/new.html",
            returns_to=request.args.get("version", type=int),
            objections=(),
            reason="",
            preset=read_preset(request.args),
        )

    def create(self, caller: Caller) -> ResponseReturnValue:
        """Begin a draft and go on to write it, in forms or in its text; of an earlier version, to read it.

        With the name of a service that has no rule, as an application's page asks for it, to the form of that service.
        """
        reason, returns_to = request.form.get("reason", ""), request.form.get("version", type=int)
        made = self.reading.desk.drafting.create(
            caller.actor, reason, caller.visit.now, returns_to=returns_to
        )
        preset = read_preset(request.form)
        if isinstance(made, Draft):
            if preset:
                named = url_for(
                    ".ask_policy_service",
                    draft_id=made.draft_id,
                    service=preset["service"],
                    name=preset["name"],
                )
                return redirect(named, 303)
            write = ".guide_policy" if request.form.get("action") == "guided" else ".edit_policy_draft"
            page = write if returns_to is None else ".policy_draft"
            return redirect(url_for(page, draft_id=made.draft_id), 303)
        objections = self.reading.words(caller).objection(made)
        return render_template(
            "admin/policy/new.html",
            returns_to=returns_to,
            objections=objections,
            reason=reason,
            preset=preset,
        ), 422

    def show(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Show what the draft changes, what is wrong with it, and what can be done."""
        return self.page(caller, self.reading.get_draft(caller.actor, draft_id))

    def act(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Hand the draft over, open it again, throw it away or rehearse it."""
        desk, actor, now = self.reading.desk, caller.actor, caller.visit.now
        revision, action = request.form.get("revision", 0, int), request.form.get("action", "")
        done: Draft | RehearsalRun | Refused | Faulty
        match action:
            case "submit":
                done = desk.approving.submit(actor, draft_id, revision, now)
            case "give_back":
                done = desk.approving.give_back(actor, draft_id, revision, now)
            case "discard":
                done = desk.drafting.discard(actor, draft_id, revision, now)
            case "rehearse":
                done = desk.rehearsing.ask(actor, draft_id, request.form.get("days", 7, int), now)
            case _:
                abort(400)
        if isinstance(done, Draft | RehearsalRun):
            return redirect(url_for(".policy_draft", draft_id=draft_id, done=action), 303)
        return self.page(caller, self.reading.get_draft(actor, draft_id), done), 422

    def edit(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Show the text to write in."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        return self._form(caller, draft, draft.text, draft.reason)

    def write(self, caller: Caller, draft_id: str) -> ResponseReturnValue:
        """Keep what was written and judge it; what is not kept stays on the page."""
        draft = self.reading.get_draft(caller.actor, draft_id)
        form = request.form
        text, reason = form.get("text", ""), form.get("reason", "")
        done = self.reading.desk.drafting.change(
            caller.actor,
            draft_id,
            form.get("revision", 0, int),
            text,
            reason,
            form.get("based_on", -1, int),
            caller.visit.now,
        )
        if isinstance(done, Draft):
            if form.get("action") == "check" and self.reading.desk.find_policy(done.text) is None:
                return self._form(caller, done, done.text, done.reason)
            return redirect(url_for(".policy_draft", draft_id=draft_id, done="written"), 303)
        return self._form(caller, draft, text, reason, done), 422

    def page(self, caller: Caller, draft: Draft, refused: Refused | Faulty | LockedOut | None = None) -> str:
        """Return the draft's page; `refused` is why the last step was not taken."""
        desk, policy = self.reading.desk, self.reading.desk.find_policy(draft.text)
        words = self.reading.words(caller, policy)
        rehearsed = desk.rehearsing.find_latest(draft.draft_id)
        return render_template(
            "admin/policy/draft.html",
            draft=draft,
            review=desk.reviewing.review(caller.actor, draft, caller.visit.now),
            run=rehearsed[0] if rehearsed else None,
            result=rehearsed[1] if rehearsed else None,
            days=DAYS,
            objections=words.objection(refused) if refused else (),
            words=words,
            name_of=self.reading.names(caller),
            done=request.args.get("done"),
        )

    def _form(
        self, caller: Caller, draft: Draft, text: str, reason: str, refused: Refused | None = None
    ) -> str:
        review = self.reading.desk.reviewing.review(caller.actor, draft, caller.visit.now)
        words = self.reading.words(caller)
        return render_template(
            "admin/policy/edit.html",
            draft=draft,
            review=review,
            text=text,
            reason=reason,
            objections=words.objection(refused) if refused else (),
            faults=words.objection(review.faults) if review.faults and text == draft.text else (),
            words=words,
        )


def read_preset(given: Mapping[str, str]) -> dict[str, str]:
    """Return the short name and the name of the service that a draft begins with; nothing when none is named."""
    name = given.get("name", "")[:LONGEST_PRESET]
    return {"service": given.get("service", "")[:LONGEST_PRESET], "name": name} if name else {}
