"""Another system that keeps the local directory by SCIM, and the service it talks to, over a real database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from idp.admin.actor import Actor, Kind
from idp.admin.permissions import Permission
from idp.admin.roles.bringing import build_bringing
from idp.admin.roles.taking_over import build_check
from idp.admin.scim.answering import Service
from idp.admin.scim.groups import Groups
from idp.admin.scim.names import ENTERPRISE, GROUP, MUNICIPAL, PATCH_OP, PREFIX, USER
from idp.admin.scim.users import Users
from idp.chance import SystemChance
from idp.config.sections.console import Console
from idp.oidc.http import Request, Response
from idp.oidc.logout.ending import Logout
from idp.people.hasher import Hasher
from idp.policy.rules import Policy
from idp.sessions.session import End
from idp.storage.unit_of_work import Database
from tests.support.methods import NOW
from tests.support.policies import keep_group

ISSUER = "https://idp.test"
IDLE = timedelta(minutes=30)
HASHER = Hasher(memory_kib=8, iterations=1, concurrent=4)
PASSWORD = "en lång mening som ingen annan har"
EVERYTHING = (Permission.PEOPLE_WRITE, Permission.PEOPLE_PROTECTED)
ANNA: dict[str, Any] = {
    "schemas": [USER],
    "userName": "annand001",
    "name": {"givenName": "Anna", "familyName": "Ångström"},
    "emails": [{"value": "anna@town.test", "type": "work"}],
    "title": "Lärare",
    ENTERPRISE: {"employeeNumber": "10003", "department": "Ekskolan"},
    MUNICIPAL: {"realm": "skola"},
}


@dataclass
class Answer:
    """What the service answered."""

    response: Response

    @property
    def status(self) -> int:
        return self.response.status

    @property
    def headers(self) -> Mapping[str, str]:
        return dict(self.response.headers)

    @property
    def json(self) -> Any:
        return json.loads(self.response.body)


@dataclass
class ScimWorld:
    """The service and one system that calls it; what it may do can be changed."""

    service: Service
    database: Database
    permissions: tuple[Permission, ...] = EVERYTHING
    now: datetime = NOW
    woken: list[int] = field(default_factory=list)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send a request; header names are written with underscores."""
        split = urlsplit(path)
        sent = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            named.setdefault("content-type", "application/scim+json")
        query = tuple(parse_qsl(split.query, keep_blank_values=True))
        request = Request(method, f"{PREFIX}{split.path}", query, None, named, sent)
        return Answer(self.service.answer(request, self.now))

    def get(self, path: str, **headers: str) -> Answer:
        return self.call("GET", path, **headers)

    def add_user(self, **changes: Any) -> dict[str, Any]:
        """Make Anna, or somebody like her; fail when that is refused."""
        answer = self.call("POST", "/Users", ANNA | changes)
        assert answer.status == 201, answer.json
        made: dict[str, Any] = answer.json
        return made

    def add_group(self, name: str, *members: str) -> dict[str, Any]:
        """Make a group; fail when that is refused."""
        body = {"schemas": [GROUP], "displayName": name, "members": [{"value": one} for one in members]}
        answer = self.call("POST", "/Groups", body)
        assert answer.status == 201, answer.json
        made: dict[str, Any] = answer.json
        return made

    def patch(self, path: str, *operations: dict[str, Any], **headers: str) -> Answer:
        """Send a PATCH of these operations."""
        return self.call("PATCH", path, {"schemas": [PATCH_OP], "Operations": list(operations)}, **headers)

    def find(self, expression: str, where: str = "Users") -> list[Any]:
        """Return the names of those whom a filter finds; fail when it is refused."""
        body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": expression}
        answer = self.call("POST", f"/{where}/.search", body)
        assert answer.status == 200, answer.json
        shown = answer.json.get("Resources", [])
        assert answer.json["totalResults"] == len(shown)
        return [one.get("userName", one.get("displayName")) for one in shown]

    def list_tags(self) -> list[str]:
        """Return what was recorded, in order."""
        with self.database.begin() as stores:
            return [row.tag for row in stores.audit.load_rows()]


def build_scim(
    database: Database,
    named: frozenset[str] = frozenset({"alla-anstallda"}),
    policy: Policy | None = None,
) -> ScimWorld:
    """Return the service over an empty database, where the policy names the groups of `named`."""
    logout, chance = Logout(database.begin, SystemChance(), subject_key=b"s" * 32), SystemChance()
    woken: list[int] = []
    keeping = keep_group(database, policy)
    users = Users(
        database.begin,
        chance,
        HASHER,
        ISSUER,
        ("skola", "adm"),
        lambda stores, person_id, now: logout.end_all(stores, person_id, IDLE, now, End.REVOKED),
        lambda: woken.append(1),
        keeping,
        HASHER.hash(chance.token()),
        build_check(Console(protected=("soc-skyddade",))),
    )
    bringing = build_bringing(Console())
    groups = Groups(database.begin, chance, ISSUER, ("skola", "adm"), lambda: named, keeping, bringing)
    world: ScimWorld

    def find_caller(_request: Request, _now: datetime) -> Actor:
        return Actor(Kind.CLIENT, "hr", frozenset(world.permissions))

    world = ScimWorld(Service(users, groups, find_caller), database, woken=woken)
    return world
