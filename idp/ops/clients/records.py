"""An application's record, from the command line's options and back to what people read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from idp.config.settings import Config
from idp.i18n import load_catalogues
from idp.oidc.clients.client import Client, GrantType
from idp.ops.policy_file import read_policy
from idp.ops.stop import Stop

UNTOLD: Final = frozenset({"secrets", "registration_token", "revision"})
SECRET_FIELDS: Final = frozenset({"secrets", "registration_token"})


def build_wanted(
    config: Config,
    now: datetime,
    *,
    jwks: Path | None,
    refresh: bool,
    machine: bool,
    scopes: tuple[str, ...],
    purpose: tuple[str, ...],
    legal_basis: tuple[str, ...],
    **written: Any,
) -> Client:
    """Return the client to register; stop when its service or its key file is not what it should be."""
    service = written["service"]
    if service is not None and service not in (services := read_policy(config).services):
        raise Stop(f"the policy has no service {service!r}; write one of {', '.join(sorted(services))}")
    if machine and not written["redirect_uris"]:
        scopes, written["response_types"] = (), ()
    return Client(
        client_id="",
        created_at=now,
        jwks=None if jwks is None else read_jwks(jwks),
        grant_types=tuple(list_further_grants(refresh=refresh, machine=machine)),
        purpose=read_texts("purpose", purpose),
        legal_basis=read_texts("legal-basis", legal_basis),
        scopes=tuple(scope for words in scopes for scope in words.split()),
        **written,
    )


def read_changes(known: Client, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that the options given change, as a registration holds them."""
    changes = dict(given)
    flags: tuple[tuple[str, GrantType], ...] = (
        ("refresh", "refresh_token"),
        ("machine", "client_credentials"),
    )
    for name, grant_type in flags:
        if name in changes:
            kept = [one for one in changes.get("grant_types", known.grant_types) if one != grant_type]
            changes["grant_types"] = (*kept, grant_type) if changes.pop(name) else tuple(kept)
    if "scopes" in changes:
        changes["scopes"] = tuple(scope for words in changes["scopes"] for scope in words.split())
    if "jwks" in changes:
        changes["jwks"] = read_jwks(changes["jwks"])
    for name in ("purpose", "legal_basis"):
        if name in changes:
            changes[name] = read_texts(name.replace("_", "-"), changes[name])
    return changes


def list_further_grants(*, refresh: bool, machine: bool) -> Iterator[GrantType]:
    """Yield the grant types that no response type brings."""
    if refresh:
        yield "refresh_token"
    if machine:
        yield "client_credentials"


def read_texts(name: str, written: Iterable[str]) -> dict[str, str]:
    """Return texts by language from `sv=…` and the like; stop at one that names no language there is."""
    texts = {}
    for pair in written:
        language, mark, text = pair.partition("=")
        if not mark or language not in load_catalogues():
            known = ", ".join(f"{tag}=…" for tag in load_catalogues())
            raise Stop(f"--{name} {pair!r} names no language; write {known}")
        texts[language] = text.strip()
    return texts


def read_jwks(path: Path) -> dict[str, Any]:
    """Return the JSON Web Key Set in a file; stop when it is not a JSON object."""
    try:
        keys = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise Stop(f"{path} is not JSON: {problem}; write a JSON Web Key Set") from None
    if not isinstance(keys, dict):
        raise Stop(f'{path} is not a JSON Web Key Set; write {{"keys": […]}}')
    return keys


def describe(client: Client) -> dict[str, Any]:
    """Return what may be shown of a client: everything registered but its secrets' hashes."""
    shown = {field.name: getattr(client, field.name) for field in fields(client)}
    return {name: value for name, value in shown.items() if name not in UNTOLD}
