"""OpenID Connect Registration 1.0, section 2: the application's picture and links on the sign-in page."""

import pytest

from tests.support.world import World

LOGO = "https://payslips.test/logo.png"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def test_the_picture_is_served_from_our_own_address(world: World) -> None:
    client = world.register(logo_uri=LOGO).client
    world.web.documents[LOGO] = PNG
    answer = world.browser().get(f"/logo/{client.client_id}")
    assert (answer.status_code, answer.content_type, answer.data) == (200, "image/png", PNG)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("picture", [b"", b"<svg onload='alert(1)'/>", b"<html>", b"GIF", None])
def test_what_is_no_picture_is_not_served(world: World, picture: bytes | None) -> None:
    """RG7."""
    client = world.register(logo_uri=LOGO).client
    if picture is not None:
        world.web.documents[LOGO] = picture
    assert world.browser().get(f"/logo/{client.client_id}").status_code == 404


@pytest.mark.parametrize("client_id", ["unknown", "%00", "å"])
def test_an_unknown_application_has_no_picture(world: World, client_id: str) -> None:
    assert world.browser().get(f"/logo/{client_id}").status_code == 404
    assert world.web.asked == []


def test_the_parked_request_holds_the_links_that_there_are(world: World) -> None:
    client = world.register(tos_uri="https://payslips.test/terms", logo_uri=LOGO).client
    location = world.authorize(world.browser(), client).headers["Location"]
    with world.database.begin() as stores:
        pending = stores.interactions.find(location.rpartition("/")[2], world.clock())
    assert pending is not None
    assert pending.links == {"logo": f"/logo/{client.client_id}", "terms": "https://payslips.test/terms"}
