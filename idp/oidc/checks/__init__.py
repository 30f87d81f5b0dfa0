"""The checks of an authorization request, one rule a file. The order stands here and nowhere else."""

from collections.abc import Callable

from idp.oidc.checks.case import Case
from idp.oidc.checks.check_acr_values import check_acr_values
from idp.oidc.checks.check_claims import check_claims
from idp.oidc.checks.check_client import check_client
from idp.oidc.checks.check_id_token_hint import check_id_token_hint
from idp.oidc.checks.check_max_age import check_max_age
from idp.oidc.checks.check_nonce import check_nonce
from idp.oidc.checks.check_parameters import check_parameters
from idp.oidc.checks.check_pkce import check_pkce
from idp.oidc.checks.check_prompt import check_prompt
from idp.oidc.checks.check_recipient import check_recipient
from idp.oidc.checks.check_redirect_uri import check_redirect_uri
from idp.oidc.checks.check_request_object import check_request_object
from idp.oidc.checks.check_response_mode import check_response_mode
from idp.oidc.checks.check_response_type import check_response_type
from idp.oidc.checks.check_scope import check_scope
from idp.oidc.checks.check_user_message import check_user_message

Check = Callable[[Case], None]

BEFORE_REDIRECTING: tuple[Check, ...] = (check_client, check_redirect_uri, check_recipient)
"""Until these have passed nobody is redirected anywhere: a failure is a page."""

AFTERWARDS: tuple[Check, ...] = (
    check_request_object,
    check_response_type,
    check_response_mode,
    check_parameters,
    check_scope,
    check_nonce,
    check_pkce,
    check_prompt,
    check_max_age,
    check_acr_values,
    check_claims,
    check_id_token_hint,
    check_user_message,
)
"""A failure of these goes back to the client, with state and iss."""


def check_request(case: Case) -> None:
    """Refuse a request that breaks a rule; the first one broken names the error. Raises ProtocolError."""
    for check in (*BEFORE_REDIRECTING, *AFTERWARDS):
        check(case)
