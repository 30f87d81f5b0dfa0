"""What the settings of the audit trail must hold together."""

from collections.abc import Iterator, Mapping
from typing import Any

from idp.config.problems import Fault

PREFIX = "audit.shorter."


def shorter_times_are_shorter(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A kind's own time ends before the trail's: rows go whole then, whatever kind they are."""
    whole = values.get("audit.keep_days")
    for key, days in values.items():
        if key.startswith(PREFIX) and days is not None and whole is not None and days >= whole:
            what = f"{days} days is no shorter than the whole trail is kept"
            yield Fault(key, what, f"write less than {whole}, or raise audit.keep_days")


AUDIT_RULES = (shorter_times_are_shorter,)
