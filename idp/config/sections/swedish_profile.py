"""The part of the configuration that is about the Swedish OpenID Connect profile."""

from msgspec import Struct


class SwedishProfile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the provider says of the Swedish profile's request parameters, which it understands in any case."""

    announced: bool = True
    """Announce the parameters in the metadata, under https://id.oidc.se/disco/; false for who allows only common members."""
