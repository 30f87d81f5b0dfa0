"""Answers of the policy as lines for administrators."""

from datetime import datetime

from idp.i18n import load_catalogues
from idp.policy.decision import Decision
from idp.policy.explain import explain
from idp.policy.hours import wall_time
from idp.policy.rules import Service


def tell_person(decision: Decision, service: Service, language: str, now: datetime) -> tuple[str, ...]:
    """Return the sentences that the person would read, in their language."""
    text = load_catalogues()[language].text
    return explain(decision, service.name.pick(language), text, language, now)


def tell_moment(at: datetime) -> str:
    """Return a moment on Swedish clocks, with the weekday."""
    return f"{wall_time(at):%a %Y-%m-%d %H:%M}"


def count(number: int, what: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{number} {what}" if number == 1 else f"{number} {many or what + 's'}"
