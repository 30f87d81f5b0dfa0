"""Applications as the REST API writes and reads them: the fields of the registration, made from its own types."""

from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Annotated, Any, Final, Union, get_type_hints

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from idp.admin.api.operation import DEFAULT_LIMIT, MAX_LIMIT
from idp.admin.clients.state import State, find_state, list_missing
from idp.oidc.clients.client import Client

OURS: Final = frozenset(
    {
        "client_id",
        "created_at",
        "sector",
        "permit",
        "secrets",
        "registration_token",
        "revision",
        "is_paused",
    }
)
"""Fields that the provider says, or that have operations of their own."""

WRITTEN: Final = tuple(one.name for one in fields(Client) if one.name not in OURS)
HINTS: Final = get_type_hints(Client)
ABOUT: Final = {
    "redirect_uris": "Where answers go, exactly: https, no wildcard, no fragment.",
    "service": "The policy's service that decides who gets in; null for the default one.",
    "owners": "The person_ids of those who may change it.",
    "purpose": "What it uses people's data for, by language; sv may not be missing.",
    "legal_basis": "The legal ground for that, by language.",
    "data_owner": "The part of the municipality that answers for the data.",
    "contact": "The mail address of whoever looks after it; reminders go there.",
    "claims_in_id_token": "Whether the ID token tells what userinfo would, for a library that never asks there.",
    "response_alg": "What an authorization response inside a JWT is signed with, where a request asks for one.",
    "response_encryption": "How such a response is encrypted to its key; null when it is not.",
    "sees_protected": "The reason why it sees protected people as they are; null when it does not.",
}
"""What a field says, where its name does not."""


def describe_type(name: str) -> Any:
    """Return a field's type with what it says."""
    return Annotated[HINTS[name], Meta(description=ABOUT[name])] if name in ABOUT else HINTS[name]


def list_wanted() -> Iterator[tuple[str, Any] | tuple[str, Any, Any]]:
    """Yield the fields of a new application; what has no default must be written."""
    for one in fields(Client):
        if one.name not in WRITTEN:
            continue
        if one.name in ("service", "redirect_uris"):
            yield one.name, describe_type(one.name), None if one.name == "service" else ()
        elif one.default is not MISSING:
            yield one.name, describe_type(one.name), one.default
        elif one.default_factory is not MISSING:
            yield one.name, describe_type(one.name), msgspec.field(default_factory=one.default_factory)
        else:
            yield one.name, describe_type(one.name)


STRICT: Final[Any] = {"frozen": True, "kw_only": True, "forbid_unknown_fields": True}
ClientWanted: Final = msgspec.defstruct(
    "ClientWanted", list_wanted(), namespace={"__doc__": "An application to register."}, **STRICT
)
ClientPatch: Final = msgspec.defstruct(
    "ClientPatch",
    [(name, Union[describe_type(name), UnsetType], UNSET) for name in WRITTEN],  # noqa: UP007 - made at run time
    namespace={"__doc__": "What to change of an application; what is not written stays."},
    **STRICT,
)
ClientTold: Final = msgspec.defstruct(
    "ClientTold",
    [
        ("client_id", str),
        ("created_at", datetime),
        ("is_paused", bool),
        ("state", State),
        ("missing", Annotated[tuple[str, ...], Meta(description="What its data-protection record lacks.")]),
        *((name, describe_type(name)) for name in WRITTEN),
    ],
    namespace={"__doc__": "An application as it is registered. Its secrets are told to nobody."},
    frozen=True,
    kw_only=True,
)


class ClientLine(Struct, frozen=True, kw_only=True):
    """An application in a list."""

    client_id: str
    name: str
    service: str | None
    auth_method: str
    state: State
    secret_expires_at: datetime | None


class ClientQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which applications: `words` must all stand in name, id, service or an address."""

    words: Annotated[str, Meta(max_length=200)] = ""
    state: State | None = None
    service: str | None = None
    after: str | None = None
    limit: Annotated[int, Meta(ge=1, le=MAX_LIMIT)] = DEFAULT_LIMIT


class SecretTold(Struct, frozen=True, kw_only=True):
    """One secret of an application, by its place: the newest, or the one that was replaced."""

    is_newest: bool
    is_good: bool
    expires_at: datetime | None


class ClientMade(Struct, frozen=True, kw_only=True):
    """An application that was just registered, with its secret: the only time it is told."""

    client_id: str
    client_secret: str | None
    secret_expires_at: datetime | None


class RecipeTold(Struct, frozen=True, kw_only=True):
    """Configuration to paste into a program. A placeholder stands where the secret goes."""

    name: str
    file: str
    text: str


def read_wanted(body: Any, now: datetime) -> Client:
    """Return the application that is to be registered."""
    return Client(client_id="", created_at=now, **{name: getattr(body, name) for name in WRITTEN})


def read_patch(body: Any) -> dict[str, Any]:
    """Return the fields that are to be changed."""
    given = {name: getattr(body, name) for name in WRITTEN}
    return {name: value for name, value in given.items() if value is not UNSET}


def tell_client(client: Client, now: datetime) -> Any:
    """Return what may be told of an application."""
    return ClientTold(
        client_id=client.client_id,
        created_at=client.created_at,
        is_paused=client.is_paused,
        state=find_state(client, now),
        missing=tuple(list_missing(client)),
        **{name: getattr(client, name) for name in WRITTEN},
    )
