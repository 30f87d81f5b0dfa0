"""Mina tjänster shows what decide() says of this person, here and now, and starts nothing else."""

from pathlib import Path

import pytest

from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import MARIA, House


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys")


def test_the_list_is_what_a_sign_in_at_the_office_leads_to(house: House) -> None:
    browser = sign_in(house, MARIA)

    assert (browser.path, browser.title) == ("/", "Mina tjänster")
