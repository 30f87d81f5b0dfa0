// Two libraries that ask for answers inside a signed JWT: openid-client, which opens an encrypted one, and oauth4webapi,
// which signs its request as well. Each also finds out what it is told when nobody may be asked.

import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { finish, open, settings } from './conversation.mjs'

const insecure = { [oauth.allowInsecureRequests]: true }
const issuer = new URL(settings.issuer)

async function signInWithOpenidClient(wishes) {
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
  const tokens = await client.authorizationCodeGrant(found, await open(address), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  })
  return { mode: address.searchParams.get('response_mode'), tokens }
}

const opening = await crypto.subtle.importKey(
  'jwk', settings.encrypted.key, { name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'],
)
const found = await client.discovery(
  issuer,
  settings.encrypted.client_id,
  { authorization_signed_response_alg: 'ES256' },
  client.ClientSecretPost(settings.encrypted.secret),
  { execute: [client.allowInsecureRequests, client.useJwtResponseMode] },
)
client.enableDecryptingResponses(found, ['A256GCM'], { key: opening, kid: settings.encrypted.key.kid })
const refused = await signInWithOpenidClient({ prompt: 'none' }).catch((error) => error)
const { mode, tokens } = await signInWithOpenidClient({})

const as = await oauth.processDiscoveryResponse(
  issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure }),
)
const signer = { client_id: settings.signing.client_id }
const signing = await crypto.subtle.importKey(
  'jwk', settings.signing.key, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'],
)
const key = { key: signing, kid: settings.signing.key.kid }
const verifier = oauth.generateRandomCodeVerifier()
const state = oauth.generateRandomState()
const asked = new URLSearchParams({
  redirect_uri: settings.redirect_uri,
  response_type: 'code',
  response_mode: 'jwt',
  scope: 'openid',
  state,
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
})
const address = new URL(as.authorization_endpoint)
address.search = new URLSearchParams({
  client_id: signer.client_id,
  response_mode: 'query',
  request: await oauth.issueRequestObject(as, signer, asked, key),
})
const answered = await oauth.validateJwtAuthResponse(as, signer, await open(address), state, insecure)
const response = await oauth.authorizationCodeGrantRequest(
  as, signer, oauth.PrivateKeyJwt(key), answered, settings.redirect_uri, verifier, insecure,
)
const claims = oauth.getValidatedIdTokenClaims(
  await oauth.processAuthorizationCodeResponse(as, signer, response, { requireIdToken: true }),
)
finish({
  mode,
  refused: { error: refused.error, state: refused.cause.has('state'), description: refused.error_description },
  encrypted: tokens.claims(),
  signed: claims,
})
