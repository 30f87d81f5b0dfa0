"""Test sign-ins by the REST API: one is started, carried out in a browser, and read."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct

from idp.admin.api.operation import Call, Operation, Told
from idp.admin.api.problems import NotFound
from idp.admin.clients.desk import SEES, ClientDesk
from idp.admin.clients.shared_trial import SharedTrial, SharedTrials, State, UnknownTrial

Wording = Callable[[Callable[[Call], Any]], Callable[[Call], Any]]


class FactTold(Struct, frozen=True, kw_only=True):
    """One thing that a step was about: a parameter of the request, a check, a claim."""

    name: str
    value: str


class StepTold(Struct, frozen=True, kw_only=True):
    """One step, in the order of the authorization and token endpoints."""

    name: str
    is_good: bool
    facts: list[FactTold]
    sentences: list[str]


class SignInTestTold(Struct, frozen=True, kw_only=True):
    """A test sign-in. Somebody who may see the application opens `address` in a browser; then `steps` say how it went."""

    test_id: str
    address: str
    state: State
    expires_at: datetime
    steps: list[StepTold]


def build_trial_operations(desk: ClientDesk, trials: SharedTrials, worded: Wording) -> tuple[Operation, ...]:
    """Return the operations; `worded` puts what the desk of applications refuses into words."""

    def start(call: Call) -> Told:
        client = desk.show(call.actor, call.path["client_id"])
        trial = trials.ask(call.actor, client.client_id, call.now)
        path = f"/clients/{client.client_id}/test-sign-ins/{trial.trial_id}"
        return Told(tell_trial(trials, trial), location=path)

    def read(call: Call) -> SignInTestTold:
        client = desk.show(call.actor, call.path["client_id"])
        try:
            return tell_trial(
                trials, trials.look(call.actor, client.client_id, call.path["test_id"], call.now)
            )
        except UnknownTrial:
            raise NotFound("there is no such test sign-in, or its quarter of an hour is over") from None

    path = "/clients/{client_id}/test-sign-ins"
    return (
        Operation(
            name="startTestSignIn",
            method="POST",
            path=path,
            permissions=SEES,
            summary="Ask for a test sign-in: somebody opens its address in a browser and shows how it goes.",
            act=worded(start),
            tag="clients",
            answer=SignInTestTold,
            status=201,
            replays=True,
        ),
        Operation(
            name="readTestSignIn",
            method="GET",
            path=f"{path}/{{test_id}}",
            permissions=SEES,
            summary="What came of a test sign-in: every step, and the claims. For whoever asked for it.",
            act=worded(read),
            tag="clients",
            answer=SignInTestTold,
        ),
    )


def tell_trial(trials: SharedTrials, trial: SharedTrial) -> SignInTestTold:
    """Return what is told of a test."""
    steps = trial.report.steps if trial.report else ()
    return SignInTestTold(
        test_id=trial.trial_id,
        address=trials.name_address(trial),
        state=trial.state,
        expires_at=trial.expires_at,
        steps=[
            StepTold(
                name=step.name,
                is_good=step.is_good,
                facts=[FactTold(name=name, value=value) for name, value in step.facts],
                sentences=list(step.sentences),
            )
            for step in steps
        ],
    )
