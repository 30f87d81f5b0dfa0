"""A row of the trail as people read it: what happened in words, who and by whom, where, and when in Sweden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from idp.admin.audit.outcomes import name_outcome, name_reason
from idp.admin.audit.people import Names
from idp.admin.audit.reading import HERE
from idp.admin.labels import Labels
from idp.audit.chain import Row, is_emptied
from idp.audit.events import Tag
from idp.audit.search import BY, read_fields
from idp.chance import is_identifier

TAGS: Final = frozenset(tag.value for tag in Tag)
NO_PERSON: Final = ("client", "operator")
"""Kinds of actors that are called by what they are, not by a person's name."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `who` is the person it is about and `by` who did it; None for nobody, and names only as far as known.
    `by_id` is None for an operator, too.

    `outcome_key` names the text that says how it ended, filled with the raw word, and `reason_key` the one that says why.
    `is_emptied`: its fields are gone, and place, moment and tag are all that it says.
    """

    seq: int
    at: str
    moment: str
    tag: str
    is_known: bool
    who: str | None
    who_id: str | None
    by: str | None
    by_id: str | None
    client: str | None
    client_id: str | None
    zone: str | None
    level: str | None
    address: str | None
    outcome: str | None
    outcome_key: str | None
    reason_key: str | None
    fields: Mapping[str, Any]
    is_emptied: bool


@dataclass(frozen=True, slots=True)
class LineWriter:
    """Writes the lines of one page for one reader."""

    names: Names
    labels: Labels
    language: str

    def write_all(self, rows: Sequence[Row]) -> list[Line]:
        """Return the rows' lines; whoever they name is looked up at once."""
        self.names.learn(set().union(*map(list_named, rows)))
        return [self.write(row) for row in rows]

    def write(self, row: Row) -> Line:
        """Return the row's line."""
        fields = read_fields(row)
        told = {name: str(value) for name, value in fields.items()}
        who, client, zone, level = (told.get(name) for name in ("person_id", "client_id", "zone", "level"))
        outcome = told.get("outcome")
        by = next((told[name] for name in BY if told.get(name)), None)
        return Line(
            seq=row.seq,
            at=tell_moment(row.at),
            moment=row.at.isoformat(),
            tag=row.tag,
            is_known=row.tag in TAGS,
            who=(self.names.find(who) or who) if who else None,
            who_id=who,
            by=self._name_actor(by, told.get("by_kind")) if by and by != who else None,
            by_id=by if by and is_identifier(by) else None,
            client=self.labels.client(client, self.language) if client else None,
            client_id=client,
            zone=self.labels.zone(zone, self.language) if zone else None,
            level=self.labels.level(level, self.language) if level else None,
            address=told.get("address"),
            outcome=outcome,
            outcome_key=name_outcome(row.tag, outcome) if outcome else None,
            reason_key=name_reason(told["reason"]) if told.get("reason") else None,
            fields=fields,
            is_emptied=is_emptied(row),
        )

    def _name_actor(self, actor_id: str, kind: str | None) -> str:
        """Return what an actor is called: a person by name, an application by its own, an operator by the account."""
        if kind == "client":
            return self.labels.client(actor_id, self.language)
        return actor_id if kind == "operator" else self.names.find(actor_id) or actor_id


def list_named(row: Row) -> set[str]:
    """Return the ids of whoever a row names: the person it is about, and who did it unless that is no person."""
    fields = read_fields(row)
    names = ("person_id",) if fields.get("by_kind") in NO_PERSON else ("person_id", *BY)
    return {str(fields[name]) for name in names if fields.get(name)}


def tell_moment(at: datetime) -> str:
    """Return a moment in Sweden to the second."""
    return f"{at.astimezone(HERE):%Y-%m-%d %H:%M:%S}"
