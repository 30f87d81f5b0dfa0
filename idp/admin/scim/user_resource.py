"""A person as the resource User, and a User as a person."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from idp.admin.scim.attribute import Resource
from idp.admin.scim.entry import Entry, write_version
from idp.admin.scim.fault import Fault, bad_value
from idp.admin.scim.moments import read_moment, write_moment
from idp.admin.scim.names import ENTERPRISE, MUNICIPAL, PREFIX, USER
from idp.people.checking import BadPerson, check_person
from idp.people.details import BadDetail, read_detail
from idp.people.identity_number import BadIdentityNumber, read_coordination_number, read_personal_number
from idp.people.person import Person
from idp.people.protection import disguise

WORK: Final = {"type": "work", "primary": True}
DETAILS: Final[Mapping[str, str]] = {
    "nickName": "nickname",
    "profileUrl": "profile",
    "locale": "locale",
    "timezone": "zoneinfo",
}
ADDRESS: Final[Mapping[str, str]] = {
    "formatted": "address.formatted",
    "streetAddress": "address.street_address",
    "locality": "address.locality",
    "region": "address.region",
    "postalCode": "address.postal_code",
    "country": "address.country",
}
"""Parts of a User, and the details they are kept as."""

FIELDS: Final[Mapping[str, str]] = {
    "username": "userName",
    "name": "displayName",
    "given_name": "name.givenName",
    "family_name": "name.familyName",
    "email": "emails.value",
    "unit": "department",
    "title": "title",
    "alias": "alias",
    "employee_id": "employeeNumber",
    "coordination_number": "coordinationNumber",
    "coordination_level": "coordinationLevel",
    "groups": "groups",
}
"""What SCIM calls the fields of a person."""

NUMBERS: Final = ("personalNumber", "coordinationNumber", "coordinationLevel")
LEVELS: Final = ("confirmed", "probable", "uncertain")
PRINTABLE: Final = re.compile(r"[^\x00-\x1f\x7f]{1,256}")


def write_user(entry: Entry, group_ids: Mapping[str, str], issuer: str, *, sees_protected: bool) -> Resource:
    """Return the User as the caller may see it: a protected person is their alias to most.

    `group_ids` holds the id of each of the person's groups by its name.
    """
    person = entry.person if sees_protected else disguise(entry.person)
    location = f"{issuer}{PREFIX}/Users/{person.person_id}"
    resource: Resource = {
        "schemas": [USER, ENTERPRISE, MUNICIPAL],
        "id": person.person_id,
        "externalId": entry.external_id,
        "userName": person.username,
        "name": {
            "formatted": person.name,
            "familyName": person.family_name,
            "givenName": person.given_name,
            "middleName": person.details.get("middle_name"),
        },
        "displayName": person.name,
        "title": person.title,
        "active": person.is_active,
        "emails": list_one(person.email),
        "phoneNumbers": list_one(person.details.get("phone_number")),
        "addresses": list_address(person.details),
        "groups": list(write_groups(person.groups, group_ids, issuer)),
        ENTERPRISE: {"employeeNumber": person.employee_id, "department": person.unit},
        MUNICIPAL: {
            "realm": person.realm,
            "protectedIdentity": person.is_protected,
            "alias": person.alias,
            "personalNumber": person.personal_number,
            "coordinationNumber": person.coordination_number,
            "coordinationLevel": person.coordination_level,
            "previousCoordinationNumber": person.previous_coordination_number,
            "employedUntil": person.expires_at and write_moment(person.expires_at),
        },
        "meta": {
            "resourceType": "User",
            "created": write_moment(entry.created_at),
            "lastModified": write_moment(person.updated_at),
            "location": location,
            "version": write_version(entry.version),
        },
    }
    resource |= {name: person.details.get(kept) for name, kept in DETAILS.items()}
    return prune(resource)


def prune(resource: Mapping[str, Any]) -> Resource:
    """Return the resource without what has no value: null and an empty list are the same as absent (RFC 7643, 2.5)."""
    pruned = {name: prune(value) if isinstance(value, dict) else value for name, value in resource.items()}
    return {name: value for name, value in pruned.items() if value not in (None, "", [], {})}


def list_one(value: str | None) -> list[dict[str, Any]]:
    """Return the one value of a multi-valued attribute, or none."""
    return [] if value is None else [{"value": value, **WORK}]


def list_address(details: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the one address, or none."""
    address = {name: details[kept] for name, kept in ADDRESS.items() if kept in details}
    return [{**address, **WORK}] if address else []


def write_groups(names: Iterable[str], group_ids: Mapping[str, str], issuer: str) -> Iterable[dict[str, Any]]:
    """Yield the groups by name."""
    for name in sorted(names):
        if (group_id := group_ids.get(name)) is not None:
            ref = f"{issuer}{PREFIX}/Groups/{group_id}"
            yield {"value": group_id, "$ref": ref, "display": name, "type": "direct"}


def read_user(resource: Resource, before: Person, now: datetime) -> Person:
    """Return the person that the resource says, over what nobody states in SCIM. Raises Fault.

    `before` is the person as they are, or one without anything for somebody new. A display name that was only the
    two names together follows them.
    """
    name, enterprise, municipal = (resource.get(one) or {} for one in ("name", ENTERPRISE, MUNICIPAL))
    given_name, family_name = name.get("givenName") or "", name.get("familyName") or ""
    shown = resource.get("displayName") or ""
    if not shown or (shown == before.name == join_names(before.given_name, before.family_name)):
        shown = join_names(given_name, family_name) or shown
    try:
        person = replace(
            before,
            username=(resource.get("userName") or "").strip(),
            name=shown or resource.get("userName") or "",
            given_name=given_name or shown.partition(" ")[0] or resource.get("userName") or "",
            family_name=family_name or shown.partition(" ")[2] or "–",
            email=pick(resource.get("emails"), "emails").get("value") or None,
            title=resource.get("title") or "",
            unit=enterprise.get("department") or "",
            employee_id=enterprise.get("employeeNumber") or None,
            is_active=resource.get("active", before.is_active),
            is_protected=municipal.get("protectedIdentity", before.is_protected),
            alias=municipal.get("alias") or None,
            expires_at=read_until(municipal.get("employedUntil")),
            personal_number=read_number(municipal, "personalNumber"),
            coordination_number=read_number(municipal, "coordinationNumber"),
            coordination_level=read_level(municipal.get("coordinationLevel")),
            previous_coordination_number=read_number(municipal, "previousCoordinationNumber"),
            details=read_details(resource, before.details),
            updated_at=now,
        )
        check_person(person)
    except BadPerson as problem:
        raise bad_value(f"{FIELDS.get(problem.field, problem.field)}: {problem}") from None
    return person


def keep_unsent(before: Resource, sent: Resource) -> Resource:
    """Return what was sent, with the identity numbers that were not: most callers cannot read what they would resend.

    A number of one kind that is sent takes the place of the other kind's (RFC 7644, section 3.5.1).
    """
    known, stated = before.get(MUNICIPAL) or {}, sent.get(MUNICIPAL) or {}
    kept = ["previousCoordinationNumber"]
    if not stated.keys() & set(NUMBERS):
        kept += NUMBERS
    return sent | {MUNICIPAL: {name: known[name] for name in kept if name in known} | stated}


def join_names(given_name: str, family_name: str) -> str:
    """Return the two names as one."""
    return f"{given_name} {family_name}".strip()


def pick(values: Any, name: str) -> Mapping[str, Any]:
    """Return the primary value, or else the first, of those that were sent; an empty one for none. Raises Fault."""
    listed = values or []
    primary = [value for value in listed if value.get("primary") is True]
    if len(primary) > 1:
        raise bad_value(f"{name}: no more than one value is the primary one")
    found: Mapping[str, Any] = (primary or listed or [{}])[0]
    return found


def read_details(resource: Resource, before: Mapping[str, str]) -> Mapping[str, str]:
    """Return the details that the resource states, beside those that SCIM has no word for. Raises Fault."""
    address = pick(resource.get("addresses"), "addresses")
    stated = {kept: resource.get(name) for name, kept in DETAILS.items()}
    stated |= {kept: address.get(name) for name, kept in ADDRESS.items()}
    stated |= {
        "middle_name": (resource.get("name") or {}).get("middleName"),
        "phone_number": pick(resource.get("phoneNumbers"), "phoneNumbers").get("value"),
    }
    try:
        kept = {name: read_detail(name, text or "") for name, text in stated.items()}
    except BadDetail as problem:
        raise bad_value(str(problem)) from None
    return {name: text for name, text in {**before, **kept}.items() if text}


def read_until(written: str | None) -> datetime | None:
    """Return when the employment ends. Raises Fault."""
    if not written:
        return None
    moment = read_moment(written)
    if moment is None or not 1970 < moment.year < 2200:
        raise bad_value("employedUntil: write a moment with its time zone, such as 2026-07-01T00:00:00+02:00")
    return moment


def read_number(municipal: Mapping[str, Any], name: str) -> str | None:
    """Return an identity number as twelve digits. Raises Fault, which repeats nothing of it."""
    written = municipal.get(name)
    if not written:
        return None
    read = read_personal_number if name == "personalNumber" else read_coordination_number
    try:
        return read(written)
    except BadIdentityNumber as problem:
        raise bad_value(f"{name}: {problem}") from None


def read_level(written: str | None) -> Any:
    """Return how well an identity is known. Raises Fault."""
    if written and written not in LEVELS:
        raise bad_value(f"coordinationLevel: write one of {', '.join(LEVELS)}")
    return written or None


def read_external_id(resource: Resource) -> str | None:
    """Return the other system's name for it. Raises Fault."""
    external_id = resource.get("externalId") or None
    if external_id is not None and not PRINTABLE.fullmatch(external_id):
        raise bad_value("externalId: at most 256 printable characters are kept")
    return external_id


def check_same(before: Person, realm: str | None) -> None:
    """Refuse to move a person to another realm: that is another account. Raises Fault: `mutability`."""
    if realm not in (None, before.realm):
        raise Fault(400, "realm: a person stays in their realm; add them to the other one", "mutability")
