"""Fills a gateway's templates, and encodes the result so that no value can break out of its place."""

import json
from base64 import b64encode
from collections.abc import Mapping
from string import Formatter
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

from idp.config.sections.gateways import NumberForm
from idp.delivery.message import Message

USUAL: Final[Mapping[str, str]] = {"to": "{to}", "from": "{from}", "message": "{message}", "id": "{id}"}
"""What a gateway is sent when its own parameters are not written down."""


def write_number(e164: str, form: NumberForm) -> str:
    """Return a number the way a gateway wants it; one from abroad keeps its country code in every form."""
    digits = e164.removeprefix("+")
    match form:
        case "+46":
            return f"+{digits}"
        case "46":
            return digits
        case "0" if digits.startswith("46"):
            return f"0{digits.removeprefix('46')}"
        case _:
            return f"00{digits}"


def fill(templates: Mapping[str, str], message: Message, sender: str, form: NumberForm) -> dict[str, str]:
    """Return the parameters with the message in them. A value that looks like a placeholder stays as it is."""
    known = {
        "to": write_number(message.to, form),
        "from": sender,
        "message": message.body,
        "id": message.message_id,
    }
    return {name: fill_one(template, known) for name, template in templates.items()}


def fill_one(template: str, known: Mapping[str, str]) -> str:
    """Return the template with each name replaced, once."""
    pieces = Formatter().parse(template)
    return "".join(literal + (known[name] if name else "") for literal, name, _, _ in pieces)


def encode_json(parameters: Mapping[str, str]) -> tuple[bytes, str]:
    """Return the parameters as a JSON object, and its content type."""
    return json.dumps(parameters, ensure_ascii=False).encode(), "application/json"


def encode_form(parameters: Mapping[str, str]) -> tuple[bytes, str]:
    """Return the parameters as a form in UTF-8, and its content type."""
    return urlencode(parameters).encode(), "application/x-www-form-urlencoded"


def add_query(url: str, parameters: Mapping[str, str]) -> str:
    """Return the address with the parameters put after those it has."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(parameters)) if part)
    return urlunsplit(parts._replace(query=query, fragment=""))


def write_basic(username: str, password: str) -> str:
    """Return the Authorization header of HTTP Basic (RFC 7617), in UTF-8."""
    return "Basic " + b64encode(f"{username}:{password}".encode()).decode("ascii")
