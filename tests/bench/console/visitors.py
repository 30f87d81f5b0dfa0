"""Who asks: members of staff in a browser, and programs with a token, of the wired application in this process."""

import base64
import json
import re
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any, Final
from urllib.parse import urlsplit

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from idp.admin.api.answering import PREFIX as API
from idp.admin.permissions import Permission
from idp.admin.scim.names import PREFIX as SCIM
from idp.chance import SystemChance
from idp.clock import system_clock
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import register
from idp.storage.methods.devices import devices
from idp.wiring import Parts
from tests.bench.console.installation import ISSUER
from tests.bench.console.question import Question
from tests.bench.console.seeding.services import PASSWORD, STAFF, name_staff

OFFICE: Final = "192.0.2.10"
STEPS: Final = 20
PROGRAMS: Final = {"rest": API, "scim": SCIM}


@dataclass(frozen=True, slots=True)
class Measured:
    """What one answer took, in milliseconds by the clock and of this process, and what it was."""

    wall: float
    cpu: float
    status: int
    size: int
    text: str
    location: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with their cookies, or a program with its token."""

    http: FlaskClient
    headers: Mapping[str, str]

    def ask(self, question: Question) -> Measured:
        """Ask, and read the answer whole, or only its first piece when it is streamed."""
        given: dict[str, Any] = {"headers": dict(self.headers)}
        if question.body is not None:
            given["json" if question.is_json else "data"] = question.body
        wall, cpu = time.perf_counter(), time.process_time()
        answer = self.http.open(
            question.path,
            method=question.method,
            base_url=ISSUER,
            environ_overrides={"REMOTE_ADDR": OFFICE},
            buffered=False,
            **given,
        )
        pieces = answer.iter_encoded()
        body = next(iter(pieces), b"") if question.is_streamed else b"".join(pieces)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        answer.close()
        location = answer.headers.get("Location", "")
        return Measured(wall * 1e3, cpu * 1e3, answer.status_code, len(body), body.decode(), location)


def sign_in_staff(app: Flask, parts: Parts, apps: Mapping[str, str]) -> dict[str, Visitor]:
    """Return a signed-in browser of each role."""
    with parts.database.engine.begin() as connection:
        ours = devices.c.person_id.in_([name_staff(role) for role in STAFF])
        connection.execute(update(devices).where(ours).values(last_step=0))
    return {role: sign_in(app, name_staff(role), pyotp.TOTP(apps[role])) for role in STAFF}


def sign_in(app: Flask, username: str, codes: pyotp.TOTP) -> Visitor:
    """Walk from the console's start through every page of the sign-in."""
    visitor = Visitor(app.test_client(), {})
    answers = {
        "realm": {"realm": "adm"},
        "method": {"method": "app"},
        "password": {"username": username, "password": PASSWORD},
        "app": {"code": codes.at(system_clock())},
        "protect": {"action": "later"},
    }
    path, answer = "/admin", visitor.ask(Question("", "/admin"))
    for _ in range(STEPS):
        if answer.status == 200 and path.startswith("/admin"):
            return visitor
        if answer.location:
            target = urlsplit(answer.location)
            path = target.path + (f"?{target.query}" if target.query else "")
            answer = visitor.ask(Question("", path))
            continue
        token = re.search(r'name="csrf" value="([^"]+)"', answer.text)
        step = path.split("?", maxsplit=1)[0].rsplit("/", 1)[-1]
        if token is None or step not in answers:
            break
        form = {"csrf": unescape(token[1]), **answers[step]}
        answer = visitor.ask(Question("", path, "POST", body=form))
    raise RuntimeError(f"{username} does not get in: {path} answered {answer.status}")


def read_csrf(visitor: Visitor, path: str) -> str:
    """Return the token of the forms on a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', visitor.ask(Question("", path)).text)
    if found is None:
        raise RuntimeError(f"{path} has no form")
    return unescape(found[1])


def register_programs(app: Flask, parts: Parts) -> dict[str, Visitor]:
    """Return a program with every permission for each of the two interfaces."""
    return {name: register_program(app, parts, prefix) for name, prefix in PROGRAMS.items()}


def register_program(app: Flask, parts: Parts, prefix: str) -> Visitor:
    """Register a machine and get its token."""
    now = system_clock()
    wanted = Client(
        client_id="",
        name="Ett program",
        service=None,
        redirect_uris=(),
        auth_method="client_secret_basic",
        created_at=now - timedelta(days=1),
        grant_types=("client_credentials",),
        response_types=(),
        scopes=(),
        api_scopes=tuple(permission.value for permission in Permission),
        audience=f"{ISSUER}{prefix}",
    )
    with parts.database.begin() as stores:
        made = register(stores, wanted, SystemChance(), now)
    basic = base64.b64encode(f"{made.client.client_id}:{made.secret}".encode()).decode()
    asking = Visitor(app.test_client(), {"Authorization": f"Basic {basic}"})
    form = {"grant_type": "client_credentials", "scope": " ".join(wanted.api_scopes)}
    answer = asking.ask(Question("", "/token", "POST", body=form))
    with suppress(KeyError):
        token = json.loads(answer.text)["access_token"]
        return Visitor(app.test_client(), {"Authorization": f"Bearer {token}", "If-Match": "*"})
    raise RuntimeError(f"/token answered {answer.status}: {answer.text[:300]}")
