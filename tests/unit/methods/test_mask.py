"""A destination is shown so that its owner knows it and nobody learns it."""

import pytest

from idp.methods.mask import mask_mail, mask_number


def test_of_a_swedish_number_its_kind_and_last_two_digits_are_shown() -> None:
    assert mask_number("+46701740605") == "07•• ••• •05"


def test_of_another_number_its_country_and_last_two_digits_are_shown() -> None:
    assert mask_number("+4740612345") == "+47••••45"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("maria.granhage@havsvik.example", "ma•••@havsvik.example"),
        ("mag@havsvik.example", "ma•••@havsvik.example"),
        ("mg@havsvik.example", "•••@havsvik.example"),
        ("m@havsvik.example", "•••@havsvik.example"),
    ],
)
def test_of_a_mailbox_at_most_two_letters_are_shown_and_never_all(address: str, shown: str) -> None:
    assert mask_mail(address) == shown
