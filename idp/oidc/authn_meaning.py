"""Says what an `authnProvider` value means: each is an address that answers, as `acr` values do."""

from dataclasses import dataclass

from idp.oidc.acr_meaning import prefers_json
from idp.oidc.authn_provider import authn_provider_uri
from idp.oidc.http import Answer, Page
from idp.oidc.json_answers import build_json
from idp.oidc.provider import Provider


@dataclass(frozen=True, slots=True)
class AuthnMeaning:
    """Answers for the levels of the policy that lead in somewhere."""

    provider: Provider

    def answer(self, level_name: str, accept: str, language: str) -> Answer | None:
        """Return a page, or JSON for callers that prefer it; None for a level that nobody can reach."""
        policy = self.provider.policy
        level = policy.levels.get(level_name)
        if level is None or all(acr.level != level_name for acr in policy.acrs):
            return None
        uri = authn_provider_uri(self.provider.issuer, level.name)
        if prefers_json(accept):
            members = {
                "authn_provider": uri,
                "level": level.name,
                "amr": list(level.amr),
                "label": level.label.by_language,
                "meaning": level.meaning.by_language,
            }
            return build_json(200, members)
        values = {
            "uri": uri,
            "amr": level.amr,
            "label": level.label.pick(language),
            "meaning": level.meaning.pick(language),
        }
        return Page("authn", values=values)
