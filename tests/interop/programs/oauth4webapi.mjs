// oauth4webapi with a key of its own: signs in, reads userinfo, refreshes, steps up and signs out.

import * as oauth from 'oauth4webapi'
import { finish, open, settings } from './conversation.mjs'

const insecure = { [oauth.allowInsecureRequests]: true }
const issuer = new URL(settings.issuer)
const found = await oauth.processDiscoveryResponse(
  issuer,
  await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure }),
)
const client = { client_id: settings.client_id }
const key = await crypto.subtle.importKey('jwk', settings.key, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
const proof = oauth.PrivateKeyJwt({ key, kid: settings.key.kid })

async function signIn(wishes) {
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const nonce = oauth.generateRandomNonce()
  const address = new URL(found.authorization_endpoint)
  address.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: settings.redirect_uri,
    response_type: 'code',
    scope: 'openid profile',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...wishes,
  })
  const answered = oauth.validateAuthResponse(found, client, await open(address), state)
  const response = await oauth.authorizationCodeGrantRequest(
    found, client, proof, answered, settings.redirect_uri, verifier, insecure,
  )
  const tokens = await oauth.processAuthorizationCodeResponse(found, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  })
  await oauth.validateApplicationLevelSignature(found, response, insecure)
  return tokens
}

const tokens = await signIn({})
const claims = oauth.getValidatedIdTokenClaims(tokens)
const userinfo = await oauth.processUserInfoResponse(
  found, client, claims.sub, await oauth.userInfoRequest(found, client, tokens.access_token, insecure),
)
const renewed = await oauth.processRefreshTokenResponse(
  found, client, await oauth.refreshTokenGrantRequest(found, client, proof, tokens.refresh_token, insecure),
)
const higher = await signIn({ acr_values: settings.higher_acr })
const goodbye = new URL(found.end_session_endpoint)
goodbye.search = new URLSearchParams({
  id_token_hint: higher.id_token,
  post_logout_redirect_uri: settings.post_logout_redirect_uri,
  state: 'bye',
})
const signedOut = await open(goodbye)
finish({
  claims,
  userinfo,
  renewed: oauth.getValidatedIdTokenClaims(renewed),
  higher: oauth.getValidatedIdTokenClaims(higher),
  signedOut,
})
