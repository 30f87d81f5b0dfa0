"""What counts as a second factor of a person's own."""

from idp.methods.holdings import Holdings
from tests.support.methods import MARIA, NUMBER


def test_a_number_or_an_app_is_a_second_factor() -> None:
    assert Holdings(numbers=(NUMBER,)).has_second_factor
    assert Holdings(has_app=True).has_second_factor


def test_the_mailbox_that_comes_with_the_employment_is_none() -> None:
    assert not Holdings(email=MARIA.email).has_second_factor
