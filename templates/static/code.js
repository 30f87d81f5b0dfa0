/* Tells what becomes of the code while its page stands, and when another may be asked for.
 *
 * Without scripts the page tells what was known when it was made, and offers to be loaded again. This script asks a
 * few times, at growing intervals, and stops: the answer comes within seconds, or the person has another way by then.
 */

const SECOND = 1000;
const LOOKS = [1, 1, 2, 3, 5, 8, 15, 30]; // Seconds between two looks.

const sent = document.getElementById("sent");
const input = document.getElementById("code");

async function look() {
  const response = await fetch(sent.dataset.address, { cache: "no-store", headers: { Accept: "application/json" } });
  return response.ok ? (await response.json()).state : "";
}

/* A page in which something is being typed is never taken away: there the news is one sentence. */
function tell(state) {
  const isExpected = state === "sent" && sent.dataset.state === "on_its_way";
  if (isExpected || input.value) document.getElementById("news").textContent = sent.dataset[state] ?? "";
  else window.location.reload();
}

async function watch(looks) {
  for (const seconds of looks) {
    await new Promise((resolve) => setTimeout(resolve, seconds * SECOND));
    const state = await look().catch(() => sent.dataset.state);
    if (state === sent.dataset.state) continue;
    tell(state);
    return;
  }
}

if (sent?.dataset.state) watch(LOOKS);

const wait = document.getElementById("resend-wait");
const resend = document.getElementById("resend");

if (wait) {
  const endsAt = Date.now() + Number(wait.dataset.seconds) * SECOND;
  const many = wait.textContent;
  const timer = setInterval(() => {
    const left = Math.ceil((endsAt - Date.now()) / SECOND);
    if (left > 0) {
      wait.textContent = left === 1 ? wait.dataset.one : many.replace(/\d+/, left);
      return;
    }
    clearInterval(timer);
    wait.hidden = true;
    resend.hidden = false;
    document.getElementById("resend-now").textContent = wait.dataset.now;
  }, SECOND);
}
