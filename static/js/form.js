// Courtesies of the record form: focus where to go on, a warning on leaving, one request per save.
const boxOf = (question) => question.querySelector('input:not([type=hidden]):not([tabindex="-1"]), select, textarea');

const focusOn = (question) => {
  question.closest("details")?.setAttribute("open", "");
  boxOf(question)?.focus({ preventScroll: true });
  question.scrollIntoView({ block: "nearest" });
};

const isUnanswered = (question) => {
  const box = boxOf(question);
  if (!box || question.hidden || question.closest("details:not([open])")) return false;
  return box.type === "checkbox" ? !question.querySelector(":checked") : !box.value;
};

// A problem comes first, then the first question without an answer. What was kept is to be read before.
const whereToBegin = (form) => {
  const questions = [...form.querySelectorAll(".answer")];
  const problem = questions.find((question) => !question.hidden && question.querySelector(".note-error, .conflict"));
  if (problem || !form.hasAttribute("data-begins") || document.querySelector(".unsaved")) return problem;
  return questions.find(isUnanswered) ?? form.querySelector(".save-panel");
};

document.addEventListener("form:shown", ({ detail: { form, gone } }) => {
  const state = form.querySelector(".save-state");
  let saving = false;

  const begin = document.querySelector(":target.answer") ?? whereToBegin(form);
  if (begin?.matches(".save-panel")) begin.querySelector("button").focus();
  else if (begin) focusOn(begin);

  document.querySelectorAll(".problem-list a").forEach((link) => {
    link.addEventListener("click", (event) => {
      const question = document.getElementById(link.hash.slice(1))?.closest(".answer, .save-reason");
      if (!question) return;
      event.preventDefault();
      focusOn(question);
    });
  });

  form.addEventListener("input", () => {
    form.classList.add("is-unsaved");
    state.textContent = state.dataset.unsaved;
  });

  form.addEventListener("submit", (event) => {
    if (saving) event.preventDefault();
    saving = true;
    state.textContent = state.dataset.saving;
  });

  // Not saved after all: the form may be sent again.
  form.addEventListener("save:failed", () => {
    saving = false;
    form.classList.add("is-unsaved");
    state.textContent = state.dataset.unsaved;
  });

  window.addEventListener("beforeunload", (event) => {
    const is_unsaved = form.classList.contains("is-unsaved") && !form.classList.contains("is-kept");
    if (is_unsaved && !saving) event.preventDefault();
  }, { signal: gone });

  // Coming back through the browser's history, too.
  window.addEventListener("pageshow", () => {
    saving = false;
  }, { signal: gone });
});
