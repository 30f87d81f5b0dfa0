"""What a registration must fulfil. All its faults are reported at once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from idp.i18n import DEFAULT_LANGUAGE
from idp.oidc.claims.table import CLAIMS, SCOPES
from idp.oidc.clients.client import (
    ACCESS_TOKEN_FORMATS,
    AUTH_METHODS,
    CONSENT_RULES,
    ENCRYPTION_ALGS,
    ENCRYPTION_ENCS,
    GRANT_TYPES,
    PROFILES,
    RESPONSE_TYPES,
    SUBJECT_TYPES,
    Client,
    Encryption,
    Permit,
)
from idp.oidc.clients.keys import CLIENT_ALGS, can_encrypt, read_keys
from idp.oidc.clients.profile_faults import find_profile_faults
from idp.oidc.registration.grant_types import find_grant_faults
from idp.oidc.registration.jwks_rules import find_jwks_faults
from idp.oidc.registration.redirect_uris import find_fault, find_redirect_fault, origin_of
from idp.signing.key import ALGS

MAX_NAME_CHARACTERS: Final = 100
HTTPS_ALONE: Final = (
    "backchannel_logout_uri",
    "client_uri",
    "frontchannel_logout_uri",
    "initiate_login_uri",
    "jwks_uri",
    "logo_uri",
    "policy_uri",
    "sector_identifier_uri",
    "tos_uri",
)
API_SCOPE: Final = re.compile(r"[a-z0-9][a-z0-9.:/_-]{0,79}")
AUDIENCE: Final = re.compile(r"[a-z][a-z0-9+.-]*:[!-\"$-~]{1,200}")
ADDRESS: Final = re.compile(r"[^@\s,<>]{1,64}@[^@\s,<>]{1,255}")
MAX_OWNERS: Final = 20
MIN_REASON_CHARACTERS, MAX_REASON_CHARACTERS = 10, 300


class BadRegistration(ValueError):
    """The registration cannot be taken; `faults` says why, a line each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def check_registration(client: Client) -> None:
    """Refuse a client that breaks a rule. Raises BadRegistration with every fault found."""
    if faults := tuple(find_faults(client)):
        raise BadRegistration(faults)


def find_faults(client: Client) -> Iterator[str]:
    """Yield what is wrong with the registration, field by field."""
    if not is_name(client.name):
        yield f"name: write 1 to {MAX_NAME_CHARACTERS} printable characters"
    yield from find_uri_faults(client)
    yield from find_choice_faults("auth_method", [client.auth_method], AUTH_METHODS)
    yield from find_choice_faults("grant_types", client.grant_types, GRANT_TYPES)
    yield from find_choice_faults("response_types", client.response_types, RESPONSE_TYPES)
    yield from find_choice_faults("subject_type", [client.subject_type], SUBJECT_TYPES)
    yield from find_choice_faults("userinfo_alg", [client.userinfo_alg] if client.userinfo_alg else [], ALGS)
    yield from find_choice_faults("consent", [client.consent], CONSENT_RULES)
    yield from find_choice_faults("scopes", client.scopes, SCOPES)
    yield from find_choice_faults("claims", client.claims, tuple(CLAIMS))
    yield from find_choice_faults("response_alg", [client.response_alg], ALGS)
    yield from find_choice_faults("id_token_alg", [client.id_token_alg], ALGS)
    yield from find_grant_faults(client)
    yield from find_api_faults(client)
    if (why := client.sees_protected) is not None and not is_reason(why):
        yield f"sees_protected: write the reason, in {MIN_REASON_CHARACTERS} to {MAX_REASON_CHARACTERS} printable characters"
    yield from find_text_faults("purpose", client.purpose)
    yield from find_text_faults("legal_basis", client.legal_basis)
    yield from find_ownership_faults(client)
    yield from find_key_faults(client)
    yield from find_protection_faults(client)


def find_api_faults(client: Client) -> Iterator[str]:
    """Yield what is wrong with how the client is let in to APIs."""
    yield from find_choice_faults("access_token_format", [client.access_token_format], ACCESS_TOKEN_FORMATS)
    for scope in client.api_scopes:
        if not API_SCOPE.fullmatch(scope) or scope in SCOPES:
            yield f"api_scopes: {scope!a} is not a name of your own; write lower-case letters, digits and . : / _ -"
    if client.audience is not None and not AUDIENCE.fullmatch(client.audience):
        yield "audience: write the API's address as an absolute URI without fragment (RFC 8707, section 2)"


def find_ownership_faults(client: Client) -> Iterator[str]:
    """Yield what is wrong with who answers for the client."""
    if client.contact is not None and not all(map(ADDRESS.fullmatch, client.contact.split(", "))):
        yield "contact: write a mail address, or several with a comma and a blank between"
    if client.data_owner is not None and not is_name(client.data_owner):
        yield f"data_owner: write 1 to {MAX_NAME_CHARACTERS} printable characters"
    if len(client.owners) > MAX_OWNERS or len(set(client.owners)) < len(client.owners):
        yield f"owners: name at most {MAX_OWNERS} people, each once"


def is_name(written: str) -> bool:
    """Say whether something is named by it, on one line."""
    return bool(written.strip()) and len(written) <= MAX_NAME_CHARACTERS and written.isprintable()


def find_text_faults(name: str, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with a text that people read, by language: Swedish is the one that may not be missing."""
    if texts and DEFAULT_LANGUAGE not in texts:
        yield f"{name}: is missing in Swedish; write it as sv=…"
    for language, text in texts.items():
        if not is_reason(text):
            yield f"{name}: write {MIN_REASON_CHARACTERS} to {MAX_REASON_CHARACTERS} printable characters in {language}"


def is_reason(written: str) -> bool:
    """Say whether a reason is written that somebody can weigh."""
    is_long_enough = len(written.strip()) >= MIN_REASON_CHARACTERS
    return is_long_enough and len(written) <= MAX_REASON_CHARACTERS and written.isprintable()


def find_uri_faults(client: Client) -> Iterator[str]:
    """Yield what is wrong with the client's URIs."""
    for uri in client.redirect_uris:
        if fault := find_redirect_fault(uri):
            yield f"redirect_uris: {uri!a} {fault}"
    for name in (
        "backchannel_logout_uri",
        "initiate_login_uri",
        "jwks_uri",
        "frontchannel_logout_uri",
        "sector_identifier_uri",
        "client_uri",
        "logo_uri",
        "policy_uri",
        "tos_uri",
    ):
        uri = getattr(client, name)
        if uri is not None and (fault := find_fault(uri)):
            yield f"{name}: {uri!a} {fault}"
    for uri in client.request_uris:
        if fault := find_fault(uri.partition("#")[0]):
            yield f"request_uris: {uri!a} {fault}"
    if (told := client.frontchannel_logout_uri) and origin_of(told) not in map(
        origin_of, client.redirect_uris
    ):
        yield "frontchannel_logout_uri: must be on the host of a redirect URI"
    for uri in client.post_logout_redirect_uris:
        if fault := find_redirect_fault(uri):
            yield f"post_logout_redirect_uris: {uri!a} {fault}"


def find_choice_faults(name: str, chosen: Iterable[str], offered: tuple[str, ...]) -> Iterator[str]:
    """Yield the values that are not on offer."""
    for value in chosen:
        if value not in offered:
            yield f"{name}: {value!a} is not one of {', '.join(offered)}"


def find_protection_faults(client: Client) -> Iterator[str]:
    """Yield what is wrong with how requests are signed, and what would be promised and not kept."""
    if client.request_object_alg is not None:
        offered = (*CLIENT_ALGS, "none")
        yield from find_choice_faults("request_object_alg", [client.request_object_alg], offered)
    for name in ("id_token_encryption", "response_encryption", "userinfo_encryption"):
        yield from find_encryption_faults(client, name)
    yield from find_choice_faults("profile", [client.profile], PROFILES)
    yield from find_profile_faults(client)


def find_encryption_faults(client: Client, name: str) -> Iterator[str]:
    """Yield what is wrong with how one kind of answer is encrypted to the client."""
    encryption: Encryption | None = getattr(client, name)
    if encryption is None:
        return
    yield from find_choice_faults(name, [encryption.alg], ENCRYPTION_ALGS)
    yield from find_choice_faults(name, [encryption.enc], ENCRYPTION_ENCS)
    if client.jwks is None and client.jwks_uri is None:
        yield f"{name}: needs the client's public keys as jwks, or the jwks_uri where it publishes them"
    elif client.jwks is not None and not has_key_for(client.jwks, encryption.alg):
        yield f"{name}: no key in jwks can be encrypted to with {encryption.alg}"


def has_key_for(jwks: Mapping[str, Any], alg: str) -> bool:
    """Say whether something can be encrypted to a key of the set; one that is no sound set is refused elsewhere."""
    return any(find_jwks_faults(jwks)) or any(can_encrypt(key, alg) for key in read_keys(jwks))


def find_key_faults(client: Client) -> Iterator[str]:
    """Yield what is wrong with the client's keys."""
    if client.jwks is not None and client.jwks_uri is not None:
        yield "jwks: register the keys or their jwks_uri, not both"
    if client.jwks is not None:
        yield from find_jwks_faults(client.jwks)
    elif client.auth_method == "private_key_jwt" and client.jwks_uri is None:
        yield "jwks: private_key_jwt needs the client's public keys, or the jwks_uri where it publishes them"


def check_permitted(client: Client, permit: Permit) -> None:
    """Refuse a self-registered client that asks for more than it may have. Raises BadRegistration."""
    if faults := tuple(find_permit_faults(client, permit)):
        raise BadRegistration(faults)


def find_permit_faults(client: Client, permit: Permit) -> Iterator[str]:
    """Yield what the invitation does not permit: https alone, but for a native program's own machine."""
    yield from find_choice_faults("response_types", client.response_types, permit.response_types)
    if "client_credentials" in client.grant_types:
        yield "grant_types: client_credentials is not permitted; an administrator registers machines"
    if client.request_object_alg == "none" and not permit.allows_unsigned_requests:
        yield "request_object_signing_alg: none is not permitted"
    for name in HTTPS_ALONE:
        uri = getattr(client, name)
        if uri is not None and not uri.startswith("https://"):
            yield f"{name}: must be https"
    if not client.is_native and not all(uri.startswith("https://") for uri in client.redirect_uris):
        yield "redirect_uris: must be https unless application_type is native"
