// Shows only the questions that apply. Hidden ones are disabled, so that the browser does not submit them.
const form = document.querySelector("form.js-record");

const answersTo = (name) =>
  [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
    .filter((input) => !input.disabled && (input.type !== "checkbox" || input.checked))
    .map((input) => input.value);

const applies = (when) =>
  Object.entries(when).every(([name, codes]) => answersTo(name).some((answer) => codes.includes(answer)));

const showQuestions = () => {
  form.querySelectorAll("[data-when]").forEach((question) => {
    const shown = applies(JSON.parse(question.dataset.when));
    question.hidden = !shown;
    question.querySelectorAll("input, select, textarea").forEach((input) => {
      input.disabled = !shown;
    });
  });
};

form.addEventListener("change", showQuestions);
showQuestions();
