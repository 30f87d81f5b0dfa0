"""Reads the form by which a member of staff asks for a temporary code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from idp.errors import Problem
from idp.methods.bypass import Checked, Reason
from idp.people.username import canonical_username

Choice = TypeVar("Choice", Reason, Checked)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says: whose account, why, and how it was made sure who they are."""

    realm: str
    username: str
    reason: Reason
    checked: Checked


def read_asked(form: Mapping[str, str], realms: Sequence[str]) -> Asked | tuple[Problem, ...]:
    """Return what was asked for, or what is missing, in the order of the form."""
    realm, username = form.get("realm", ""), canonical_username(form.get("username", ""))
    reason = find_choice(Reason, form.get("reason"))
    checked = find_choice(Checked, form.get("checked"))
    if realm in realms and username and reason and checked:
        return Asked(realm, username, reason, checked)
    given = {"realm": realm in realms, "username": username, "reason": reason, "checked": checked}
    return tuple(Problem(name, f"helpdesk.ask.missing.{name}") for name, value in given.items() if not value)


def find_choice(choices: type[Choice], value: str | None) -> Choice | None:
    """Return the choice of this value; None when it is none."""
    return next((choice for choice in choices if choice.value == value), None)
