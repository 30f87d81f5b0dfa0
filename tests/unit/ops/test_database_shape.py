"""A database whose tables are not those of the program is refused by every command that opens it, in one sentence."""

import sqlite3
from pathlib import Path

from tests.unit.ops.conftest import Run


def test_a_missing_table_stops_a_command_and_an_upgrade_with_what_to_do(installed: Run, folder: Path) -> None:
    with sqlite3.connect(folder / "idp.sqlite") as connection:
        connection.execute("DROP TABLE shared_trials")
    for words in (("people", "list"), ("database", "upgrade")):
        said = installed(*words)
        assert said.code == 2
        assert said.out == ""
        assert "there is no table 'shared_trials', although its version is" in said.err
        assert "begin with an empty database" in said.err
