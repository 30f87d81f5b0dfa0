"""The demonstration's hardware tokens: a button that shows the next code, or a code that changes by itself."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from idp.methods.tokens.hotp import make_code, step_of
from idp.methods.tokens.token import Kind, Make
from idp.signing.private_file import write_private


@dataclass(frozen=True, slots=True)
class GadgetCode:
    """What a token shows: no code before its button is pressed. `has_button` says that one is pressed for the next."""

    serial: str
    name: str
    code: str | None
    has_button: bool


class Gadgets:
    """The tokens in a file, which remembers how often each was pressed: a real one does not forget either."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = Lock()
        self._shown: dict[str, str] = {}

    def show(self, now: datetime) -> list[GadgetCode]:
        """Return what every token shows at a moment."""
        return [self._describe(token, now) for token in self._load()]

    def press(self, serial: str) -> bool:
        """Show the token's next code; False when there is no such token, or it has no button."""
        with self._lock:
            tokens = self._load()
            token = next((one for one in tokens if one["serial"] == serial), None)
            if token is None or self._path is None or token["kind"] != Kind.HOTP:
                return False
            self._shown[serial] = make_code(token["secret"], make_of(token), token["presses"])
            token["presses"] += 1
            write_private(self._path, json.dumps(tokens, ensure_ascii=False, indent=2).encode())
        return True

    def _describe(self, token: dict[str, Any], now: datetime) -> GadgetCode:
        make = make_of(token)
        if make.kind is Kind.HOTP:
            code = self._shown.get(token["serial"])
        else:
            code = make_code(token["secret"], make, step_of(make, now))
        return GadgetCode(token["serial"], token["name"], code, has_button=make.kind is Kind.HOTP)

    def _load(self) -> list[dict[str, Any]]:
        if self._path is None or not self._path.exists():
            return []
        tokens: list[dict[str, Any]] = json.loads(self._path.read_text(encoding="utf-8"))
        return tokens


def make_of(token: dict[str, Any]) -> Make:
    """Return how the token makes its codes."""
    return Make(Kind(token["kind"]), period_seconds=token["period_seconds"])
