"""The revocation endpoint (RFC 7009): a client gives back what it no longer needs."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.audit.events import Event, Tag
from idp.oidc.errors import ProtocolError
from idp.oidc.grant import Held
from idp.oidc.granting import hash_token
from idp.oidc.http import Request, Response
from idp.oidc.json_answers import build_json, build_json_error
from idp.oidc.presented_token import read_presented_token
from idp.oidc.provider import Provider
from idp.oidc.stores import OidcStores

DONE: Final = build_json(200, {})
"""An empty object: some libraries take no answer that is not JSON."""

log = logging.getLogger("idp.oidc.revocation")


@dataclass(frozen=True, slots=True)
class RevocationEndpoint:
    """Ends the grant behind a person's token, with all that was made from it, or a machine's one token (section 2.1)."""

    provider: Provider

    def answer(self, request: Request, now: datetime) -> Response:
        """Return 200, whatever became of the token, or an error that says what to change (section 2.2).

        A token that is unknown, dead or another client's is left as it is and answered the same.
        """
        try:
            client, token = read_presented_token(self.provider, request, now)
        except ProtocolError as error:
            log.info("refused", extra={"facts": {"error": error.code, "detail": error.detail}})
            return build_json_error(error)
        with self.provider.begin() as stores:
            held = find_held(self.provider, stores, token, now)
            if held is not None and held.grant.client_id == client.client_id:
                end_grant(stores, held, now)
            elif stores.machine_tokens.revoke(hash_token(token), client.client_id):
                stores.audit.record(Event(Tag.MACHINE_TOKEN_REVOKED, now, client_id=client.client_id))
        return DONE


def find_held(provider: Provider, stores: OidcStores, token: str, now: datetime) -> Held | None:
    """Return the grant that a refresh or access token stands for; None for any other."""
    token_hash, idle = hash_token(token), provider.lifetimes.idle
    held = stores.grants.find_by_refresh(token_hash, now, idle)
    return held or stores.grants.find_by_access(token_hash, now, idle)


def end_grant(stores: OidcStores, held: Held, now: datetime) -> None:
    """End the grant and say so in the audit trail; nothing happens to one that had ended."""
    grant = held.grant
    if stores.grants.revoke(grant.grant_id, now):
        stores.audit.record(
            Event(
                Tag.GRANT_REVOKED,
                now,
                person_id=grant.person_id,
                client_id=grant.client_id,
                sid=grant.sid,
                zone=grant.acr.zone,
                level=grant.acr.level,
                details={"grant_id": grant.grant_id},
            )
        )
