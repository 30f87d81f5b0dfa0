"""The policy in force and the draft, as the commands read them."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from idp.ops.configured import load_config
from idp.ops.policy_file import read_policy
from idp.people.realms import REALMS
from idp.policy.loading import load_policy
from idp.policy.problems import PolicyError
from idp.policy.rules import Policy

REFUSED = 1
"""The exit code of a command that found something refused."""

DRAFT = click.Path(exists=True, dir_okay=False, path_type=Path)

draft_option = click.option(
    "--draft", type=DRAFT, help="A policy file to look at instead of the one in force."
)


def read_draft(path: Path) -> Policy:
    """Return the draft; leave with 1 and every fault on standard output when it is refused."""
    try:
        return load_policy(path, REALMS)
    except PolicyError as problem:
        refuse(path, problem)


def read_either(draft: Path | None, config_path: Path) -> Policy:
    """Return the draft, which needs no configuration; the policy in force when there is none."""
    return read_draft(draft) if draft else read_policy(load_config(config_path))


def refuse(path: Path, problem: PolicyError) -> NoReturn:
    """Print why the draft is refused, a fault a line, and leave with 1."""
    count = len(problem.lines)
    click.echo(
        f"{path}: refused, {count} fault{'s' if count > 1 else ''}. The provider would not start with it."
    )
    for line in problem.lines:
        click.echo(f"  {line}")
    sys.exit(REFUSED)
