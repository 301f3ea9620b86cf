// The panel of a patient is replaced when something was saved or derived; what was unfolded stays unfolded.
let unfolded = [];

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id === "outcomes") unfolded = [...detail.target.querySelectorAll("details[open]")].map(({ id }) => id);
});

document.addEventListener("htmx:afterSwap", () => {
  unfolded.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
});
