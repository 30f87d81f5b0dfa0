"""A hint at who should be signed in is a token of ours. OpenID Connect Core 1.0, section 3.1.2.1."""

from idp.oidc.authorization.hints import BadHint, read_hint
from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError


def check_id_token_hint(case: Case) -> None:
    """Refuse an id_token_hint that we did not sign or that was issued to another client; an expired one will do."""
    case.refuse_faults("id_token_hint")
    if case.request.id_token_hint is None:
        return
    try:
        hint = read_hint(case.keyring, case.issuer, case.request.id_token_hint)
    except BadHint as error:
        raise ProtocolError(
            "invalid_request", "id_token_hint is not an ID token of ours", detail=str(error)
        ) from error
    if hint.client_id != case.get_client().client_id:
        raise ProtocolError("invalid_request", "id_token_hint was issued to another client")
