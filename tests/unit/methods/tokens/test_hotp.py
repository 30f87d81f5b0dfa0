"""The codes of hardware tokens, and how far a token may be from where it is thought to be."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pytest

from idp.methods.tokens.hotp import (
    LOOK_AHEAD,
    LOOK_AHEAD_OF_TWO,
    MOST_DRIFT,
    find_factor,
    find_second,
    is_far_off,
    make_code,
    measure_drift,
    step_of,
)
from idp.methods.tokens.token import Algorithm, Kind, Make, Token

NOW = datetime(2026, 11, 23, 9, 0, 10, tzinfo=UTC)
DIGITS = b"1234567890" * 7
SECRET = b32encode(DIGITS[:20]).decode()
CODES = (
    "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
)  # fmt: skip
PRESSED = Make(Kind.HOTP)
TIMED = Make(Kind.TOTP, period_seconds=30)
PRESENT = step_of(TIMED, NOW)


def hotp(counter: int = 0) -> Token:
    return Token("t1", "1", PRESSED, b"", NOW, counter=counter)


def totp(counter: int = 0, drift: int = 0) -> Token:
    return Token("t1", "1", TIMED, b"", NOW, counter=counter, drift=drift)


@pytest.mark.parametrize(
    ("count", "code"),
    list(enumerate(CODES)),
)
def test_the_codes_are_those_of_rfc_4226_appendix_d(count: int, code: str) -> None:
    assert make_code(SECRET, PRESSED, count) == code


@pytest.mark.parametrize(
    ("seconds", "algorithm", "length", "code"),
    [
        (59, Algorithm.SHA1, 20, "94287082"),
        (59, Algorithm.SHA256, 32, "46119246"),
        (59, Algorithm.SHA512, 64, "90693936"),
        (1111111109, Algorithm.SHA1, 20, "07081804"),
        (1111111109, Algorithm.SHA256, 32, "68084774"),
        (1111111109, Algorithm.SHA512, 64, "25091201"),
        (1234567890, Algorithm.SHA1, 20, "89005924"),
        (1234567890, Algorithm.SHA256, 32, "91819424"),
        (1234567890, Algorithm.SHA512, 64, "93441116"),
        (20000000000, Algorithm.SHA1, 20, "65353130"),
        (20000000000, Algorithm.SHA256, 32, "77737706"),
        (20000000000, Algorithm.SHA512, 64, "47863826"),
    ],
)
def test_the_codes_are_those_of_rfc_6238_appendix_b(
    seconds: int, algorithm: Algorithm, length: int, code: str
) -> None:
    make = Make(Kind.TOTP, algorithm, digits=8, period_seconds=30)
    moment = datetime.fromtimestamp(seconds, UTC)
    assert make_code(b32encode(DIGITS[:length]).decode(), make, step_of(make, moment)) == code


@pytest.mark.parametrize("presses", [0, 1, LOOK_AHEAD - 1])
def test_presses_that_were_not_typed_are_looked_past(presses: int) -> None:
    assert find_factor(SECRET, hotp(5), make_code(SECRET, PRESSED, 5 + presses), NOW) == 5 + presses


@pytest.mark.parametrize("presses", [-1, LOOK_AHEAD])
def test_a_used_code_and_one_beyond_the_window_are_not_found(presses: int) -> None:
    assert find_factor(SECRET, hotp(5), make_code(SECRET, PRESSED, 5 + presses), NOW) is None


def test_a_code_beyond_the_window_is_known_for_a_token_that_lost_count() -> None:
    token = hotp(5)
    assert is_far_off(SECRET, token, make_code(SECRET, PRESSED, 5 + LOOK_AHEAD_OF_TWO - 1), NOW)
    assert not is_far_off(SECRET, token, make_code(SECRET, PRESSED, 5 + LOOK_AHEAD_OF_TWO), NOW)
    assert not is_far_off(SECRET, token, make_code(SECRET, PRESSED, 4), NOW)


def pair(make: Make, first: int) -> tuple[str, str]:
    return make_code(SECRET, make, first), make_code(SECRET, make, first + 1)


@pytest.mark.parametrize("presses", [0, LOOK_AHEAD_OF_TWO - 1])
def test_two_presses_in_a_row_are_found_in_the_wide_window(presses: int) -> None:
    assert find_second(SECRET, hotp(5), pair(PRESSED, 5 + presses), NOW) == 6 + presses


@pytest.mark.parametrize("presses", [-1, LOOK_AHEAD_OF_TWO])
def test_two_presses_are_not_found_outside_it(presses: int) -> None:
    assert find_second(SECRET, hotp(5), pair(PRESSED, 5 + presses), NOW) is None


def test_two_codes_that_do_not_follow_each_other_are_nothing() -> None:
    one, other = make_code(SECRET, PRESSED, 7), make_code(SECRET, PRESSED, 9)
    for codes in ((one, other), (other, one), (one, one)):
        assert find_second(SECRET, hotp(5), codes, NOW) is None


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_one_step_off_is_followed(steps: int) -> None:
    found = find_factor(SECRET, totp(), make_code(SECRET, TIMED, PRESENT + steps), NOW)
    assert found == PRESENT + steps
    assert measure_drift(TIMED, found, NOW) == steps


@pytest.mark.parametrize("steps", [-2, 2])
def test_a_clock_two_steps_off_is_not(steps: int) -> None:
    assert find_factor(SECRET, totp(), make_code(SECRET, TIMED, PRESENT + steps), NOW) is None


@pytest.mark.parametrize("steps", [6, 7, 8])
def test_a_remembered_drift_moves_the_window(steps: int) -> None:
    token = totp(drift=7)
    assert find_factor(SECRET, token, make_code(SECRET, TIMED, PRESENT + steps), NOW) == PRESENT + steps
    assert find_factor(SECRET, token, make_code(SECRET, TIMED, PRESENT), NOW) is None


@pytest.mark.parametrize("way", [-1, 1])
def test_drift_stops_at_its_bound(way: int) -> None:
    token = totp(drift=way * MOST_DRIFT)
    last = PRESENT + way * MOST_DRIFT
    assert find_factor(SECRET, token, make_code(SECRET, TIMED, last), NOW) == last
    assert find_factor(SECRET, token, make_code(SECRET, TIMED, last + way), NOW) is None


def test_a_step_that_was_used_is_never_looked_at() -> None:
    token = totp(counter=PRESENT + 1)
    assert find_factor(SECRET, token, make_code(SECRET, TIMED, PRESENT), NOW) is None
    assert find_second(SECRET, token, pair(TIMED, PRESENT), NOW) is None


@pytest.mark.parametrize("steps", [-MOST_DRIFT, 17, MOST_DRIFT - 1])
def test_two_steps_in_a_row_find_a_clock_that_is_far_off(steps: int) -> None:
    assert find_second(SECRET, totp(), pair(TIMED, PRESENT + steps), NOW) == PRESENT + steps + 1


@pytest.mark.parametrize("steps", [-MOST_DRIFT - 1, MOST_DRIFT])
def test_two_steps_beyond_the_bound_are_not_found(steps: int) -> None:
    assert find_second(SECRET, totp(), pair(TIMED, PRESENT + steps), NOW) is None


@pytest.mark.parametrize("typed", ["", "75522", "7552244", "７５５２２４", "755224\x00", "\ud800", "-55224"])
def test_nothing_but_the_digits_is_a_code(typed: str) -> None:
    assert find_factor(SECRET, hotp(), typed, NOW) is None
    assert find_second(SECRET, hotp(), (typed, typed), NOW) is None


def test_a_step_of_a_minute_is_a_minute_long() -> None:
    make = Make(Kind.TOTP, period_seconds=60)
    assert step_of(make, NOW + timedelta(seconds=60)) == step_of(make, NOW) + 1
