"""Values that travel to PostgreSQL as text and come back as they were."""

from typing import Any

import pytest
from sqlalchemy import JSON, BigInteger, Boolean, Float, LargeBinary, String, Text
from sqlalchemy.types import TypeEngine

from idp.storage.delivery.price import SMALLEST, Price
from idp.storage.driver.wire import find_reader, find_writer
from idp.storage.metadata import EPOCH, Moment

KINDS: list[tuple[TypeEngine[Any], Any]] = [
    (Boolean(), True),
    (Boolean(), False),
    (BigInteger(), -(2**62)),
    (String(9), "blåbär 🫐"),
    (Text(), ""),
    (LargeBinary(), bytes(range(256))),
    (JSON(), {"scopes": ["läsa"], "nonce": None}),
    (Moment(), EPOCH.replace(year=2026, microsecond=7)),
    (Price(), 45 * SMALLEST),
]


@pytest.mark.parametrize(("kind", "value"), KINDS)
def test_a_value_comes_back_as_it_was(kind: TypeEngine[Any], value: Any) -> None:
    written = find_writer(kind)(value)
    assert written is not None
    assert find_reader(kind)(written) == value


@pytest.mark.parametrize(
    "kind", [kind for kind, _ in KINDS if not isinstance(kind, JSON)] + [JSON(none_as_null=True)]
)
def test_nothing_is_null(kind: TypeEngine[Any]) -> None:
    assert find_writer(kind)(None) is None


def test_nothing_is_a_value_of_its_own_in_json() -> None:
    assert find_writer(JSON())(None) == b"null"


def test_a_text_is_refused_rather_than_cut_at_a_nul() -> None:
    with pytest.raises(ValueError, match="NUL"):
        find_writer(String())("margra001\0")


def test_a_type_that_nobody_thought_of_is_refused() -> None:
    with pytest.raises(TypeError, match="no way to write"):
        find_writer(Float())
    with pytest.raises(TypeError, match="no way to read"):
        find_reader(Float())
