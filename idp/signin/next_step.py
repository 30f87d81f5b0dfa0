"""Says what the person must do next. The one function that does, after every step and on every page."""

from collections.abc import Mapping

from idp.methods.holdings import Holdings
from idp.policy.decide import Outcome, decide, decide_alone
from idp.policy.rules import ENROLMENT, Policy
from idp.policy.standing import methods_left
from idp.signin.case import Case
from idp.signin.habits import find_habit
from idp.signin.step import (
    AskApp,
    AskBypass,
    AskCode,
    AskKey,
    AskPasskey,
    AskPassword,
    AskRecovery,
    AskToken,
    BarredOut,
    ChooseMethod,
    ChooseNumber,
    ChooseRealm,
    Finished,
    NothingRegistered,
    Notice,
    NoWayIn,
    OfferProtection,
    Step,
)

LACKS = {
    "sms": Notice.NO_NUMBER,
    "mail": Notice.NO_MAIL,
    "totp": Notice.NO_APP,
    "token": Notice.NO_TOKEN,
    "recovery": Notice.NO_RECOVERY,
    "bypass": Notice.NO_BYPASS,
    "key": Notice.NO_KEY,
    "passkey": Notice.NO_KEY,
}
"""What to say when the person has nothing registered for a method."""

BY_HAND: Mapping[str, Step] = {
    "totp": AskApp(),
    "token": AskToken(),
    "recovery": AskRecovery(),
    "bypass": AskBypass(),
    "key": AskKey(),
    "passkey": AskPasskey(),
}
"""The step of each method for which nothing has to be sent first."""


def next_step(policy: Policy, case: Case) -> Step:
    """Return what the person must do next."""
    bar, outcome = case.interaction.bar, decide_alone(policy, case.question_of_choice).outcome
    if bar and (case.interaction.is_bar_told or outcome is not Outcome.NEEDS_PROOF):
        return BarredOut(bar)
    match outcome:
        case Outcome.ALLOWED:
            return OfferProtection() if is_unprotected(policy, case) else Finished()
        case Outcome.NEEDS_PROOF:
            return towards(policy, case)
        case Outcome.CLOSED | Outcome.REFUSED | Outcome.UNMET:
            return Finished() if case.known else stop(policy, case)


def stop(policy: Policy, case: Case) -> NoWayIn:
    """Return the step that says why nothing leads on, and what would."""
    return NoWayIn(decide(policy, case.question_of_choice))


def towards(policy: Policy, case: Case) -> Step:
    """Return the step towards a level that leads in: where do you work, how, the password, the second factor."""
    if case.known is None and case.realm is None:
        return ChooseRealm()
    options = ways_in(policy, case)
    usable = usable_options(policy, case, options)
    if not usable:
        return NothingRegistered(options) if options else stop(policy, case)
    chosen = case.interaction.level or choose_again(case, options, usable)
    level = chosen or (usable[0] if len(usable) == 1 else None)
    if level is None:
        return ChooseMethod(usable)
    if level not in options:
        return ChooseMethod(usable, Notice.MOVED)
    left = methods_left(policy, case.question, level)
    if left == ("passkey",) and level in usable:
        return AskPasskey()
    if "password" in left or case.known is None or case.holdings is None:
        return AskPassword(chosen)
    if level not in usable:
        return ChooseMethod(usable, find_lack(left, case.closed))
    return ask_for(left[0], case, case.holdings) if left else stop(policy, case)


def choose_again(case: Case, options: tuple[str, ...], usable: tuple[str, ...]) -> str | None:
    """Return the level that was chosen last in this browser where these led in, if it can be used now.

    Whoever has given a password in this sign-in chose by then how they want to go on.
    """
    if case.interaction.person_id is not None:
        return None
    habit = find_habit(case.habits, options)
    return habit if habit in usable else None


def ways_in(policy: Policy, case: Case) -> tuple[str, ...]:
    """Return every level that leads in here and now, the recommended first, whoever the person is."""
    return decide_alone(policy, case.question_of_anyone).options


def usable_options(policy: Policy, case: Case, options: tuple[str, ...]) -> tuple[str, ...]:
    """Return the options the person can use; while nobody is known, all that are open, so that nothing is given away."""
    opened = tuple(level for level in options if is_open(policy, level, case.closed))
    if case.holdings is None:
        return opened
    return tuple(level for level in opened if is_usable(policy, level, case.holdings))


def is_open(policy: Policy, name: str, closed: frozenset[str]) -> bool:
    """Say whether anybody can use the level at the moment."""
    level = policy.levels.get(name)
    return level is not None and closed.isdisjoint(level.methods)


def find_lack(left: tuple[str, ...], closed: frozenset[str]) -> Notice:
    """Return why the chosen level cannot be reached: a method that is closed for all, or one the person lacks."""
    if not closed.isdisjoint(left):
        return Notice.SMS_SPENT
    return next(LACKS[method] for method in left if method in LACKS)


def is_usable(policy: Policy, name: str, holdings: Holdings) -> bool:
    """Say whether the person has registered what every method of the level needs."""
    has = {
        "password": True,
        "sms": bool(holdings.numbers),
        "mail": bool(holdings.email),
        "totp": holdings.has_app,
        "token": holdings.has_token,
        "recovery": holdings.recovery_left > 0,
        "bypass": holdings.has_bypass,
        "key": holdings.has_key,
        "passkey": holdings.has_passkey,
    }
    level = policy.levels.get(name)
    return level is not None and all(has.get(method, False) for method in level.methods)


def ask_for(method: str, case: Case, holdings: Holdings) -> Step:
    """Return the step that proves one second factor."""
    if method in BY_HAND:
        return BY_HAND[method]
    if method == "mail":
        return AskCode("mail")
    numbers = holdings.numbers
    if len(numbers) == 1:
        return AskCode("sms", numbers[0])
    chosen = [number for number in numbers if number.number_id == case.interaction.number_id]
    return AskCode("sms", chosen[0]) if chosen else ChooseNumber(numbers)


def is_unprotected(policy: Policy, case: Case) -> bool:
    """Say whether someone who has just signed in at the workplace could not do so from home, and may be told."""
    if case.holdings is None or case.holdings.has_second_factor or not case.may_offer:
        return False
    has_signed_in, is_inside = case.interaction.person_id is not None, policy.zones.get(case.zone).inside
    return has_signed_in and is_inside and case.interaction.service != ENROLMENT
