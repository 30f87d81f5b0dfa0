"""The pages of those who are signed in, and the helpdesk's."""

from datetime import timedelta
from functools import partial

from idp.admin.parts import AdminParts
from idp.oidc.logout.farewell import list_frames
from idp.oidc.provider import Provider
from idp.people.realms import REALMS
from idp.portal.objecting import Objecting
from idp.portal.parts import PortalParts
from idp.portal.past import Past
from idp.storage.keeping import list_keepings
from idp.wiring.ground import Ground
from idp.wiring.methods import Methods
from idp.wiring.parts import Parts


def build_portal_parts(parts: Parts, ground: Ground, methods: Methods, provider: Provider) -> PortalParts:
    """Return what the portal's pages work with."""
    config, begin, chance = parts.config, parts.database.begin, parts.chance
    return PortalParts(
        config=config,
        policy=parts.policy,
        catalogues=ground.catalogues,
        begin=begin,
        visiting=ground.visiting,
        chance=chance,
        devices=methods.devices,
        keys=methods.keys,
        numbers=methods.numbers,
        objecting=Objecting(
            begin,
            parts.directories,
            ground.logout,
            methods.throttle,
            chance,
            ground.texts.write_alarm,
            config.municipality.helpdesk.email,
            ground.lifetimes.idle,
            methods.telling.secret,
            methods.telling.name_zone,
        ),
        recovery=methods.recovery,
        tokens=methods.tokens,
        keepings=list_keepings(
            ground.lifetimes.absolute, timedelta(days=config.tokens.offline_days), config.audit.keep
        ),
        past=Past(begin, parts.policy, ground.logout, ground.lifetimes, chance, ground.texts.write_message),
        end_session=ground.logout.end,
        list_frames=partial(list_frames, provider),
    )


def build_admin_parts(parts: Parts, ground: Ground, methods: Methods) -> AdminParts:
    """Return what the helpdesk's pages work with."""
    return AdminParts(
        policy=parts.policy,
        catalogues=ground.catalogues,
        realms=REALMS,
        begin=parts.database.begin,
        visiting=ground.visiting,
        chance=parts.chance,
        directories=parts.directories,
        bypasses=methods.bypasses,
    )
