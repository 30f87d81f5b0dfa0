"""`idp policy compare`: what a draft changes of the policy in force."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.output import json_option, print_json, print_table
from idp.ops.policy.files import DRAFT, read_draft
from idp.ops.policy.words import count, tell_moment
from idp.ops.policy_file import read_policy
from idp.policy.hours import Span, wall_time
from idp.policy.review.compare import CellChange, Comparison, Gain, HoursChange, Move, compare
from idp.policy.week import tell_hours

HEADS: Final = ("SERVICE", "ZONES", "CHANGE", "HOW")

SHOWN: Final = 3
"""Stretches of hours named one by one."""


@click.command(name="compare")
@click.argument("draft", type=DRAFT)
@json_option
@needs_config
def command(config: Config, draft: Path, *, as_json: bool) -> None:
    """Print what DRAFT changes of the policy in force.

    Services zone by zone, zones, levels, and addresses that move from one zone to another. Hours are compared for the
    coming 400 days, so that a closure on a date of its own is seen.
    """
    now, drafted = system_clock(), read_draft(draft)
    found = compare(read_policy(config), drafted, now)
    if as_json:
        print_json(describe(found))
        return
    if found.is_empty:
        click.echo(f"{draft} lets the same people in, from the same places at the same hours.")
        return
    print_comparison(found)


def print_comparison(found: Comparison) -> None:
    """Print the counts, and then each change."""
    click.echo(", ".join(list_counts(found)) + ".")
    if found.cells:
        click.echo()
        print_table(HEADS, list(write_rows(found.cells)))
    if found.zones:
        click.echo()
        print_table(("ZONE", "CHANGE"), [(one.zone, one.what) for one in found.zones])
    if found.further:
        click.echo()
        print_table(("FURTHER",), [(one.what,) for one in found.further])
    if found.moves:
        click.echo()
        rows = [(tell_addresses(one), one.before, one.after) for one in found.moves]
        print_table(("ADDRESSES", "NOW", "THEN"), rows)


def tell_addresses(one: Move) -> str:
    """Return the network that moves, and what of it does not move along."""
    return f"{one.network}{' but ' if one.but else ''}{', '.join(map(str, one.but))}"


def list_counts(found: Comparison) -> Iterator[str]:
    """Yield how many cells change in each way, and how many networks move."""
    for change in dict.fromkeys(one.change for one in found.cells):
        number = sum(one.change is change for one in found.cells)
        yield f"{change.value}: {count(number, 'service and zone', 'services and zones')}"
    if found.zones:
        yield count(len(found.zones), "change of zones", "changes of zones")
    if found.further:
        yield count(len(found.further), "further change")
    if found.moves:
        yield f"{count(len(found.moves), 'network')} in another zone"


def write_rows(cells: tuple[CellChange, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a line for each change, zones that it is alike in together."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for one in cells:
        alike.setdefault((one.service, one.change.value, "; ".join(tell_how(one))), []).append(one.zone)
    for (service, change, how), zones in alike.items():
        yield service, ", ".join(zones), change, how


def tell_how(one: CellChange) -> Iterator[str]:
    """Yield what makes the change."""
    yield from tell_gain(one.ways, "with")
    yield from tell_gain(one.groups, "for")
    if one.hours:
        yield from tell_hours_change(one.hours)


def tell_gain(gain: Gain, word: str) -> Iterator[str]:
    """Yield what came and what went."""
    if gain.gained:
        yield f"also {word} {', '.join(gain.gained)}"
    if gain.lost:
        yield f"no longer {word} {', '.join(gain.lost)}"


def tell_hours_change(hours: HoursChange) -> Iterator[str]:
    """Yield the old and the new hours, and when the difference comes first."""
    yield f"{tell_hours(hours.before)} → {tell_hours(hours.after)}"
    for word, spans in (("newly open", hours.gained), ("newly closed", hours.lost)):
        if spans:
            shown = ", ".join(tell_span(span) for span in spans[:SHOWN])
            yield f"{word} {shown}{f' and {len(spans) - SHOWN} times more' if len(spans) > SHOWN else ''}"


def tell_span(span: Span) -> str:
    """Return a stretch in Swedish wall time."""
    begins, ends = map(wall_time, span)
    return (
        f"{tell_moment(begins)}–{ends:%H:%M}"
        if ends.date() == begins.date()
        else f"{tell_moment(begins)}–{tell_moment(ends)}"
    )


def describe(found: Comparison) -> dict[str, Any]:
    """Return the comparison for scripts."""
    return {
        "cells": [describe_cell(one) for one in found.cells],
        "zones": [asdict(one) for one in found.zones],
        "further": [one.what for one in found.further],
        "addresses": [asdict(one) for one in found.moves],
    }


def describe_cell(one: CellChange) -> dict[str, Any]:
    """Return a changed cell for scripts."""
    return {
        "service": one.service,
        "zone": one.zone,
        "change": one.change.value,
        "methods": asdict(one.ways),
        "groups": asdict(one.groups),
        "hours": {
            "before": tell_hours(one.hours.before),
            "after": tell_hours(one.hours.after),
            "newly_open": [write_span(span) for span in one.hours.gained],
            "newly_closed": [write_span(span) for span in one.hours.lost],
        }
        if one.hours
        else None,
    }


def write_span(span: Span) -> tuple[str, str]:
    """Return a stretch as two moments in UTC."""
    return _iso(span[0]), _iso(span[1])


def _iso(at: datetime) -> str:
    return at.isoformat()
