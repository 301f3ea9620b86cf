// Ctrl+K: a dialog that leads to every page and to every record that may be added, by its first letters.
// It is part of the page and changes with it, so nothing of it is remembered here.
const dialog = () => document.getElementById("go-to");
const box = () => dialog().querySelector("input");
const list = () => dialog().querySelector("ul");
const link = (line) => line.querySelector("a");
const shown = () => [...list().children].filter((line) => !line.hidden);

/** How well a line answers: 0 if its title begins so, 1 if its words do, 2 if something is in no word. */
const rank = (line, text) => {
  const { words } = link(line).dataset;
  if (words.startsWith(text)) return 0;
  const parts = words.split(/[^\p{L}\p{N}]+/u);
  return text.split(/\s+/).every((wanted) => parts.some((part) => part.startsWith(wanted))) ? 1 : 2;
};

const filter = () => {
  const text = box().value.trim().toLowerCase();
  const lines = [...list().children].map((line, place) => [rank(line, text), Number(line.dataset.place ??= place), line]);
  lines.forEach(([how_well, , line]) => { line.hidden = how_well === 2; });
  lines.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  list().replaceChildren(...lines.map(([, , line]) => line));
  const first = shown()[0];
  dialog().querySelector("[role=status]").textContent = first
    ? `First: ${link(first).textContent}. ${shown().length} in all.`
    : "Nothing begins like this.";
};

const open = () => {
  box().value = "";
  filter();
  dialog().showModal();
  box().focus();
};

/** Saves what is typed in a form before another record is added. */
const follow = (event, { then }) => {
  const form = document.querySelector("form.is-unsaved[data-in-place]");
  dialog().close();
  if (!then || !form) return;
  event.preventDefault();
  form.elements.then.value = then;
  form.requestSubmit(form.querySelector('button[name="save"][value="next"]'));
};

const move = (step) => {
  const stops = [box(), ...shown().map(link)];
  stops.at((stops.indexOf(document.activeElement) + step) % stops.length).focus();
};

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

const press = (event) => {
  const opens = event.key === "Enter" && event.target === box();
  if (!opens && !(event.key in STEPS)) return;
  event.preventDefault();
  if (opens) shown().slice(0, 1).forEach((line) => link(line).click());
  else move(STEPS[event.key]);
};

document.addEventListener("keydown", (event) => {
  if (event.target.closest?.("#go-to")) press(event);
  const is_k = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === "k";
  if (!is_k || !dialog() || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  open();
});
document.addEventListener("input", (event) => event.target.closest("#go-to") && filter());
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-go-to]")) open();
  const followed = event.target.closest("#go-to a");
  if (followed) follow(event, followed.dataset);
});
document.querySelectorAll("[data-go-to]").forEach((button) => { button.hidden = false; });
