"""A copy of the database, taken in the middle of a sign-in."""

from idp.methods.code import Channel
from idp.storage.unit_of_work import Database
from tests.attacks.proving import HOME, build_factor_step, build_password_step, type_app_code, visit_from
from tests.support.methods import (
    MARIA,
    NOW,
    NUMBER,
    build_devices,
    build_sender,
    dump,
    link_app,
    take_messages,
)
from tests.unit.people.small_directory import PASSWORD, SmallDirectory


def test_it_holds_neither_password_nor_code_nor_seed(database: Database) -> None:
    town = SmallDirectory()
    town.employ()
    account = town.people.accounts["adm", "margra001"]
    app = link_app(database)
    pending = build_devices(database).start(MARIA, "Privata mobilen", NOW)
    with database.begin() as stores:
        stores.people.add(account, "margra001")
    build_password_step(database, town).check(visit_from(HOME), "adm", "margra001", PASSWORD)
    build_sender(database).send("i0", MARIA, Channel.SMS, NUMBER, "sv", NOW)
    type_app_code(build_factor_step(database), app.at(NOW), sign_in=1)
    stolen = dump(database)
    (message,) = take_messages(database, "sms")
    assert pending is not None
    for secret in (PASSWORD, message.body, app.secret, pending.secret):
        assert secret.encode() not in stolen
    assert account.password_hash.encode() in stolen, "the copy is a copy: what may be there is there"
