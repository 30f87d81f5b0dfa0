"""The pages of applications, and what they work with."""

from functools import partial

from idp.admin.clients.desk import ClientDesk
from idp.admin.clients.shared_trial import SharedTrials
from idp.admin.clients.trial import Trial
from idp.admin.pages.clients.parts import ClientParts
from idp.oidc.logout.ending import Logout
from idp.oidc.provider import Provider
from idp.people.realms import REALMS
from idp.wiring.parts import Parts


def build_client_parts(parts: Parts, provider: Provider) -> ClientParts:
    """Return what the pages of applications are made of."""
    database = parts.database
    logout = Logout(database.begin, parts.chance, subject_key=parts.subject_key)
    desk = ClientDesk(
        begin=database.begin,
        read=database.read,
        services=lambda: tuple(provider.policy.services),
        find_person=parts.directories.find_person,
        outbound=provider.outbound,
        chance=parts.chance,
        part=partial(logout.part, idle=parts.config.sessions.idle),
        secret_life=provider.secret_life,
    )
    return ClientParts(
        desk=desk,
        trial=Trial(provider, database.begin),
        trials=SharedTrials(database.begin, database.read, parts.chance, parts.config.issuer),
        policy=lambda: provider.policy,
        directories=parts.directories,
        realms=REALMS,
        catalogues=parts.catalogues,
        issuer=parts.config.issuer,
    )
