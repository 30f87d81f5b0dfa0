"""The copies of what clients publish."""

from datetime import UTC, datetime, timedelta

import pytest

from idp.delivery.fetch import FetchFailed
from idp.oidc.outbound import AT_ONCE, FRESH, LIFE, MOST_DOCUMENTS, Outbound
from tests.support.together import together
from tests.support.web import Web

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
URL = "https://a.test/jwks"


def test_twenty_at_once_are_one_fetch() -> None:
    web = Web({URL: b"{}"})
    outbound = Outbound(web)
    assert together(lambda _: outbound.get(URL, NOW), 20) == [b"{}"] * 20
    assert web.asked == [URL]


def test_a_copy_ends_after_ten_minutes() -> None:
    web = Web({URL: b"{}"})
    outbound = Outbound(web)
    for later in (timedelta(0), LIFE - timedelta(seconds=1), LIFE):
        outbound.get(URL, NOW + later)
    assert len(web.asked) == 2


def test_a_fresh_copy_is_asked_for_every_twenty_seconds_at_most() -> None:
    web = Web({URL: b"{}"})
    outbound = Outbound(web)
    for seconds in range(0, 60, 5):
        outbound.get(URL, NOW + timedelta(seconds=seconds), max_age=FRESH)
    assert len(web.asked) == 3


def test_what_a_registration_stands_by_is_asked_for_again_at_once() -> None:
    web = Web({URL: b"[1]"})
    outbound = Outbound(web)
    assert outbound.get(URL, NOW, max_age=AT_ONCE) == b"[1]"
    web.documents[URL] = b"[2]"
    assert outbound.get(URL, NOW + AT_ONCE, max_age=AT_ONCE) == b"[2]"


def test_a_registration_does_not_stand_by_a_copy_of_what_is_gone() -> None:
    web = Web({URL: b"[1]"})
    outbound = Outbound(web)
    outbound.get(URL, NOW)
    web.status = 404
    assert outbound.get(URL, NOW + FRESH, max_age=FRESH) == b"[1]"
    with pytest.raises(FetchFailed, match="http_404"):
        outbound.get(URL, NOW + 2 * FRESH, max_age=AT_ONCE, oldest=AT_ONCE)


def test_the_copy_asked_for_longest_ago_makes_room() -> None:
    urls = [f"{URL}/{number}" for number in range(MOST_DOCUMENTS + 1)]
    web = Web(dict.fromkeys(urls, b"{}"))
    outbound = Outbound(web)
    for url in urls:
        outbound.get(url, NOW)
    outbound.get(urls[-1], NOW)
    assert len(web.asked) == len(urls)
    outbound.get(urls[0], NOW)
    assert len(web.asked) == len(urls) + 1


@pytest.mark.parametrize("status", [204, 301, 404, 500])
def test_what_is_not_found_is_no_document(status: int) -> None:
    with pytest.raises(FetchFailed, match=f"http_{status}"):
        Outbound(Web({URL: b"{}"}, status=status)).get(URL, NOW)


@pytest.mark.parametrize("url", ["http://a.test/", "ftp://a.test/", "file:///etc/passwd", "javascript:x", ""])
def test_nothing_is_fetched_but_over_https(url: str) -> None:
    web = Web({url: b"{}"})
    with pytest.raises(FetchFailed, match="forbidden_url"):
        Outbound(web).get(url, NOW)
    assert web.asked == []
