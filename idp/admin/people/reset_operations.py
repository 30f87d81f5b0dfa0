"""Resets of what people sign in with, by the REST API."""

from typing import Any

from idp.admin.api.operation import Call, Listing, Operation, Told
from idp.admin.api.problems import Fault, Faults, NotFound
from idp.admin.people.answers import Count, ResetAsked, ResetTold
from idp.admin.people.operations import count_done, worded
from idp.admin.people.resetting import Resetting, UnknownReset
from idp.admin.people.telling import tell_reset
from idp.admin.permissions import Permission
from idp.methods.reset import Item, Reset, read_item


def read_items(written: list[str]) -> tuple[Item, ...]:
    """Return the things that are named so. Raises Faults."""
    items = tuple(map(read_item, written))
    if not items or None in items:
        raise Faults((Fault("items", "name at least one thing as readPerson does, such as device:1f3a"),))
    return tuple(item for item in items if item is not None)


def build_reset_operations(resetting: Resetting) -> tuple[Operation, ...]:
    """Return the operations."""
    read, help_ = (Permission.PEOPLE_READ,), (Permission.PEOPLE_HELP,)

    def ask(call: Call) -> Told:
        asked: ResetAsked = call.body
        items = read_items(asked.items)
        person_id = call.path["person_id"]
        answer = resetting.ask(call.actor, person_id, items, asked.reason, asked.checked, call.now)
        if isinstance(answer, Reset):
            return Told(tell_reset(answer, call.now), location=f"/resets/{answer.reset_id}")
        return Told(ResetTold(state="done", count=count_done(answer).count))

    def get(call: Call) -> Reset:
        try:
            return resetting.get(call.actor, call.path["reset_id"])
        except UnknownReset:
            raise NotFound("there is no request of this id") from None

    def show(call: Call) -> ResetTold:
        return tell_reset(get(call), call.now)

    def list_latest(call: Call) -> Listing:
        return Listing(
            tuple(tell_reset(one, call.now) for one in resetting.list_latest(call.actor, call.now))
        )

    def approve(call: Call) -> Count:
        return count_done(resetting.approve(call.actor, get(call).reset_id, call.now))

    def cancel(call: Call) -> None:
        count_done(resetting.cancel(call.actor, get(call).reset_id, call.now))

    def declare(name: str, method: Any, path: str, summary: str, act: Any, **more: Any) -> Operation:
        return Operation(
            name=name,
            method=method,
            path=path,
            summary=summary,
            act=worded(act),
            tag="people",
            **({"permissions": help_} | more),
        )

    one = "/resets/{reset_id}"
    return (
        declare(
            "resetMethods", "POST", "/people/{person_id}/resets",
            "Take away what somebody signs in with; a second member of staff approves where the settings say so.",
            ask, body=ResetAsked, answer=ResetTold, status=201, replays=True,
        ),
        declare(
            "listResets", "GET", "/resets", "The requests of the last two days.", list_latest,
            answer=ResetTold, is_list=True, permissions=read,
        ),
        declare("readReset", "GET", one, "One request.", show, answer=ResetTold, permissions=read),
        declare(
            "approveReset", "POST", f"{one}/approve", "Approve another's request about a third person.",
            approve, answer=Count,
        ),
        declare("cancelReset", "POST", f"{one}/cancel", "Cancel a request that waits.", cancel),
    )  # fmt: skip
