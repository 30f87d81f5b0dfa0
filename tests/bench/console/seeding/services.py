"""Three hundred services: in the policy, and registered; versions and a draft of the policy; the console's staff."""

from base64 import b32encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from idp.admin.permissions import Role
from idp.admin.roles.grants import RoleGrant
from idp.chance import Chance
from idp.methods.device import Device
from idp.methods.devices import seal_purpose
from idp.methods.totp import SEED_BYTES
from idp.oidc.clients.client import Client, SecretHash
from idp.people.hasher import Hasher
from idp.people.local import Account
from idp.people.person import Person
from idp.policy.drafts.draft import Draft
from idp.policy.drafts.version import Origin, Version
from idp.sealing import Sealer
from idp.storage.unit_of_work import Database

OUTSIDE: Final = ("mail", "sms", "app")
HOURS: Final = ('"always"', '{ daily = "05.00-23.00" }')
VERSIONS: Final = 20
DRAFT: Final = "a-draft-of-the-bench"
PASSWORD: Final = "a password of the bench"
STAFF: Final[Mapping[str, str]] = {
    "administrator": "idp-admin",
    "helpdesk": "idp-helpdesk",
    "auditor": "idp-granskare",
    "owner": "systemagare",
}
"""The group that brings each role; an owner is named by an application."""


def write_policy(text: str, services: int) -> str:
    """Return the demonstration's policy with so many services more."""
    return text + "".join(
        f"""
[services.tjanst-{number:03}]
name = {{ sv = "E-tjänst {number}", en = "Service {number}", fi = "Palvelu {number}" }}
groups = ["alla-anstallda", "grupp-{number:03}"]
inside = "password"
outside = "{OUTSIDE[number % len(OUTSIDE)]}"
hours = {HOURS[number % len(HOURS)]}
start = "https://tjanst-{number:03}.havsvik.example/"
"""
        for number in range(services)
    )


def register_clients(database: Database, services: int, now: datetime) -> list[str]:
    """Register an application for each service, the last for the staff's owner; return their ids."""
    ids = [f"c-{number:03}" for number in range(services)]
    with database.begin() as stores:
        for number, client_id in enumerate(ids):
            at = f"https://tjanst-{number:03}.havsvik.example"
            client = Client(
                client_id=client_id,
                name=f"E-tjänst {number}",
                service=f"tjanst-{number:03}",
                redirect_uris=(f"{at}/callback",),
                auth_method="client_secret_basic",
                created_at=now - timedelta(days=services - number),
                grant_types=("authorization_code", "refresh_token"),
                scopes=("openid", "profile", "email"),
                secrets=(SecretHash("0" * 64, now + timedelta(days=number)),),
                purpose={"sv": "Ärenden.", "en": "Cases."},
                legal_basis={"sv": "Myndighetsutövning.", "en": "Exercise of authority."},
                contact="forvaltning@havsvik.example",
                owners=(name_staff("owner"),) if client_id == ids[-1] else (),
            )
            stores.clients.add(client)
    return ids


def employ_staff(
    database: Database, like: Person, hasher: Hasher, sealer: Sealer, chance: Chance, now: datetime
) -> Mapping[str, str]:
    """Employ one of each role, with an app; return the apps' keys in base32, by role."""
    keys = {}
    with database.begin() as stores:
        for role, group in STAFF.items():
            person_id = name_staff(role)
            person = replace(
                like,
                person_id=person_id,
                realm="adm",
                username=person_id,
                groups=frozenset({"alla-anstallda", group}),
                employee_id=None,
                personal_number=None,
                is_active=True,
            )
            stores.people.add(Account(person, hasher.hash(PASSWORD)), person_id)
            device_id, seed = chance.identifier(), b32encode(chance.secret_bytes(SEED_BYTES))
            sealed = sealer.seal(seed, seal_purpose(device_id))
            stores.devices.add(Device(device_id, person_id, "Jobbtelefonen", sealed, now))
            keys[role] = seed.decode()
        stores.role_grants.add(RoleGrant(name_staff("owner"), Role.AUDITOR, name_staff("administrator"), now))
    return keys


def name_staff(role: str) -> str:
    """Return the id, and the username, of the one with the role."""
    return f"bench-{role}"


def publish_versions(database: Database, text: str, now: datetime) -> None:
    """Publish the policy some times over, and leave a draft that changes a little."""
    author = name_staff("administrator")
    with database.begin() as stores:
        for number in range(1, VERSIONS + 1):
            at = now - timedelta(days=VERSIONS - number)
            version = Version(number, text, Origin.COMMAND, "Höst", author, author, at)
            stores.policy_versions.publish(version)
        changed = text.replace('outside = "mail"\nhours = "always"', 'outside = "sms"\nhours = "always"')
        draft = Draft(DRAFT, changed, "Starkare utifrån", VERSIONS, (author,), now, now)
        stores.policy_drafts.add(draft)
