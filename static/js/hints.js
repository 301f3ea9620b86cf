// While a form is typed, asks what follows from it: one request for each pause, and only changed hints are put in.
const PAUSE_MS = 400;

const put = (place, found) => {
  // What the page says already need not be said twice.
  const said = place.closest(".answer")?.querySelector(".answer-notes")?.textContent.replace(/\s+/g, " ") ?? "";
  const fresh = found.filter((hint) => !said.includes(hint.textContent.trim()));
  const html = fresh.map((hint) => hint.outerHTML).join("");
  if (place.dataset.shown === html) return;
  place.dataset.shown = html;
  place.replaceChildren(...fresh);
};

const hasAnswers = (form) =>
  [...new FormData(form)].some(([name, text]) => text && form.querySelector(`#answer-${CSS.escape(name)}`));

document.addEventListener("form:shown", ({ detail: { form, gone } }) => {
  const places = [...form.querySelectorAll("[data-hint]")];
  const address = form.querySelector("[data-hints-url]")?.dataset.hintsUrl;
  if (!address) return;
  let waiting;
  let asking;

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const reply = await fetch(address, { method: "POST", body: new FormData(form), signal: asking.signal });
      if (!reply.ok || reply.redirected) return;
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      places.forEach((place) => put(place, [...page.querySelectorAll(`[data-for="${place.dataset.hint}"]`)]));
    } catch {
      // Without an answer the form works as before.
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });
  gone.addEventListener("abort", () => {
    clearTimeout(waiting);
    asking?.abort();
  });
  if (hasAnswers(form)) ask();
});
