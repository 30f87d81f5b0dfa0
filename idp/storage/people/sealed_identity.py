"""Personal and coordination numbers, and details, as they lie in the database: sealed together, for their row alone."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from idp.people.person import Person
from idp.sealing import Sealer

FIELDS: Final = (
    "personal_number",
    "coordination_number",
    "coordination_level",
    "previous_coordination_number",
    "details",
)


def seal_identity(sealer: Sealer, person: Person) -> bytes | None:
    """Return the person's numbers sealed; None when there are none."""
    known = {name: value for name in FIELDS if (value := getattr(person, name)) not in (None, {})}
    return sealer.seal(msgspec.json.encode(known), name_seal(person.person_id)) if known else None


def is_identity_same(one: Person, other: Person) -> bool:
    """Say whether the same would be sealed of both."""
    return all(getattr(one, name) == getattr(other, name) for name in FIELDS)


def open_identity(sealer: Sealer, person_id: str, sealed: bytes | None) -> Mapping[str, Any]:
    """Return the numbers by field. Raises SealBroken when they are another row's or the key is gone."""
    if sealed is None:
        return {}
    known: dict[str, Any] = msgspec.json.decode(sealer.unseal(sealed, name_seal(person_id)))
    return known


def name_seal(person_id: str) -> str:
    """Return the purpose that binds the numbers to their row."""
    return f"identity:{person_id}"
