"""The guided form of the rule that applications follow when they have none of their own."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from idp.errors import Problem
from idp.oidc.clients.client import Client
from idp.policy.rules import OURS
from idp.policy.writing.default_service import find_default
from idp.policy.writing.rule import list_tables

NOBODY: Final = "-"
"""That no service is the one of applications that name none."""


def list_heirs(document: Mapping[str, Any], gone: str = "") -> tuple[str, ...]:
    """Return the services whose rule applications may follow, but the one that goes: the provider's own pages have none."""
    return tuple(name for name in list_tables(document, "services") if name not in (gone, *OURS))


def show_default(document: Mapping[str, Any]) -> str:
    """Return what the form first has chosen."""
    return find_default(document) or NOBODY


def find_wrong_heir(heir: str, heirs: Collection[str]) -> tuple[Problem, ...]:
    """Return that nothing was chosen; nothing when something was."""
    return () if heir in (NOBODY, *heirs) else (Problem("heir", "console_new.problem.heir"),)


def read_heir(heir: str) -> str:
    """Return the service that was chosen, "" for none."""
    return "" if heir == NOBODY else heir


def list_following(clients: tuple[Client, ...], service: str | None) -> tuple[Client, ...]:
    """Return the applications that name the service as theirs, or none, and sign people in, by their names."""
    ours = (one for one in clients if one.service == service and one.signs_people_in)
    return tuple(sorted(ours, key=lambda one: one.name.casefold()))
