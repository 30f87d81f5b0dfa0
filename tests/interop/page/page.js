// A single-page application on oidc-client-ts: each button does one thing, and the output says who is signed in.

const settings = JSON.parse(decodeURIComponent(location.hash.slice(1)) || sessionStorage.getItem('settings'))
sessionStorage.setItem('settings', JSON.stringify(settings))

const manager = new oidc.UserManager({
  authority: settings.issuer,
  client_id: settings.client_id,
  redirect_uri: `${location.origin}/callback`,
  post_logout_redirect_uri: `${location.origin}/goodbye`,
  scope: 'openid profile',
  loadUserInfo: true,
  automaticSilentRenew: false,
  filterProtocolClaims: false,
})

function say(what) {
  document.querySelector('output').textContent = JSON.stringify(what)
}

async function show(user, how) {
  say({ how, name: user.profile.preferred_username, acr: user.profile.acr, sub: user.profile.sub, token: user.access_token })
}

function press(id, action) {
  document.getElementById(id).addEventListener('click', () => action().catch((error) => say({ error: String(error) })))
}

press('sign-in', () => manager.signinRedirect())
press('refresh', async () => show(await manager.signinSilent(), 'refreshed'))
press('step-up', () => manager.signinRedirect({ acr_values: settings.higher_acr }))
press('sign-out', () => manager.signoutRedirect())

if (location.pathname === '/callback') {
  manager.signinCallback().then((user) => show(user, 'signed in'), (error) => say({ error: String(error) }))
} else if (location.pathname === '/goodbye') {
  manager.signoutCallback().then(() => say({ how: 'signed out' }), (error) => say({ error: String(error) }))
}
