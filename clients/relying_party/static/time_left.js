// Warns two minutes before the end, and an hour before the service closes. The server's clock decides: another tab may
// have kept the person signed in. Before closing time there is nothing to press: nobody can stay.
const WARNING_SECONDS = 120;
const CLOSING_SECONDS = 3600;
const LONGEST_WAIT = 600;
const bar = document.getElementById("time-left");
const text = document.getElementById("time-left-text");
const closing = document.getElementById("closing");

async function ask(options) {
  const answer = await fetch("/time-left", options);
  return answer.ok ? await answer.json() : { seconds: 0, closes_in: null };
}

async function watch() {
  let seconds, closesIn;
  try {
    ({ seconds, closes_in: closesIn } = await ask());
  } catch {
    setTimeout(watch, 30_000);
    return;
  }
  if (closing && closesIn !== null && closesIn <= CLOSING_SECONDS) {
    closing.hidden = false;
  }
  if (seconds <= 0) {
    location.assign("/");
  } else if (closesIn !== null && closesIn <= seconds) {
    bar.hidden = true;
    setTimeout(watch, Math.min(seconds + 1, 60) * 1000);
  } else if (seconds > WARNING_SECONDS) {
    bar.hidden = true;
    setTimeout(watch, Math.min(seconds - WARNING_SECONDS, LONGEST_WAIT) * 1000);
  } else {
    if (bar.hidden) {
      text.textContent = bar.dataset.left;
      bar.hidden = false;
    }
    setTimeout(watch, Math.min(seconds + 1, 15) * 1000);
  }
}

document.getElementById("stay").addEventListener("click", async () => {
  await ask({ method: "POST", body: new URLSearchParams({ form_token: bar.dataset.token }) });
  bar.hidden = true;
});

watch();
