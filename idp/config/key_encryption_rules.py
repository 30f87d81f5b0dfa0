"""What the settings about the key-encryption key must hold beyond types."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from idp.config.problems import Fault

Values = Mapping[str, Any]

CURRENT: Final = ("key_encryption.key", "key_encryption.key_file")
PREVIOUS: Final = ("key_encryption.previous_key", "key_encryption.previous_key_file")


def one_key_at_a_time(values: Values) -> Iterator[Fault]:
    """The key comes from the environment or from a file, and a previous one only beside a new one."""
    for pair in (CURRENT, PREVIOUS):
        if all(values.get(key) is not None for key in pair):
            yield Fault(pair[1], "the key comes from the environment too", "keep one of the two")
    before = next((key for key in PREVIOUS if values.get(key) is not None), None)
    if before is not None and all(values.get(key) is None for key in CURRENT):
        yield Fault(before, "there is no new key beside the previous one", "name the new one as key_file")


def key_lies_apart(values: Values) -> Iterator[Fault]:
    """The key does not lie in the folder that it locks: whoever copies the folder would have both."""
    folder: Path | None = values.get("keys")
    for key in (CURRENT[1], PREVIOUS[1]):
        path: Path | None = values.get(key)
        if folder is not None and path is not None and path.resolve().is_relative_to(folder.resolve()):
            yield Fault(key, f"{path} lies in the folder that it locks", "keep it elsewhere")


KEY_ENCRYPTION_RULES: Final[tuple[Callable[[Values], Iterator[Fault]], ...]] = (
    one_key_at_a_time,
    key_lies_apart,
)
