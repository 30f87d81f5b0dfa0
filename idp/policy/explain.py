"""Puts a decision into words: the shortest way in first, then why."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from idp.policy.decision import (
    AcrUnreachable,
    AskForGroup,
    ClosedNow,
    Counterfactual,
    Decision,
    GoInside,
    LevelTooLow,
    NotFromHere,
    NotInGroup,
    NotSignedIn,
    PersonInactive,
    ProvedElsewhere,
    Reason,
    ServiceUnknown,
    SignInWith,
    TooOld,
    WaitUntil,
)
from idp.policy.when import tell_when

CLOSES_SOON: Final = timedelta(hours=1)


def explain(
    decision: Decision, service_name: str, t: Callable[..., str], language: str, now: datetime
) -> tuple[str, ...]:
    """Return the sentences that explain the decision on the service called `service_name`.

    Empty when the answer is yes and the service does not close within the hour. `t` returns the text of a key in
    `language`; the keys are in the area `policy`.
    """

    def when(at: datetime) -> str:
        return tell_when(at, now, t, language)

    return tuple(dict.fromkeys(_sentences(decision, service_name, t, language, now, when)))


def _sentences(
    decision: Decision,
    service: str,
    t: Callable[..., str],
    language: str,
    now: datetime,
    when: Callable[[datetime], str],
) -> Iterator[str]:
    """Yield the sentences in order, some perhaps more than once."""
    if decision.closes_at and decision.closes_at - now <= CLOSES_SOON:
        yield t("policy.closes", when=when(decision.closes_at))
    levels = [
        _inside_sentence(way.label.pick(language))
        for way in decision.counterfactuals
        if isinstance(way, SignInWith)
    ]
    if levels:
        yield t("policy.way.sign_in_with", levels=t("policy.or").join(levels))
    for way in decision.counterfactuals:
        yield from _tell_way(way, bool(levels), service, t, when)
    for reason in decision.reasons:
        yield from _tell_reason(reason, service, t, language, when)


def _tell_way(
    way: Counterfactual, is_easier: bool, service: str, t: Callable[..., str], when: Callable[[datetime], str]
) -> Iterator[str]:
    """Yield one way in. Sign-ins are told together, before this; the way inside is easier than they are, or the only one."""
    match way:
        case SignInWith():
            return
        case GoInside():
            yield t("policy.way.go_inside_is_easier" if is_easier else "policy.way.go_inside")
        case WaitUntil(at):
            yield t("policy.way.wait_until", when=when(at))
        case AskForGroup():
            yield t("policy.way.ask_for_group", service=service)


def _tell_reason(
    reason: Reason, service: str, t: Callable[..., str], language: str, when: Callable[[datetime], str]
) -> Iterator[str]:
    """Yield why one thing stands in the way."""
    match reason:
        case ClosedNow(opens_at, message):
            yield t("policy.way.wait_until", when=when(opens_at)) if opens_at else t("policy.reason.closed")
            if message:
                yield message.pick(language)
        case ServiceUnknown():
            yield t("policy.reason.service_unknown")
        case NotSignedIn():
            yield t("policy.reason.not_signed_in")
        case TooOld():
            yield t("policy.reason.too_old")
        case LevelTooLow():
            yield t("policy.reason.level_too_low", service=service)
        case ProvedElsewhere():
            yield t("policy.reason.proved_elsewhere")
        case NotFromHere():
            yield t("policy.reason.not_from_here", service=service)
        case NotInGroup():
            yield t("policy.reason.not_in_group", service=service)
        case PersonInactive():
            yield t("policy.reason.person_inactive")
        case AcrUnreachable():
            yield t("policy.reason.acr_unreachable", service=service)


def _inside_sentence(label: str) -> str:
    """Return a label with a small first letter, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
