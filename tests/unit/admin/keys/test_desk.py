"""Keys are listed, rotated and revoked by whoever may, and the trail says who did what."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from idp.admin.actor import Actor, Forbidden, build_operator
from idp.admin.keys.desk import KeysDesk, NoSuchKey, Reason, Turned, Unneeded, Waiting
from idp.admin.permissions import Permission, Role
from idp.signing.envelope import IN_CLEAR
from idp.signing.folder import load_keyring, save_keyring
from idp.signing.key import State
from idp.signing.keyring import Keyring
from tests.support.key_encryption import make_small_folder, seal_with, write_key
from tests.support.keys_desk import KeptEvents, act_as, act_in, build_desk

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=2)
MAY_NOT = [act_in(Role.OWNER), act_in(Role.HELPDESK), act_as(), act_as(Permission.AUDIT_READ)]
ADMINISTRATOR = act_in(Role.ADMINISTRATOR)


class TrailAway(Exception):
    """The database went away."""


@dataclass
class ShortTrail(KeptEvents):
    """A trail that goes away after so many units of work."""

    units: int = 0

    @contextmanager
    def begin(self) -> Iterator[KeptEvents]:
        if not self.units:
            raise TrailAway
        self.units -= 1
        yield self


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    return make_small_folder(tmp_path_factory.mktemp("made") / "keys", NOW)


@pytest.fixture
def folder(made: Keyring, tmp_path: Path) -> Path:
    """A folder with a key that signs and one that waits."""
    (tmp_path / "keys").mkdir(mode=0o700)
    save_keyring(tmp_path / "keys", made)
    return tmp_path / "keys"


def test_the_auditor_sees_every_key_and_nothing_private(folder: Path) -> None:
    lines = build_desk(folder)[0].list(act_in(Role.AUDITOR))
    assert [(line.alg, line.use, line.state.value) for line in lines] == [
        ("ES256", "sig", "active"),
        ("ES256", "sig", "next"),
    ]
    private = {key.key.as_dict(private=True)["d"] for key in load_keyring(folder).keys}
    assert not any(secret in str([asdict(line) for line in lines]) for secret in private)


@pytest.mark.parametrize("actor", MAY_NOT)
def test_nobody_else_sees_them(folder: Path, actor: Actor) -> None:
    with pytest.raises(Forbidden):
        build_desk(folder)[0].list(actor)


@pytest.mark.parametrize("actor", [*MAY_NOT, act_in(Role.AUDITOR), act_as(Permission.KEYS_READ)])
def test_whoever_may_only_look_changes_nothing(folder: Path, actor: Actor, made: Keyring) -> None:
    desk, kept = build_desk(folder)
    with pytest.raises(Forbidden):
        desk.rotate(actor, LATER)
    with pytest.raises(Forbidden):
        desk.revoke(actor, made.keys[0].kid, Reason.LEAKED, LATER)
    assert load_keyring(folder).keys[0].state is State.ACTIVE
    assert kept.events == []


def test_a_rotation_is_recorded_with_who_did_it(folder: Path, made: Keyring) -> None:
    desk, kept = build_desk(folder)
    turned = desk.rotate(ADMINISTRATOR, LATER)
    assert isinstance(turned, Turned)
    assert [line.kid for line in turned.lines if line.state is State.ACTIVE] == [made.keys[1].kid]
    assert sorted(tag for tag, _ in kept.said) == ["key.made", "key.made", "key.made", "key.retired"]
    assert ("key.retired", made.keys[0].kid) in kept.said
    assert {(event.details["by"], event.details["by_kind"], event.zone) for event in kept.events} == {
        ("p1", "person", "inside")
    }


def test_a_rotation_that_comes_too_early_says_from_when(folder: Path) -> None:
    desk, kept = build_desk(folder)
    assert desk.rotate(ADMINISTRATOR, NOW) == Waiting(NOW + timedelta(days=1))
    assert kept.events == []


def test_a_rotation_at_once_does_not_wait(folder: Path) -> None:
    assert isinstance(build_desk(folder)[0].rotate(ADMINISTRATOR, NOW, at_once=True), Turned)


def test_a_key_that_is_young_enough_is_left_alone(folder: Path) -> None:
    desk, kept = build_desk(folder)
    assert desk.rotate(ADMINISTRATOR, LATER, oldest=timedelta(days=3)) == Unneeded()
    assert kept.events == []


def test_a_revocation_is_recorded_with_its_reason(folder: Path, made: Keyring) -> None:
    desk, kept = build_desk(folder)
    turned = desk.revoke(build_operator("root"), made.keys[0].kid, Reason.SUSPECTED, NOW)
    assert isinstance(turned, Turned)
    assert made.keys[0].kid not in {line.kid for line in turned.lines}
    assert kept.said[1] == ("key.revoked", made.keys[0].kid)
    assert [event.details.get("reason") for event in kept.events] == ["suspected", "suspected", None]
    assert [tag for tag, _ in kept.said] == ["key.revocation_asked", "key.revoked", "key.made"]


def test_a_revocation_that_was_cut_short_is_in_the_trail_whether_the_key_is_gone_or_not(
    folder: Path, made: Keyring
) -> None:
    """The trail goes away before anything is done, and between what is done and what is said of it."""
    kid = made.keys[0].kid
    for units, is_gone in ((0, False), (1, True)):
        kept = ShortTrail(units=units)
        desk = KeysDesk(folder, IN_CLEAR, kept.begin)
        with pytest.raises(TrailAway):
            desk.revoke(ADMINISTRATOR, kid, Reason.LEAKED, NOW)
        assert (load_keyring(folder).find(kid) is None) is is_gone
        assert [tag for tag, _ in kept.said] == ["key.revocation_asked"] * units


def test_a_key_that_is_not_there_is_not_revoked(folder: Path) -> None:
    desk, kept = build_desk(folder)
    assert desk.revoke(ADMINISTRATOR, "../keyring", Reason.LEAKED, NOW) == NoSuchKey()
    assert kept.events == []


def test_an_encrypted_folder_stays_encrypted(tmp_path: Path) -> None:
    envelope = seal_with(write_key(tmp_path / "key"))
    keyring = make_small_folder(tmp_path / "keys", NOW, envelope)
    desk = build_desk(tmp_path / "keys", envelope)[0]
    assert isinstance(desk.revoke(ADMINISTRATOR, keyring.keys[1].kid, Reason.DRILL, NOW), Turned)
    assert all(b"PRIVATE" not in path.read_bytes() for path in (tmp_path / "keys").glob("*.pem"))


def test_every_moment_of_a_key_is_shown(folder: Path, made: Keyring) -> None:
    retired = replace(made.keys[0], state=State.RETIRED, since=LATER)
    save_keyring(folder, Keyring((*made.keys[1:], retired)))
    coming, gone = build_desk(folder)[0].list(ADMINISTRATOR)
    assert (coming.made_at, coming.signs_from, coming.activated_at) == (NOW, NOW + timedelta(days=1), None)
    assert (gone.made_at, gone.activated_at, gone.retired_at) == (NOW, NOW, LATER)
    assert gone.leaves_at == LATER + timedelta(days=7)


def test_a_schedule_shows_when_a_key_is_replaced(folder: Path) -> None:
    active = build_desk(folder, rotated_after=timedelta(days=90))[0].list(ADMINISTRATOR)[0]
    assert active.rotates_at == NOW + timedelta(days=90)
