"""An authorization request, read once into one frozen value. Reading never fails: the checks judge.

A repeated parameter is a fault, an empty one counts as absent, an unknown one is ignored (RFC 6749, section 3.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from idp.oidc.authn_provider import AUTHN_PROVIDER
from idp.oidc.authorization.claims_parameter import ClaimsParameter, UnreadableClaims, read_claims
from idp.oidc.http import Pairs
from idp.signin.user_message import USER_MESSAGE, BadMessage, read_user_message

MAX_CHARACTERS: Final = 8192
MAX_SHORT_CHARACTERS: Final = 2048
MAX_AGE_SECONDS: Final = 10**9

ASCII_PARAMETERS: Final = (
    "client_id",
    "redirect_uri",
    "response_type",
    "response_mode",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "display",
    "prompt",
    "max_age",
    "ui_locales",
    "acr_values",
    AUTHN_PROVIDER,
)
"""At most 2,048 characters each, of %x20-7E (RFC 6749, appendix A)."""

LONG_PARAMETERS: Final = ("id_token_hint", "login_hint", "claims", "request", "request_uri", USER_MESSAGE)
"""At most 8,192 printable characters each; a hint or a claim may be in any script."""

PARAMETERS: Final = (*ASCII_PARAMETERS, *LONG_PARAMETERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRequest:
    """What a client asks for.

    `parameters` are the known ones as sent, which is also how a pending request is stored. `faults` says of a
    parameter why it cannot be read, in words for the integrator; its value is then as if absent.
    """

    parameters: Mapping[str, str] = field(repr=False)
    faults: Mapping[str, str]
    client_id: str | None
    redirect_uri: str | None
    response_type: str | None
    response_mode: str | None
    scopes: tuple[str, ...]
    state: str | None
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None
    prompts: tuple[str, ...]
    max_age: int | None
    ui_locales: tuple[str, ...]
    acr_values: tuple[str, ...]
    id_token_hint: str | None = field(repr=False)
    login_hint: str | None = field(repr=False)
    claims: ClaimsParameter
    authn_provider: str | None = None


def read_request(pairs: Pairs) -> AuthorizationRequest:
    """Return the request that these parameters make."""
    parameters, faults = read_parameters(pairs)
    max_age = read_max_age(parameters.get("max_age"), faults)
    claims = read_claims_or_fault(parameters.get("claims"), faults)
    check_user_message(parameters.get(USER_MESSAGE), faults)
    return AuthorizationRequest(
        parameters=parameters,
        faults=faults,
        client_id=parameters.get("client_id"),
        redirect_uri=parameters.get("redirect_uri"),
        response_type=parameters.get("response_type"),
        response_mode=parameters.get("response_mode"),
        scopes=read_words(parameters.get("scope")),
        state=parameters.get("state"),
        nonce=parameters.get("nonce"),
        code_challenge=parameters.get("code_challenge"),
        code_challenge_method=parameters.get("code_challenge_method"),
        prompts=read_words(parameters.get("prompt")),
        max_age=max_age,
        ui_locales=read_words(parameters.get("ui_locales")),
        acr_values=read_words(parameters.get("acr_values")),
        id_token_hint=parameters.get("id_token_hint"),
        login_hint=parameters.get("login_hint"),
        claims=claims,
        authn_provider=parameters.get(AUTHN_PROVIDER),
    )


def read_parameters(pairs: Pairs) -> tuple[dict[str, str], dict[str, str]]:
    """Return the known parameters that can be read, and why the others cannot."""
    parameters: dict[str, str] = {}
    faults: dict[str, str] = {}
    for name, value in pairs:
        if name not in PARAMETERS or not value:
            continue
        if name in parameters or name in faults:
            faults[name] = f"{name} must not be sent more than once"
        elif fault := find_fault(name, value):
            faults[name] = fault
        else:
            parameters[name] = value
    return {name: value for name, value in parameters.items() if name not in faults}, faults


def find_fault(name: str, value: str) -> str | None:
    """Say why the value cannot be used; None when it can."""
    longest = MAX_SHORT_CHARACTERS if name in ASCII_PARAMETERS else MAX_CHARACTERS
    if len(value) > longest:
        return f"{name} must be at most {longest} characters"
    if name in ASCII_PARAMETERS and not value.isascii():
        return f"{name} must be plain ASCII"
    if not value.isprintable():
        return f"{name} must hold printable characters only, in UTF-8"
    return None


def read_words(value: str | None) -> tuple[str, ...]:
    """Return a blank-separated list, each word once."""
    return tuple(dict.fromkeys((value or "").split()))


def read_max_age(value: str | None, faults: dict[str, str]) -> int | None:
    """Return whole seconds; None when absent. Anything else becomes a fault."""
    if value is None:
        return None
    if not value.isdecimal() or len(value) > len(str(MAX_AGE_SECONDS)):
        faults["max_age"] = "max_age must be a whole number of seconds, 0 or more"
        return None
    return min(int(value), MAX_AGE_SECONDS)


def read_claims_or_fault(value: str | None, faults: dict[str, str]) -> ClaimsParameter:
    """Return the claims asked for, none when absent. What cannot be read becomes a fault."""
    try:
        return read_claims(value) if value is not None else ClaimsParameter()
    except UnreadableClaims:
        faults["claims"] = "claims must be a JSON object as OpenID Connect Core 5.5 describes it"
        return ClaimsParameter()


def check_user_message(value: str | None, faults: dict[str, str]) -> None:
    """Make a message that cannot be shown a fault. Its text is read where it is shown, and kept as it was sent."""
    try:
        if value is not None:
            read_user_message(value)
    except BadMessage as error:
        faults[USER_MESSAGE] = f"{USER_MESSAGE} {error}"
