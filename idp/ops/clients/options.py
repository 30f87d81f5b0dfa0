"""What may be said of an application on the command line, beyond who it is and where it is answered."""

from collections.abc import Callable
from typing import Any, Final

import click

from idp.oidc.clients.client import (
    ACCESS_TOKEN_FORMATS,
    CONSENT_RULES,
    EXPECTED_ALG,
    PROFILES,
    RESPONSE_TYPES,
    SUBJECT_TYPES,
    Encryption,
)
from idp.oidc.clients.keys import CLIENT_ALGS
from idp.signing.key import ALGS

Command = Callable[..., Any]
several: Final[dict[str, Any]] = {"multiple": True, "metavar": "URI"}
one: Final[dict[str, Any]] = {"metavar": "URI"}


class EncryptionType(click.ParamType[Encryption]):
    """Reads `ALG` or `ALG/ENC`; whether they are served is for the registration's rules to say."""

    name = "encryption"

    def convert(self, value: Any, param: Any, ctx: Any) -> Encryption:  # noqa: ARG002 - click's signature
        alg, _, enc = str(value).partition("/")
        return Encryption(alg, enc) if enc else Encryption(alg)


ENCRYPTION: Final = EncryptionType()

OPTIONS: Final = (
    click.option("--jwks-uri", **one, help="Where its public keys are published; fetched when they change."),
    click.option(
        "--post-logout-redirect-uri", "post_logout_redirect_uris", **several, help="Where sign-out may end."
    ),
    click.option("--backchannel-logout-uri", **one, help="Where it is told that somebody signed out."),
    click.option(
        "--frontchannel-logout-uri", **one, help="What a hidden frame shows when somebody signs out."
    ),
    click.option("--initiate-login-uri", **one, help="Where the portal's tile starts it."),
    click.option("--sees-protected", metavar="REASON", help="Why it sees protected people as they are."),
    click.option(
        "--id-token-alg",
        type=click.Choice(ALGS),
        default=EXPECTED_ALG,
        show_default=True,
        help="What its ID tokens are signed with: ES256 is smaller and quicker, if its library is told to expect it.",
    ),
    click.option(
        "--claims-in-id-token/--claims-at-userinfo",
        default=False,
        show_default="at userinfo",
        help="Tell it in the ID token what userinfo would: for a library that never asks there.",
    ),
    click.option(
        "--response-alg",
        type=click.Choice(ALGS),
        default=EXPECTED_ALG,
        show_default=True,
        help="What an answer is signed with for which it asks by response_mode=jwt.",
    ),
    click.option(
        "--response-encryption",
        type=ENCRYPTION,
        metavar="ALG[/ENC]",
        help="Encrypt such answers to its key.",
    ),
    click.option("--userinfo-alg", type=click.Choice(ALGS), help="Sign what userinfo tells it."),
    click.option(
        "--id-token-encryption",
        type=ENCRYPTION,
        metavar="ALG[/ENC]",
        help="Encrypt its ID tokens to its key: ECDH-ES/A256GCM, say.",
    ),
    click.option(
        "--userinfo-encryption",
        type=ENCRYPTION,
        metavar="ALG[/ENC]",
        help="Encrypt what userinfo tells it.",
    ),
    click.option(
        "--request-object-alg",
        type=click.Choice(CLIENT_ALGS),
        help="The only one it signs its requests with.",
    ),
    click.option(
        "--request-uri", "request_uris", **several, help="Where its request objects are fetched from."
    ),
    click.option(
        "--unsigned-requests",
        "allows_unsigned_requests",
        is_flag=True,
        help="Take its request objects without a signature: for tests alone.",
    ),
    click.option(
        "--response-type",
        "response_types",
        multiple=True,
        type=click.Choice(RESPONSE_TYPES),
        default=("code",),
        show_default=True,
        help="Beyond code: tokens in the browser, for old applications alone.",
    ),
    click.option(
        "--pkce/--without-pkce",
        "requires_pkce",
        default=True,
        help="Without: for old applications with a secret alone.",
    ),
    click.option(
        "--subject-type",
        type=click.Choice(SUBJECT_TYPES),
        default="public",
        show_default=True,
        help="Pairwise: it knows people by subjects that no other application does.",
    ),
    click.option(
        "--sector-identifier-uri", **one, help="The list of redirect URIs that share pairwise subjects."
    ),
    click.option(
        "--api-scope",
        "api_scopes",
        multiple=True,
        metavar="NAME",
        help="What a machine may ask for at your own APIs.",
    ),
    click.option("--audience", metavar="URI", help="The API that its access tokens are for."),
    click.option(
        "--access-token-format",
        type=click.Choice(ACCESS_TOKEN_FORMATS),
        default="opaque",
        show_default=True,
        help="Jwt: an API can read them for itself, but does not see when they are revoked.",
    ),
    click.option(
        "--may-introspect",
        is_flag=True,
        help="Let it ask about any application's access tokens: for services that are shown them.",
    ),
    click.option(
        "--default-max-age",
        type=click.IntRange(0),
        metavar="SECONDS",
        help="The oldest sign-in it takes when a request says nothing.",
    ),
    click.option(
        "--require-auth-time",
        "requires_auth_time",
        is_flag=True,
        help="Always tell it when people signed in.",
    ),
    click.option(
        "--default-acr-value",
        "default_acr_values",
        multiple=True,
        metavar="ACR",
        help="The acr it wants when a request names none, best first.",
    ),
    click.option(
        "--profile",
        type=click.Choice(PROFILES),
        default="oidc",
        show_default=True,
        help="Hold it to the Swedish OpenID Connect profile, or to Sweden Connect's on top.",
    ),
    click.option(
        "--consent",
        type=click.Choice(CONSENT_RULES),
        default="never",
        show_default=True,
        help="When people are asked before it is told about them: for other organisations' applications.",
    ),
    click.option("--native", "is_native", is_flag=True, help="A program on the person's own machine."),
    click.option("--contact", metavar="ADDRESS", help="Who looks after it: reminders are mailed there."),
    click.option(
        "--data-owner", metavar="NAME", help="The part of the municipality that answers for the data."
    ),
    click.option("--client-uri", **one, help="Its own page."),
    click.option("--logo-uri", **one, help="Its picture."),
    click.option(
        "--policy-uri", **one, help="What it does with people's data; linked from the sign-in page."
    ),
    click.option("--tos-uri", **one, help="Its terms; linked from the sign-in page."),
)


def client_options(command: Command) -> Command:
    """Give the command the options."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command
