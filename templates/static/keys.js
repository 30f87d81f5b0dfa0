/* Asks the browser for a passkey or a security key, and sends what it answers by the form it stands in.
 *
 * A form with data-ceremony ("get" to sign in, "create" to add one) is hidden until this script finds that the browser
 * can; data-options is where the question comes from. With data-conditional the browser also offers passkeys among the
 * suggestions of the username field. When the question is refused the form is sent without an answer: the page it
 * leads to says why.
 */

const RENEWED_AFTER = 4 * 60 * 1000; // The question is good for five minutes.
const CANCELLED = ["NotAllowedError", "AbortError"];

class Refused extends Error {}

const read = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

function write(buffer) {
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/* Older browsers have no parseRequestOptionsFromJSON: the same few bytes are read here for all. */
function readOptions(options) {
  const withBytes = (list) => list?.map((one) => ({ ...one, id: read(one.id) }));
  const found = { ...options, challenge: read(options.challenge) };
  if (options.user) found.user = { ...options.user, id: read(options.user.id) };
  if (options.allowCredentials) found.allowCredentials = withBytes(options.allowCredentials);
  if (options.excludeCredentials) found.excludeCredentials = withBytes(options.excludeCredentials);
  return found;
}

function writeAnswer(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: write(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) answer[part] = write(response[part]);
  }
  if (response.getTransports) answer.transports = response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: write(credential.rawId),
    type: credential.type,
    response: answer,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

class Ceremony {
  constructor(form) {
    this.form = form;
    this.button = form.querySelector("button");
    this.status = form.querySelector("[data-waiting]");
    this.fault = form.querySelector("[data-fault]");
  }

  /* Get the question, and have the browser answer it. `how` is what makes one that waits among the suggestions. */
  async ask(how = {}) {
    this.waiting?.abort();
    this.waiting = new AbortController();
    const { signal } = this.waiting;
    const response = await fetch(this.form.dataset.options, {
      method: "POST",
      body: new URLSearchParams(new FormData(this.form)),
      cache: "no-store",
      redirect: "manual",
      headers: { Accept: "application/json" },
      signal,
    });
    if (!response.ok) throw new Refused();
    const { challenge_id: challengeId, options } = await response.json();
    const credential = await navigator.credentials[this.form.dataset.ceremony]({
      publicKey: readOptions(options),
      signal,
      ...how,
    });
    this.form.elements.challenge_id.value = challengeId;
    this.form.elements.answer.value = writeAnswer(credential);
    this.form.submit();
  }

  async start() {
    clearTimeout(this.timer);
    this.say(this.status.dataset.waiting, null);
    this.button.setAttribute("aria-disabled", "true");
    try {
      await this.ask();
    } catch (fault) {
      if (fault instanceof Refused) this.form.submit();
      else this.say("", this.name(fault));
      this.suggest();
    }
    this.button.removeAttribute("aria-disabled");
  }

  name(fault) {
    if (CANCELLED.includes(fault.name)) return "cancelled";
    return this.form.querySelector(`template[data-name="${fault.name}"]`) ? fault.name : "failed";
  }

  say(waiting, fault) {
    this.status.textContent = waiting;
    const template = fault && this.form.querySelector(`template[data-name="${fault}"]`);
    this.fault.replaceChildren(...(template ? [template.content.cloneNode(true)] : []));
  }

  /* Wait among the suggestions of the username field, with a new question before the old one runs out. */
  async suggest() {
    clearTimeout(this.timer);
    if (!("conditional" in this.form.dataset)) return;
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    this.timer = setTimeout(() => this.suggest(), RENEWED_AFTER);
    this.ask({ mediation: "conditional" }).catch(() => {}); // Nobody asked for it: a fault is nobody's to read.
  }
}

if (window.PublicKeyCredential && navigator.credentials) {
  for (const without of document.querySelectorAll(".ceremony-without")) without.hidden = true;
  for (const form of document.querySelectorAll("form[data-ceremony]")) {
    const ceremony = new Ceremony(form);
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!ceremony.button.hasAttribute("aria-disabled")) ceremony.start();
    });
    ceremony.suggest();
    form.querySelector("[autofocus]")?.focus();
  }
}
