"""A path with a NUL or a number beyond all numbers in it names nothing, and no database is asked for it.

Found by `make fuzz ON=postgresql`: SQLite takes them, or says no in another way; PostgreSQL raised.
"""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from idp.storage.unit_of_work import Database
from tests.support.console import at_console, staff_console
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import ISSUER, MARIA
from tests.support.store_keys import STORE_KEYS


@pytest.mark.postgresql
def test_a_path_that_no_database_takes_is_not_found(postgresql_engine: Engine, keys: Path) -> None:
    house = build_portal_house(Database(postgresql_engine, STORE_KEYS), keys)
    staff_console(house)
    maria, johan = sign_in(house, MARIA, level="app"), at_console(house)
    asked = [
        (maria, "/settings/changes/none"),
        (maria, "/settings/changes/a%00b"),
        *(
            (johan, f"{page}/{number}")
            for page in ("/admin/audit", "/admin/policy/versions")
            for number in (2**31 - 1, 2**31, 2**63 - 1, 2**63, 10**60)
        ),
    ]
    answers = {
        path: who.http.get(path, base_url=ISSUER, environ_overrides={"REMOTE_ADDR": who.address}).status_code
        for who, path in asked
    }
    assert answers == dict.fromkeys(answers, 404)
