"""Says goodbye in the browser, to what only the browser reaches (OpenID Connect Front-Channel Logout 1.0).

A relying party that asked for it is opened in a hidden frame, where it forgets what it keeps in this very browser. A
frame may never load: what must be told is told by a logout token (Back-Channel Logout 1.0).
"""

from collections.abc import Callable
from typing import Final

from idp.oidc.authorization.responses import build_location
from idp.oidc.http import Answer, Page, redirect
from idp.oidc.provider import Provider
from idp.oidc.registration.redirect_uris import origin_of
from idp.sessions.session import Session

ListFrames = Callable[[Session], tuple[str, ...]]
LEAVING: Final = "leaving"


def list_frames(provider: Provider, session: Session) -> tuple[str, ...]:
    """Return an address for each relying party that took part in the session and has one, with `iss` and `sid`.

    Both are told to those that require them and to those that do not (section 3). Opens a unit of work of its own.
    """
    with provider.begin() as stores:
        took_part = stores.sessions.list_clients([session.sid])[session.sid]
        clients = [provider.registry.find(stores, one) for one in took_part]
    told = {"iss": provider.issuer, "sid": session.sid}
    return tuple(
        build_location(client.frontchannel_logout_uri, told)
        for client in clients
        if client is not None and client.frontchannel_logout_uri is not None
    )


def take_leave(frames: tuple[str, ...], way_on: str) -> Answer:
    """Return the page that opens the frames and goes on to `way_on` when they are there; a redirect when there are none."""
    if not frames:
        return redirect(way_on)
    origins = tuple(dict.fromkeys(map(origin_of, frames)))
    return Page(LEAVING, values={"frames": frames, "way_on": way_on}, frame_origins=origins)
