"""Node.js with openid-client."""

from typing import Final

from idp.admin.clients.recipes.recipe import EVERYWHERE, Facts, Recipe

PROOFS: Final = {
    "client_secret_basic": "oidc.ClientSecretBasic(process.env.CLIENT_SECRET)",
    "client_secret_post": "oidc.ClientSecretPost(process.env.CLIENT_SECRET)",
    "none": "oidc.None()",
    "private_key_jwt": "oidc.PrivateKeyJwt({ key, kid: jwk.kid })",
}

READ_KEY: Final = """\
const jwk = JSON.parse(process.env.PRIVATE_KEY);
const algorithm = { name: "ECDSA", namedCurve: "P-256" };
const key = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["sign"]);
"""


def write_openid_client(facts: Facts) -> Recipe:
    """Return the two halves of a sign-in; where the three values are kept meanwhile is the application's own choice."""
    started = "// A module: let your server import begin and finish"
    started += f", started with CLIENT_SECRET={facts.secret}\n" if facts.has_secret else "\n"
    options = ", { execute: [oidc.allowInsecureRequests] }" if facts.issuer.startswith("http://") else ""
    proof = PROOFS[facts.auth_method]
    key = READ_KEY if facts.auth_method == "private_key_jwt" else ""
    text = f"""\
// npm install openid-client
{started}import * as oidc from "openid-client";

{key}const issuer = new URL("{facts.issuer}");
const proof = {proof};
const config = await oidc.discovery(issuer, "{facts.client_id}", undefined, proof{options});

// 1. Send the browser to `url`; keep verifier, state and nonce for this browser and this sign-in alone.
export async function begin() {{
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(config, {{
    redirect_uri: "{facts.redirect_uri}",
    scope: "{facts.scope}",
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  }});
  return {{ url, verifier, state, nonce }};
}}

// 2. When it comes back to {facts.callback_path}, `address` being the whole address that was asked for.
export async function finish(address, {{ verifier, state, nonce }}) {{
  const tokens = await oidc.authorizationCodeGrant(config, new URL(address), {{
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  }});
  return tokens.claims();
}}
"""
    return Recipe("openid-client (Node.js)", "app.mjs", text, EVERYWHERE)
