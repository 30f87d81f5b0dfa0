"""What an objection takes back, kind by kind, and the words for each."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from idp.i18n import load_catalogues
from idp.methods.change import ChangeKind, ToldChange
from idp.methods.tokens.token import State
from idp.portal.undoing import UNDOINGS, undo

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Asked:
    """Stores of every subject that remember what was asked of them, and have done it."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def __getattr__(self, subject: str) -> Any:
        return SimpleNamespace(
            remove=lambda *told: self._note(subject, "remove", *told),
            cancel=lambda *told: self._note(subject, "cancel", *told),
            clear=lambda *told: self._note(subject, "clear", *told),
            put=lambda *told: self._note(subject, "put", *told),
        )

    def _note(self, *call: Any) -> bool:
        self.calls.append(call)
        return True


def told(kind: ChangeKind, item_id: str | None = "item") -> ToldChange:
    return ToldChange("c", "p", kind, "", item_id, NOW, "hash")


@pytest.mark.parametrize(
    ("kind", "call"),
    [
        (ChangeKind.BYPASS_MADE, ("bypasses", "cancel", "item", "p", NOW)),
        (ChangeKind.DEVICE_ADDED, ("devices", "remove", "p", "item")),
        (ChangeKind.KEY_ADDED, ("credentials", "remove", "p", "item")),
        (ChangeKind.KEY_REFUSED, ("credentials", "remove", "p", "item")),
        (ChangeKind.RECOVERY_MADE, ("recovery", "clear", "p")),
        (ChangeKind.RECOVERY_USED, ("recovery", "clear", "p")),
        (ChangeKind.TOKEN_ADDED, ("tokens", "put", "item", "p", State.LOST)),
    ],
)
def test_what_was_added_is_taken_from_the_person_it_was_added_to(
    kind: ChangeKind, call: tuple[Any, ...]
) -> None:
    stores: Any = Asked()
    assert undo(stores, told(kind), NOW) is True
    assert stores.calls == [call]


@pytest.mark.parametrize("kind", [kind for kind in ChangeKind if kind not in UNDOINGS])
def test_what_was_removed_or_only_opened_is_not_put_back(kind: ChangeKind) -> None:
    stores: Any = Asked()
    assert undo(stores, told(kind), NOW) is False
    assert stores.calls == []


@pytest.mark.parametrize("kind", [kind for kind in ChangeKind if kind.value.endswith(("_added", "_made"))])
def test_everything_that_adds_a_way_in_can_be_taken_back(kind: ChangeKind) -> None:
    assert kind in UNDOINGS


@pytest.mark.parametrize("language", load_catalogues())
def test_every_kind_has_its_words(language: str) -> None:
    catalogue = load_catalogues()[language]
    keys = [f"mine.changes.kind.{kind}" for kind in ChangeKind]
    keys += [f"message.told.{kind}.{part}" for kind in ChangeKind for part in ("subject", "mail", "sms")]
    keys += [f"mine.objected.undone.{kind}" for kind in UNDOINGS]
    assert [key for key in keys if not catalogue.has(key)] == []
