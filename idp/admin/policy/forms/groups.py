"""Whom a service is for, in a guided form: everybody, or the groups written one on each line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from idp.admin.policy.forms.hours import Form
from idp.errors import Problem
from idp.policy.rules import EVERYONE
from idp.policy.writing.rule import list_tables, texts_of

NAMED: Final = "named"
AUDIENCES: Final = (EVERYONE, NAMED)
LONGEST_NAME: Final = 256


def show_groups(groups: Sequence[str]) -> Form:
    """Return what the form first shows; nothing is chosen for groups that cannot be read."""
    if not groups:
        return {}
    if EVERYONE in groups:
        return {"who": EVERYONE}
    return {"who": NAMED, "groups": "\n".join(groups)}


def find_wrong_groups(form: Form) -> Iterator[Problem]:
    """Yield what is wrong with the groups that were typed."""
    if form.get("who") not in AUDIENCES:
        yield Problem("who", "console_guided.problem.who")
    elif not (groups := list_groups(form)):
        yield Problem("groups", "console_guided.problem.groups")
    elif form["who"] == NAMED and EVERYONE in groups:
        yield Problem("groups", "console_guided.problem.everyone", {"name": EVERYONE})
    elif long := next((name for name in groups if len(name) > LONGEST_NAME), None):
        yield Problem("groups", "console_guided.problem.long", {"name": f"{long[:40]}…"})


def list_groups(form: Form) -> tuple[str, ...]:
    """Return the groups that were typed, each once."""
    if form.get("who") == EVERYONE:
        return (EVERYONE,)
    names = (line.strip() for line in form.get("groups", "").splitlines())
    return tuple(dict.fromkeys(name for name in names if name))


def list_named_groups(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the groups that some service of a draft is for."""
    services = document.get("services", {})
    named = {
        group
        for name in list_tables(document, "services")
        for group in texts_of(services[name].get("groups"))
    }
    return tuple(sorted(named - {EVERYONE}))
