"""`idp policy check`: prove what has to hold under every policy."""

from pathlib import Path

import click

from idp.ops.configured import config_option, load_config
from idp.ops.policy.files import DRAFT, read_draft
from idp.ops.policy_file import load_policy_in_force
from idp.policy.invariants import list_promises


@click.command(name="check")
@click.argument("file", type=DRAFT, required=False)
@config_option
def command(file: Path | None, config_path: Path) -> None:
    """Prove that a policy file breaks no promise.

    FILE is a draft; without it the policy in force is proved. Everything that can be asked of it is asked:
    every service, zone and combination of methods, whatever the account. A fault names the line, and what
    somebody could do then. The provider refuses to start with the same words.
    """
    if file:
        name, policy = str(file), read_draft(file)
    else:
        config = load_config(config_path)
        in_force = load_policy_in_force(config)
        name, policy = in_force.name(config.policy), in_force.policy
    click.echo(f"{name}: in order. {len(policy.services)} services, {len(policy.zones.names)} zones.")
    for promise in list_promises():
        click.echo(f"  holds: {promise}")
