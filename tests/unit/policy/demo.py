"""The demo policy with its four oldest levels, and short ways to ask it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import idp.ops
from idp.policy.decide import decide
from idp.policy.decision import Decision
from idp.policy.hours import STOCKHOLM
from idp.policy.levels import Acr
from idp.policy.loading import parse_once, parse_policy
from idp.policy.question import Ask, Proof, Question, Subject
from idp.policy.rules import Policy

KEPT = ("password", "mail", "sms", "app")
NEWER = re.compile(r'"(?:recovery|bypass|token|key|passkey)",? ?')
A_LEVEL = re.compile(r"^\[levels\.(\w+)\]\n(?:.+\n)+\n", re.MULTILINE)


def keep_four_levels(text: str) -> str:
    """Return the policy of a municipality without tokens, passkeys and the like: what is asked of it stays readable."""
    lists = re.sub(
        r"^(order|offers) = \[.+\]$",
        lambda found: NEWER.sub("", found[0]).replace(", ]", "]"),
        text,
        flags=re.MULTILINE,
    )
    oldest = lists.replace('inside = "bypass"', 'inside = "app"')
    return A_LEVEL.sub(lambda found: found[0] if found[1] in KEPT else "", oldest)


WHOLE_TEXT = (Path(idp.ops.__file__).parent / "demo/policy.toml").read_text(encoding="utf-8")
WHOLE = parse_once(WHOLE_TEXT, "policy.toml", None)
TEXT = keep_four_levels(WHOLE_TEXT)
POLICY = parse_policy(TEXT, "policy.toml")

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
"""A Monday at noon, Swedish time: everything is open."""

NO_ASK = Ask()


def local(written: str) -> datetime:
    """Return a Swedish wall time, `2026-11-23 05:00`, as a moment."""
    return datetime.fromisoformat(written).replace(tzinfo=STOCKHOLM).astimezone(UTC)


def member(*groups: str) -> Subject:
    return Subject(frozenset(groups), "adm", is_active=True)


EMPLOYEE = member("alla-anstallda")


def entitled(service: str, policy: Policy = POLICY) -> Subject:
    """Return someone who may have the service."""
    return Subject(policy.services[service].groups, "adm", is_active=True)


def prove(level: str, zone: str, at: datetime = NOON, policy: Policy = POLICY) -> tuple[Proof, ...]:
    """Return fresh proofs of every method the level takes."""
    found = policy.levels.get(level)
    assert found is not None
    return tuple(Proof(method, at, zone) for method in sorted(found.methods))


def signed_in(
    service: str,
    level: str,
    zone: str,
    *,
    who: Subject | None = None,
    now: datetime = NOON,
    ask: Ask = NO_ASK,
) -> Question:
    """Return the question of someone entitled, or of `who`, who has just signed in with the level where they are."""
    return Question(who or entitled(service), prove(level, zone, now), zone, now, service, ask)


def answer(
    service: str, zone: str, *proofs: Proof, who: Subject | None = None, ask: Ask | None = None
) -> Decision:
    """Decide for someone entitled, or for `who`, with these proofs."""
    return decide(POLICY, Question(who or entitled(service), proofs, zone, NOON, service, ask or Ask()))


def newcomer(service: str, zone: str, *, now: datetime = NOON, ask: Ask | None = None) -> Decision:
    """Decide for someone nobody knows yet."""
    return decide(POLICY, Question(None, (), zone, now, service, ask or Ask()))


def granted(decision: Decision) -> Acr | None:
    """Return the acr of a yes; None for every other answer, whatever the proofs are worth."""
    return decision.acr if decision.is_allowed else None
