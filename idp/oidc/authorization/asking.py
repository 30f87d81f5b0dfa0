"""Turns a request's wishes and demands into what decide() is asked."""

from datetime import datetime, timedelta
from typing import Final

from idp.oidc.authn_provider import find_level
from idp.oidc.checks.case import Case
from idp.oidc.clients.profiles import find_longest_age, list_prompts
from idp.policy.levels import UNKNOWN_ACR, Acr, parse_acr_uri
from idp.policy.question import Ask
from idp.policy.rules import Policy

FRESH_PROMPTS: Final = frozenset({"login", "select_account"})


def build_ask(case: Case, now: datetime, *, must_be_fresh: bool = False) -> Ask:
    """Return the request's wishes; the client's registered ones where it has none.

    A requested authnProvider is a wish too, after those for an acr. An essential `acr` is a demand, and a value of it
    that we do not know stays one that nothing meets; any other `acr` asked for is a wish (OIDC Core, section
    5.5.1.1). `must_be_fresh` puts aside everything proved so far.
    """
    request, issuer, policy = case.request, case.issuer, case.policy
    claims = request.claims
    demanded = claims.acr_values if claims.is_acr_essential else ()
    usual = request.acr_values or case.get_client().default_acr_values
    wished = usual if claims.is_acr_essential else (*usual, *claims.acr_values)
    known = (parse_acr_uri(issuer, uri, policy.acrs) for uri in wished)
    return Ask(
        acr_values=(*(acr for acr in known if acr is not None), *list_provider_acrs(case)),
        essential_acr=tuple(read_demand(issuer, uri, policy) for uri in demanded),
        essential=claims.is_acr_essential,
        fresh_after=find_fresh_after(case, now, must_be_fresh=must_be_fresh),
    )


def list_provider_acrs(case: Case) -> tuple[Acr, ...]:
    """Return the wish that a requested authnProvider is: its level, in whichever zone; nothing for one not ours."""
    level = find_provider_level(case)
    return tuple(acr for acr in case.policy.acrs if acr.level == level)


def find_provider_level(case: Case) -> str | None:
    """Return the level that the requested authnProvider names; None without one of ours."""
    return find_level(case.issuer, case.request.authn_provider, case.policy.levels.names)


def read_demand(issuer: str, uri: str, policy: Policy) -> Acr:
    """Return the acr that is demanded; UNKNOWN_ACR for one that is not ours."""
    return parse_acr_uri(issuer, uri, policy.acrs) or UNKNOWN_ACR


def find_fresh_after(case: Case, now: datetime, *, must_be_fresh: bool) -> datetime | None:
    """Return the moment before which nothing proved counts; None when any age will do.

    prompt=login asks for a sign-in made after the request, max_age for one at most so old when it came; a request
    without one has the client's registered default. A profile may have limits of its own.
    """
    request, client = case.request, case.get_client()
    if must_be_fresh or FRESH_PROMPTS & set(list_prompts(client, request.prompts)):
        return now
    age = client.default_max_age if request.max_age is None else request.max_age
    limits = [find_longest_age(client), None if age is None else timedelta(seconds=age)]
    return max((now - limit for limit in limits if limit is not None), default=None)
