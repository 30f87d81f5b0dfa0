"""A client's registration as it stands on the wire, and back (OpenID Connect Registration 1.0, section 2; RFC 7591)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from idp.oidc.clients.client import EXPECTED_ALG, RESPONSE_TYPES, Client, Encryption, Permit
from idp.oidc.registration.rules import BadRegistration

MAX_TEXT_CHARACTERS: Final = 2048
MAX_ENTRIES: Final = 50


def read_text(value: Any) -> str:
    """Return a text. Raises ValueError in words for whoever registers."""
    if not isinstance(value, str) or len(value) > MAX_TEXT_CHARACTERS:
        raise ValueError(f"write a text of at most {MAX_TEXT_CHARACTERS} characters")
    return value


def read_texts(value: Any) -> tuple[str, ...]:
    """Return the texts of an array, each once."""
    if not isinstance(value, list) or len(value) > MAX_ENTRIES:
        raise ValueError(f"write an array of at most {MAX_ENTRIES} texts")
    return tuple(dict.fromkeys(read_text(one) for one in value))


def read_words(value: Any) -> tuple[str, ...]:
    """Return the words of a text, each once."""
    return tuple(dict.fromkeys(read_text(value).split()))


def read_flag(value: Any) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError("write true or false")
    return value


def read_seconds(value: Any) -> int:
    """Return a number of seconds."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise ValueError("write a whole number of seconds")
    return value


def read_object(value: Any) -> Mapping[str, Any]:
    """Return a JSON object."""
    if not isinstance(value, dict):
        raise ValueError("write a JSON object")
    return value


def read_response_types(value: Any) -> tuple[str, ...]:
    """Return response types with their words in our order; one that nobody knows stays as it is."""
    known = {frozenset(one.split()): one for one in RESPONSE_TYPES}
    return tuple(known.get(frozenset(one.split()), one) for one in read_texts(value))


@dataclass(frozen=True, slots=True)
class Member:
    """A member on the wire, the client's field that holds it, and how it is read."""

    wire: str
    field: str
    read: Callable[[Any], Any]


MEMBERS: Final = (
    Member("client_name", "name", read_text),
    Member("redirect_uris", "redirect_uris", read_texts),
    Member("token_endpoint_auth_method", "auth_method", read_text),
    Member("grant_types", "grant_types", read_texts),
    Member("response_types", "response_types", read_response_types),
    Member("scope", "scopes", read_words),
    Member("jwks", "jwks", read_object),
    Member("jwks_uri", "jwks_uri", read_text),
    Member("client_uri", "client_uri", read_text),
    Member("logo_uri", "logo_uri", read_text),
    Member("policy_uri", "policy_uri", read_text),
    Member("tos_uri", "tos_uri", read_text),
    Member("subject_type", "subject_type", read_text),
    Member("sector_identifier_uri", "sector_identifier_uri", read_text),
    Member("id_token_signed_response_alg", "id_token_alg", read_text),
    Member("authorization_signed_response_alg", "response_alg", read_text),
    Member("userinfo_signed_response_alg", "userinfo_alg", read_text),
    Member("request_object_signing_alg", "request_object_alg", read_text),
    Member("request_uris", "request_uris", read_texts),
    Member("initiate_login_uri", "initiate_login_uri", read_text),
    Member("post_logout_redirect_uris", "post_logout_redirect_uris", read_texts),
    Member("backchannel_logout_uri", "backchannel_logout_uri", read_text),
    Member("backchannel_logout_session_required", "backchannel_logout_session_required", read_flag),
    Member("frontchannel_logout_uri", "frontchannel_logout_uri", read_text),
    Member("frontchannel_logout_session_required", "frontchannel_logout_session_required", read_flag),
    Member("default_max_age", "default_max_age", read_seconds),
    Member("require_auth_time", "requires_auth_time", read_flag),
    Member("default_acr_values", "default_acr_values", read_texts),
)

ENCRYPTIONS: Final = {
    "id_token": "id_token_encryption",
    "authorization": "response_encryption",
    "userinfo": "userinfo_encryption",
}
"""What may be encrypted, and the field that says how."""


def read_metadata(metadata: Mapping[str, Any], permit: Permit, now: datetime) -> Client:
    """Return the client that is asked for, within the permit; members that nobody knows are ignored.

    What is not said has the specification's default. Raises BadRegistration with every member that cannot be read;
    whether the values are allowed is for `check_registration` to say.
    """
    values: dict[str, Any] = {}
    faults = []
    for member in MEMBERS:
        if metadata.get(member.wire) is not None:
            try:
                values[member.field] = member.read(metadata[member.wire])
            except ValueError as fault:
                faults.append(f"{member.wire}: {fault}")
    try:
        values |= read_the_rest(metadata)
    except ValueError as fault:
        faults.append(str(fault))
    if faults:
        raise BadRegistration(tuple(faults))
    asked = values.get("scopes", permit.scopes)
    values["scopes"] = tuple(scope for scope in permit.scopes if scope in asked)
    uris = values.setdefault("redirect_uris", ())
    values.setdefault("name", (urlsplit(uris[0]).hostname or "") if uris else "-")
    return Client(
        **{"auth_method": "client_secret_basic", "id_token_alg": EXPECTED_ALG, "response_alg": EXPECTED_ALG}
        | values,
        client_id="",
        service=permit.service,
        claims=permit.claims,
        allows_unsigned_requests=permit.allows_unsigned_requests,
        requires_pkce=permit.requires_pkce or values.get("auth_method") == "none",
        permit=permit,
        created_at=now,
    )


def read_the_rest(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that are not one member each. Raises ValueError with the member's name."""
    values: dict[str, Any] = {}
    if metadata.get("contacts"):
        try:
            values["contact"] = ", ".join(read_texts(metadata["contacts"]))[:MAX_TEXT_CHARACTERS]
        except ValueError as fault:
            raise ValueError(f"contacts: {fault}") from None
    if (kind := metadata.get("application_type", "web")) not in ("web", "native"):
        raise ValueError("application_type: write web or native")
    values["is_native"] = kind == "native"
    for wire, field in ENCRYPTIONS.items():
        alg, enc = (metadata.get(f"{wire}_encrypted_response_{part}") for part in ("alg", "enc"))
        if alg is not None:
            if not isinstance(alg, str) or not isinstance(enc, str | None):
                raise ValueError(f"{wire}_encrypted_response_alg: write a text")
            values[field] = Encryption(alg) if enc is None else Encryption(alg, enc)
        elif enc is not None:
            raise ValueError(f"{wire}_encrypted_response_enc: needs {wire}_encrypted_response_alg")
    return values


def write_metadata(client: Client) -> dict[str, Any]:
    """Return what is registered, as it stands on the wire; what is not set is left out."""
    written: dict[str, Any] = {}
    for member in MEMBERS:
        value = getattr(client, member.field)
        if value not in (None, ()):
            listed = list(value) if isinstance(value, tuple) else value
            written[member.wire] = " ".join(value) if member.read is read_words else listed
    for wire, field in ENCRYPTIONS.items():
        encryption: Encryption | None = getattr(client, field)
        if encryption is not None:
            written |= {
                f"{wire}_encrypted_response_alg": encryption.alg,
                f"{wire}_encrypted_response_enc": encryption.enc,
            }
    if client.contact is not None:
        written["contacts"] = client.contact.split(", ")
    return written | {"application_type": "native" if client.is_native else "web"}
