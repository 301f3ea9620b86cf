// Keeps on the server what is typed and not saved yet: after a pause, on leaving the page, and before saving.
const PAUSE_MS = 1500;
const RETRY_MS = 5000;
const PATIENCE_MS = 10000;

const keepTyped = (form, gone) => {
  const part = (name) => form.querySelector(`.keep-${name}`);
  let typed = 0; // changes so far
  let kept = 0; // of which the server has these
  let under_way = false;
  let over = false; // saved, discarded, or refused for good
  let timer;

  // The cookie is newer than the page after signing in again in another tab.
  const csrf = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(), pause);
  };

  const say = (name, text) => {
    const line = part(name);
    (line.querySelector("span") ?? line).textContent = text;
    line.hidden = !text;
  };

  const fail = (problem, status) => {
    say("failed", `Not kept: ${problem}`);
    part("failed").querySelector("a").hidden = status !== 401;
    form.classList.remove("is-kept");
  };

  const succeed = (reply, number) => {
    kept = number;
    say("failed", "");
    say("state", `Saved ${reply.at}`);
    say("also", reply.also);
    form.classList.toggle("is-kept", kept === typed);
  };

  // A request that outlives its page may carry less than others, so only the last one does.
  const send = async (number, leaving) => {
    const body = new URLSearchParams(new FormData(form));
    body.set("number", number);
    // In the body the token would count before the one in the header, and may be the older.
    body.delete("csrfmiddlewaretoken");
    const reply = await fetch(form.dataset.keep, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": csrf() },
      keepalive: leaving,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const said = await reply.json().catch(() => ({}));
    return { ok: reply.ok, status: reply.status, said };
  };

  // Resolves to the status of the answer, or 0 if there was none. at_once: does not wait for a request under way.
  async function keep({ leaving = false, at_once = leaving } = {}) {
    if (over || kept === typed || (under_way && !at_once)) return 200;
    clearTimeout(timer);
    under_way = true;
    const number = typed;
    let status = 0;
    try {
      const answer = await send(number, leaving);
      status = answer.status;
      if (over) return status;
      if (answer.ok) succeed(answer.said, number);
      else fail(answer.said.problem ?? "the server did not answer as it should.", status);
      over = status === 410;
    } catch {
      fail("no connection. What you type stays on this page; trying again.", 0);
    } finally {
      under_way = false;
    }
    if (kept !== typed && !over) later(status === 200 ? PAUSE_MS : RETRY_MS);
    return status;
  }

  const noteTyping = () => {
    typed += 1;
    form.classList.remove("is-kept");
    if (part("failed").hidden) later(PAUSE_MS);
  };

  const leave = () => keep({ leaving: true });

  // What cannot reach the server now would be lost with the page: then saving waits.
  const before_saving = async (event) => {
    if (over || kept === typed) {
      over = true;
      form.elements.csrfmiddlewaretoken.value = csrf();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const status = await keep({ at_once: true });
    if (status === 0 || status === 401) return;
    kept = typed;
    form.requestSubmit(event.submitter);
  };

  form.addEventListener("input", noteTyping);
  form.addEventListener("submit", before_saving, { capture: true });
  document.querySelectorAll("[data-discards]").forEach((discard) => {
    discard.addEventListener("submit", () => {
      over = true;
    });
  });
  window.addEventListener("pagehide", leave, { signal: gone });
  document.addEventListener("visibilitychange", () => document.hidden && leave(), { signal: gone });
  window.addEventListener("online", () => keep(), { signal: gone });
  const goOn = () => {
    over = false;
    later(PAUSE_MS);
  };
  form.addEventListener("save:failed", () => {
    if (typed) kept = -1;
    goOn();
  });
  window.addEventListener("pageshow", goOn, { signal: gone });
  gone.addEventListener("abort", () => {
    over = true;
    clearTimeout(timer);
  });
};

document.addEventListener("form:shown", ({ detail: { form, gone } }) => {
  if (form.matches("[data-keep]")) keepTyped(form, gone);
});
