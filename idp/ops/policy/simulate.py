"""`idp policy simulate`: what one person would be answered, and what would change it."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, assert_never

import click

from idp.clock import system_clock
from idp.i18n import load_catalogues
from idp.ops.configured import config_option, load_config
from idp.ops.directories import look_up
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json
from idp.ops.policy.files import draft_option, read_either
from idp.ops.policy.matrix import check_service
from idp.ops.policy.words import tell_moment, tell_person
from idp.ops.stop import Stop
from idp.people.realms import REALMS
from idp.policy.address import parse_address, place
from idp.policy.decide import decide
from idp.policy.decision import Decision
from idp.policy.hours import STOCKHOLM
from idp.policy.methods import METHODS
from idp.policy.question import Proof, Question, Subject
from idp.policy.reading.fields import suggest
from idp.policy.review.matrix import prove
from idp.policy.review.what_if import (
    OpenAccount,
    OtherGroups,
    OtherHour,
    OtherLevel,
    OtherZone,
    WhatIf,
    list_single_changes,
)
from idp.policy.rules import Policy

NOBODY = "none"
"""The method of somebody who has not signed in."""


@click.command(name="simulate")
@click.option("--person", metavar="USER@REALM", help="Somebody of the directory, as they are now.")
@click.option("--groups", metavar="A,B", help="Instead of a person: anyone in these groups.")
@click.option("--realm", type=click.Choice(REALMS), default="adm", show_default=True, help="With --groups.")
@click.option("--zone", help="Where they are, by the zone's name.")
@click.option("--address", help="Where they are, by the network address.")
@click.option(
    "--method",
    required=True,
    help='How they have signed in, there and then: a level of the policy such as sms, methods such as "password,totp", '
    f'or "{NOBODY}".',
)
@click.option(
    "--at", "written_at", metavar="TIME", help="When, Swedish wall time: 2026-11-24T05:50. Now unless said."
)
@click.option("--service", help="One service; every service unless said.")
@click.option(
    "--language", default="sv", show_default=True, help="Of the sentences that the person would read."
)
@draft_option
@json_option
@config_option
def command(
    person: str | None,
    groups: str | None,
    realm: str,
    zone: str | None,
    address: str | None,
    method: str,
    written_at: str | None,
    service: str | None,
    language: str,
    draft: Path | None,
    config_path: Path,
    *,
    as_json: bool,
) -> None:
    """Say what somebody would be answered, and why.

    The outcome, the sentences they would read, and each single change that would let them in:

    \b
    python -m idp policy simulate --person astlun001@adm --zone remote --method sms \\
        --at 2026-11-24T05:50 --service lonebesked
    """
    policy = read_either(draft, config_path)
    if (person is None) == (groups is None):
        raise Stop("name --person or --groups, one of the two")
    if service is not None:
        check_service(policy, service)
    if language not in load_catalogues():
        raise Stop(f"there are no texts in {language!r}; {suggest(language, tuple(load_catalogues()))}")
    now = read_moment(written_at)
    where = read_zone(policy, zone, address)
    who = find_subject(config_path, person) if person else build_subject(groups or "", realm)
    proofs = read_proofs(policy, method, where, now)
    questions = [
        Question(who if proofs else None, proofs, where, now, one, realm=who.realm)
        for one in ([service] if service else policy.services)
    ]
    if as_json:
        print_json([describe(policy, one, who, language) for one in questions])
        return
    click.echo(f"In {where}, {tell_moment(now)}, in groups: {', '.join(sorted(who.groups)) or 'none'}.")
    for question in questions:
        print_answer(policy, question, who, language)


def print_answer(policy: Policy, question: Question, who: Subject, language: str) -> None:
    """Print one service's answer with everything that belongs to it."""
    decision, service = decide(policy, question), policy.services[question.service]
    acr = f"  as {decision.acr.level} in {decision.acr.zone}" if decision.acr else ""
    click.echo(f"\n{service.id}: {decision.outcome.value.replace('_', ' ')}{acr}")
    for reason in decision.reasons:
        click.echo(f"  why: {tell_reason(reason)}")
    for sentence in tell_person(decision, service, language, question.now):
        click.echo(f"  reads: {sentence}")
    changes = list_single_changes(policy, question, who)
    for change in changes:
        click.echo(f"  would get in: {tell_change(change)}")
    if not changes and not decision.is_allowed:
        click.echo("  would get in: by no single change")


def tell_reason(reason: Any) -> str:
    """Return a reason's name and what it holds."""
    held = ", ".join(
        f"{name} {value}" for name, value in asdict(reason).items() if isinstance(value, str | int)
    )
    name = "".join(f" {mark.lower()}" if mark.isupper() else mark for mark in type(reason).__name__).strip()
    return f"{name} ({held})" if held else name


def tell_change(change: WhatIf) -> str:
    """Return what would have to be otherwise."""
    match change:
        case OtherLevel(level):
            return f"signed in with {level}"
        case OtherZone(zones):
            return f"signed in alike in {' or '.join(zones)}"
        case OtherHour(at):
            return f"at {tell_moment(at)}"
        case OtherGroups(groups):
            return f"as a member of {' or '.join(groups)}"
        case OpenAccount():
            return "with an account that is active"
    assert_never(change)


def describe(policy: Policy, question: Question, who: Subject, language: str) -> dict[str, Any]:
    """Return one service's answer for scripts, the decision whole."""
    decision = decide(policy, question)
    return {
        "service": question.service,
        "zone": question.zone,
        "at": question.now.isoformat(),
        "decision": describe_decision(decision),
        "reads": tell_person(decision, policy.services[question.service], language, question.now),
        "would_get_in": [
            {"change": type(one).__name__} | asdict(one) for one in list_single_changes(policy, question, who)
        ],
    }


def describe_decision(decision: Decision) -> dict[str, Any]:
    """Return a decision for scripts; reasons and counterfactuals carry their names."""
    return asdict(decision) | {
        "reasons": [{"reason": type(one).__name__} | asdict(one) for one in decision.reasons],
        "counterfactuals": [{"change": type(one).__name__} | asdict(one) for one in decision.counterfactuals],
    }


def read_moment(written: str | None) -> datetime:
    """Return the moment, Swedish wall time unless it says otherwise; now when none is written."""
    if written is None:
        return system_clock()
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise Stop(f"{written!r} is no moment; write it as 2026-11-24T05:50") from None
    return at if at.tzinfo else at.replace(tzinfo=STOCKHOLM)


def read_zone(policy: Policy, zone: str | None, address: str | None) -> str:
    """Return the zone that was named, or that holds the address; stop when neither or both are said."""
    if (zone is None) == (address is None):
        raise Stop("name --zone or --address, one of the two")
    if zone is not None:
        if zone not in policy.zones:
            raise Stop(f"the policy has no zone {zone!r}; {suggest(zone, policy.zones.names)}")
        return zone
    if parse_address(address or "") is None:
        raise Stop(f"{address!r} is no network address")
    return place(address, (), (), policy.zones).zone


def read_proofs(policy: Policy, method: str, zone: str, now: datetime) -> tuple[Proof, ...]:
    """Return what was proved: the methods of a level, methods by name, or nothing."""
    if method == NOBODY:
        return ()
    if level := policy.levels.get(method):
        return prove(level, zone, now)
    names = method.split(",")
    for name in names:
        if name not in METHODS:
            known = (*policy.levels.names, *METHODS, NOBODY)
            raise Stop(f"{name!r} is neither a level of the policy nor a method; {suggest(name, known)}")
    return tuple(Proof(name, now, zone) for name in names)


def build_subject(groups: str, realm: str) -> Subject:
    """Return anyone in the groups, which commas separate."""
    names = frozenset(name.strip() for name in groups.split(",") if name.strip())
    return Subject(names, realm, is_active=True)


def find_subject(config_path: Path, written: str) -> Subject:
    """Return the person as their directory knows them now; stop when there is none."""
    username, _, realm = written.rpartition("@")
    if not username or realm not in REALMS:
        raise Stop(f"write the person as USER@REALM, the realm being one of {', '.join(REALMS)}")
    config = load_config(config_path)
    with open_database(config) as database:
        person = look_up(config, database, realm, username)
    if person is None:
        raise Stop(f"nobody in {realm} is called {username}; see: python -m idp people list")
    return Subject(person.groups, person.realm, person.is_active)
