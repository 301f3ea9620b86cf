// Shows only the questions that apply. Hidden ones are disabled, so that the browser does not submit them.
const answersTo = (form, name) =>
  [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
    .filter((input) => !input.disabled && (input.type !== "checkbox" || input.checked))
    .map((input) => input.value);

const applies = (form, when) =>
  Object.entries(when).every(([name, codes]) => answersTo(form, name).some((answer) => codes.includes(answer)));

const showQuestions = (form) => {
  form.querySelectorAll("[data-when]").forEach((question) => {
    const shown = applies(form, JSON.parse(question.dataset.when));
    question.hidden = !shown;
    question.querySelectorAll("input, select, textarea").forEach((input) => {
      input.disabled = !shown;
    });
  });
};

document.addEventListener("form:shown", ({ detail: { form } }) => {
  form.addEventListener("change", () => showQuestions(form));
  showQuestions(form);
});
