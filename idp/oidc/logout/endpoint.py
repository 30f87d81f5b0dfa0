"""The end-session endpoint (OpenID Connect RP-Initiated Logout 1.0).

Nobody is signed out by a mere link: without a hint that proves the session's person, they are asked first. Nobody is
redirected but to a registered address of the client that a valid id_token_hint names or, when there is no hint and the
person has said yes, the client_id.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from idp.audit.events import Event, Tag
from idp.oidc.authorization.hints import BadHint, Hint, read_hint
from idp.oidc.authorization.request import find_fault
from idp.oidc.authorization.responses import build_location
from idp.oidc.http import Answer, Page, Pairs, Request
from idp.oidc.logout.ending import Logout
from idp.oidc.logout.farewell import list_frames, take_leave
from idp.oidc.paths import SIGNED_OUT
from idp.oidc.provider import Provider
from idp.oidc.registration.redirect_uris import origin_of
from idp.oidc.subject import is_subject
from idp.sessions.session import End
from idp.signin.visit import Visit

PARAMETERS = ("id_token_hint", "client_id", "post_logout_redirect_uri", "state")


@dataclass(frozen=True, slots=True)
class SignOut:
    """An answer, and whether the browser's own session has ended with it.

    `form_target` is the origin that the answer's form may end at.
    """

    answer: Answer
    is_signed_out: bool = False
    form_target: str | None = None


@dataclass(frozen=True, slots=True)
class EndSession:
    """Answers requests to sign out."""

    provider: Provider
    logout: Logout

    def ask(self, request: Request, visit: Visit) -> SignOut:
        """Sign out at once when the hint proves the person, else ask them; nobody signed in has nothing to end."""
        parameters = read_parameters(request.parameters)
        hint = self._read_hint(parameters)
        if visit.session is not None and not self._is_of_person(hint, visit):
            way_back = self._find_way_back(parameters, name_asker(parameters, hint))
            page = Page("confirm", values={"parameters": parameters})
            return SignOut(page, form_target=origin_of(way_back) if way_back else None)
        return self._sign_out(parameters, hint, hint.client_id if hint else None, visit)

    def confirm(self, request: Request, visit: Visit) -> SignOut:
        """Sign out someone who said yes, by a form of ours, to the page of `ask`."""
        parameters = read_parameters(request.parameters)
        hint = self._read_hint(parameters)
        return self._sign_out(parameters, hint, name_asker(parameters, hint), visit)

    def _sign_out(
        self, parameters: Mapping[str, str], hint: Hint | None, client_id: str | None, visit: Visit
    ) -> SignOut:
        """End the session, if any, and go to the client's page if there is a way back, else to ours."""
        frames: tuple[str, ...] = ()
        if visit.session is not None:
            self._record(hint, visit)
            self.logout.end(visit.session, visit.now, End.SIGNED_OUT)
            frames = list_frames(self.provider, visit.session)
        way_on = self._find_way_back(parameters, client_id) or SIGNED_OUT
        return SignOut(take_leave(frames, way_on), is_signed_out=visit.session is not None)

    def _record(self, hint: Hint | None, visit: Visit) -> None:
        client_id = hint.client_id if hint else None
        person_id = visit.person.person_id if visit.person else None
        sid = visit.session.sid if visit.session else None
        event = Event(
            Tag.LOGOUT_ASKED, visit.now, person_id=person_id, client_id=client_id, sid=sid, zone=visit.zone
        )
        with self.provider.begin() as stores:
            stores.audit.record(event)

    def _read_hint(self, parameters: Mapping[str, str]) -> Hint | None:
        """Return the hint, expired as it may be; None when it is absent, forged, or another client's than client_id."""
        if "id_token_hint" not in parameters:
            return None
        try:
            hint = read_hint(self.provider.keyring(), self.provider.issuer, parameters["id_token_hint"])
        except BadHint:
            return None
        return hint if parameters.get("client_id", hint.client_id) == hint.client_id else None

    def _is_of_person(self, hint: Hint | None, visit: Visit) -> bool:
        """Say whether the hint was issued to the person signed in here."""
        if hint is None or visit.person is None:
            return False
        with self.provider.begin() as stores:
            client = self.provider.registry.find(stores, hint.client_id)
        return is_subject(self.provider, client, hint.subject, visit.person.person_id)

    def _find_way_back(self, parameters: Mapping[str, str], client_id: str | None) -> str | None:
        """Return the client's address with `state`; None unless it is registered character by character."""
        uri = parameters.get("post_logout_redirect_uri")
        if client_id is None or uri is None:
            return None
        with self.provider.begin() as stores:
            client = self.provider.registry.find(stores, client_id)
        if client is None or uri not in client.post_logout_redirect_uris:
            return None
        return build_location(uri, {"state": parameters["state"]} if "state" in parameters else {})


def name_asker(parameters: Mapping[str, str], hint: Hint | None) -> str | None:
    """Return the client that the hint proves or, when none was sent, that says who it is; None after a bad hint."""
    if hint is None and "id_token_hint" in parameters:
        return None
    return hint.client_id if hint else parameters.get("client_id")


def read_parameters(pairs: Pairs) -> dict[str, str]:
    """Return the parameters that are known, readable and sent once; a faulty one counts as absent."""
    values: dict[str, str] = {}
    repeated: set[str] = set()
    for name, value in pairs:
        if name not in PARAMETERS or not value:
            continue
        if name in values:
            repeated.add(name)
        values[name] = value
    return {
        name: value
        for name, value in values.items()
        if name not in repeated and find_fault(name, value) is None
    }
