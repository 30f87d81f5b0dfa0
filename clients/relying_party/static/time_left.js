// Warns two minutes before the end. The server's clock decides: another tab may have kept the person signed in.
const WARNING_SECONDS = 120;
const bar = document.getElementById("time-left");
const text = document.getElementById("time-left-text");

async function ask(options) {
  const answer = await fetch("/time-left", options);
  return answer.ok ? (await answer.json()).seconds : 0;
}

async function watch() {
  let seconds;
  try {
    seconds = await ask();
  } catch {
    setTimeout(watch, 30_000);
    return;
  }
  if (seconds <= 0) {
    location.assign("/");
  } else if (seconds > WARNING_SECONDS) {
    bar.hidden = true;
    setTimeout(watch, (seconds - WARNING_SECONDS) * 1000);
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
