"""The simulator: anybody, anywhere, signed in anyhow, at any hour."""

from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.reading import Reading, read_moment
from idp.admin.policy.simulating import NOT_SIGNED_IN, Answer, Wanted
from idp.errors import Problem
from idp.policy.hours import wall_time
from idp.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class SimulatorPages:
    """The page `/admin/policy/simulate`."""

    reading: Reading

    def show(self, caller: Caller) -> ResponseReturnValue:
        """Show the form."""
        policy, _ = self._find(caller)
        return self._page(caller, policy, (), ())

    def ask(self, caller: Caller) -> ResponseReturnValue:
        """Answer what was asked. It is a form, not an address: a name in an address would be kept by the browser."""
        policy, _ = self._find(caller)
        found = self.reading.desk.simulating.ask(caller.actor, policy, read_wanted(caller), caller.visit.now)
        answers = tuple(one for one in found if isinstance(one, Answer))
        problems = tuple(one for one in found if isinstance(one, Problem))
        return self._page(caller, policy, answers, problems), 422 if problems else 200

    def _find(self, caller: Caller) -> tuple[Policy, str]:
        policy, draft = self.reading.find_asked(caller)
        if policy is None:
            abort(404)
        return policy, draft.draft_id if draft else ""

    def _page(
        self, caller: Caller, policy: Policy, answers: tuple[Answer, ...], problems: tuple[Problem, ...]
    ) -> str:
        return render_template(
            "admin/policy/simulate.html",
            policy=policy,
            draft_id=request.args.get("draft", ""),
            realms=self.reading.desk.realms,
            typed=request.form,
            at=request.form.get("at") or f"{wall_time(caller.visit.now):%Y-%m-%dT%H:%M}",
            answers=answers,
            problems=problems,
            not_signed_in=NOT_SIGNED_IN,
            words=self.reading.words(caller, policy),
        )


def read_wanted(caller: Caller) -> Wanted:
    """Return what the form asks."""
    form = request.form
    groups = (name.strip() for name in form.get("groups", "").split(","))
    return Wanted(
        at=read_moment(form.get("at", "")) or caller.visit.now,
        method=form.get("method", NOT_SIGNED_IN),
        username=form.get("username", "").strip(),
        realm=form.get("realm", ""),
        groups=tuple(name for name in groups if name),
        zone=form.get("zone", ""),
        address=form.get("address", "").strip(),
        service=form.get("service", ""),
    )
