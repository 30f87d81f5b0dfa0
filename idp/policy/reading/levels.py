"""Reads the [levels] of a policy file."""

from itertools import combinations

from idp.policy.levels import Level, Levels
from idp.policy.methods import METHODS, amr_of
from idp.policy.reading.fields import Fields
from idp.policy.reading.order import read_order


def read_levels(fields: Fields) -> Levels:
    """Return the levels in the order that `order` gives them."""
    order = fields.texts("order", '["password", "app"], weakest first')
    levels = {table.name: _read_level(table) for table in fields.rest('{ methods = ["password"], … }')}
    _check_order_follows_methods(fields, [levels[name] for name in order if name in levels])
    return Levels(read_order(fields, order, levels))


def _read_level(fields: Fields) -> Level:
    """Return one level. Its `amr` follows from its methods and is not written."""
    methods = fields.texts("methods", '["password", "totp"]')
    for name in methods:
        if name not in METHODS:
            fields.note_unknown(
                "methods", f"names an unknown method {name!r}", name, tuple(METHODS), "unknown_method"
            )
    if not methods:
        fields.note(
            "methods",
            "is empty",
            f"name at least one of {', '.join(METHODS)}",
            "no_method",
            level=fields.name,
            ways=", ".join(METHODS),
        )
    level = Level(
        fields.name,
        frozenset(methods),
        amr_of(frozenset(methods)),
        fields.label("label"),
        fields.label("meaning"),
        _read_realms(fields),
    )
    fields.finish()
    return level


def _read_realms(fields: Fields) -> frozenset[str] | None:
    """Return whose people may use the level; None, everybody, unless said."""
    if not fields.has("realms"):
        return None
    realms = fields.texts("realms", '["adm"]')
    if not realms:
        fields.note(
            "realms",
            "is empty",
            "name a realm, leave the line out, or remove the level",
            "no_realm",
            level=fields.name,
        )
    return frozenset(realms)


def _check_order_follows_methods(fields: Fields, levels: list[Level]) -> None:
    """Note a level that is ordered above another although that one takes all its methods."""
    for weaker, stronger in combinations(levels, 2):
        if weaker.methods >= stronger.methods:
            fields.note(
                "order",
                f"puts {stronger.name!r} above {weaker.name!r}, which takes every method of it",
                f"put {weaker.name!r} later, or give {stronger.name!r} methods of its own",
                "level_above",
                lower=weaker.name,
                upper=stronger.name,
            )
