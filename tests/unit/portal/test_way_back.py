"""Nobody is sent to another site on the way back."""

import pytest

from idp.portal.way_back import read_way_back


@pytest.mark.parametrize("path", ["/", "/settings/numbers", "/services/pay/start?x=1"])
def test_a_path_of_ours_is_returned_to(path: str) -> None:
    assert read_way_back(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "settings",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        " /settings",
        "/inställningar",
    ],
)
def test_everything_else_leads_to_the_list_of_services(path: str | None) -> None:
    assert read_way_back(path) == "/"
