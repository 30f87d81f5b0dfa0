"""What is counted day by day, from the command line."""

import json
from dataclasses import replace
from pathlib import Path

from idp.audit.daily import day_of
from idp.audit.events import Event, Tag
from idp.clock import system_clock
from idp.signing.folder import load_secret
from idp.storage.engine import build_engine
from idp.storage.unit_of_work import Database
from tests.support.store_keys import STORE_KEYS
from tests.unit.ops.conftest import Run


def fill(folder: Path) -> str:
    """Record two wrong passwords of now; return the day."""
    now, engine = system_clock(), build_engine(f"sqlite:///{folder / 'idp.sqlite'}")
    keys = replace(STORE_KEYS, audit=load_secret(folder / "keys", "audit.key"))
    with Database(engine, keys).begin() as stores:
        for _ in range(2):
            stores.audit.record(Event(Tag.PASSWORD_WRONG, now))
    engine.dispose()
    return day_of(now)


def test_what_came_in_meanwhile_is_counted_and_shown(installed: Run, folder: Path) -> None:
    day = fill(folder)
    said = installed("statistics", "show", "failures")
    assert said.out.splitlines()[1].split() == [day, "password", "2"]
    found = json.loads(installed("statistics", "show", "failures", "--json").out)
    assert found == [{"period": day, "measure": "failures", "label": "password", "count": 2}]
    said = installed("statistics", "show", "failures", "--span", "12m", "--csv")
    assert said.out.splitlines()[1] == f'"{day[:7]}","password","2"'


def test_without_a_message_there_is_no_cost(installed: Run) -> None:
    assert installed("statistics", "costs").out == "None.\n"
    assert installed("statistics", "costs", "--json").out == "[]\n"
    assert installed("statistics", "costs", "--csv").out == '"month","kronor","codes"\r\n'


def test_what_is_not_counted_is_refused_in_words(installed: Run) -> None:
    said = installed("statistics", "show", "people")
    assert said.code == 2
    assert "sign_ins" in said.err
