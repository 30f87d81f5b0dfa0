"""Reads what is searched for: filter, order, page and attributes (RFC 7644, sections 3.4.2 and 3.4.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.admin.scim.fault import bad_syntax, bad_value
from idp.admin.scim.filter import AttributePath, Filter
from idp.admin.scim.names import SEARCH_REQUEST
from idp.admin.scim.parsing import parse_filter, parse_path
from idp.admin.scim.projection import EVERYTHING, Projection, read_projection
from idp.oidc.http import Pairs

DEFAULT_COUNT: Final = 100
MOST_COUNT: Final = 200
DIGITS: Final = 9
NAMES: Final = (
    "filter",
    "sortBy",
    "sortOrder",
    "startIndex",
    "count",
    "attributes",
    "excludedAttributes",
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of a list. `start` counts from 1; `count` is the most that is answered, and may be 0."""

    filter: Filter | None = None
    sort_by: AttributePath | None = None
    is_descending: bool = False
    start: int = 1
    count: int = DEFAULT_COUNT
    asked: Projection = EVERYTHING


def read_query(pairs: Pairs) -> Query:
    """Return the query of an address. Raises Fault."""
    given: dict[str, Any] = {}
    for name, value in pairs:
        if name in given:
            raise bad_value(f"{name} is given more than once")
        given[name] = value
    for name in ("startIndex", "count"):
        if name in given:
            given[name] = read_number(name, given[name])
    for name in ("attributes", "excludedAttributes"):
        if name in given:
            given[name] = [one for one in given[name].split(",") if one.strip()]
    return build_query(given)


def read_search(body: Any) -> Query:
    """Return the query of a POST to `.search`. Raises Fault."""
    if not isinstance(body, Mapping) or body.get("schemas") != [SEARCH_REQUEST]:
        raise bad_syntax(f"the body is a JSON object whose schemas is [{SEARCH_REQUEST}]")
    given = {name: body[name] for name in NAMES if body.get(name) is not None}
    for name in ("startIndex", "count"):
        if name in given and (not isinstance(given[name], int) or isinstance(given[name], bool)):
            raise bad_value(f"{name} is a whole number")
        if name in given and abs(given[name]) >= 10**DIGITS:
            raise bad_value(f"{name} has at most {DIGITS} digits")
    for name in ("filter", "sortBy", "sortOrder"):
        if name in given and not isinstance(given[name], str):
            raise bad_value(f"{name} is a text")
    for name in ("attributes", "excludedAttributes"):
        listed = given.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise bad_value(f"{name} is a list of attributes' names")
    return build_query(given)


def build_query(given: Mapping[str, Any]) -> Query:
    """Return the query; pages below the first are the first, counts below none are none (section 3.4.2.4)."""
    order = given.get("sortOrder", "ascending").lower()
    if order not in {"ascending", "descending"}:
        raise bad_value("sortOrder is ascending or descending")
    return Query(
        parse_filter(given["filter"]) if "filter" in given else None,
        parse_path(given["sortBy"]) if given.get("sortBy") else None,
        order == "descending",
        max(given.get("startIndex", 1), 1),
        min(max(given.get("count", DEFAULT_COUNT), 0), MOST_COUNT),
        read_projection(given.get("attributes", ()), given.get("excludedAttributes", ())),
    )


def read_number(name: str, written: str) -> int:
    """Return a whole number. Raises Fault."""
    digits = written.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= DIGITS):
        raise bad_value(f"{name} is a whole number")
    return int(written)
