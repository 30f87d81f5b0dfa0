"""A test sign-in: as the caller, for themselves, or for whoever asked for it by the REST API or on the machine."""

from dataclasses import dataclass

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from idp.admin.actor import Kind
from idp.admin.clients.shared_trial import SharedTrial, State, UnknownTrial
from idp.admin.pages.clients.parts import ClientParts
from idp.admin.pages.console_page import Caller


@dataclass(frozen=True, slots=True)
class TestingPages:
    """The pages below `/test`."""

    parts: ClientParts

    def test(self, caller: Caller, client_id: str) -> ResponseReturnValue:
        """Walk through a sign-in to the application as the caller, up to where it ends, and show each step."""
        client = self.parts.get(caller, client_id)
        report = self.parts.trial.run(caller.actor, client, caller.visit)
        return render_template("admin/clients/test.html", client=client, report=report, shown_to=None)

    def ask(self, caller: Caller, client_id: str, trial_id: str) -> ResponseReturnValue:
        """Say who asks for the test and what they would see; nothing is shown to anybody yet."""
        return self.page(caller, client_id, self.get(caller, client_id, trial_id))

    def share(self, caller: Caller, client_id: str, trial_id: str) -> ResponseReturnValue:
        """Walk through the sign-in, and show whoever asked what came of it."""
        client, trial = self.parts.get(caller, client_id), self.get(caller, client_id, trial_id)
        now = caller.visit.now
        if trial.state is not State.WAITING:
            return self.page(caller, client_id, trial), 409
        report = self.parts.trial.run(caller.actor, client, caller.visit, shown_to=trial.asked_by)
        if not self.parts.trials.answer(trial, report, now):
            return self.page(caller, client_id, self.get(caller, client_id, trial_id)), 409
        shown_to = self.name_asker(caller, trial)
        return render_template("admin/clients/test.html", client=client, report=report, shown_to=shown_to)

    def page(self, caller: Caller, client_id: str, trial: SharedTrial) -> str:
        """Return the page that says who asks, or that the test has been done."""
        return render_template(
            "admin/clients/shared_test.html",
            client=self.parts.get(caller, client_id),
            trial=trial,
            is_open=trial.state is State.WAITING,
            asker=self.name_asker(caller, trial),
        )

    def get(self, caller: Caller, client_id: str, trial_id: str) -> SharedTrial:
        """Return the test; end the request with 404 when there is none."""
        try:
            return self.parts.trials.get(client_id, trial_id, caller.visit.now)
        except UnknownTrial:
            abort(404)

    def name_asker(self, caller: Caller, trial: SharedTrial) -> str:
        """Return who asks: a program by its name, the operator by the account on the machine."""
        if trial.by_kind == Kind.CLIENT.value and (known := self.parts.find_name(trial.asked_by)):
            return known
        return self.parts.texts(caller)("console_test.operator", account=trial.asked_by)
