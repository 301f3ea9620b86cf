// Courtesies of the record form: focus on the first problem, a warning on leaving, one request per save.
const form = document.querySelector("form.js-record");
const state = form.querySelector(".save-state");
let unsaved = false;
let saving = false;

const focusOn = (question) => {
  question.closest("details")?.setAttribute("open", "");
  question.querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
  question.scrollIntoView({ block: "nearest" });
};

const asked = document.querySelector(":target.answer");
const problem = [...form.querySelectorAll(".answer:has(.note-error, .conflict)")].find((answer) => !answer.hidden);
if (asked ?? problem) focusOn(asked ?? problem);

document.querySelectorAll(".problem-list a").forEach((link) => {
  link.addEventListener("click", (event) => {
    const question = document.getElementById(link.hash.slice(1))?.closest(".answer, .save-reason");
    if (!question) return;
    event.preventDefault();
    focusOn(question);
  });
});

form.addEventListener("input", () => {
  unsaved = true;
  form.classList.add("is-unsaved");
  state.textContent = state.dataset.unsaved;
});

window.addEventListener("beforeunload", (event) => {
  if (unsaved && !saving && !form.classList.contains("is-kept")) event.preventDefault();
});

form.addEventListener("submit", (event) => {
  if (saving) event.preventDefault();
  saving = true;
  state.textContent = state.dataset.saving;
});

// Coming back through the browser's history, the form may be sent again.
window.addEventListener("pageshow", () => {
  saving = false;
});
