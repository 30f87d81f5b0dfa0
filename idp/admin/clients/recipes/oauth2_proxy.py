"""oauth2-proxy, in front of an application that knows nothing of OpenID Connect."""

from typing import Final
from urllib.parse import urlsplit

from idp.admin.clients.recipes.recipe import SERVERS, Facts, Recipe

OWN_PATH: Final = "/oauth2/callback"
"""Where oauth2-proxy takes answers, unless it is given another `proxy_prefix`."""


def write_oauth2_proxy(facts: Facts) -> Recipe:
    """Return what goes into oauth2-proxy.cfg. It signs people in by `sub`, which never changes, not by mail address."""
    text = f"""\
# Start it with OAUTH2_PROXY_CLIENT_SECRET={facts.secret}
# and OAUTH2_PROXY_COOKIE_SECRET=$(openssl rand -base64 32 | tr -- '+/' '-_') in the environment.
provider = "oidc"
oidc_issuer_url = "{facts.issuer}"
client_id = "{facts.client_id}"
{write_callback(facts)}code_challenge_method = "S256"
scope = "{facts.scope}"
oidc_email_claim = "sub"
email_domains = ["*"]
insecure_oidc_allow_unverified_email = true
skip_provider_button = true
cookie_secure = {"true" if facts.redirect_uri.startswith("https://") else "false"}
upstreams = ["http://127.0.0.1:8080/"]
"""
    return Recipe("oauth2-proxy", "oauth2-proxy.cfg", text, SERVERS)


def write_callback(facts: Facts) -> str:
    """Return where answers are taken, and where a proxy on one's own machine listens; what is registered must fit."""
    prefix, _, last = facts.callback_path.rpartition("/")
    split = urlsplit(facts.redirect_uri)
    lines = [f'redirect_url = "{facts.redirect_uri}"\n']
    if facts.callback_path != OWN_PATH:
        lines = (
            [*lines, f'proxy_prefix = "{prefix}"\n']
            if prefix and last == "callback"
            else [f"# It takes answers at {OWN_PATH} alone: register {facts.base}{OWN_PATH} first.\n", *lines]
        )
    if split.scheme == "http" and split.port:
        lines.append(f'http_address = "127.0.0.1:{split.port}"\n')
    return "".join(lines)
