"""What every page and every endpoint stands on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from idp.app.placing import build_placing
from idp.delivery.texts import Texts
from idp.delivery.threads import DispatcherThreads
from idp.i18n import Catalogue
from idp.oidc.logout.ending import Logout
from idp.sessions.cookies import Cookies
from idp.sessions.session import Lifetimes
from idp.signin.pages.visiting import Visiting
from idp.signin.visit import Reception
from idp.storage.presence import DatabasePresence
from idp.wiring.parts import Parts


@dataclass(frozen=True, slots=True)
class Ground:
    """Who visits, in which language, for how long, and how a session ends. `wake` sends what waits in the outbox."""

    catalogues: Mapping[str, Catalogue]
    texts: Texts
    lifetimes: Lifetimes
    visiting: Visiting
    logout: Logout
    wake: Callable[[], None]


def build_ground(parts: Parts, dispatcher: DispatcherThreads) -> Ground:
    """Return what every page and every endpoint stands on."""
    config, begin = parts.config, parts.database.begin
    catalogues = parts.catalogues
    lifetimes = Lifetimes(config.sessions.idle, config.sessions.absolute)
    logout = Logout(begin, parts.chance, dispatcher.wake, subject_key=parts.subject_key)
    cookies = Cookies(config.is_secure)
    visiting = Visiting(
        reception=Reception(
            begin, DatabasePresence(parts.database), parts.directories, logout.end, lifetimes
        ),
        cookies=cookies,
        csrf_key=parts.csrf_key,
        place=build_placing(config, parts.policy.zones, cookies),
        clock=parts.clock,
        chance=parts.chance,
        languages=tuple(catalogues),
        tells_state=config.session_management.enabled,
    )
    return Ground(
        catalogues=catalogues,
        texts=Texts(config.municipality, catalogues),
        lifetimes=lifetimes,
        visiting=visiting,
        logout=logout,
        wake=dispatcher.wake,
    )
