"""What the trail says of a person's sign-ins, one entry each."""

from datetime import UTC, datetime, timedelta

from idp.audit.events import Tag
from idp.audit.history import Happening
from idp.audit.sign_ins import Kind, SignIn, build_sign_ins

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
INSIDE = frozenset({"admin"})


def happen(seq: int, tag: Tag, **fields: str) -> Happening:
    return Happening(seq, NOW + timedelta(seconds=seq), tag, {"person_id": "p", **fields})


def build(begun: Happening, *parts: Happening) -> SignIn:
    (one,) = build_sign_ins([begun], parts, INSIDE)
    return one


def test_a_sign_in_tells_its_strongest_method_and_each_service_once() -> None:
    one = build(
        happen(1, Tag.SESSION_STARTED, sid="s", zone="remote", outcome="password"),
        happen(2, Tag.SESSION_STEPPED_UP, sid="s", zone="remote", outcome="totp"),
        happen(3, Tag.AUTHORIZATION_GRANTED, sid="s", client_id="payslips"),
        happen(4, Tag.AUTHORIZATION_GRANTED, sid="s", client_id="vab"),
        happen(5, Tag.AUTHORIZATION_GRANTED, sid="s", client_id="payslips"),
    )
    assert (one.kind, one.method, one.zone) == (Kind.SIGNED_IN, "totp", "remote")
    assert one.clients == ("payslips", "vab")


def test_what_happened_in_another_session_is_not_told_here() -> None:
    one = build(
        happen(1, Tag.SESSION_STARTED, sid="s", zone="admin", outcome="password"),
        happen(2, Tag.AUTHORIZATION_GRANTED, sid="other", client_id="payslips"),
    )
    assert one.clients == ()


def test_the_password_again_does_not_make_an_app_a_password() -> None:
    one = build(
        happen(1, Tag.SESSION_STARTED, sid="s", zone="admin", outcome="password"),
        happen(2, Tag.SESSION_STEPPED_UP, sid="s", outcome="totp"),
        happen(3, Tag.SESSION_STEPPED_UP, sid="s", outcome="password"),
    )
    assert one.method == "totp"


def test_a_password_alone_is_a_sign_in_inside_and_nothing_outside() -> None:
    at_work = happen(1, Tag.SESSION_STARTED, sid="s", zone="admin", outcome="password")
    at_home = happen(1, Tag.SESSION_STARTED, sid="s", zone="remote", outcome="password")
    assert (build(at_work).kind, build(at_home).kind) == (Kind.SIGNED_IN, Kind.PASSWORD_ONLY)


def test_failures_have_entries_of_their_own() -> None:
    begun = [
        happen(4, Tag.THROTTLED, zone="remote"),
        happen(3, Tag.FACTOR_REUSED, method="totp"),
        happen(2, Tag.FACTOR_WRONG, method="sms"),
        happen(1, Tag.PASSWORD_WRONG, zone="remote"),
    ]
    kinds = [one.kind for one in build_sign_ins(begun, (), INSIDE)]
    assert kinds == [Kind.BLOCKED, Kind.WRONG_CODE, Kind.WRONG_CODE, Kind.WRONG_PASSWORD]
