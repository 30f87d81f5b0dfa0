"""A test sign-in that was asked for has one outcome, which lies sealed, on each database."""

from datetime import timedelta

from sqlalchemy import text

from idp.admin.clients.shared_trial import SharedTrial, State
from idp.admin.clients.trial import Report, Step
from idp.storage.unit_of_work import Database
from tests.support.methods import NOW
from tests.support.together import together

ASKED = SharedTrial("t1", "c1", "hr", "client", NOW + timedelta(minutes=15))
REPORT = Report((Step("userinfo", facts=(("name", "Anna Ångström"),)),))


def test_of_ten_outcomes_one_is_written_and_no_other_afterwards(database: Database) -> None:
    with database.begin() as stores:
        stores.shared_trials.add(ASKED)

    def answer(_number: int) -> bool:
        with database.begin() as stores:
            return stores.shared_trials.answer("t1", REPORT, NOW)

    assert sum(together(answer, 10)) == 1
    with database.read() as stores:
        found = stores.shared_trials.find("t1", NOW)
    assert found is not None
    assert (found.report, found.state) == (REPORT, State.THROUGH)
    with database.engine.connect() as connection:
        sealed = connection.execute(text("SELECT sealed_report FROM shared_trials")).scalar_one()
    assert "Ångström".encode() not in bytes(sealed)


def test_one_that_is_over_is_neither_found_nor_answered(database: Database) -> None:
    with database.begin() as stores:
        stores.shared_trials.add(ASKED)
        assert not stores.shared_trials.answer("t1", REPORT, ASKED.expires_at)
        assert stores.shared_trials.find("t1", ASKED.expires_at) is None
        assert stores.shared_trials.find("t2", NOW) is None
        waiting = stores.shared_trials.find("t1", NOW)
    assert waiting == ASKED
    assert waiting.state is State.WAITING
