"""Which ways to sign in a page shows first, and which it folds away."""

from idp.signin.pages.ways import arrange, list_ways
from tests.unit.policy.demo import WHOLE

INSIDE = ("passkey", "key", "app", "token", "bypass", "sms", "mail", "password")
WAYS = list_ways(WHOLE.levels, INSIDE)


def names(ways: tuple[object, ...]) -> list[str]:
    return [way.level.name for way in ways]  # type: ignore[attr-defined]


def test_rare_ways_are_folded_where_there_are_many() -> None:
    shelf = arrange(WAYS, None)
    assert names(shelf.in_sight) == ["passkey", "app", "sms", "mail", "password"]
    assert names(shelf.folded) == ["key", "token", "bypass"]


def test_what_was_used_last_comes_first_and_is_never_folded() -> None:
    shelf = arrange(WAYS, "token")
    assert names(shelf.in_sight)[0] == "token"
    assert names(shelf.folded) == ["key", "bypass"]


def test_few_ways_are_all_in_sight() -> None:
    few = list_ways(WHOLE.levels, ("key", "app", "token", "sms", "password"))
    assert arrange(few, None).folded == ()


def test_whatever_a_browser_has_kept_changes_nothing_else() -> None:
    assert arrange(WAYS, "../../no-level") == arrange(WAYS, None)
