"""A test sign-in to an application: the real request, checks, decision and claims, for the one who tests, step by step.

Nothing of it can be used by anybody. The same functions run in the same order as at the authorization and token
endpoints, and what they make is dropped: no grant, code or token is stored, nothing is signed, nobody is redirected, and
the application hears of nothing. So no redirect URI of ours stands open for it (decision 41).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from idp.admin.actor import Actor
from idp.admin.clients.desk import SEES
from idp.admin.clients.sight import check_sight
from idp.audit.events import Tag
from idp.oidc.authorization.asking import build_ask
from idp.oidc.authorization.request import read_request
from idp.oidc.checks import AFTERWARDS, BEFORE_REDIRECTING
from idp.oidc.checks.case import Case
from idp.oidc.claims.release import build_userinfo
from idp.oidc.clients.client import Client
from idp.oidc.clients.keys import NoKey, load_keys
from idp.oidc.encrypting import find_recipient
from idp.oidc.errors import ProtocolError
from idp.oidc.granting import build_grant
from idp.oidc.outbound import FRESH
from idp.oidc.provider import Provider
from idp.oidc.rechecking import Standing
from idp.oidc.tokens import build_id_claims
from idp.policy.decision import Decision
from idp.policy.explain import explain
from idp.signin.visit import Visit, decide_for

CHALLENGE: Final = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
"""A well-formed PKCE challenge (RFC 7636, appendix B); the code it belongs to is never made."""

FILLED: Final = "…"
"""Stands for what an application makes anew for each sign-in."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, whether it went well, what it was about, and what is said of it."""

    name: str
    is_good: bool = True
    facts: tuple[tuple[str, str], ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The steps up to where the sign-in ended. `is_through` says that the application would have got its tokens."""

    steps: tuple[Step, ...]

    @property
    def is_through(self) -> bool:
        """Say whether every step went well."""
        return all(step.is_good for step in self.steps)


@dataclass(frozen=True, slots=True)
class Trial:
    """Tests sign-ins. May fetch the application's keys, so it opens its unit of work last."""

    provider: Provider
    begin: Callable[[], Any]

    def run(self, actor: Actor, client: Client, visit: Visit, shown_to: str | None = None) -> Report:
        """Return how a sign-in of the visitor to the application would go; record it, and whom else it is shown to."""
        actor.check(*SEES)
        check_sight(actor, client)
        steps: list[Step] = []
        for step in self._walk(client, visit):
            steps.append(step)
            if not step.is_good:
                break
        ended = "through" if all(step.is_good for step in steps) else steps[-1].name
        details = {"shown_to": shown_to} if shown_to else None
        event = actor.describe(
            Tag.CLIENT_TESTED, visit.now, client_id=client.client_id, outcome=ended, details=details
        )
        with self.begin() as stores:
            stores.audit.record(event)
        return Report(tuple(steps))

    def _walk(self, client: Client, visit: Visit) -> Iterator[Step]:
        """Yield the steps in order; nobody asks for another after one that went wrong."""
        if not client.signs_people_in:
            yield Step("machine", is_good=False)
            return
        asked = build_request(client, visit.language)
        yield Step("request", facts=tuple(asked.items()))
        case = self._build_case(client, asked)
        yield check(case)
        yield self._find_keys(client, visit.now)
        decision = self._decide(case, visit)
        yield self._tell_decision(client, visit, decision)
        if client.consent != "never":
            yield Step("consent", facts=(("consent", client.consent),))
        yield from self._make(case, visit, decision)

    def _build_case(self, client: Client, asked: Mapping[str, str]) -> Case:
        provider = self.provider
        known = None if client.is_paused else client
        return Case(
            provider.issuer, provider.policy, provider.keyring(), read_request(tuple(asked.items())), known
        )

    def _find_keys(self, client: Client, now: datetime) -> Step:
        """Look at the keys that the application proves itself with, and is encrypted to."""
        outbound = self.provider.outbound
        facts: list[tuple[str, str]] = [("auth_method", client.auth_method)]
        try:
            if client.auth_method == "private_key_jwt":
                keys = load_keys(outbound, client, now, FRESH)
                facts += [("kid", str(key.kid)) for key in keys]
                if not keys:
                    raise NoKey("no registered key of this kid")
            for encryption in (
                client.id_token_encryption,
                client.response_encryption,
                client.userinfo_encryption,
            ):
                find_recipient(outbound, client, encryption, now)
        except (NoKey, ProtocolError) as error:
            return Step("keys", is_good=False, facts=tuple(facts), sentences=(str(error),))
        ends_at = client.secrets[0].expires_at if client.secrets else None
        if ends_at is not None:
            facts.append(("secret_expires_at", ends_at.isoformat()))
        return Step("keys", is_good=ends_at is None or ends_at > now, facts=tuple(facts))

    def _decide(self, case: Case, visit: Visit) -> Decision:
        provider, client = self.provider, case.get_client()
        ask = build_ask(case, visit.now)
        return decide_for(provider.policy, visit, provider.service_id(client.service), ask)

    def _tell_decision(self, client: Client, visit: Visit, decision: Decision) -> Step:
        """Return the decision in the words that people are told, and what they had proved."""
        provider = self.provider
        service_id = provider.service_id(client.service)
        service = provider.policy.services.get(service_id)
        name = service.name.pick(visit.language) if service else service_id
        texts = provider.catalogues[visit.language].text
        facts = [("service", service_id), ("zone", visit.zone), ("outcome", decision.outcome.value)]
        if decision.acr is not None:
            facts.append(("level", decision.acr.level))
        sentences = explain(decision, name, texts, visit.language, visit.now)
        return Step("decision", decision.is_allowed, tuple(facts), sentences)

    def _make(self, case: Case, visit: Visit, decision: Decision) -> Iterator[Step]:
        """Yield what the application would be given. What is made here is dropped."""
        provider, client = self.provider, case.get_client()
        if visit.session is None or visit.person is None or decision.acr is None:
            return
        dropped = provider.chance.token()
        grant = build_grant(provider, case, visit.session, decision, code=dropped, now=visit.now)
        grant = replace(grant, nonce=FILLED)
        standing = Standing(grant, client, visit.person, decision.acr, decision.amr, decision.closes_at)
        tokens = provider.tokens
        yield Step(
            "code",
            facts=(("code", f"{tokens.code_seconds} s"), ("scope", " ".join(grant.scopes))),
        )
        yield Step(
            "tokens",
            facts=(
                ("access_token", f"{client.access_token_format}, {tokens.access_token_seconds} s"),
                ("id_token", f"{client.id_token_alg}, {tokens.id_token_seconds} s"),
                ("refresh_token", "yes" if "refresh_token" in client.grant_types else "no"),
            ),
        )
        claims = build_id_claims(provider, standing, dropped, grant.scopes, visit.now)
        yield Step("id_token", facts=write_claims(claims | {"at_hash": FILLED}))
        yield Step("userinfo", facts=write_claims(build_userinfo(provider, standing)))


def build_request(client: Client, language: str) -> dict[str, str]:
    """Return the request that the application would send: everything it is registered for, to its first address."""
    asked = {
        "response_type": client.response_types[0],
        "client_id": client.client_id,
        "redirect_uri": client.redirect_uris[0],
        "scope": " ".join(client.scopes),
        "state": "test",
        "nonce": "test",
        "ui_locales": language,
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    if client.claims:
        asked["claims"] = json.dumps({"userinfo": dict.fromkeys(client.claims)})
    return asked


def check(case: Case) -> Step:
    """Return how the checks of the authorization endpoint went: those that passed, and the first that did not."""
    passed: list[tuple[str, str]] = []
    for one in (*BEFORE_REDIRECTING, *AFTERWARDS):
        name = one.__name__.removeprefix("check_")
        try:
            one(case)
        except ProtocolError as error:
            facts = (*passed, (name, error.code))
            return Step("checks", is_good=False, facts=facts, sentences=(error.description,))
        passed.append((name, "✓"))
    return Step("checks", facts=tuple(passed))


def write_claims(claims: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return claims by name, each value as JSON writes it."""
    return tuple(
        (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in sorted(claims.items())
    )
