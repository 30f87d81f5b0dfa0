"""Words what is wrong with a file of tokens for whoever sent it; programs and the command line read it as it is."""

import re
from typing import Final

from idp.errors import Problem

KNOWN: Final = (
    ("is a token of this number", "held"),
    ("has the same serial number", "twice"),
    ("the serial number must be", "serial"),
    ("the type must be", "type"),
    ("the secret must be", "secret"),
    ("the algorithm must be", "algorithm"),
    ("the number of digits must be", "digits"),
    ("the period must be", "period"),
    ("the counter must be", "counter"),
    ("too many or too few columns", "cells"),
    ("must be a whole number", "number"),
    ("ValueMAC", "unproved"),
    ("a policy that is not known", "policy"),
    ("without a check digit", "check_digit"),
    ("the secret does not open", "sealed"),
    ("larger than 5 MiB", "large"),
    ("not UTF-8", "encoding"),
    ("the first line must name", "columns_missing"),
    ("is unknown; there are", "column_unknown"),
    ("a column is named twice", "column_twice"),
    ("is no key container", "xml"),
    ("is not XML", "xml"),
    ("a document type or entities", "xml"),
    ("is not encrypted by a password", "no_password"),
    ("more work to try its password", "work"),
    ("hexadecimal or base64", "key"),
    ("without the extra `tokens`", "no_library"),
    (" cannot be read: ", "line"),
)
"""A piece of what is said, and the name of our text; the first that fits. The rest is shown as it is said."""


def word_fault(said: str) -> Problem:
    """Return the problem, of the field that the file came in. `named` is what the text names, such as a serial number."""
    name = next((name for piece, name in KNOWN if piece in said), "said")
    return Problem("pasted", f"console_token_fault.{name}", {"named": find_named(name, said), "said": said})


def find_named(name: str, said: str) -> str:
    """Return what is named: columns, the number of one or of a line, or the serial number that a fault begins with."""
    if name in ("columns_missing", "number"):
        return said.rpartition("missing: ")[2].removesuffix(" must be a whole number")
    if name in ("column_unknown", "line"):
        return " ".join(re.findall("[0-9]+", said)[:1])
    serial, colon, _ = said.partition(": ")
    return serial if colon else ""
