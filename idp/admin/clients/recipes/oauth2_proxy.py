"""oauth2-proxy, in front of an application that knows nothing of OpenID Connect."""

from idp.admin.clients.recipes.recipe import SERVERS, Facts, Recipe


def write_oauth2_proxy(facts: Facts) -> Recipe:
    """Return what goes into oauth2-proxy.cfg. It signs people in by `sub`, which never changes, not by mail address."""
    text = f"""\
# Start it with OAUTH2_PROXY_CLIENT_SECRET={facts.secret}
# and OAUTH2_PROXY_COOKIE_SECRET=$(openssl rand -base64 32 | tr -- '+/' '-_') in the environment.
provider = "oidc"
oidc_issuer_url = "{facts.issuer}"
client_id = "{facts.client_id}"
redirect_url = "{facts.redirect_uri}"
code_challenge_method = "S256"
scope = "{facts.scope}"
oidc_email_claim = "sub"
email_domains = ["*"]
insecure_oidc_allow_unverified_email = true
cookie_secure = {"true" if facts.redirect_uri.startswith("https://") else "false"}
upstreams = ["http://127.0.0.1:8080/"]
"""
    return Recipe("oauth2-proxy", "oauth2-proxy.cfg", text, SERVERS)
