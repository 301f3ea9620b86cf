// Offers what usually follows from another answer, as long as nobody has answered the question itself.
const inputsOf = (form, name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
const valueOf = (form, name) => inputsOf(form, name).find((input) => !input.disabled)?.value ?? "";
const ticked = (boxes) => boxes.filter((box) => box.checked).map((box) => box.value).sort().join(" ");

/** What a question should hold now: text, or codes separated by blanks. Empty: nothing follows. */
const wanted = (form, { source, when, codes }) => {
  const given = valueOf(form, source);
  const holds = Object.entries(when).every(([name, values]) => values.includes(valueOf(form, name)));
  if (!holds || !given) return "";
  return codes ? [...(codes[given] ?? [])].sort().join(" ") : given;
};

const held = (inputs) => (inputs[0].type === "checkbox" ? ticked(inputs) : inputs[0].value);

const put = (inputs, text) => {
  const codes = text.split(" ");
  if (inputs[0].type === "checkbox") inputs.forEach((box) => { box.checked = codes.includes(box.value); });
  else inputs[0].value = text;
  inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
  inputs[0].dispatchEvent(new Event("change", { bubbles: true }));
};

document.addEventListener("form:shown", ({ detail: { form } }) => {
  if (!form.hasAttribute("data-begins")) return;
  form.querySelectorAll("[data-follows]").forEach((question) => {
    const rule = JSON.parse(question.dataset.follows);
    const note = question.querySelector(".offered");
    const inputs = [...question.querySelectorAll(".answer-control :is(input, select, textarea):not(.missing-reason)")];
    let offered = "";
    // What was offered is selected on entering the box, so that typing overwrites it.
    ["focus", "click"].forEach((way) => inputs[0].addEventListener(way, () => {
      if (offered && inputs[0].value === offered) inputs[0].select?.();
    }));
    form.addEventListener("change", ({ target }) => {
      if (inputs.includes(target) || held(inputs) !== offered) return;
      const text = wanted(form, rule);
      if (text === offered) return;
      offered = text;
      put(inputs, text);
      note.hidden = !text;
    });
  });
});
