// Answers a relying party's page: "unchanged", "changed" or "error" (OpenID Connect Session Management 1.0, section 3.2).
// What the page asks with is "client_id session_state"; nothing is sent over the network.

const name = document.documentElement.dataset.cookie

const browserState = () => {
  const held = document.cookie.split('; ').find(pair => pair.startsWith(`${name}=`))
  return held ? held.slice(name.length + 1) : ''
}

const hash = async text => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
}

const judge = async (question, origin) => {
  const asked = typeof question === 'string' && question.match(/^(\S+) ([0-9a-f]{64})\.(\S+)$/)
  if (!asked) return 'error'
  const [, clientId, told, salt] = asked
  const now = browserState() && await hash(`${clientId} ${origin} ${browserState()} ${salt}`)
  return now === told ? 'unchanged' : 'changed'
}

addEventListener('message', async event => {
  if (event.source === window || !event.source) return
  const answer = await judge(event.data, event.origin).catch(() => 'error')
  event.source.postMessage(answer, event.origin)
})
