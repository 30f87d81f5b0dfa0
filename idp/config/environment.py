"""Settings from the environment: `IDP_` and the dotted key in capitals, such as IDP_LISTEN_PORT.

They go before the file, so that a secret or a path need not stand in it.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

from idp.config.keys import Leaf, list_keys
from idp.config.problems import Fault

PREFIX: Final = "IDP_"
NOT_SETTINGS: Final = frozenset({"IDP_CONFIG"})
"""IDP_CONFIG tells the command line where the file is."""
ENVIRONMENT_ONLY: Final = ("key_encryption.key", "key_encryption.previous_key", "pkcs11.pin")
"""Secrets that no file of settings holds: it is copied, mailed and shown."""


def variable_name(key: str) -> str:
    """Return the environment variable that overrides a dotted key."""
    return PREFIX + key.replace(".", "_").upper()


def read_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the overrides by dotted key; a setting that holds several values is split at commas."""
    overrides: dict[str, Any] = {}
    for key, leaf in list_keys().items():
        written = environ.get(variable_name(key))
        if isinstance(leaf, Leaf) and not leaf.is_tables and written is not None:
            overrides[key] = [word.strip() for word in written.split(",")] if leaf.is_many else written
    return overrides


def check_written(written: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each secret that stands in the file."""
    for key in ENVIRONMENT_ONLY:
        if key in written:
            instead = f"set {variable_name(key)}, or write the path of a file that holds it as {key}_file"
            yield Fault(key, "a secret does not belong in this file", instead)


def check_environment(environ: Mapping[str, str]) -> Iterator[Fault]:
    """Yield a fault for each variable that begins with IDP_ and is no setting."""
    settings = {
        variable_name(key)
        for key, node in list_keys().items()
        if isinstance(node, Leaf) and not node.is_tables
    }
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in settings | NOT_SETTINGS:
            near = get_close_matches(name, settings, 1)
            yield Fault(name, "there is no such setting", f"did you mean {near[0]}?" if near else "unset it")
