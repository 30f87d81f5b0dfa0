"""The provider as relying parties meet it."""

from idp.app.placing import build_placing_by_address
from idp.delivery.outgoing import build_fetcher
from idp.oidc.organisation import Organisation
from idp.oidc.origin import Origin
from idp.oidc.outbound import Outbound
from idp.oidc.provider import Provider
from idp.storage.oidc.exchanges import DatabaseExchanges
from idp.wiring.directories import list_local_realms
from idp.wiring.ground import Ground
from idp.wiring.methods import Methods
from idp.wiring.parts import Parts


def build_provider(parts: Parts, ground: Ground, methods: Methods) -> Provider:
    """Return what every protocol handler works with."""
    config = parts.config
    return Provider(
        issuer=config.issuer,
        policy=parts.policy,
        begin=parts.database.begin,
        read=parts.database.read,
        exchanges=DatabaseExchanges(parts.database),
        people=parts.directories,
        local_realms=list_local_realms(config),
        keyring=parts.keyring,
        chance=parts.chance,
        lifetimes=ground.lifetimes,
        tokens=config.tokens,
        telling=methods.telling,
        origin=Origin(build_placing_by_address(config, parts.policy.zones)),
        catalogues=parts.catalogues,
        strikes=parts.strikes,
        organisation=Organisation(config.municipality.name, config.municipality.org_number),
        outbound=Outbound(build_fetcher(config.network)),
        is_open_to_registration=config.registration.enabled,
        announces_swedish_profile=config.swedish_profile.announced,
        manages_sessions=config.session_management.enabled,
        subject_key=parts.subject_key,
        secret_life=config.client_secrets.life,
    )
