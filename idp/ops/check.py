"""`idp check`: say whether configuration, policy, keys, database and directories are in order."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from idp.config.settings import Config
from idp.ops.configured import config_option, load_config
from idp.ops.directories import try_directory
from idp.ops.opened import load_store_keys, open_database
from idp.ops.policy_file import load_policy_in_force
from idp.ops.stop import Stop
from idp.people.realms import REALMS
from idp.policy.drafts.in_force import InForce
from idp.policy.invariants import list_promises
from idp.policy.loading import read_text
from idp.policy.problems import PolicyError
from idp.policy.rules import Policy
from idp.signing.enclosing import count_sealed
from idp.signing.envelope import open_envelope
from idp.signing.folder import BadKeysFolder, load_keyring, load_secret
from idp.signing.hsm import HsmAway
from idp.signing.private_file import LoosePermissions
from idp.signing.proving import prove_signing


def check_policy(config: Config) -> str:
    """Read the policy, prove its invariants, and see that every method it offers can be used."""
    in_force = load_policy_in_force(config)
    policy, name = in_force.policy, in_force.name(config.policy)
    for method, is_configured in (("mail", config.mail), ("sms", config.text_messages)):
        if is_configured is None and offers(policy, method):
            section = "mail" if method == "mail" else "text_messages"
            raise Stop(f"{name} offers codes by {method}, and [{section}] is missing; write it or offer less")
    said = f"{len(policy.services)} services, {len(policy.zones.names)} zones, {len(list_promises())} promises hold"
    return said if in_force.is_of_file else f"{name} in force: {said}{tell_file(config.policy, in_force)}"


def tell_file(path: Path, in_force: InForce) -> str:
    """Return what to know of a file that is not in force, when it says something else; nothing when it is alike."""
    try:
        differs = read_text(path) != in_force.text
    except PolicyError:
        return ""
    return (
        f"\n  {path} says otherwise and is not read; to put it in force: python -m idp policy publish {path}"
        if differs
        else ""
    )


def offers(policy: Policy, method: str) -> bool:
    """Say whether some zone offers a level that uses the method."""
    using = {level.name for level in policy.levels if method in level.methods}
    return any(not using.isdisjoint(zone.offers) for zone in policy.zones)


def check_keys(config: Config) -> str:
    """Read every key, and say whether they are encrypted where they lie."""
    envelope = open_envelope(config)
    try:
        keyring = load_keyring(config.keys, envelope)
        load_secret(config.keys, "csrf.key", envelope)
        clear = count_sealed(config.keys).clear
        elsewhere = prove_signing(keyring)
    except (BadKeysFolder, LoosePermissions) as problem:
        raise Stop(str(problem)) from None
    except HsmAway as problem:
        raise Stop(f"the PKCS#11 token: {problem.detail}") from None
    load_store_keys(config)
    shut = "in clear; to encrypt them see docs/operating.md" if clear else "encrypted"
    token = ", signing on the PKCS#11 token" if elsewhere else ""
    return f"{len(keyring.keys)} key pairs{token}, {shut}"


def check_database(config: Config) -> str:
    """Reach the database and read the version of its tables."""
    with open_database(config) as database:
        return f"{database.engine.dialect.name}, tables up to date"


def check_directories(config: Config) -> str:
    """Try every server of every directory that is not our own; a line each."""
    tried = [found for realm in REALMS for found in try_directory(realm, config.directories.of(realm))]
    said = "".join(f"\n  {one.line}" for one in tried)
    if not all(one.is_in_order for one in tried):
        raise Stop(said)
    return said or "our own"


CHECKS: Final[Mapping[str, Callable[[Config], str]]] = {
    "Policy": check_policy,
    "Keys": check_keys,
    "Database": check_database,
    "Directories": check_directories,
}


@click.command(name="check")
@config_option
def command(config_path: Path) -> None:
    """Check configuration, policy, keys, database and directories, a line each; exit with 2 when one is not in order."""
    config = load_config(config_path)
    click.echo(f"Configuration: {config_path}, {config.issuer}")
    failed = [name for name, check in CHECKS.items() if not report(name, check, config)]
    if failed:
        raise Stop(f"Not in order: {', '.join(failed).lower()}.")


def report(name: str, check: Callable[[Config], str], config: Config) -> bool:
    """Print what one check found; return whether it is in order."""
    try:
        click.echo(f"{name}: {check(config)}")
    except Stop as fault:
        click.echo(f"{name}: {fault.format_message()}")
        return False
    return True
