"""Silent sign-on is answered before the framework, and the same as by it."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy.exc import OperationalError

from idp.app.shortcut import Shortcut
from idp.app.silent import SilentSignOn
from idp.oidc.http import Answer, Request
from idp.oidc.registration.registering import Registered
from idp.signin.visit import Visitor
from tests.support.statements import watch_statements
from tests.support.world import HOME, Browser, World, answer_of


def silent_of(world: World) -> SilentSignOn:
    shortcut = world.app.wsgi_app
    silent = shortcut.around if isinstance(shortcut, Shortcut) else shortcut
    assert isinstance(silent, SilentSignOn)
    return silent


def put(world: World, application: Any) -> None:
    world.app.wsgi_app = application  # type: ignore[method-assign]  # Flask's documented way to put something before it


def forbid(world: World) -> None:
    """Have nothing behind the silent sign-on: what it does not answer fails."""

    def unreachable(_environ: object, _start_response: object) -> Iterable[bytes]:
        raise AssertionError("the framework was asked")

    put(world, replace(silent_of(world), around=unreachable))


def come_back(world: World, payslips: Registered) -> Browser:
    """Return a browser that has been to the application in this session."""
    browser = world.browser()
    world.sign_in(browser)
    answer_of(world.authorize(browser, payslips.client))
    world.clock.advance(minutes=1)
    return browser


def test_both_ways_answer_the_same(world: World, payslips: Registered) -> None:
    browser, silent = come_back(world, payslips), silent_of(world)
    forbid(world)
    short = world.authorize(browser, payslips.client)
    put(world, silent.around)
    framed = world.authorize(browser, payslips.client)
    assert short.status_code == framed.status_code == 303
    assert short.data == framed.data
    places = [urlsplit(one.location) for one in (short, framed)]
    assert places[0]._replace(query="") == places[1]._replace(query="")
    said = [parse_qs(place.query) for place in places]
    assert all(one.pop("code") for one in said)
    assert said[0] == said[1]
    headers = [
        sorted(name for name in one.headers.items() if name[0] != "Location") for one in (short, framed)
    ]
    assert headers[0] == headers[1]


def test_a_code_that_came_before_the_framework_is_redeemed(world: World, payslips: Registered) -> None:
    browser = come_back(world, payslips)
    code = answer_of(world.authorize(browser, payslips.client, prompt="none"))["code"]
    assert world.redeem(payslips, code).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"ui_locales": "en"},
        {"lang": "en"},
        {"prompt": "login"},
        {"max_age": "0"},
        {"response_mode": "form_post"},
        {"response_mode": "jwt"},
        {"code_challenge": None},
        {"redirect_uri": "https://evil.example/"},
        {"client_id": "nobody"},
        {"request": "x"},
        {"state": "\xe5"},
    ],
)
def test_what_takes_more_than_a_code_is_the_frameworks(
    world: World, payslips: Registered, changes: dict[str, str | None]
) -> None:
    browser = come_back(world, payslips)
    forbid(world)
    with pytest.raises(AssertionError, match="the framework was asked"):
        world.authorize(browser, payslips.client, **changes)


def test_a_cookie_of_another_site_that_is_no_text_keeps_nobody_out(
    world: World, payslips: Registered
) -> None:
    """A neighbour below the same domain may set cookies for it, of any bytes."""
    browser = come_back(world, payslips)
    forbid(world)
    silent = silent_of(world)
    put(
        world,
        lambda environ, start: silent(
            {**environ, "HTTP_COOKIE": environ["HTTP_COOKIE"] + "; theirs=\x80\xff"}, start
        ),
    )
    assert answer_of(world.authorize(browser, payslips.client))["code"]


def test_nobody_and_a_new_browser_are_the_frameworks(world: World, payslips: Registered) -> None:
    browser = world.browser()
    forbid(world)
    with pytest.raises(AssertionError, match="the framework was asked"):
        world.authorize(browser, payslips.client)


def test_a_first_visit_is_found_once(world: World, payslips: Registered) -> None:
    """The framework believes who was found, and touches the session no second time."""
    browser = world.browser()
    world.sign_in(browser)
    with watch_statements(world.database) as seen:
        answer_of(world.authorize(browser, payslips.client))
    assert sum("UPDATE sessions" in one for one in seen) == 1


def test_a_registration_that_changed_is_judged_anew(world: World, payslips: Registered) -> None:
    browser = come_back(world, payslips)
    with world.database.begin() as stores:
        assert stores.clients.replace(replace(payslips.client, is_paused=True))
    refused = world.authorize(browser, payslips.client)
    assert refused.status_code == 400
    with world.database.begin() as stores:
        assert stores.clients.replace(replace(payslips.client, revision=1))
    assert answer_of(world.authorize(browser, payslips.client))["code"]


def test_somebody_who_went_home_is_recorded_as_moved_and_asked_for_more(
    world: World, payslips: Registered
) -> None:
    browser = come_back(world, payslips)
    browser.address = HOME
    assert world.authorize(browser, payslips.client).location.startswith("/signin/")


@pytest.mark.parametrize(
    ("problem", "logged"),
    [(OperationalError("", {}, Exception("hemligt")), []), (ZeroDivisionError("hemligt"), ["bug"])],
)
def test_the_framework_answers_where_it_fails(
    world: World,
    payslips: Registered,
    caplog: pytest.LogCaptureFixture,
    problem: Exception,
    logged: list[str],
) -> None:
    browser = come_back(world, payslips)

    def fail(_request: Request, _visitor: Visitor) -> Answer | None:
        raise problem

    put(world, replace(silent_of(world), answer_again=fail, overload_errors=(OperationalError,)))
    assert answer_of(world.authorize(browser, payslips.client))["code"]
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == logged


def test_it_is_one_line_in_the_log(
    world: World, payslips: Registered, caplog: pytest.LogCaptureFixture
) -> None:
    browser = come_back(world, payslips)
    caplog.clear()
    with caplog.at_level(logging.INFO, "idp.request"):
        world.authorize(browser, payslips.client)
    lines = [record.facts for record in caplog.records if record.name == "idp.request"]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [("GET", "/authorize", 303)]
