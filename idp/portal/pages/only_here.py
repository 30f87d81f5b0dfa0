"""Whoever removes or replaces something they sign in with is signed in nowhere else afterwards (docs/decisions/0018).

What is removed may be in other hands, and so may a sign-in that was made with it.
"""

from idp.portal.pages.sign_ins import get_session
from idp.portal.parts import PortalParts
from idp.signin.visit import Visit


def stay_only_here(parts: PortalParts, visit: Visit) -> None:
    """End every sign-in of the person but this one, and every grant made in them, before the page is answered."""
    session = get_session(visit)
    parts.past.end_others(session.person_id, session.sid, visit.now)
