"""Says what an `acr` value means: each is an address that answers."""

from dataclasses import dataclass

from idp.oidc.http import Answer, Page
from idp.oidc.json_answers import build_json
from idp.oidc.provider import Provider
from idp.policy.levels import Acr, acr_uri

JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class AcrMeaning:
    """Answers for the acr values of the policy."""

    provider: Provider

    def answer(self, level_name: str, zone_name: str, accept: str, language: str) -> Answer | None:
        """Return a page, or JSON for callers that prefer it; None for an acr that nobody can earn."""
        policy, acr = self.provider.policy, Acr(level_name, zone_name)
        level = policy.levels.get(level_name)
        if level is None or not policy.is_earnable(acr):
            return None
        zone = policy.zones.get(zone_name)
        uri = acr_uri(self.provider.issuer, acr)
        if prefers_json(accept):
            members = {
                "acr": uri,
                "level": level.name,
                "zone": zone.name,
                "inside": zone.inside,
                "amr": list(level.amr),
                "label": level.label.by_language,
                "meaning": level.meaning.by_language,
                "zone_label": zone.label.by_language,
            }
            return build_json(200, members)
        values = {
            "acr": uri,
            "amr": level.amr,
            "label": level.label.pick(language),
            "meaning": level.meaning.pick(language),
            "zone_label": zone.label.pick(language),
            "is_inside": zone.inside,
        }
        return Page("acr", values=values)


def prefers_json(accept: str) -> bool:
    """Say whether the caller asks for JSON and not for a page."""
    return JSON_TYPE in accept and "text/html" not in accept
