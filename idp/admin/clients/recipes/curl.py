"""A machine that gets a token as itself, by curl."""

from idp.admin.clients.recipes.recipe import SERVERS, Facts, Recipe


def write_curl(facts: Facts) -> Recipe:
    """Return the request for a token."""
    scope = f" \\\n  -d scope='{' '.join(facts.api_scopes)}'" if facts.api_scopes else ""
    text = f"""\
curl -u '{facts.client_id}:{facts.secret}' \\
  -d grant_type=client_credentials{scope} \\
  {facts.issuer}/token
"""
    return Recipe("curl", "token.sh", text, SERVERS)
