"""What an answer gives away about who works here, through HTTP (PW6, 2.g, 2.o)."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from idp.people.local import Account
from tests.support.signing_in import HASHER, HOME, MARIA, NOON, OFFICE, PASSWORD, House
from tests.support.together import together

LEAVERS = (
    replace(MARIA, person_id="p-left", username="lefand001", is_active=False),
    replace(MARIA, person_id="p-gone", username="gonand001", expires_at=NOON - timedelta(days=1)),
    replace(MARIA, person_id="p-else", username="elsand001", realm="skola"),
)
"""Disabled, past the last day of employment, and of the other realm, each with the right password."""


def write_down(answer: TestResponse, username: str) -> tuple[int, list[tuple[str, str]], str]:
    """Return status, headers and body, less what differs between any two attempts."""
    body = answer.get_data(as_text=True).replace(username, "somebody1")
    return answer.status_code, sorted(answer.headers), re.sub(r"[0-9a-f]{64}|[0-9a-f]{32}", "…", body)


@pytest.mark.parametrize("address", [OFFICE, HOME])
def test_wrong_unknown_disabled_and_departed_are_answered_byte_for_byte_alike(
    house: House, address: str
) -> None:
    """CVE-2023-39522, CVE-2024-41952, CVE-2026-23511."""
    phc = HASHER.hash(PASSWORD)
    with house.database.begin() as stores:
        for person in LEAVERS:
            stores.people.add(Account(person, phc), person.username)
    browser = (
        house.browser(address)
        .open("/")
        .send(realm="adm")
        .send(method="password" if address == OFFICE else "app")
    )
    tries = [
        (MARIA.username, "a wrong password"),
        ("nobody001", PASSWORD),
        *((one.username, PASSWORD) for one in LEAVERS),
    ]
    answers = []
    for username, password in tries:
        form = {"csrf": browser.csrf, "username": username, "password": password}
        answers.append(write_down(browser._call("POST", browser.path, form), username))
    assert answers[0][0] == 422
    assert answers == [answers[0]] * len(tries)
    assert browser.cookie("idp_session") is None


def test_of_forty_wrong_passwords_at_once_through_http_ten_are_judged(house: House) -> None:
    """CVE-2023-47111, CVE-2024-4629: twenty browsers, each with a sign-in of its own."""
    browsers = [house.browser().open("/").send(realm="adm").send(method="password") for _ in range(20)]

    def guess(number: int) -> list[int]:
        one = browsers[number]
        form = {"csrf": one.csrf, "username": MARIA.username, "password": f"guess {number}"}
        return [one._call("POST", one.path, form).status_code for _ in range(2)]

    statuses = [status for pair in together(guess, 20) for status in pair]
    assert sorted(statuses) == [422] * 10 + [429] * 30
    assert house.tags().count("password.wrong") == 10
