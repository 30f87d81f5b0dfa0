import pytest

from idp.oidc.authorization import refusals
from idp.oidc.errors import ProtocolError


@pytest.mark.parametrize("description", ["", 'say "hi"', "back\\slash", "två", "line\nbreak", "tab\t"])
def test_a_description_the_wire_cannot_carry_is_a_bug(description: str) -> None:
    """RFC 6749, 4.1.2.1."""
    with pytest.raises(ValueError, match="error description"):
        ProtocolError("invalid_request", description)


def test_the_detail_for_the_log_stays_out_of_the_text() -> None:
    assert "secret reason" not in str(ProtocolError("invalid_request", "public", detail="secret reason"))


def test_refusals_use_registered_codes() -> None:
    codes = {value.code for value in vars(refusals).values() if isinstance(value, ProtocolError)}
    assert codes == {
        "access_denied",
        "consent_required",
        "interaction_required",
        "login_required",
        "temporarily_unavailable",
        "unmet_authentication_requirements",
    }
