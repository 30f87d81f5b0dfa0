import pytest

from idp.oidc.rechecking import lower_of
from idp.policy.levels import Acr
from tests.unit.oidc.checks.cases import POLICY


@pytest.mark.parametrize(
    ("granted", "earned", "stated"),
    [
        (("password", "admin"), ("password", "admin"), ("password", "admin")),
        (("password", "admin"), ("app", "admin"), ("password", "admin")),
        (("app", "admin"), ("password", "admin"), ("password", "admin")),
        (("app", "admin"), ("app", "remote"), ("app", "remote")),
        (("app", "remote"), ("app", "admin"), ("app", "remote")),
        (("sms", "admin"), ("app", "remote"), ("sms", "remote")),
        (("password", "admin"), ("app", "remote"), ("password", "remote")),
    ],
)
def test_what_was_granted_never_rises_and_sinks_with_the_session(
    granted: tuple[str, str], earned: tuple[str, str], stated: tuple[str, str]
) -> None:
    assert lower_of(POLICY, Acr(*granted), Acr(*earned)) == Acr(*stated)
