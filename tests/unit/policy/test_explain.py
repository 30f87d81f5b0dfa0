"""Decisions become sentences: the shortest way in first, then why."""

from dataclasses import replace
from datetime import datetime

import pytest

from idp.i18n import load_catalogues
from idp.policy.closures import Closure, Dated
from idp.policy.decide import Ask, ClosedNow, Decision, Outcome, Question, TooOld, decide
from idp.policy.explain import explain
from idp.policy.hours import ALWAYS, Hours
from idp.policy.levels import Acr, Levels
from idp.policy.rules import Policy
from idp.policy.zones import Zones
from tests.unit.policy.demo import EMPLOYEE, NOON, POLICY, answer, local, newcomer, prove, signed_in

CATALOGUES = load_catalogues()
NIGHT = local("2026-11-22 23:30")


def say(decision: Decision, service: str, language: str = "sv", now: datetime = NOON) -> tuple[str, ...]:
    """Explain a decision on a service of the demo."""
    name = POLICY.services[service].name.pick(language)
    return explain(decision, name, CATALOGUES[language].text, language, now)


def test_from_home_the_sign_ins_that_would_do_come_first() -> None:
    decision = answer("lonebesked", "remote", *prove("mail", "remote"))
    assert say(decision, "lonebesked") == (
        "Logga in med mobilapp eller SMS-kod.",
        "På arbetsplatsen räcker en enklare inloggning.",
        "Lönebesked kräver ett säkrare sätt att logga in härifrån.",
    )
    assert say(decision, "lonebesked", "en") == (
        "Sign in with authenticator app or text message code.",
        "At the workplace a simpler sign-in will do.",
        "Payslips takes a safer way to sign in from here.",
    )


def test_a_service_of_the_workplace_says_to_sign_in_there() -> None:
    decision = answer("enrolment", "remote", *prove("app", "remote"))
    assert say(decision, "enrolment") == (
        "Logga in på arbetsplatsen i stället.",
        "Mina nummer och enheter går inte att öppna härifrån.",
    )
    assert say(decision, "enrolment", "en") == (
        "Sign in at the workplace instead.",
        "My numbers and devices cannot be opened from here.",
    )


def test_a_closed_service_says_once_when_it_opens() -> None:
    decision = decide(POLICY, signed_in("lonebesked", "app", "remote", now=NIGHT))
    assert say(decision, "lonebesked", "sv", NIGHT) == ("Stängt. Öppnar igen i morgon kl. 05.00.",)
    assert say(decision, "lonebesked", "en", NIGHT) == ("Closed. Opens again tomorrow at 05:00.",)


def test_a_closure_is_explained_in_its_own_words() -> None:
    during = local("2026-07-10 23:00")
    decision = decide(POLICY, signed_in("skolplattformen", "app", "admin", now=during))
    assert say(decision, "skolplattformen", "sv", during) == (
        "Stängt. Öppnar igen i morgon kl. 05.00.",
        "Underhåll under sommarnätterna.",
    )
    assert say(decision, "skolplattformen", "en", during)[1] == "Maintenance during summer nights."


def test_a_service_that_does_not_open_again_is_closed_until_further_notice() -> None:
    closed = Decision(Outcome.CLOSED, reasons=(ClosedNow(None, None),))
    assert say(closed, "vab") == ("Stängt tills vidare.",)
    assert say(closed, "vab", "en") == ("Closed until further notice.",)


def test_an_open_service_warns_within_the_hour_before_it_closes_and_not_before() -> None:
    warned = {
        at: say(
            decide(POLICY, signed_in("sjalvservice", "app", "admin", now=local(at))),
            "sjalvservice",
            "sv",
            local(at),
        )
        for at in ("2026-11-23 22:59", "2026-11-23 23:00")
    }
    assert warned == {"2026-11-23 22:59": (), "2026-11-23 23:00": ("Stänger vid midnatt.",)}


def test_someone_without_the_group_is_told_whom_to_ask() -> None:
    decision = answer("ekonomi", "admin", *prove("password", "admin"), who=EMPLOYEE)
    assert say(decision, "ekonomi") == (
        "Be din chef om du behöver Ekonomisystemet i ditt arbete.",
        "Du har inte behörighet till Ekonomisystemet.",
    )
    assert say(decision, "ekonomi", "en") == (
        "Ask your manager if you need The accounts in your work.",
        "You do not have access to The accounts.",
    )


def test_an_inactive_account_is_told_to_contact_the_helpdesk() -> None:
    decision = answer("vab", "admin", *prove("password", "admin"), who=replace(EMPLOYEE, is_active=False))
    assert say(decision, "vab") == ("Ditt konto är inte aktivt. Kontakta kundtjänst.",)
    assert say(decision, "vab", "en") == ("Your account is not active. Contact the helpdesk.",)


def test_someone_who_signed_in_elsewhere_is_asked_to_do_it_here() -> None:
    decision = answer("enrolment", "admin", *prove("app", "remote"))
    assert say(decision, "enrolment")[-1] == "Du loggade in från ett annat ställe. Logga in igen här."
    assert say(decision, "enrolment", "en")[-1] == "You signed in from another place. Sign in again here."


def test_a_demand_out_of_reach_says_where_it_could_be_met() -> None:
    decision = answer("vab", "remote", *prove("app", "remote"), ask=Ask(essential_acr=(Acr("app", "admin"),)))
    assert say(decision, "vab") == (
        "Logga in på arbetsplatsen i stället.",
        "Vård av sjukt barn kräver en inloggning som inte går att göra härifrån.",
    )
    assert (
        say(decision, "vab", "en")[-1]
        == "Care of a sick child takes a sign-in that cannot be made from here."
    )


@pytest.mark.parametrize(
    ("language", "sentence"), [("sv", "Du behöver logga in."), ("en", "You need to sign in.")]
)
def test_a_newcomer_is_told_to_sign_in(language: str, sentence: str) -> None:
    assert say(newcomer("vab", "admin"), "vab", language)[-1] == sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Det var ett tag sedan du loggade in. Gör det igen för att fortsätta."),
        ("en", "It is a while since you signed in. Do it again to go on."),
    ],
)
def test_an_old_sign_in_is_told_to_be_made_again(language: str, sentence: str) -> None:
    assert say(Decision(Outcome.NEEDS_PROOF, reasons=(TooOld(),)), "vab", language) == (sentence,)


@pytest.mark.parametrize(
    ("language", "sentence"), [("sv", "Tjänsten finns inte."), ("en", "There is no such service.")]
)
def test_an_unknown_service_is_told_to_be_unknown(language: str, sentence: str) -> None:
    unknown = decide(POLICY, Question(EMPLOYEE, (), "admin", NOON, "gone"))
    assert say(unknown, "vab", language) == (sentence,)


def test_a_policys_own_level_names_need_no_entry_in_the_catalogue() -> None:
    levels = Levels(tuple(replace(level, name=f"{level.name}-x") for level in POLICY.levels))
    services = {
        "vab": replace(POLICY.services["vab"], inside="password-x", outside="mail-x", hours=Hours(ALWAYS))
    }
    zones = tuple(replace(zone, offers=tuple(f"{name}-x" for name in zone.offers)) for zone in POLICY.zones)
    policy = Policy(Zones(zones), levels, services, None, "")
    decision = decide(policy, Question(None, (), "remote", NOON, "vab"))
    assert say(decision, "vab")[0] == "Logga in med mobilapp, SMS-kod eller e-post-kod."


def test_a_service_closed_by_date_says_when_it_is_back() -> None:
    day = NOON.date()
    closed = replace(POLICY.services["vab"], hours=Hours(ALWAYS, (Closure(Dated(day, day)),)))
    policy = replace(POLICY, services={"vab": closed})
    decision = decide(policy, signed_in("vab", "app", "admin"))
    assert say(decision, "vab") == ("Stängt. Öppnar igen vid midnatt.",)
