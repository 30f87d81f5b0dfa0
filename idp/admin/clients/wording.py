"""Puts the faults of a registration into words for whoever fills in the form, beside the field they are about."""

import ast
from typing import Final

from idp.errors import Problem

KNOWN: Final = (
    ("must be https", "https"),
    ("wildcard", "wildcard"),
    ("fragment", "fragment"),
    ("read differently", "ambiguous"),
    ("impossible port", "port"),
    ("longer than", "long"),
    ("answer's own parameter", "answer"),
    ("must be an absolute", "plain"),
    ("at least one is needed", "needed"),
    ("on the host of a redirect URI", "host"),
    ("missing in Swedish", "swedish"),
    ("mail address", "mail"),
    ("no directory knows", "person"),
    ("needs the client's public keys", "keys"),
    ("not both", "both_keys"),
    ("openid is needed", "openid"),
    ("10 to 300 printable", "reason"),
    ("1 to 100 printable", "characters"),
    ("several hosts", "sector"),
    ("is needed when", "sector"),
)
"""A piece of the fault's text, and the name of ours; the first that fits."""


def word_fault(fault: str) -> Problem:
    """Return the problem: `value` is what was written, `said` the fault's own words for those we have none for."""
    field, _, said = fault.partition(": ")
    name = next((name for piece, name in KNOWN if piece in said), "said")
    return Problem(field, f"services.fault.{name}", {"value": find_value(said), "said": said})


def find_value(said: str) -> str:
    """Return the quoted value that a fault begins with; empty when it begins with none."""
    if not said.startswith(("'", '"')):
        return ""
    end = said.find(said[0], 1)
    try:
        return str(ast.literal_eval(said[: end + 1]))
    except (SyntaxError, ValueError):
        return ""
