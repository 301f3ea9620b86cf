// The keyboard in a form: Ctrl+Enter saves and goes on, Ctrl+S keeps a draft, F2 leads to what stands beside a
// question, and a group of boxes is one stop: arrow keys and first letters move in it, Space ticks.
const PAUSE_MS = 1000;
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
const BESIDE = ".gutter :is(a, select)";

const is_plain = (event) => !event.ctrlKey && !event.altKey && !event.metaKey;

/** One box of the group is a stop of Tab: the one that had the focus last, or the first that is ticked. */
const group = (codes) => {
  const boxes = [...codes.querySelectorAll("input[type=checkbox]")];
  const label = (box) => box.closest("label").textContent.trim().toLowerCase();
  let typed = "";
  let timer;

  const stopAt = (stop) => boxes.forEach((box) => { box.tabIndex = box === stop ? 0 : -1; });

  // One letter leads to the next such box, several to the first that begins with them; lists do the same.
  const byLetter = (now, letter) => {
    clearTimeout(timer);
    timer = setTimeout(() => { typed = ""; }, PAUSE_MS);
    typed += letter.toLowerCase();
    const from = typed.length > 1 ? now : now + 1;
    return [...boxes.slice(from), ...boxes.slice(0, from)].find((box) => label(box).startsWith(typed));
  };

  const target = (event) => {
    const now = boxes.indexOf(event.target);
    if (event.key in STEPS) return boxes.at((now + STEPS[event.key]) % boxes.length);
    if (event.key === "Home") return boxes[0];
    if (event.key === "End") return boxes.at(-1);
    return event.key.length === 1 && event.key !== " " ? byLetter(now, event.key) : null;
  };

  codes.addEventListener("focusin", ({ target: box }) => stopAt(box));
  codes.addEventListener("keydown", (event) => {
    // Whatever is no letter begins a new word.
    if (event.key.length > 1 || event.key === " ") typed = "";
    const box = is_plain(event) ? target(event) : null;
    if (!box) return;
    event.preventDefault();
    box.focus();
  });
  stopAt(boxes.find((box) => box.checked) ?? boxes[0]);
};

/** From a question to what stands beside it and back. */
const besides = (event) => {
  const question = event.target.closest(".answer");
  const beside = [...(question?.querySelectorAll(BESIDE) ?? [])];
  const at = beside.indexOf(event.target);
  if (!beside.length || (event.key === "Escape" && at < 0)) return;
  event.preventDefault();
  const box = question.querySelector('.answer-control :is(input, select, textarea):not([tabindex="-1"])');
  const next = event.key === "Escape" ? box : (beside[at + 1] ?? box);
  next.focus();
};

const press = (form, value) => {
  const button = form.querySelector(`.save-panel button[value="${value}"]`) ?? form.querySelector(".save-panel button");
  // What a question takes from another one follows once that one is left.
  document.activeElement.dispatchEvent(new Event("change", { bubbles: true }));
  form.requestSubmit(button);
};

document.addEventListener("form:shown", ({ detail: { form, gone } }) => {
  form.querySelectorAll(".answer-codes").forEach(group);
  // A reason that was given is an answer, and stays in the way of Tab.
  const settle = (beside) => { beside.tabIndex = beside.matches("select") && beside.value ? 0 : -1; };
  form.querySelectorAll(BESIDE).forEach(settle);
  form.addEventListener("change", ({ target }) => target.matches(BESIDE) && settle(target));
  form.addEventListener("keydown", (event) => {
    if (is_plain(event) && (event.key === "F2" || event.key === "Escape")) besides(event);
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey) || document.querySelector("dialog[open]")) return;
    const value = { Enter: "next", s: "draft" }[event.key];
    if (!value) return;
    event.preventDefault();
    press(form, value);
  }, { signal: gone });
});
