"""Puts a decision into words: the shortest way in first, then why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from babel.lists import format_list

from idp.policy.decision import (
    AcrUnreachable,
    AskForGroup,
    ClosedNow,
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

Translate = Callable[..., str]


def explain(
    decision: Decision, service_name: str, t: Translate, language: str, now: datetime
) -> tuple[str, ...]:
    """Return the sentences that explain the decision on the service called `service_name`.

    Empty when the answer is yes and the service does not close within the hour. `t` returns the text of a key in
    `language`; the keys are in the area `policy`.
    """
    words = _Words(service_name, t, language, now)
    sentences = (*words.warn(decision), *words.tell_ways(decision), *words.tell_reasons(decision))
    return tuple(dict.fromkeys(sentences))


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer in words: what opens the service, the shortest way first, and what stands in the way."""

    ways: tuple[str, ...]
    reasons: tuple[str, ...]


def explain_apart(
    decision: Decision, service_name: str, t: Translate, language: str, now: datetime
) -> Explanation:
    """Return what opens the service and why it does not open now, each sentence once."""
    words = _Words(service_name, t, language, now)
    ways = tuple(dict.fromkeys(words.tell_ways(decision)))
    reasons = tuple(dict.fromkeys(words.tell_reasons(decision)))
    return Explanation(ways, tuple(reason for reason in reasons if reason not in ways))


@dataclass(frozen=True, slots=True)
class _Words:
    """Finds the words for parts of a decision on one service, in one language, at one moment."""

    service: str
    t: Translate
    language: str
    now: datetime

    def warn(self, decision: Decision) -> Iterator[str]:
        """Yield when an open service closes, if that is soon."""
        if decision.closes_at and decision.closes_at - self.now <= CLOSES_SOON:
            yield self.t("policy.closes", when=self._when(decision.closes_at))

    def tell_ways(self, decision: Decision) -> Iterator[str]:
        """Yield the ways in, the sign-ins that would do here in one sentence before the others."""
        ways = decision.counterfactuals
        labels = [_mid_sentence(way.label.pick(self.language)) for way in ways if isinstance(way, SignInWith)]
        if labels:
            yield self.t("policy.way.sign_in_with", levels=format_list(labels, "or", self.language))
        for way in ways:
            match way:
                case SignInWith():
                    continue
                case GoInside():
                    yield self.t("policy.way.go_inside_is_easier" if labels else "policy.way.go_inside")
                case WaitUntil(at):
                    yield self.t("policy.way.wait_until", when=self._when(at))
                case AskForGroup():
                    yield self.t("policy.way.ask_for_group", service=self.service)

    def tell_reasons(self, decision: Decision) -> Iterator[str]:
        """Yield what stands in the way."""
        for reason in decision.reasons:
            yield self._tell_reason(reason)
            if isinstance(reason, ClosedNow) and reason.message:
                yield reason.message.pick(self.language)

    def _tell_reason(self, reason: Reason) -> str:
        match reason:
            case ClosedNow(opens_at):
                return (
                    self.t("policy.way.wait_until", when=self._when(opens_at))
                    if opens_at
                    else self._why("closed")
                )
            case ServiceUnknown():
                return self._why("service_unknown")
            case NotSignedIn():
                return self._why("not_signed_in")
            case TooOld():
                return self._why("too_old")
            case LevelTooLow():
                return self._why("level_too_low")
            case ProvedElsewhere():
                return self._why("proved_elsewhere")
            case NotFromHere():
                return self._why("not_from_here")
            case NotInGroup():
                return self._why("not_in_group")
            case PersonInactive():
                return self._why("person_inactive")
            case AcrUnreachable():
                return self._why("acr_unreachable")

    def _why(self, key: str) -> str:
        return self.t(f"policy.reason.{key}", service=self.service)

    def _when(self, at: datetime) -> str:
        return tell_when(at, self.now, self.t, self.language)


def _mid_sentence(label: str) -> str:
    """Return a label with a small first letter, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
