"""The operator tests a sign-in: an address to open, and then every step and claim."""

import json
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest

from idp.admin.clients.trial import Report, Step
from idp.clock import system_clock
from idp.config.reading import read_config
from idp.ops.opened import open_database
from tests.unit.ops.conftest import Run

ADD = ("clients", "add", "--name", "Lunch", "--redirect-uri", "https://lunch.example/cb", "--service", "vab")
THROUGH = Report((Step("request"), Step("userinfo", facts=(("sub", "p-1"),))))
STOPPED = Report((Step("decision", is_good=False, sentences=("Tjänsten är stängd.",)),))


@pytest.fixture
def client_id(installed: Run) -> str:
    made: dict[str, str] = json.loads(installed(*ADD, "--json").out)
    return made["client_id"]


def carry_out(folder: Path, report: Report) -> Thread:
    """Answer the first test that is asked for, from another thread."""

    def answer() -> None:
        with open_database(read_config(folder / "idp.toml", {})) as database:
            trial_id = None
            while trial_id is None:
                with database.engine.connect() as connection:
                    trial_id = connection.exec_driver_sql("SELECT trial_id FROM shared_trials").scalar()
            with database.begin() as stores:
                stores.shared_trials.answer(trial_id, report, now())

    def now() -> datetime:
        return system_clock()

    thread = Thread(target=answer)
    thread.start()
    return thread


def test_the_steps_are_printed_when_somebody_has_carried_it_out(
    installed: Run, folder: Path, client_id: str
) -> None:
    thread = carry_out(folder, THROUGH)
    said = installed("clients", "test", client_id, "--json")
    thread.join()
    told = json.loads(said.out)
    assert (said.code, told["state"]) == (0, "through")
    assert told["steps"][1]["facts"] == [{"name": "sub", "value": "p-1"}]
    assert told["address"] in said.err


def test_a_test_that_stopped_says_where_and_leaves_with_1(
    installed: Run, folder: Path, client_id: str
) -> None:
    thread = carry_out(folder, STOPPED)
    said = installed("clients", "test", client_id)
    thread.join()
    assert (said.code, said.out) == (1, "decision: stopped here\n  Tjänsten är stängd.\n")


def test_nobody_who_comes_and_nothing_to_test_are_said_in_one_line(installed: Run, client_id: str) -> None:
    assert "nobody has carried it out yet" in installed("clients", "test", client_id, "--wait", "0").err
    assert "no application has the id" in installed("clients", "test", "c-9").err
