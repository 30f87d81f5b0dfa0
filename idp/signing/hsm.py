"""Signing keys in a hardware security module: made there, used there, destroyed there."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from threading import Lock
from typing import Any, Final, TypeVar

from joserfc.jwk import ECKey, RSAKey

from idp.config.sections.pkcs11 import Pkcs11
from idp.errors import Refusal
from idp.signing.key import Alg

T = TypeVar("T")

CHECK: Final = "see that the token is there, and that the settings in [pkcs11] are right"


class HsmAway(Refusal):
    """The token cannot be reached or refuses; `detail` says why, for the log and the command line."""

    def __init__(self, detail: str) -> None:
        super().__init__("keys_away", status=503, detail=detail)


@dataclass
class OpenedIn:
    """In which process the library was opened: a copy made by a fork must begin anew."""

    pid: int | None = None


OPENED: Final = OpenedIn()


@dataclass
class Hsm:
    """One token. Its session is opened when it is needed, and once more after a failure; one thread at a time uses it."""

    settings: Pkcs11
    _lock: Lock = field(default_factory=Lock, repr=False)
    _session: Any = field(default=None, repr=False)

    def make(self, alg: Alg, label: str) -> ECKey | RSAKey:
        """Make a key pair and return its public half. Raises HsmAway."""
        made: ECKey | RSAKey = self._ask(lambda cryptoki, session: cryptoki.make_pair(session, alg, label))
        return made

    def sign(self, alg: Alg, label: str, data: bytes) -> bytes:
        """Return a JWS signature over the data. Raises HsmAway."""
        signed: bytes = self._ask(lambda cryptoki, session: cryptoki.sign(session, alg, label, data))
        return signed

    def destroy(self, label: str) -> None:
        """Destroy a key pair. Raises HsmAway."""
        self._ask(lambda cryptoki, session: cryptoki.destroy_pair(session, label))

    def _ask(self, act: Callable[[Any, Any], T]) -> T:
        """Return what `act` does in the session; a session that was lost is opened once more."""
        try:
            cryptoki = import_module("idp.signing.cryptoki")
        except ModuleNotFoundError as error:
            raise HsmAway(
                f"{error.name} is not installed; run: pip install -r requirements/pkcs11.txt"
            ) from None
        with self._lock:
            had = self._session is not None
            try:
                return act(cryptoki, self._open(cryptoki))
            except (cryptoki.Failure, OSError, RuntimeError) as first:
                self._session = None
                if not had:
                    raise HsmAway(f"{type(first).__name__}; {CHECK}") from first
            try:
                return act(cryptoki, self._open(cryptoki))
            except (cryptoki.Failure, OSError, RuntimeError) as second:
                self._session = None
                raise HsmAway(f"{type(second).__name__}; {CHECK}") from second

    def _open(self, cryptoki: Any) -> Any:
        if self._session is None:
            is_forked = OPENED.pid not in (None, os.getpid())
            OPENED.pid = os.getpid()
            settings = self.settings
            self._session = cryptoki.open_session(
                settings.module, settings.token, read_pin(settings), is_forked=is_forked
            )
        return self._session


@dataclass(frozen=True, slots=True)
class TokenKey:
    """The private half of a key on a token: what it is called there, and how to sign with it."""

    hsm: Hsm
    alg: Alg
    label: str

    def sign(self, data: bytes) -> bytes:
        """Return a JWS signature over the data. Raises HsmAway."""
        return self.hsm.sign(self.alg, self.label, data)


def read_pin(settings: Pkcs11) -> str:
    """Return the PIN. Raises HsmAway, which repeats nothing of it."""
    if settings.pin is not None:
        return settings.pin
    try:
        return settings.pin_file.read_text(encoding="utf-8").strip() if settings.pin_file else ""
    except (OSError, UnicodeDecodeError) as error:
        raise HsmAway(f"{settings.pin_file}: {type(error).__name__}; put the PIN there") from None
