"""The two applications, a provider that lies on demand, a clock that waits, and a browser."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clients import payslips, sick_child
from clients.relying_party import Config
from clients.relying_party.make_key import make_key
from tests.support.fake_provider import SECRET, FakeProvider, serve_fake_provider


@dataclass
class WaitingClock:
    """Stands still at a Monday morning in Sweden until a test lets time pass."""

    now: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def let_pass(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Browser:
    """One person's browser at one application."""

    app: Flask
    provider: FakeProvider
    web: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.web = self.app.test_client()
        self.web.environ_base["HTTP_ACCEPT_LANGUAGE"] = "sv"

    def open(self, path: str) -> TestResponse:
        return self.web.get(path)

    def sign_in(self, page: str = "/", **how: Any) -> TestResponse:
        """Open `page`, be sent to the provider, sign in there as told, and come back; returns the callback's answer."""
        return self.open(self.provider.answer(self.open(page).location, **how))

    def form_token(self) -> str:
        page = self.open("/").text
        return page.split('name="form_token" value="')[1].split('"')[0]

    def send(self, path: str, **fields: str) -> TestResponse:
        """Post a form that our own page could have sent."""
        return self.web.post(path, data={"form_token": self.form_token(), **fields})


@pytest.fixture
def clock() -> WaitingClock:
    return WaitingClock()


@pytest.fixture
def provider(clock: WaitingClock) -> Iterator[FakeProvider]:
    with serve_fake_provider(clock) as served:
        yield served


@pytest.fixture
def payslips_config(provider: FakeProvider, tmp_path: Path) -> Config:
    return Config(
        name="payslips",
        issuer=provider.issuer,
        client_id="payslips",
        client_secret=SECRET,
        base_url="http://localhost:8001",
        data=tmp_path,
        secret_key="payslips' own key, long enough for a test",
    )


@pytest.fixture
def payslips_app(payslips_config: Config, clock: WaitingClock) -> Flask:
    return payslips.create_app(payslips_config, clock)


@pytest.fixture
def browser(payslips_app: Flask, provider: FakeProvider) -> Browser:
    """A browser at Lönebesked."""
    return Browser(payslips_app, provider)


@pytest.fixture
def parent(sick_child_app: Flask, provider: FakeProvider) -> Browser:
    """A browser at Vård av sjukt barn."""
    return Browser(sick_child_app, provider)


@pytest.fixture
def sick_child_app(provider: FakeProvider, tmp_path: Path, clock: WaitingClock) -> Flask:
    private, public = tmp_path / "private.json", tmp_path / "public.json"
    make_key(private, public)
    provider.client_jwks = json.loads(public.read_text())
    config = Config(
        name="sick_child",
        issuer=provider.issuer,
        client_id="sick-child",
        private_key=private,
        base_url="http://localhost:8002",
        data=tmp_path,
        secret_key="sick_child's own key, long enough for a test",
    )
    return sick_child.create_app(config, clock)
