from idp.oidc.authorization.request import PARAMETERS, read_request
from idp.oidc.form import read_pairs
from idp.signin.user_message import USER_MESSAGE


def test_a_stored_request_reads_back_as_the_same() -> None:
    """Parked requests are kept as they were sent."""
    first = read_request(
        (
            ("client_id", "c1"),
            ("max_age", "60"),
            ("prompt", "login consent"),
            ("claims", '{"userinfo":{"name":null}}'),
        )
    )
    assert read_request(tuple(first.parameters.items())) == first


def test_a_repeated_parameter_has_no_value_at_all() -> None:
    request = read_request((("state", "a"), ("state", "b"), ("state", "c")))
    assert request.state is None
    assert set(request.faults) == {"state"}


def test_empty_and_unknown_parameters_leave_no_trace() -> None:
    request = read_request((("state", ""), ("extra", "x"), ("extra", "y")))
    assert (request.parameters, request.faults) == ({}, {})


def test_an_empty_repeat_is_no_repeat() -> None:
    assert read_request((("state", "a"), ("state", ""))).state == "a"


def test_words_count_once_in_their_order() -> None:
    assert read_request((("scope", "profile openid profile"),)).scopes == ("profile", "openid")


def test_bytes_that_are_not_utf_8_make_a_fault() -> None:
    assert set(read_request(read_pairs(b"login_hint=%ff")).faults) == {"login_hint"}


def test_a_hint_shows_in_no_repr() -> None:
    request = read_request((("login_hint", "annand001"), ("id_token_hint", "e.y.J")))
    assert "annand001" not in repr(request)
    assert "e.y.J" not in repr(request)


SAMPLES = {"claims": "{}", USER_MESSAGE: '{"message": "SGVq"}'}


def test_every_parameter_can_be_read() -> None:
    request = read_request(tuple((name, SAMPLES.get(name, "1")) for name in PARAMETERS))
    assert set(request.parameters) == set(PARAMETERS)
    assert request.faults == {}
