"""The demonstration's authenticator apps: what each would show now, for a visitor without a phone of their own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyotp

from idp.methods.totp import DIGITS, STEP_SECONDS


@dataclass(frozen=True, slots=True)
class AppCode:
    """Whose app, the code it shows, and for how many seconds more."""

    name: str
    code: str
    seconds_left: int


ListCodes = Callable[[datetime], list[AppCode]]


def no_apps(_now: datetime) -> list[AppCode]:
    """List nothing: there are no apps to show."""
    return []


def load_apps(path: Path | None) -> ListCodes:
    """Return what lists the codes of a moment; `path` is a JSON list of `{name, secret}`, None: there are no apps."""
    if path is None:
        return no_apps
    apps = json.loads(path.read_text(encoding="utf-8"))

    def list_codes(now: datetime) -> list[AppCode]:
        at = int(now.timestamp())
        left = STEP_SECONDS - at % STEP_SECONDS
        return [
            AppCode(app["name"], pyotp.TOTP(app["secret"], digits=DIGITS, interval=STEP_SECONDS).at(at), left)
            for app in apps
        ]

    return list_codes
