from pathlib import Path

import pytest

import idp.oidc.checks
from idp.oidc.checks import AFTERWARDS, BEFORE_REDIRECTING, check_request
from tests.unit.oidc.checks.cases import case, refusal


def test_every_check_there_is_stands_in_the_order_once() -> None:
    files = {path.stem for path in Path(idp.oidc.checks.__file__).parent.glob("check_*.py")}
    listed = [check.__name__ for check in (*BEFORE_REDIRECTING, *AFTERWARDS)]
    assert sorted(listed) == sorted(files)


def test_nothing_is_said_to_an_address_before_the_address_is_proven() -> None:
    """CVE-2026-41479: whatever else is wrong."""
    for changes in ({"response_type": "x"}, {"scope": "x"}, {"prompt": "x"}, {"request": "x"}):
        error = refusal(check_request, case(redirect_uri="https://evil.test/", **changes))
        assert not error.is_redirectable


@pytest.mark.parametrize("check", AFTERWARDS, ids=lambda check: check.__name__)
def test_an_ordinary_request_passes_each_check(check: object) -> None:
    check(case())  # type: ignore[operator]
