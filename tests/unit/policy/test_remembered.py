"""What was found lately is remembered, and no more than so many things."""

from idp.policy.remembered import Remembered


def test_what_was_kept_is_found_until_so_many_others_were_kept() -> None:
    found = Remembered[str, int](2)
    assert found.find("one") is None
    found.keep("one", 1)
    found.keep("two", 2)
    assert (found.find("one"), found.find("two")) == (1, 2)
    found.keep("three", 3)
    assert (found.find("one"), found.find("two"), found.find("three")) == (None, 2, 3)


def test_what_is_kept_again_is_forgotten_last() -> None:
    found = Remembered[str, int](2)
    for name in ("one", "two", "one", "three"):
        found.keep(name, len(name))
    assert (found.find("one"), found.find("two")) == (3, None)
