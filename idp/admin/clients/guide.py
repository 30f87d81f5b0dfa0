"""The guided registration's form: which questions each kind is asked, and what was answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from idp.admin.clients.filling import Form, read_lines
from idp.admin.clients.kinds import Answers, Kind, Proof
from idp.errors import Problem
from idp.oidc.claims.table import ADDRESS, EMAIL, OPENID, ORG_ID, PHONE, PROFILE

OFFERED_SCOPES: Final = (PROFILE, EMAIL, PHONE, ADDRESS, ORG_ID)
"""What the form lets people choose; more takes a reason and a page of its own."""

COMMON: Final = ("name", "service", "redirect_uris", "initiate_login_uri", "post_logout_redirect_uris")
RECORD: Final = ("scopes", "purpose", "legal_basis", "data_owner")
QUESTIONS: Final[Mapping[Kind, tuple[str, ...]]] = MappingProxyType(
    {
        Kind.WEB: (
            *COMMON,
            "backchannel_logout_uri",
            "proof",
            "jwks_uri",
            "stays_signed_in",
            *RECORD,
            "contact",
        ),
        Kind.SINGLE_PAGE: (*COMMON, *RECORD, "contact"),
        Kind.NATIVE: (*COMMON, *RECORD, "contact"),
        Kind.MACHINE: ("name", "audience", "api_scopes", "proof", "jwks_uri", "contact"),
    }
)
"""The questions of each kind, in the order they are asked."""

NEEDED: Final = frozenset({"name", "redirect_uris", "purpose", "legal_basis", "data_owner", "contact"})
"""What may not be left out when the kind is asked it."""


@dataclass(frozen=True, slots=True)
class Guided:
    """The form as it was sent: what was answered, what was typed, and what is missing."""

    answers: Answers
    typed: Mapping[str, str | list[str]]
    problems: tuple[Problem, ...] = field(default=())


def read_guide(kind: Kind, form: Form) -> Guided:
    """Return what the form says. What was typed stays, whatever is missing."""
    typed: dict[str, str | list[str]] = {name: form.get(name).strip() for name in QUESTIONS[kind]}
    if "scopes" in typed:
        typed["scopes"] = [scope for scope in OFFERED_SCOPES if scope in form.list("scopes")]
    return Guided(build_answers(kind, typed), typed, tuple(find_missing(kind, typed)))


def build_answers(kind: Kind, typed: Mapping[str, str | list[str]]) -> Answers:
    """Return the answers."""

    def text(name: str) -> str | None:
        return str(typed.get(name, "")) or None

    return Answers(
        kind=kind,
        name=text("name") or "",
        service=text("service"),
        redirect_uris=read_lines(text("redirect_uris") or ""),
        post_logout_redirect_uris=read_lines(text("post_logout_redirect_uris") or ""),
        backchannel_logout_uri=text("backchannel_logout_uri"),
        initiate_login_uri=text("initiate_login_uri"),
        proof=Proof.KEY if text("proof") == Proof.KEY else Proof.SECRET,
        jwks_uri=text("jwks_uri"),
        stays_signed_in=text("stays_signed_in") == "yes",
        scopes=(OPENID, *typed.get("scopes", ())),
        audience=text("audience"),
        api_scopes=read_lines(text("api_scopes") or ""),
        purpose=text("purpose") or "",
        legal_basis=text("legal_basis") or "",
        data_owner=text("data_owner"),
        contact=text("contact"),
    )


def find_missing(kind: Kind, typed: Mapping[str, str | list[str]]) -> Iterator[Problem]:
    """Yield the questions that must be answered and are not."""
    for name in QUESTIONS[kind]:
        if name in NEEDED and not typed[name]:
            yield Problem(name, f"services.missing.{name}")
