"""Where the provider, not a browser, says that somebody has signed out."""

import logging
import sqlite3

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from .logout_token import LEEWAY_SECONDS, BadLogoutToken, LogoutToken, read_logout_token
from .party import this_party
from .refusal import Refusal
from .sessions import end_sessions

SCHEMA = """
CREATE TABLE IF NOT EXISTS spent_logout_token (jti TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT;
"""

backchannel = Blueprint("backchannel", __name__)
log = logging.getLogger("relying_party")


@backchannel.post("/backchannel-logout")
def end_by_logout_token() -> ResponseReturnValue:
    """End the sessions that the logout token names: 200 when done, 400 when not believed, 503 when it cannot be checked.

    OpenID Connect Back-Channel Logout 1.0, sections 2.5 to 2.8. Never cached; no cookie takes part.
    """
    party = this_party()
    now = party.clock()
    try:
        token = read_logout_token(party.provider, party.config, request.form.get("logout_token", ""), now)
        with party.database.write() as connection:
            spend(connection, token, int(now.timestamp()))
            ended = end_sessions(connection, token.sub, token.sid)
    except BadLogoutToken as error:
        log.warning("logout token refused: %s", error)
        return {"error": "invalid_request", "error_description": str(error)}, 400
    except Refusal as refusal:
        log.warning("logout token not checked: %s", refusal.detail)
        return {"error": "temporarily_unavailable"}, 503
    log.info("logout token ended %d", ended)
    return "", 200


def spend(connection: sqlite3.Connection, token: LogoutToken, now: int) -> None:
    """Note the token's jti until it can no longer be valid. Raises BadLogoutToken if it was noted before."""
    connection.execute("DELETE FROM spent_logout_token WHERE expires_at <= ?", (now - LEEWAY_SECONDS,))
    noted = connection.execute(
        "INSERT INTO spent_logout_token VALUES (?, ?) ON CONFLICT DO NOTHING", (token.jti, token.expires_at)
    )
    if noted.rowcount == 0:
        raise BadLogoutToken("jti has been used")
