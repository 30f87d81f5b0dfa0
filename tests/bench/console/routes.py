"""Every GET route of the console and of the REST API, taken from the application, with real ids in it."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from flask import Flask

from idp.admin.api.answering import PREFIX
from idp.admin.permissions import Role, permissions_of
from tests.bench.console.question import Question
from tests.bench.console.seeding.services import name_staff

ROLES: Final[Mapping[str, Role]] = {
    "administrator": Role.ADMINISTRATOR,
    "helpdesk": Role.HELPDESK,
    "auditor": Role.AUDITOR,
    "owner": Role.OWNER,
}
VARIANTS: Final[Mapping[str, tuple[Mapping[str, str], ...]]] = {
    "/clients/<client_id>/<act>": ({"act": "pause"}, {"act": "remove"}),
    "/clients/<client_id>/edit/<topic>": ({"topic": "addresses"}, {"topic": "tokens"}),
    "/statistics/<name>.csv": ({"name": "sign_ins"}, {"name": "applications"}, {"name": "sms-costs"}),
    "/roles/<person_id>/<role>/take-back": ({"person_id": name_staff("owner"), "role": "auditor"},),
    "/statistics/{measure}": ({"measure": "sign_ins"}, {"measure": "applications"}),
}
"""What is asked in more than one way."""
FRAME: Final = "/admin"
NO_PAGE: Final = frozenset({"/admin/callback", "/admin/sign-in", "/admin/begin"})
"""Routes of the console that are no pages: they end in a redirect, or are there once."""


def list_routes(app: Flask, ids: Mapping[str, Mapping[str, str]]) -> Iterator[Question]:
    """Yield a question for each route and each role that may open it. `ids` fills parameters, by role.

    Raises KeyError for a parameter that nobody has given a value.
    """
    opened = {f"/admin{page.rule}": page for page in app.extensions["console_pages"] if page.method == "GET"}
    ours = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("console.") and "GET" in (rule.methods or ()) and rule.rule not in NO_PAGE
    ]
    for rule in ours:
        for who, role in ROLES.items():
            page = opened.get(rule)
            if page is None or permissions_of([role]) & set(page.permissions):
                yield from ask(rule, rule.removeprefix(FRAME), who, ids[who])
    for operation in app.extensions["operations"]:
        if operation.method == "GET":
            yield from ask(f"{PREFIX}{operation.path}", operation.path, "rest", ids["rest"])


def ask(rule: str, short: str, who: str, ids: Mapping[str, str]) -> Iterator[Question]:
    """Yield the questions of one rule."""
    for variant in VARIANTS.get(short, ({},)):
        given = {**ids, **variant}
        path = fill(rule, given)
        told = "".join(f" ({value})" for value in variant.values())
        yield Question(f"{rule}{told}", path, who=who, is_streamed="export" in rule and who == "rest")


def fill(rule: str, given: Mapping[str, str]) -> str:
    """Return the address of a rule. Raises KeyError."""
    return re.sub(r"<(?:\w+:)?(\w+)>|\{(\w+)\}", lambda found: given[found[1] or found[2]], rule)
