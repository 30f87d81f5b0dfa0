/* Warns before the sign-in ends and offers to stay. Where scripts are off, the pages do the same by themselves.
 *
 * The page holds a <dialog id="session-time"> with the forms and the sentences to say. Time is the server's: this
 * script counts down what it was told, asks again when the tab comes into view, and tells the other tabs. It asks
 * nothing while the tab is hidden, and asking keeps nobody signed in: only the person's own «stay» does.
 */

const SECOND = 1000;
const channel = "BroadcastChannel" in window ? new BroadcastChannel("session-time") : null;

class Refused extends Error {}

async function request(address, options = {}) {
  const response = await fetch(address, { ...options, cache: "no-store", headers: { Accept: "application/json" } });
  if (!response.ok) throw new Refused();
  return response.json();
}

class Warning {
  constructor(dialog) {
    this.dialog = dialog;
    this.stay = dialog.querySelector("form[data-stay]");
    this.clock = dialog.querySelector("[data-clock]");
    this.live = dialog.querySelector("[data-live]");
    this.failure = dialog.querySelector("[data-failure]");
    this.sentences = [...dialog.querySelectorAll("[data-at]")];
  }

  /* Take what the server said and plan the next moment that matters. */
  set({ expires_in: expiresIn, warns_in: warnsIn, can_extend: canExtend }) {
    this.endsAt = Date.now() + expiresIn * SECOND;
    this.warnsAt = Date.now() + warnsIn * SECOND;
    this.stay.hidden = !canExtend;
    if (warnsIn > 0) {
      this.isDismissed = false;
      this.dialog.close();
    }
    this.plan();
  }

  plan() {
    clearTimeout(this.timer);
    if (document.hidden) return;
    if (this.dialog.open) {
      this.timer = setTimeout(() => this.tick(), SECOND);
    } else {
      const due = this.isDismissed ? this.endsAt : this.warnsAt;
      this.timer = setTimeout(() => this.ask(), Math.max(0, due - Date.now()));
    }
  }

  /* Ask how long is left: another tab, or a service, may have moved the end. */
  async ask() {
    clearTimeout(this.timer);
    if (document.hidden) return;
    try {
      this.hear(await request(this.dialog.dataset.address));
    } catch {
      this.timer = setTimeout(() => this.ask(), 5 * SECOND);
    }
  }

  hear(answer) {
    if (!answer.is_signed_in) {
      window.location.assign(this.dialog.dataset.ended);
      return;
    }
    this.set(answer);
    if (answer.warns_in === 0 && !this.isDismissed) this.show();
  }

  show() {
    if (!this.dialog.open) {
      this.failure.hidden = true;
      this.dialog.showModal();
      this.dialog.querySelector("form:not([hidden]) button").focus();
    }
    this.tick();
  }

  /* Show every second; say aloud only the sentences there are, at the moments they are for. */
  tick() {
    const left = Math.max(0, Math.ceil((this.endsAt - Date.now()) / SECOND));
    this.clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    const cause = this.stay.hidden ? "too_old" : "idle";
    const due = this.sentences.filter((item) => item.dataset.cause === cause && left <= Number(item.dataset.at)).at(-1);
    if (due && this.live.textContent !== due.textContent) this.live.textContent = due.textContent;
    if (left > 0) this.plan();
    else this.timer = setTimeout(() => this.ask(), SECOND); // The server rounded down: the end is within this second.
  }

  async extend() {
    try {
      const body = new URLSearchParams(new FormData(this.stay));
      const answer = await request(this.stay.action, { method: "POST", body });
      this.hear(answer);
      channel?.postMessage(answer);
    } catch (fault) {
      if (fault instanceof Refused) this.stay.submit();
      else this.failure.hidden = false;
    }
  }

  dismiss() {
    this.isDismissed = true;
    this.dialog.close();
    this.plan();
  }
}

const dialog = document.getElementById("session-time");
if (dialog) {
  const warning = new Warning(dialog);
  const page = JSON.parse(dialog.dataset.left);

  warning.stay.addEventListener("submit", (event) => {
    event.preventDefault();
    warning.extend();
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (warning.stay.hidden) warning.dismiss();
    else warning.extend();
  });
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", () => channel?.postMessage({ is_leaving: true }));
  }
  channel?.addEventListener("message", ({ data }) => {
    if (!data.is_leaving) warning.set(data);
    else for (const wait of [1, 4]) setTimeout(() => warning.ask(), wait * SECOND);
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? warning.plan() : warning.ask()));
  window.addEventListener("pageshow", (event) => event.persisted && warning.ask());

  warning.set(page);
  channel?.postMessage(page);
}
