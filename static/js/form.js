// Courtesies of the record form: focus on the first problem, a warning on leaving, one request per save.
(() => {
  const form = document.querySelector("form.js-record");
  if (!form) return;
  const state = form.querySelector(".save-state");
  let unsaved = false;
  let saving = false;

  const focusOn = (question) => {
    question.closest("details")?.setAttribute("open", "");
    const input = question.querySelector("input:not([type=hidden]), select, textarea");
    input?.focus({ preventScroll: true });
    question.scrollIntoView({ block: "center" });
  };

  const firstProblem = form.querySelector(".answer-problem:not([hidden]), .note-theirs");
  if (firstProblem) focusOn(firstProblem.closest(".answer"));

  document.querySelectorAll(".problem-list a").forEach((link) => {
    link.addEventListener("click", (event) => {
      const target = document.getElementById(link.hash.slice(1));
      if (!target) return;
      event.preventDefault();
      focusOn(target.closest(".answer") ?? target.parentElement);
    });
  });

  form.addEventListener("input", () => {
    unsaved = true;
    state.textContent = state.dataset.unsaved;
  });

  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !saving) event.preventDefault();
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
})();
