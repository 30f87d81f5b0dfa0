"""The guided form of a zone's networks: what was typed, and what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import ip_network
from typing import Any

from idp.errors import Problem
from idp.policy.reading.zones import is_too_wide
from idp.policy.writing.rule import list_tables
from idp.policy.writing.zone import find_networks

LONGEST_SHOWN = 60


def list_typed(typed: str) -> tuple[str, ...]:
    """Return what was typed, one a line or with commas between, each once."""
    return tuple(dict.fromkeys(typed.replace(",", " ").split()))


def find_wrong_networks(
    document: Mapping[str, Any], zone: str | None, networks: tuple[str, ...], *, inside: bool
) -> Iterator[Problem]:
    """Yield what is wrong with the networks that were typed for a zone of a draft, None for one that is new."""
    holders = {
        network: other
        for other in list_tables(document, "zones")
        if other != zone
        for network in find_networks(document, other) or ()
    }
    for written in networks:
        shown = written[:LONGEST_SHOWN]
        try:
            network = ip_network(written)
        except ValueError:
            yield _tell_no_network(written, shown, inside)
            continue
        if inside and is_too_wide(network):
            yield Problem("networks", "console_guided.problem.too_wide", {"network": shown})
        if other := holders.get(written):
            yield Problem("networks", "console_guided.problem.twice", {"network": shown, "zone": other})


def list_too_wide(networks: Iterable[str]) -> Iterator[str]:
    """Yield those of the networks that are wider than any workplace; what is no network is passed over."""
    for written in networks:
        try:
            network = ip_network(written)
        except ValueError:
            continue
        if is_too_wide(network):
            yield written


def _tell_no_network(written: str, shown: str, inside: bool) -> Problem:
    """Return that something is no network, with the one that was probably meant unless that would be refused too."""
    try:
        meant = ip_network(written, strict=False)
    except ValueError:
        return Problem("networks", "console_guided.problem.network", {"network": shown})
    if inside and is_too_wide(meant):
        return Problem("networks", "console_guided.problem.too_wide", {"network": shown})
    return Problem("networks", "console_guided.problem.meant", {"network": shown, "meant": meant})
