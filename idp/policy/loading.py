"""Loads a policy: reads the file, refuses what cannot be meant, and proves that it is safe."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from idp.policy.invariants import check_invariants
from idp.policy.levels import Levels
from idp.policy.problems import Fault, PolicyError, check_faultless
from idp.policy.reading.fields import Fields, near, suggest
from idp.policy.reading.levels import read_levels
from idp.policy.reading.services import read_services
from idp.policy.reading.toml import NotToml, read_toml
from idp.policy.reading.zones import read_zones
from idp.policy.remembered import Remembered
from idp.policy.rules import Policy

MOST_KEPT: Final = 8
"""How many proved policies a process keeps: those in force, their drafts, and a few before them."""

_PROVED: Final = Remembered[tuple[str, tuple[str, ...] | None], Policy](MOST_KEPT)


def load_policy(path: Path, realms: Sequence[str] | None = None) -> Policy:
    """Return the policy in the file. Raises PolicyError with every fault as `file:line: what; what to write`.

    `realms` are the directories there are; None takes any name for one.
    """
    return parse_once(read_text(path), str(path), None if realms is None else tuple(realms))


def read_text(path: Path) -> str:
    """Return what stands in the file. Raises PolicyError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as problem:
        raise PolicyError([f"{path}: {problem.strerror}; name a readable policy file"]) from None
    except UnicodeDecodeError:
        raise PolicyError([f"{path}: it is not UTF-8; save it as UTF-8"]) from None


def parse_once(text: str, source: str, realms: tuple[str, ...] | None) -> Policy:
    """Return the policy in a text, as parse_policy does.

    One that was lately proved safe is not proved again, whatever its source is called and not even by a forked worker.
    """
    policy = _PROVED.find((text, realms)) or parse_policy(text, source, realms)
    _PROVED.keep((text, realms), policy)
    return policy


def parse_policy(text: str, source: str, realms: Sequence[str] | None = None) -> Policy:
    """Return the policy in a text; `source` is what faults call the file. Raises PolicyError as load_policy does."""
    faults: list[Fault] = []
    policy = _read_policy(Fields(_parse_toml(text, source), (), faults), sha256(text.encode()).hexdigest())
    if realms is not None:
        faults += find_unknown_realms(policy.levels, realms)
    check_faultless(faults, text, source)
    check_invariants(policy, text, source)
    return policy


def find_unknown_realms(levels: Levels, realms: Sequence[str]) -> Iterator[Fault]:
    """Yield a fault for each realm that a level is meant for and that is no directory."""
    for level in levels:
        for realm in sorted((level.realms or frozenset()) - set(realms)):
            what = f"levels.{level.name}.realms names an unknown realm {realm!r}"
            values = {"level": level.name, "name": realm} | near(realm, tuple(realms))
            yield Fault(
                ("levels", level.name, "realms"),
                what,
                suggest(realm, tuple(realms)),
                "unknown_realm",
                tuple(values.items()),
            )


def _parse_toml(text: str, source: str) -> dict[str, Any]:
    """Return the document; raise PolicyError with the line where the TOML breaks."""
    try:
        return read_toml(text)
    except NotToml as problem:
        fault = tell_toml(problem)
        told = f"{source}:{problem.line}: {fault.what}; {fault.instead}"
        raise PolicyError([told], {told: fault}) from None


def tell_toml(problem: NotToml) -> Fault:
    """Return what is wrong with a text that is no TOML."""
    what = f"this is not TOML: {problem.reason}"
    return Fault((), what, "correct the line", problem.kind, (("column", str(problem.column)),))


def _read_policy(fields: Fields, version: str) -> Policy:
    """Return the policy as far as it can be read; what cannot is noted as faults."""
    nothing = Fields({}, (), [])
    levels = read_levels(fields.table("levels", "{ … }") or nothing)
    zones = read_zones(fields.table("zones", "{ … }") or nothing, levels)
    services = read_services(fields.table("services", "{ … }") or nothing, levels, zones)
    default = fields.text("default_service", '"…"') if fields.has("default_service") else None
    if default is not None and default not in services:
        fields.note_unknown(
            "default_service",
            f"names an unknown service {default!r}",
            default,
            tuple(services),
            "unknown_service",
        )
    fields.finish()
    return Policy(zones, levels, services, default, version)
