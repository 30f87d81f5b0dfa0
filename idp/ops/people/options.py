"""What is kept of a person beyond their account: options of the command line, and the record they make.

Identity numbers are asked for, never arguments, because arguments are seen by everybody on the machine.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import click

from idp.ops.stop import Stop
from idp.people.checking import BadPerson, check_person
from idp.people.details import BadDetail, read_detail
from idp.people.identity_number import BadIdentityNumber, read_coordination_number, read_personal_number
from idp.people.person import Person

FIELDS: Final = (
    "personal_number",
    "coordination_number",
    "previous_coordination_number",
    "coordination_level",
    "employee_id",
    "alias",
    "details",
)
NEVER_NONE: Final = frozenset({"unit", "title"})
LEVELS: Final = ("confirmed", "probable", "uncertain")

Command = Callable[..., Any]
Given = Mapping[str, str | bool | Mapping[str, str] | None]
"""The options by field: None for one that was not given, an empty text for what is to be forgotten."""


def ask_number(read: Callable[[str], str]) -> Callable[[click.Context, click.Parameter, bool], str | None]:
    """Return the callback of a flag that has a number asked for."""

    def ask(_ctx: click.Context, option: click.Parameter, is_wanted: bool) -> str | None:
        if not is_wanted:
            return None
        label = str(option.human_readable_name).replace("_", " ").capitalize()
        written = click.prompt(f"{label} (empty for none)", default="", show_default=False)
        try:
            return read(written) if written.strip() else ""
        except BadIdentityNumber as problem:
            raise click.BadParameter(str(problem)) from None

    return ask


def number_option(flag: str, read: Callable[[str], str], meaning: str) -> Callable[[Command], Command]:
    """Return a flag that has a number asked for."""
    return click.option(flag, is_flag=True, callback=ask_number(read), help=f"Ask for {meaning}.")


def read_details(
    _ctx: click.Context, _option: click.Parameter, written: tuple[str, ...]
) -> Mapping[str, str] | None:
    """Return details by name; None when none was given."""
    details = {}
    for pair in written:
        name, _, text = pair.partition("=")
        try:
            details[name] = read_detail(name, text)
        except BadDetail as problem:
            raise click.BadParameter(str(problem)) from None
    return details or None


OPTIONS: Final = (
    number_option("--personal-number", read_personal_number, "the personal number (personnummer)"),
    number_option("--coordination-number", read_coordination_number, "the coordination number"),
    number_option("--previous-coordination-number", read_coordination_number, "the number they had before"),
    click.option(
        "--coordination-level", type=click.Choice(LEVELS), help="How well the identity behind it is known."
    ),
    click.option("--employee-id", help="Names the employment to applications; unique in the realm."),
    click.option("--alias", help="The name others see of a protected identity, such as «Medarbetare 311»."),
    click.option(
        "--detail",
        "details",
        multiple=True,
        metavar="NAME=TEXT",
        callback=read_details,
        help="A standard claim that is kept, such as nickname or address.locality; an empty text forgets it.",
    ),
)


def person_options(command: Command) -> Command:
    """Give the command the options."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def keep_details(person: Person, given: Mapping[str, str]) -> dict[str, str]:
    """Return the person's details with those given; an empty one goes."""
    return {name: text for name, text in {**person.details, **given}.items() if text}


def change_person(person: Person, given: Given) -> Person:
    """Return the person with what was given; stop when it cannot be."""
    fields: dict[str, Any] = {
        name: None if value == "" and name not in NEVER_NONE else value
        for name, value in given.items()
        if value is not None
    }
    if given.get("details") is not None:
        fields["details"] = keep_details(person, given["details"])  # type: ignore[arg-type]
    changed = replace(person, **fields)
    try:
        check_person(changed)
    except BadPerson as problem:
        raise Stop(f"{problem.field}: {problem}") from None
    return changed
