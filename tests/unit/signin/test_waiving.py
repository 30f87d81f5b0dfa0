"""A relying party's wish gives way to what the person has; its demand never does."""

from dataclasses import replace

from idp.methods.holdings import Holdings
from idp.policy.levels import Acr
from idp.policy.question import Ask
from idp.signin.case import Case
from idp.signin.next_step import next_step
from idp.signin.step import AskApp, AskCode, ChooseMethod, Finished, NothingRegistered
from idp.signin.waiving import waive_wish
from tests.unit.signin.cases import EVERYTHING, MARIA, POLICY, case

APP_FROM_HOME = Acr("app", "remote")
WISH = Ask(acr_values=(APP_FROM_HOME,))
MAIL_ONLY = Holdings((), MARIA.email)


def waived(asked: Case) -> Case:
    return waive_wish(POLICY, asked)


def test_someone_without_the_app_that_was_wished_for_is_signed_in_by_what_they_have() -> None:
    asked = case("remote", ("password",), MAIL_ONLY, ask=WISH, level="app")
    assert next_step(POLICY, asked) == NothingRegistered(("app",))
    assert next_step(POLICY, waived(asked)) == AskCode("mail")


def test_whoever_has_the_app_is_asked_for_it() -> None:
    asked = case("remote", ("password",), EVERYTHING, ask=WISH)
    assert waived(asked) is asked
    assert next_step(POLICY, asked) == AskApp()


def test_a_session_that_is_as_good_as_it_can_be_answers_the_wish() -> None:
    asked = case("remote", ("password", "mail"), MAIL_ONLY, ask=WISH)
    assert next_step(POLICY, waived(asked)) == Finished()


def test_a_demand_is_never_given_up() -> None:
    asked = case("remote", ("password",), MAIL_ONLY, ask=Ask(essential_acr=(APP_FROM_HOME,), essential=True))
    assert waived(asked) is asked
    assert next_step(POLICY, asked) == NothingRegistered(("app",))


def test_nothing_is_given_up_before_anybody_is_known() -> None:
    asked = case("remote", ask=WISH)
    assert waived(asked) is asked


def test_only_the_wish_is_given_up() -> None:
    asked = case("remote", ("password",), MAIL_ONLY, ask=replace(WISH, fresh_after=None, level=None))
    assert waived(asked).interaction.ask == Ask()
    assert not isinstance(next_step(POLICY, waived(asked)), ChooseMethod)
