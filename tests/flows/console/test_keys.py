"""The pages `/admin/keys…`: what each role sees of the keys, a rotation, a revocation, and a folder that cannot be used."""

from pathlib import Path

import pytest

from idp.signing.folder import load_keyring
from idp.signing.key import State
from tests.support.console import ANNA, JOHAN, KARIN, at_console
from tests.support.key_encryption import make_small_folder
from tests.support.signing_in import NOON, House

LIST = "/admin/keys"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_small_folder(tmp_path / "keys", NOON)
    return tmp_path / "keys"


@pytest.fixture
def house(folder: Path, house: House) -> House:
    """The whole provider, with the console's staff and keys that were made just now."""
    return house


def find_kid(folder: Path, state: State) -> str:
    return next(key.kid for key in load_keyring(folder).keys if key.state is state)


def list_moves(house: House) -> list[str]:
    return [tag for tag in house.tags() if tag.startswith("key.")]


def test_an_administrator_sees_every_key_and_what_comes_next(house: House, folder: Path) -> None:
    johan = at_console(house, JOHAN, LIST)
    assert johan.title == "Nycklar"
    for key in load_keyring(folder).keys:
        assert key.kid in johan.text
    assert "Kan börja användas" in johan.text
    assert "ligger okrypterade på servern" in johan.text
    assert f"/admin/keys/{find_kid(folder, State.ACTIVE)}/revoke" in johan.text


def test_an_auditor_sees_them_and_is_offered_no_change(house: House, folder: Path) -> None:
    karin = at_console(house, KARIN, LIST)
    assert find_kid(folder, State.NEXT) in karin.text
    assert "/admin/keys/rotate" not in karin.text
    assert "/revoke" not in karin.text
    for page in ("/admin/keys/rotate", f"/admin/keys/{find_kid(folder, State.ACTIVE)}/revoke"):
        assert karin.open(page).page.status_code == 403
    karin.open(LIST)
    karin.send_to("/admin/keys/rotate", at_once="yes")
    assert karin.page.status_code == 403
    assert list_moves(house) == []


def test_the_helpdesk_sees_none(house: House) -> None:
    anna = at_console(house, ANNA)
    assert LIST not in anna.text
    assert anna.open(LIST).page.status_code == 403


def test_a_rotation_that_is_early_says_so_and_is_made_only_when_it_is_asked_for_again(
    house: House, folder: Path
) -> None:
    before = find_kid(folder, State.ACTIVE)
    johan = at_console(house, JOHAN, "/admin/keys/rotate")
    assert "Vänta till i morgon" in johan.text
    assert f'name="in_use" value="{before}"' in johan.text
    johan.send(in_use=before)
    assert johan.path == "/admin/keys/rotate"
    assert find_kid(folder, State.ACTIVE) == before
    johan.send(in_use=before, at_once="yes")
    assert "Nycklarna är bytta." in johan.text
    after = load_keyring(folder).keys
    johan.send_to("/admin/keys/rotate", in_use=before, at_once="yes")
    assert "Nycklarna är bytta." in johan.text
    assert [key.kid for key in load_keyring(folder).keys] == [key.kid for key in after]
    assert find_kid(folder, State.RETIRED) == before
    assert "På väg ut" in johan.text
    assert list_moves(house).count("key.retired") == 1


def test_a_rotation_in_time_takes_one_press_and_the_provider_signs_with_the_next_key(
    house: House, folder: Path
) -> None:
    coming = find_kid(folder, State.NEXT)
    house.clock.advance(hours=25)
    johan = at_console(house, JOHAN, "/admin/keys/rotate")
    assert "Byt ändå" not in johan.text
    johan.send(in_use=find_kid(folder, State.ACTIVE))
    assert find_kid(folder, State.ACTIVE) == coming
    assert at_console(house, KARIN, LIST).title == "Nycklar"


def test_a_key_is_revoked_with_a_reason(house: House, folder: Path) -> None:
    lost, coming = find_kid(folder, State.ACTIVE), find_kid(folder, State.NEXT)
    johan = at_console(house, JOHAN, f"/admin/keys/{lost}/revoke")
    assert "Inget som nyckeln har skrivit under gäller längre" in johan.text
    johan.send()
    assert johan.page.status_code == 422
    assert 'href="#reason"' in johan.text
    johan.send(reason="leaked")
    assert "Nyckeln är spärrad." in johan.text
    assert load_keyring(folder).find(lost) is None
    assert find_kid(folder, State.ACTIVE) == coming
    assert list_moves(house) == ["key.revocation_asked", "key.revoked", "key.made"]


def test_a_key_that_somebody_else_revoked_a_moment_ago_is_told_so(house: House, folder: Path) -> None:
    lost = find_kid(folder, State.NEXT)
    johan = at_console(house, JOHAN, f"/admin/keys/{lost}/revoke").send(reason="drill")
    johan.send_to(f"/admin/keys/{lost}/revoke", reason="drill")
    assert "Nyckeln fanns inte längre." in johan.text
    assert johan.open(f"/admin/keys/{lost}/revoke").page.status_code == 404


def test_changing_keys_asks_for_a_sign_in_of_the_last_minutes(house: House) -> None:
    johan = at_console(house, JOHAN, LIST)
    house.clock.advance(minutes=12)
    assert johan.open(LIST).title == "Nycklar"
    assert johan.open("/admin/keys/rotate").path.startswith("/signin/")


def test_a_folder_that_cannot_be_used_is_told_and_is_no_fault_of_ours(house: House, folder: Path) -> None:
    johan = at_console(house, JOHAN, LIST)
    folder.chmod(0o755)
    johan.open(LIST)
    assert johan.page.status_code == 503
    assert "python -m idp check" in johan.text
