"""`idp policy matrix`: service, zone, way to sign in, hour."""

from pathlib import Path
from typing import Any

import click

from idp.ops.configured import config_option
from idp.ops.output import json_option, print_json, print_table
from idp.ops.policy.files import draft_option, read_either
from idp.ops.stop import Stop
from idp.policy.reading.fields import suggest
from idp.policy.review.matrix import Row, build_matrix, collapse
from idp.policy.rules import Policy
from idp.policy.week import tell_hours


@click.command(name="matrix")
@click.option("--service", help="This service alone, by its id in the policy.")
@draft_option
@json_option
@config_option
def command(service: str | None, draft: Path | None, config_path: Path, *, as_json: bool) -> None:
    """Print who gets in from where, how and when.

    A line for each service and zone, a column for each way to sign in, and the hours: "yes" opens the service
    there, "no" is offered there and is too little, "." is not offered there. Hours are Swedish wall time.
    Every cell is an answer of the same function that decides sign-ins.
    """
    policy = read_either(draft, config_path)
    rows = build_matrix(policy)
    if service is not None:
        check_service(policy, service)
        rows = tuple(row for row in rows if row.service == service)
    if as_json:
        print_json([describe(policy, row) for row in rows])
        return
    levels = policy.levels.names
    heads = ("SERVICE", "GROUPS", "ZONES", *(name.upper() for name in levels), "HOURS")
    print_table(heads, [write_row(policy, row) for row in collapse(rows)])


def check_service(policy: Policy, service: str) -> None:
    """Stop when the policy has no such service."""
    if service not in policy.services:
        raise Stop(f"the policy has no service {service!r}; {suggest(service, tuple(policy.services))}")


def write_row(policy: Policy, row: Row) -> tuple[str, ...]:
    """Return the cells of a line."""
    marks = (
        "yes" if name in row.ways else "no" if name in row.offered else "." for name in policy.levels.names
    )
    groups = ", ".join(sorted(policy.services[row.service].groups))
    hours = tell_hours(row.hours) if row.ways else "never"
    return row.service, groups, ", ".join(row.zones), *marks, hours


def describe(policy: Policy, row: Row) -> dict[str, Any]:
    """Return a service in a zone for scripts."""
    return {
        "service": row.service,
        "zone": row.zones[0],
        "groups": sorted(policy.services[row.service].groups),
        "hours": tell_hours(row.hours),
        "methods": {
            name: "opens" if name in row.ways else "too_weak" if name in row.offered else "not_offered"
            for name in policy.levels.names
        },
    }
