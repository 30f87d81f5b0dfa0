// openid-client with a secret in the form: signs in, reads userinfo, refreshes, steps up and signs out.

import * as client from 'openid-client'
import { finish, open, settings } from './conversation.mjs'

const found = await client.discovery(
  new URL(settings.issuer),
  settings.client_id,
  settings.secret,
  client.ClientSecretPost(settings.secret),
  { execute: [client.allowInsecureRequests] },
)

async function signIn(wishes) {
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const nonce = client.randomNonce()
  const address = client.buildAuthorizationUrl(found, {
    redirect_uri: settings.redirect_uri,
    scope: 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...wishes,
  })
  return client.authorizationCodeGrant(found, await open(address), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  })
}

const tokens = await signIn({})
const claims = tokens.claims()
const userinfo = await client.fetchUserInfo(found, tokens.access_token, claims.sub)
const renewed = await client.refreshTokenGrant(found, tokens.refresh_token)
const higher = await signIn({ acr_values: settings.higher_acr })
const signedOut = await open(
  client.buildEndSessionUrl(found, {
    id_token_hint: higher.id_token,
    post_logout_redirect_uri: settings.post_logout_redirect_uri,
    state: 'bye',
  }),
)
finish({ claims, userinfo, renewed: renewed.claims(), higher: higher.claims(), signedOut })
