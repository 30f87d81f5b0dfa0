"""The list shows what decide() opens, locks and hides."""

from dataclasses import replace

from idp.portal.tiles import State, Tile, build_tiles
from tests.unit.portal.small_town import POLICY, ask


def tiles_for(zone: str, *methods: str) -> dict[str, Tile]:
    return {tile.service.id: tile for tile in build_tiles(POLICY, ask(zone, *methods))}


def states_for(zone: str, *methods: str) -> dict[str, State]:
    return {name: tile.state for name, tile in tiles_for(zone, *methods).items()}


def test_a_password_at_the_office_opens_what_asks_for_a_password() -> None:
    assert states_for("office", "password") == {
        "intranet": State.READY,
        "ledger": State.READY,
        "journal": State.STEP_UP,
        "payroll": State.CLOSED,
    }


def test_from_home_a_service_of_the_workplace_is_shown_locked() -> None:
    assert states_for("remote", "password", "totp") == {
        "intranet": State.READY,
        "ledger": State.READY,
        "payroll": State.CLOSED,
        "journal": State.WORKPLACE_ONLY,
    }


def test_a_weaker_factor_from_home_locks_what_asks_for_the_app() -> None:
    tile = tiles_for("remote", "password", "sms")["ledger"]

    assert (tile.state, tile.ways_in, tile.needs_more) == (State.STEP_UP, ("app",), True)


def test_only_a_tile_that_can_be_opened_here_and_now_has_a_way_in() -> None:
    ways = {name: tile.ways_in for name, tile in tiles_for("office", "password").items()}

    assert ways == {"intranet": (), "ledger": (), "journal": ("app",), "payroll": ()}


def test_what_was_proved_at_home_is_proved_again_at_work_not_strengthened() -> None:
    question = ask("office", "password", "totp")
    carried_in = replace(question, proofs=tuple(replace(proof, zone="remote") for proof in question.proofs))
    journal = next(tile for tile in build_tiles(POLICY, carried_in) if tile.service.id == "journal")

    assert (journal.state, journal.needs_more) == (State.STEP_UP, False)


def test_a_service_for_other_groups_has_no_tile() -> None:
    assert "secret" not in tiles_for("office", "password", "totp")


def test_a_service_without_a_tile_and_the_built_in_ones_are_not_listed() -> None:
    assert not {"plumbing", "portal", "enrolment"} & tiles_for("office", "password").keys()


def test_tiles_of_one_state_keep_the_order_of_the_policy() -> None:
    ready = [
        tile.service.id
        for tile in build_tiles(POLICY, ask("office", "password", "totp"))
        if tile.state is State.READY
    ]

    assert ready == ["journal", "ledger", "intranet"]
