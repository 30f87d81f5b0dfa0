"""A text with a NUL or half a character in it is refused at the REST API's door, and no database is asked for it.

Found on a running server: SQLite takes them, PostgreSQL raised, and the program was told that something is broken.
"""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from idp.admin.permissions import Permission
from idp.admin.storable import holds_nul
from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house
from tests.support.rest import build_program
from tests.support.store_keys import STORE_KEYS


@pytest.mark.postgresql
def test_a_text_that_no_database_takes_is_refused(postgresql_engine: Engine, keys: Path) -> None:
    house = build_portal_house(Database(postgresql_engine, STORE_KEYS), keys)
    program = build_program(house, *Permission)
    asked = [
        *(
            ("GET", f"{path}={text}", None)
            for path in ("/clients?after", "/people?after", "/tokens?after", "/audit/events?person")
            for text in ("a%00b", "%ED%A0%80", "%FF")
        ),
        ("POST", "/policy/drafts", {"reason": "a\0b"}),
        ("POST", "/people/search", {"words": "\ud800"}),
    ]
    answers = {(path, method): program.call(method, path, body).status_code for method, path, body in asked}
    assert answers == dict.fromkeys(answers, 400)


@pytest.mark.parametrize(
    ("document", "holds"),
    [
        (rb'{"a": "\u0000"}', True),
        (rb'{"a\u0000": 1}', True),
        (rb'{"a": "\\\u0000"}', True),
        (rb'{"a": "\\u0000"}', False),
        (rb'{"a": "\u00001"}', True),
        (rb'{"a": "\u0001"}', False),
    ],
)
def test_a_nul_is_told_from_a_backslash_that_is_meant(document: bytes, holds: bool) -> None:
    assert holds_nul(document) is holds
