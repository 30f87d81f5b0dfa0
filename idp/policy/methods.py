"""Everything a person can prove, and what each is worth. They are code, not policy."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """What a proof shows: that the person knows something, or has something."""

    KNOWLEDGE = "knowledge"
    POSSESSION = "possession"


KNOWS: Final = frozenset({Kind.KNOWLEDGE})
HAS: Final = frozenset({Kind.POSSESSION})


@dataclass(frozen=True, slots=True)
class Method:
    """One way to prove who one is.

    `kinds` is what it shows by itself: both, for a passkey that has asked for a PIN, a finger or a face.
    `accessible`: it can be used without a phone that receives text messages and without sight. A password, a mail
    and the authenticator's typed key all can; a text message needs a mobile subscription and a hardware token is
    read by eye, so `sms` and `token` cannot.
    `amr`: the RFC 8176 values a token states for it. The registry has no word for a mailed code, a recovery code or
    one from the helpdesk: each is an `otp`; nor one for WebAuthn: it proves possession of a key, `pop`.
    `is_factor`: beside another kind of proof it makes `mfa`. A mailed code does not (SP 800-63B-4, 3.1.3.1).
    `inside_only`: no level that takes it may be offered outside.
    `is_set_up`: people make it ready themselves, under the service `enrolment`, before they can prove it.
    """

    name: str
    kinds: frozenset[Kind]
    accessible: bool
    amr: tuple[str, ...]
    is_factor: bool = True
    inside_only: bool = False
    is_set_up: bool = False


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        method.name: method
        for method in (
            Method("password", KNOWS, accessible=True, amr=("pwd",)),
            Method("mail", HAS, accessible=True, amr=("otp",), is_factor=False),
            Method("sms", HAS, accessible=False, amr=("otp", "sms"), is_set_up=True),
            Method("recovery", HAS, accessible=True, amr=("otp",), is_set_up=True),
            Method("bypass", HAS, accessible=True, amr=("otp",), inside_only=True),
            Method("token", HAS, accessible=False, amr=("otp",)),
            Method("totp", HAS, accessible=True, amr=("otp",), is_set_up=True),
            Method("key", HAS, accessible=True, amr=("pop",), is_set_up=True),
            Method("passkey", KNOWS | HAS, accessible=True, amr=("pop", "user"), is_set_up=True),
        )
    }
)
"""`token` is a hardware token, `totp` an app, `key` a WebAuthn credential that was touched after the password,
`passkey` one that made sure of the person by itself and needs no password."""


def amr_of(names: Set[str]) -> tuple[str, ...]:
    """Return the `amr` values of these methods together, each once; `mfa` when two kinds of factor are among them.

    A name that is no method adds nothing.
    """
    proved = [method for name, method in METHODS.items() if name in names]
    values = dict.fromkeys(value for method in proved for value in method.amr)
    factors = {kind for method in proved if method.is_factor for kind in method.kinds}
    return (*values, "mfa") if len(factors) > 1 else tuple(values)


def kinds_of(names: Set[str]) -> frozenset[Kind]:
    """Return the kinds of proof among these methods. A name that is no method adds nothing."""
    return frozenset(kind for name in names if name in METHODS for kind in METHODS[name].kinds)
