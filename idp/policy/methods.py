"""The four things a person can prove, and what each is worth. They are code, not policy."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a proof shows: that the person knows something, or has something."""

    KNOWLEDGE = "knowledge"
    POSSESSION = "possession"


@dataclass(frozen=True, slots=True)
class Method:
    """One way to prove who one is.

    `accessible`: it can be used without a phone that receives text messages and without sight. A password, a mail
    and the authenticator's typed key all can; a text message needs a mobile subscription, so `sms` cannot.
    `amr`: the RFC 8176 values a token states for it. The registry has no word for a mailed code: it is an `otp`.
    `is_factor`: beside another kind of proof it makes `mfa`. A mailed code does not (SP 800-63B-4, 3.1.3.1).
    """

    name: str
    kind: Kind
    accessible: bool
    amr: tuple[str, ...]
    is_factor: bool = True


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        method.name: method
        for method in (
            Method("password", Kind.KNOWLEDGE, accessible=True, amr=("pwd",)),
            Method("mail", Kind.POSSESSION, accessible=True, amr=("otp",), is_factor=False),
            Method("sms", Kind.POSSESSION, accessible=False, amr=("otp", "sms")),
            Method("totp", Kind.POSSESSION, accessible=True, amr=("otp",)),
        )
    }
)


def amr_of(names: Set[str]) -> tuple[str, ...]:
    """Return the `amr` values of these methods together, each once; `mfa` when two kinds of factor are among them.

    A name that is no method adds nothing.
    """
    proved = [method for name, method in METHODS.items() if name in names]
    values = dict.fromkeys(value for method in proved for value in method.amr)
    factors = {method.kind for method in proved if method.is_factor}
    return (*values, "mfa") if len(factors) > 1 else tuple(values)


def kinds_of(names: Set[str]) -> frozenset[Kind]:
    """Return the kinds of proof among these methods. A name that is no method adds nothing."""
    return frozenset(METHODS[name].kind for name in names if name in METHODS)
