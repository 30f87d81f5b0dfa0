"""A path with a NUL in it names nothing, and no database is asked for it."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import ISSUER, MARIA
from tests.support.store_keys import STORE_KEYS


@pytest.mark.postgresql
def test_a_nul_in_a_path_is_not_found(postgresql_engine: Engine, keys: Path) -> None:
    """Found by `make fuzz ON=postgresql`: SQLite takes a NUL, PostgreSQL raised."""
    house = build_portal_house(Database(postgresql_engine, STORE_KEYS), keys)
    browser = sign_in(house, MARIA, level="app")
    paths = [f"/settings/changes/{name}" for name in ("none", "a%00b")]
    assert [browser.http.get(path, base_url=ISSUER).status_code for path in paths] == [404, 404]
