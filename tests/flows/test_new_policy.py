"""A policy that is published is taken over between two requests, without a restart."""

import logging
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client, TestResponse

from idp.policy.drafts.version import Origin, Version
from idp.storage.unit_of_work import Database
from idp.wiring import LiveApplication, build_dispatcher
from tests.support.portal import build_portal_parts
from tests.support.signing_in import ISSUER, NOON, StillClock

TEXT = (Path(__file__).parents[2] / "idp/ops/demo/policy.toml").read_text(encoding="utf-8")
GUEST = "203.0.113.5"


@pytest.fixture
def live(database: Database, tmp_path: Path) -> LiveApplication:
    parts = build_portal_parts(database, tmp_path / "keys", StillClock())
    return LiveApplication(parts, build_dispatcher(parts))


def publish(database: Database, number: int, text: str) -> None:
    version = Version(number, text, Origin.COMMAND, "Nytt namn", "erik", "erik", NOON)
    with database.begin() as stores:
        assert stores.policy_versions.publish(version)


def tell_place(live: LiveApplication) -> str:
    """Return the page that says which network somebody at the guest network is in."""
    answer: TestResponse = Client(live).get(
        "/help/network", base_url=ISSUER, environ_overrides={"REMOTE_ADDR": GUEST}
    )
    assert answer.status_code == 200
    return answer.text


def test_a_published_policy_answers_the_next_request_after_a_look(
    live: LiveApplication, database: Database
) -> None:
    publish(database, 1, TEXT.replace("Gästnätet", "Besöksnätet"))
    assert "Gästnätet" in tell_place(live)
    live.run(NOON)
    assert "Besöksnätet" in tell_place(live)
    assert live.policy().zones.get("gast").label.pick("sv") == "Besöksnätet"


def test_without_a_new_version_the_same_application_answers_on(
    live: LiveApplication, database: Database
) -> None:
    before = live.policy()
    live.run(NOON)
    assert live.policy() is before


def test_a_version_that_cannot_be_used_here_is_not_taken_over_and_told_of_once(
    live: LiveApplication, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    before = live.policy()
    publish(database, 1, TEXT.replace('outside = "never"', 'outside = "app"', 1))
    for _ in range(3):
        live.run(NOON)
    assert live.policy() is before
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert said == ["policy version 1 cannot be used here and is not taken over"]
    publish(database, 2, TEXT.replace("Gästnätet", "Besöksnätet"))
    live.run(NOON)
    assert "Besöksnätet" in tell_place(live)


def test_a_request_under_way_is_ended_by_the_policy_it_began_with(
    live: LiveApplication, database: Database
) -> None:
    """The application that took the request is whole by itself, whatever is put in its place meanwhile."""
    under_way: FlaskClient = live._app.test_client()
    publish(database, 1, TEXT.replace("Gästnätet", "Besöksnätet"))
    live.run(NOON)
    answer = under_way.get("/help/network", base_url=ISSUER, environ_overrides={"REMOTE_ADDR": GUEST})
    assert "Gästnätet" in answer.text
