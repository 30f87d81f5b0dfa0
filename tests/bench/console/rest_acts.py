"""What programs write by the REST API, one thing at a time."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from idp.admin.api.answering import PREFIX
from idp.people.person import Person
from tests.bench.console.act import Act, check
from tests.bench.console.question import Question
from tests.bench.console.visitors import Visitor

WHO: Final = "rest"
CLIENT: Final[Mapping[str, Any]] = {
    "name": "Ett program gör en tjänst",
    "auth_method": "client_secret_basic",
    "redirect_uris": ["https://bench.havsvik.example/callback"],
    "service": "tjanst-150",
}
Says = Callable[[int], Any]


def list_rest_acts(town: Sequence[Person]) -> Iterator[Act]:
    """Yield them. `town` are people of one realm; each turn is about another."""

    def one(turn: int) -> str:
        return f"/people/{town[turn].person_id}"

    yield sending("an application is registered", "POST", lambda _: "/clients", lambda _: CLIENT)
    yield Act("REST: an application is changed", f"{PREFIX}/clients/{{}}", WHO, change_client)
    yield sending("somebody changes groups", "POST", lambda turn: f"{one(turn)}/groups", lambda turn: {
        "join": [f"grupp-{turn % 300:03}"], "leave": [f"grupp-{(turn + 1) % 300:03}"],
    })  # fmt: skip
    yield sending("somebody is unlocked", "POST", lambda turn: f"{one(turn)}/unlock")
    yield sending("somebody is signed out", "POST", lambda turn: f"{one(turn)}/sign-ins/end")
    yield sending("somebody gets a role", "POST", lambda _: "/roles", lambda turn: {
        "person_id": town[turn].person_id, "role": "auditor",
    })  # fmt: skip
    yield sending(
        "a draft is begun", "POST", lambda _: "/policy/drafts", lambda turn: {"reason": f"REST {turn}"}
    )
    yield sending("keys are rotated", "POST", lambda _: "/keys/rotation", lambda _: {"at_once": True})
    for step in ("hand-out", "take-back"):
        yield Act(f"REST: a token, {step}", f"{PREFIX}/tokens/{{}}/{step}", WHO, moving_token(town, step))


def sending(name: str, method: str, path: Says, body: Says = lambda _: None) -> Act:
    """Return the act of sending something; where and what depend on the turn."""
    return Act(
        f"REST: {name}", f"{PREFIX}{path(0)}", WHO, lambda _, turn: write(method, path(turn), body(turn))
    )


def change_client(visitor: Visitor, turn: int) -> Question:
    """Return the change of an application that was registered for it."""
    made = json.loads(check(visitor.ask(write("POST", "/clients", CLIENT)), "/clients").text)
    return write("PATCH", f"/clients/{made['client_id']}", {"name": f"Nytt namn {turn}"})


def moving_token(town: Sequence[Person], step: str) -> Callable[[Visitor, int], Question]:
    """Return what hands a token out, or takes it back, that is handed out for it."""

    def prepare(visitor: Visitor, turn: int) -> Question:
        listed = check(visitor.ask(Question("", f"{PREFIX}/tokens?state=in_stock&limit=1")), "/tokens")
        here = f"/tokens/{json.loads(listed.text)['items'][0]['token_id']}"
        hand_out = write("POST", f"{here}/hand-out", {"person_id": town[turn].person_id})
        if step == "hand-out":
            return hand_out
        check(visitor.ask(hand_out), here)
        return write("POST", f"{here}/take-back")

    return prepare


def write(method: str, path: str, body: Any = None) -> Question:
    """Return the request."""
    return Question("", f"{PREFIX}{path}", method, WHO, body, is_json=True)
