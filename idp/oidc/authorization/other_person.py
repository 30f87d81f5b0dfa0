"""Tells whether a request is about somebody else than the person who is signed in."""

from idp.oidc.authorization.hints import read_hint
from idp.oidc.checks.case import Case
from idp.oidc.claims.demands import is_demanded
from idp.oidc.provider import Provider
from idp.oidc.subject import is_subject
from idp.signin.visit import Visitor


def is_other_person(provider: Provider, case: Case, visitor: Visitor) -> bool:
    """Say whether the request hints at, or demands, someone else (OpenID Connect Core 1.0, sections 3.1.2.1 and 5.5.1)."""
    request, person = case.request, visitor.person
    if person is None:
        return False
    if not is_demanded(provider, case.get_client(), request.claims, person):
        return True
    if request.id_token_hint is None:
        return False
    hint = read_hint(case.keyring, case.issuer, request.id_token_hint)
    return not is_subject(provider, case.get_client(), hint.subject, person.person_id)
