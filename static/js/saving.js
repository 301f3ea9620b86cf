// Saves a record without leaving the page: the answer of the server, another form or the same one with its
// problems, takes the place of the form. Without an answer the form stays as it was typed.
// Stands last among the scripts of a form, and tells the others of each form that is shown.
const PATIENCE_MS = 60000;
const main = document.getElementById("main");
const said = document.createElement("p");
let gone;
let shown_at = location.href;

const show = () => {
  const form = document.querySelector("form.js-record");
  gone?.abort();
  gone = new AbortController();
  // What is shown is sent to where it came from, wherever the browser's history has gone meanwhile.
  form.action = shown_at;
  form.addEventListener("submit", save);
  document.dispatchEvent(new CustomEvent("form:shown", { detail: { form, gone: gone.signal } }));
};

/** Puts a page with a form in the place of this one. False if it has none. */
const put = (text, address) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.getElementById("main");
  if (!fresh?.querySelector("form[data-in-place]")) return false;
  gone.abort();
  if (address !== shown_at) history.pushState(null, "", address);
  shown_at = address;
  document.title = page.title;
  main.replaceChildren(...fresh.childNodes);
  window.scrollTo(0, 0);
  // The page has changed without loading, which a screen reader does not notice by itself.
  said.textContent = [...main.querySelectorAll(".messages p, #problems-heading, h1")].map((part) => part.textContent.trim()).join(" ");
  show();
  return true;
};

const fail = (form, why) => {
  const line = form.querySelector(".save-failed");
  line.textContent = `Not saved: ${why}`;
  line.hidden = false;
  form.dispatchEvent(new Event("save:failed"));
};

const send = async (form, body) => {
  const reply = await fetch(form.action, {
    method: "POST",
    body,
    headers: { "X-Saves-In-Place": "1" },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const elsewhere = reply.headers.get("X-Go-To");
  if (elsewhere) return location.assign(elsewhere);
  if (put(await reply.text(), reply.redirected ? reply.url : shown_at)) return;
  if (reply.ok) location.assign(reply.url);
  else fail(form, `the server answered ${reply.status}. What you typed stays on this page.`);
};

async function save(event) {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-in-place]")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  if (event.submitter?.name) body.append(event.submitter.name, event.submitter.value);
  form.querySelector(".save-failed").hidden = true;
  try {
    await send(form, body);
  } catch {
    fail(form, "no connection. What you typed stays on this page; save again.");
  }
}

// Back and forward load the page that the address names; a place within this page does not.
window.addEventListener("popstate", () => {
  if (location.href.split("#")[0] !== shown_at.split("#")[0]) location.reload();
});

said.className = "visually-hidden";
said.setAttribute("role", "status");
document.body.append(said);
show();
