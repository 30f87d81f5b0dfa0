"""Authenticator apps: linked by one right code, and no code is ever right twice."""

from datetime import timedelta

import pyotp
import pytest

from idp.methods.attempt import Rejected, Rejection, Verified
from idp.methods.devices import PENDING_FOR, Devices, PendingDevice
from idp.sealing import SealBroken
from idp.storage.methods.devices import devices as table
from idp.storage.unit_of_work import Database
from tests.support.methods import (
    GUNILLA,
    MARIA,
    NOW,
    STEP,
    build_devices,
    dump,
    link_app,
    list_tags,
    take_messages,
)
from tests.support.together import together

LATER = NOW + timedelta(minutes=1)
VERIFIED = Verified("totp")


def start(devices: Devices, name: str = "Jobbtelefonen") -> PendingDevice:
    pending = devices.start(MARIA, name, NOW)
    assert pending is not None
    return pending


def confirm(devices: Devices, pending: PendingDevice) -> None:
    code = pyotp.TOTP(pending.secret).at(NOW)
    assert devices.confirm(MARIA, pending.device.device_id, code, "sv", NOW) == VERIFIED


def names(devices: Devices) -> list[str]:
    return [device.name for device in devices.list(MARIA.person_id)]


def test_a_right_code_makes_the_device_usable_and_tells_the_mailbox(database: Database) -> None:
    devices = build_devices(database)
    confirm(devices, start(devices))
    assert names(devices) == ["Jobbtelefonen"]
    assert [mail.subject for mail in take_messages(database, "mail")] == ["sv device_added"]
    assert list_tags(database) == ["device.added"]


def test_a_device_is_nothing_before_its_first_right_code(database: Database) -> None:
    devices = build_devices(database)
    code = pyotp.TOTP(start(devices).secret).at(NOW)
    assert names(devices) == []
    assert devices.verify(MARIA.person_id, code, NOW) == Rejected(Rejection.WRONG)


def test_a_wrong_code_keeps_the_key_and_is_counted_for_the_clock_hint(database: Database) -> None:
    devices = build_devices(database)
    pending = start(devices)
    for _ in range(3):
        attempt = devices.confirm(MARIA, pending.device.device_id, "000000", "sv", NOW)
        assert attempt == Rejected(Rejection.WRONG)
    again = devices.find_pending(MARIA, pending.device.device_id, NOW)
    assert again is not None
    assert (again.secret, again.device.failures) == (pending.secret, 3)
    confirm(devices, pending)


def test_the_code_that_confirmed_cannot_sign_in(database: Database) -> None:
    devices = build_devices(database)
    pending = start(devices)
    confirm(devices, pending)
    code = pyotp.TOTP(pending.secret).at(NOW)
    assert devices.verify(MARIA.person_id, code, NOW) == Rejected(Rejection.USED)


def test_a_pending_device_is_gone_after_a_quarter_of_an_hour(database: Database) -> None:
    devices = build_devices(database)
    pending = start(devices)
    end = NOW + PENDING_FOR
    code = pyotp.TOTP(pending.secret).at(end)
    assert devices.confirm(MARIA, pending.device.device_id, code, "sv", end) == Rejected(Rejection.EXPIRED)
    assert devices.find_pending(MARIA, pending.device.device_id, end) is None


def test_the_key_is_never_shown_again_once_confirmed(database: Database) -> None:
    devices = build_devices(database)
    pending = start(devices)
    confirm(devices, pending)
    assert devices.find_pending(MARIA, pending.device.device_id, NOW) is None


def test_nobody_sees_or_confirms_another_persons_device(database: Database) -> None:
    devices = build_devices(database)
    pending = start(devices)
    code = pyotp.TOTP(pending.secret).at(NOW)
    assert devices.find_pending(GUNILLA, pending.device.device_id, NOW) is None
    attempt = devices.confirm(GUNILLA, pending.device.device_id, code, "sv", NOW)
    assert attempt == Rejected(Rejection.EXPIRED)
    assert devices.remove(GUNILLA, pending.device.device_id, "sv", NOW) is False


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_an_app_whose_clock_is_one_step_off_signs_in(database: Database, steps: int) -> None:
    app = link_app(database)
    assert build_devices(database).verify(MARIA.person_id, app.at(LATER + steps * STEP), LATER) == VERIFIED


@pytest.mark.parametrize(("steps", "why"), [(-2, Rejection.WRONG), (2, Rejection.CLOCK)])
def test_an_app_whose_clock_is_two_steps_off_does_not(database: Database, steps: int, why: Rejection) -> None:
    app, devices = link_app(database), build_devices(database)
    attempt = devices.verify(MARIA.person_id, app.at(LATER + steps * STEP), LATER)
    assert attempt == Rejected(why)


def test_any_of_several_devices_signs_in_and_remembers_when(database: Database) -> None:
    link_app(database)
    other, devices = link_app(database, name="Privata mobilen"), build_devices(database)
    assert devices.verify(MARIA.person_id, other.at(LATER), LATER) == VERIFIED
    assert {device.name: device.last_used_at for device in devices.list(MARIA.person_id)} == {
        "Jobbtelefonen": None,
        "Privata mobilen": LATER,
    }


def test_blanks_in_the_code_do_not_matter(database: Database) -> None:
    app, devices = link_app(database), build_devices(database)
    code = app.at(LATER)
    assert devices.verify(MARIA.person_id, f" {code[:3]} {code[3:]} ", LATER) == VERIFIED


def test_of_fifty_uses_of_one_code_at_once_one_is_verified(database: Database) -> None:
    app, devices = link_app(database), build_devices(database)
    attempts = together(lambda _: devices.verify(MARIA.person_id, app.at(LATER), LATER))
    assert attempts.count(VERIFIED) == 1
    assert attempts.count(Rejected(Rejection.USED)) == 49


def test_two_devices_of_one_person_never_share_a_name_whatever_its_case(database: Database) -> None:
    link_app(database)
    assert build_devices(database).start(MARIA, "JOBBTELEFONEN", NOW) is None
    assert build_devices(database).start(GUNILLA, "Jobbtelefonen", NOW) is not None


def test_starting_again_under_the_same_name_replaces_what_was_never_finished(database: Database) -> None:
    devices = build_devices(database)
    first, second = start(devices), start(devices)
    assert devices.find_pending(MARIA, first.device.device_id, NOW) is None
    assert second.secret != first.secret
    confirm(devices, second)


def test_of_fifty_starts_under_one_name_one_is_left(database: Database) -> None:
    devices = build_devices(database)
    together(lambda _: devices.start(MARIA, "Jobbtelefonen", NOW))
    with database.engine.connect() as connection:
        assert len(connection.execute(table.select()).all()) == 1


def test_a_device_gets_another_name_unless_it_is_taken(database: Database) -> None:
    link_app(database)
    link_app(database, name="Privata mobilen")
    devices = build_devices(database)
    device_id = devices.list(MARIA.person_id)[0].device_id
    assert devices.rename(MARIA, device_id, "privata mobilen", NOW) is False
    assert devices.rename(GUNILLA, device_id, "Min", NOW) is False
    assert devices.rename(MARIA, device_id, "jobbtelefonen", NOW) is True
    assert names(devices) == ["jobbtelefonen", "Privata mobilen"]


def test_a_name_that_was_started_and_never_finished_is_free(database: Database) -> None:
    link_app(database)
    devices = build_devices(database)
    start(devices, "Privata mobilen")
    device_id = devices.list(MARIA.person_id)[0].device_id
    assert devices.rename(MARIA, device_id, "Privata mobilen", NOW) is True


def test_two_devices_given_one_name_at_once_end_with_two_names(database: Database) -> None:
    for number in range(10):
        link_app(database, name=f"Telefon {number}")
    devices = build_devices(database)
    ids = [device.device_id for device in devices.list(MARIA.person_id)]
    renamed = together(lambda which: devices.rename(MARIA, ids[which], "Min", NOW), 10)
    assert renamed.count(True) == 1
    assert names(devices).count("Min") == 1


def test_a_removed_device_signs_nobody_in_and_the_mailbox_is_told(database: Database) -> None:
    app, devices = link_app(database), build_devices(database)
    take_messages(database, "mail")
    device_id = devices.list(MARIA.person_id)[0].device_id
    assert devices.remove(MARIA, device_id, "sv", NOW) is True
    assert devices.verify(MARIA.person_id, app.at(LATER), LATER) == Rejected(Rejection.WRONG)
    assert [mail.subject for mail in take_messages(database, "mail")] == ["sv device_removed"]
    assert devices.remove(MARIA, device_id, "sv", NOW) is False


def test_a_copy_of_the_database_holds_no_seed(database: Database) -> None:
    pending = start(build_devices(database))
    assert pending.secret.encode() not in dump(database)


def test_a_seed_copied_to_another_persons_device_does_not_open(database: Database) -> None:
    devices = build_devices(database)
    pending = start(devices)
    sealed = pending.device.sealed_secret
    other = devices.start(GUNILLA, "Min", NOW)
    assert other is not None
    with database.engine.begin() as connection:
        mine = table.c.device_id == other.device.device_id
        connection.execute(table.update().where(mine).values(sealed_secret=sealed))
    with pytest.raises(SealBroken):
        devices.find_pending(GUNILLA, other.device.device_id, NOW)


@pytest.mark.parametrize("steps", [-20, -5, 3, 20])
def test_a_phone_whose_clock_is_wrong_is_told_so_and_let_in_by_nothing(
    database: Database, steps: int
) -> None:
    app, now = link_app(database), NOW + 30 * STEP
    attempt = build_devices(database).verify(MARIA.person_id, app.at(now + steps * STEP), now)
    assert attempt == Rejected(Rejection.CLOCK)
    assert list_tags(database)[-1] == "factor.wrong"


def test_a_code_of_the_future_that_was_told_of_is_never_right(database: Database) -> None:
    app, devices = link_app(database), build_devices(database)
    ahead = NOW + 10 * STEP
    devices.verify(MARIA.person_id, app.at(ahead), NOW)
    assert devices.verify(MARIA.person_id, app.at(ahead), ahead) == Rejected(Rejection.USED)
    assert devices.verify(MARIA.person_id, app.at(ahead + STEP), ahead + STEP) == VERIFIED


def test_an_old_code_that_was_used_is_wrong_and_says_nothing_of_clocks(database: Database) -> None:
    app, devices = link_app(database), build_devices(database)
    devices.verify(MARIA.person_id, app.at(NOW), NOW)
    assert devices.verify(MARIA.person_id, app.at(NOW), NOW + 6 * STEP) == Rejected(Rejection.WRONG)
